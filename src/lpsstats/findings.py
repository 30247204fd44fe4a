"""What checks and gates return."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; `passed` is a check that held."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check and its outcome.

    Attributes
    ----------
    severity : Severity
        `error` makes the command exit with 1.
    code : str
        Stable name of the check, such as `reliability`.
    subject : str
        What was checked, such as `cohesion, T1, barton`.
    message : str
        One sentence: what was found and what to do.
    file, line : str and int, optional
        Where the cure is to be written: a line of the data dictionary.
    """

    severity: Severity
    code: str
    subject: str
    message: str
    file: str | None = None
    line: int | None = None


def failed(findings: tuple[Finding, ...]) -> bool:
    """Say whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
