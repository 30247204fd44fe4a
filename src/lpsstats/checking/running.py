"""All checks, one after the other."""

from collections.abc import Callable, Iterator, Sequence

from lpsstats.checking import (
    answer_labels,
    box_drift,
    cells,
    coding,
    composition,
    copied_waves,
    duplicates,
    extra_columns,
    guesses,
    item_drift,
    missing_codes,
    missing_jump,
    odd_ends,
    same_numbers,
    shifted_codes,
    straight_lining,
    unchosen,
    unused_range,
    weights,
    wording,
)
from lpsstats.checking.context import Context
from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding, Severity
from lpsstats.progress import in_steps
from lpsstats.rules import RULES
from lpsstats.survey.assembling import Examination, Portion, examine
from lpsstats.survey.scoring import score

ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE, Severity.PASSED)
CHECKS: tuple[Callable[[Context], Iterator[Finding]], ...] = tuple(
    module.check
    for module in (
        guesses,
        extra_columns,
        cells,
        weights,
        wording,
        answer_labels,
        coding,
        shifted_codes,
        missing_codes,
        odd_ends,
        unchosen,
        box_drift,
        item_drift,
        straight_lining,
        duplicates,
        copied_waves,
        same_numbers,
        unused_range,
        composition,
        missing_jump,
    )
)


def check_survey(
    dictionary: Dictionary, portions: Sequence[Portion], *, tolerant: bool = False
) -> tuple[Examination, tuple[Finding, ...]]:
    """Hold exports against the dictionary and the waves against each other.

    Parameters
    ----------
    dictionary : Dictionary
        What the columns mean.
    portions : sequence of Portion
        The files with the waves each holds.
    tolerant : bool
        Whether answers out of range are to be taken as missing.

    Returns
    -------
    (Examination, tuple of Finding)
        The survey as far as it can be read; and everything found, errors first.
    """
    examination = examine(dictionary, portions, tolerant=tolerant)
    context = Context(
        survey=examination.survey,
        portions=tuple(portions),
        faulty=examination.faulty,
        scores={
            key: score(examination.survey, scale)
            for key, scale in dictionary.scales.items()
            if not examination.faulty & set(scale.items)
        },
    )
    findings = [
        *examination.findings,
        *(one for check in in_steps("checking", CHECKS) for one in check(context)),
    ]
    return examination, sort_findings(findings)


def sort_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put errors first, then warnings, then notes, each by code; the same thing is said once."""
    once = dict.fromkeys(findings)
    return tuple(sorted(once, key=lambda one: (ORDER.index(one.severity), one.code)))


def passed(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Give a finding that passed for every rule that found nothing, for reports of test runs."""
    broken = {finding.code for finding in findings}
    return tuple(
        Finding(
            severity=Severity.PASSED, code=code, subject=rule.name, message=f"nothing: {rule.name}"
        )
        for code, rule in RULES.items()
        if code not in broken
    )
