"""What a rule is."""

from dataclasses import dataclass

from lpsstats.findings import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that can be found.

    Attributes
    ----------
    code, name : str
        Its stable code, such as `LPS101`, and a short name.
    severity : Severity
        How bad it usually is; `error` makes `check` exit with 1.
    finds : str
        What it is and why it matters.
    cure : str
        What to do about it.
    """

    code: str
    name: str
    severity: Severity
    finds: str
    cure: str
