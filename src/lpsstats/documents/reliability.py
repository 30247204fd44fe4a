"""The document that `reliability` gives."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import lpsstats
from lpsstats.analysis.description_groups import only_sites
from lpsstats.analysis.gates import judge_all
from lpsstats.analysis.provenance import account, provenance
from lpsstats.analysis.reliability import reliability
from lpsstats.analysis.reliability_estimates import ReliabilityQuestion
from lpsstats.dictionary.model import Dictionary, ReliabilityRule
from lpsstats.documents.choosing import choose_confidence, choose_scales, choose_sites
from lpsstats.documents.choosing_groups import choose_groups, restricted, without_weight
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.tables.document import Document
from lpsstats.tables.reliability import item_table, reliability_table


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
    sites: Sequence[str] = (),
    ordinal: bool = False,
    weighted: bool = False,
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
    sites : sequence of str
        Sites whose respondents count; all by default.
    ordinal : bool
        Estimate ordinal alpha and categorical omega too. They are not judged.
    weighted : bool
        Use the survey's weights, with which it must have been read.

    Raises
    ------
    UsageError
        If a name or a number cannot be.
    """
    dictionary = survey.dictionary
    places = choose_sites(dictionary, sites)
    _refuse(survey, str(interval), weighted=weighted)
    question = ReliabilityQuestion(
        by=choose_groups(by),
        interval=str(interval),
        confidence=choose_confidence(dictionary, confidence),
        seed=seed,
        ordinal=ordinal,
        weighted=weighted,
    )
    here = only_sites(survey, [s.key for s in dictionary.sites if s.key in places] if sites else ())
    rule = _rule(dictionary, min_alpha)
    rows = reliability(here, choose_scales(dictionary, measures), question)
    judged = judge_all(rows, rule, dictionary)
    findings = tuple(finding for one in judged for finding in one.findings)
    about = tuple(_weight_notes(survey, weighted=weighted))
    scales = reliability_table(rows, judged, dictionary, rule, about)
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
        "site": list(sites),
        "ordinal": ordinal,
        "weighted": weighted,
    }
    return Document(
        command="reliability",
        disclosure=survey.dictionary.disclosure,
        tables=tables,
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(
            *account(survey),
            *survey.notes,
            *restricted(survey, here),
            *(without_weight(here) if weighted else ()),
        ),
        findings=findings,
    )


def _weight_notes(survey: Survey, *, weighted: bool) -> Iterator[str]:
    """Say what became of the survey's weights and clusters."""
    dictionary = survey.dictionary
    if survey.weight is not None and not weighted:
        yield (
            "The survey has weights and these results do not use them: how items go together is "
            "first of all a matter of those who answered. --weighted uses them."
        )
    if weighted:
        yield (
            "n eff.: Kish's effective n of the complete cases; the interval of alpha leaves out "
            "each respondent with the weight in turn, and rests on n eff. - 1 degrees of freedom."
        )
    if dictionary.cluster:
        yield (
            "Intervals suppose independent respondents: the clusters of "
            f"{dictionary.cluster} are not used."
        )


def _refuse(survey: Survey, interval: str, *, weighted: bool) -> None:
    """Refuse weights that there are not, and intervals that know none."""
    dictionary = survey.dictionary
    if not weighted:
        return
    if survey.weight is None:
        message = f"--weighted: no weight is declared (survey.weight, {dictionary.where('survey')})"
        raise UsageError(message)
    if interval != "jackknife":
        message = (
            f"--ci {interval}: this interval knows no weights; with --weighted, jackknife does"
        )
        raise UsageError(message)


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
