"""The document that `reliability` gives."""

from collections.abc import Sequence
from dataclasses import replace

import lpsstats
from lpsstats.analysis.gates import judge_all
from lpsstats.analysis.provenance import account, provenance
from lpsstats.analysis.reliability import ReliabilityQuestion, reliability
from lpsstats.dictionary.model import Dictionary, ReliabilityRule
from lpsstats.documents.choosing import choose_confidence, choose_scales, refuse_weights
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.tables.model import Document
from lpsstats.tables.reliability import item_table, reliability_table

GROUPINGS = {
    "wave": ("wave",),
    "site": ("site",),
    "wave,site": ("wave", "site"),
    "site,wave": ("wave", "site"),
}


def reliability_document(
    survey: Survey,
    *,
    measures: Sequence[str] = (),
    by: str | None = None,
    interval: str = "jackknife",
    confidence: float | None = None,
    min_alpha: float | None = None,
    items_only: bool = False,
    seed: int = 20180501,
) -> Document:
    """Test the reliability of scales and lay the answer out.

    Parameters
    ----------
    survey : Survey
        All waves.
    measures : sequence of str
        Keys of scales; all by default.
    by : str, optional
        `wave`, `site` or `wave,site`.
    interval : str
        `jackknife`, `adf`, `feldt` or `bootstrap`.
    confidence : float, optional
        Coverage of intervals.
    min_alpha : float, optional
        A threshold instead of the dictionary's.
    items_only : bool
        Give the items as the first table.
    seed : int
        Where the bootstrap's random numbers start.

    Raises
    ------
    UsageError
        If a name or a number cannot be.
    """
    refuse_weights(survey)
    dictionary = survey.dictionary
    question = ReliabilityQuestion(
        by=_groups(by),
        interval=str(interval),
        confidence=choose_confidence(dictionary, confidence),
        seed=seed,
    )
    rule = _rule(dictionary, min_alpha)
    rows = reliability(survey, choose_scales(dictionary, measures), question)
    judged = judge_all(rows, rule, dictionary)
    findings = tuple(finding for one in judged for finding in one.findings)
    scales = reliability_table(rows, judged, dictionary, rule)
    pooled = [row for row in rows if row.site is None and row.wave is None]
    items = item_table(rows if items_only else pooled, dictionary)
    tables = (items,) if items_only else (scales, items)
    options = {
        "measure": list(measures),
        "by": list(question.by),
        "ci": question.interval,
        "confidence": question.confidence,
        "min_alpha": min_alpha,
        "rule": _rule_record(rule),
        "seed": seed,
    }
    return Document(
        command="reliability",
        tables=tables,
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(*account(survey), *survey.notes),
        findings=findings,
    )


def _groups(by: str | None) -> tuple[str, ...]:
    if by is None:
        return ()
    groups = GROUPINGS.get(by.replace(" ", ""))
    if groups is None:
        message = f"--by {by}: must be wave, site or wave,site"
        raise UsageError(message)
    return groups


def _rule(dictionary: Dictionary, min_alpha: float | None) -> ReliabilityRule | None:
    """Take the threshold of the command line before that of the dictionary."""
    rule = dictionary.reliability
    if min_alpha is None:
        return rule
    if not 0 < min_alpha < 1:
        message = f"--min-alpha {min_alpha:g}: must lie between 0 and 1"
        raise UsageError(message)
    if rule is None:
        return ReliabilityRule(statistic="alpha", at_least=min_alpha, judge="estimate")
    return replace(rule, statistic="alpha", at_least=min_alpha)


def _rule_record(rule: ReliabilityRule | None) -> dict[str, object] | None:
    if rule is None:
        return None
    return {"statistic": rule.statistic, "at_least": rule.at_least, "judge": rule.judge}
