"""The codes of everything `check` can find: stable names, severities, what to do.

docs/checks.md is generated from this table. A code is never given to another rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lpsstats.findings import Finding, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Something that can be found.

    Attributes
    ----------
    code, name : str
        Its stable code, such as `LPS101`, and a short name.
    severity : Severity
        How bad it is; `error` makes `check` exit with 1.
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


def _table(*rows: tuple[str, str, Severity, str, str]) -> Mapping[str, Rule]:
    keys = ("code", "name", "severity", "finds", "cure")
    rules = [Rule(**dict(zip(keys, row, strict=True))) for row in rows]  # type: ignore[arg-type]
    return MappingProxyType({rule.code: rule for rule in rules})


RULES: Mapping[str, Rule] = _table(
    (
        "LPS210",
        "item jumps against its scale",
        WARNING,
        "Between two waves the answers to an item moved, or its tie to the scale changed, though "
        "the rest of the scale says otherwise (ordinal logistic regression on the rest score: "
        "McFadden's pseudo-R2 grows by .02 or more, Holm-adjusted p below .05).",
        "Compare the wording, the answer labels and the order of questions of the two waves; if "
        "the question changed, set `comparable: false` or leave the item out of the scale.",
    ),
)


def found(
    code: str,
    subject: str,
    message: str,
    place: tuple[str, int] | None = None,
    severity: Severity | None = None,
) -> Finding:
    """Make the finding of a rule.

    Parameters
    ----------
    code : str
        The rule.
    subject : str
        What was checked, such as `cohesion, T1`.
    message : str
        What was found, with numbers; later lines are details.
    place : (str, int), optional
        File and line of the dictionary where the cure is to be written.
    severity : Severity, optional
        Instead of the rule's own.
    """
    rule = RULES[code]
    file, line = place or (None, None)
    return Finding(
        severity=severity or rule.severity,
        code=code,
        subject=subject,
        message=message,
        file=file,
        line=line,
    )
