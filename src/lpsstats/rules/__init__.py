"""The codes of everything `check` can find: stable names, severities, what to do.

docs/checks.md is generated from this table. A code is never given to another rule.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lpsstats.findings import Finding, Severity
from lpsstats.rules.boxes import BOX_DRIFT, BOX_FIT
from lpsstats.rules.drift import DRIFT
from lpsstats.rules.fit import DICTIONARY, FIT
from lpsstats.rules.rule import Rule
from lpsstats.rules.weighting import WEIGHTING

__all__ = ["RULES", "SECTIONS", "Rule", "found"]

SECTIONS: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "The dictionary": DICTIONARY,
        "Does the export fit the dictionary?": FIT + BOX_FIT + WEIGHTING,
        "Did anything drift between waves, or look wrong?": DRIFT + BOX_DRIFT,
    }
)
RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.code: rule for rules in SECTIONS.values() for rule in rules}
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
    file, line = place or (None, None)
    return Finding(
        severity=severity or RULES[code].severity,
        code=code,
        subject=subject,
        message=message,
        file=file,
        line=line,
    )
