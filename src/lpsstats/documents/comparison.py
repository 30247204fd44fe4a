"""The document that `compare` gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

import lpsstats
from lpsstats.analysis.adjusting import adjusted_changes
from lpsstats.analysis.comparison import (
    compare,
    comparisons,
    with_adjusted,
    with_unweighted,
)
from lpsstats.analysis.comparison_rows import Comparison, Comparisons
from lpsstats.analysis.frame import frame_of
from lpsstats.analysis.measure_outcome import measure_outcome
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.provenance import account, completeness, provenance
from lpsstats.analysis.question import Question
from lpsstats.analysis.robustness import with_robustness
from lpsstats.analysis.weights_used import design_used
from lpsstats.dictionary.model import Dictionary
from lpsstats.documents.choosing import (
    choose_confidence,
    choose_effect,
    choose_linked,
    choose_measures,
    choose_sites,
    choose_waves,
)
from lpsstats.documents.composition import composition_rows
from lpsstats.findings import Finding, Severity
from lpsstats.progress import in_steps
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import score
from lpsstats.tables.comparison import comparison_table
from lpsstats.tables.composition import composition_note
from lpsstats.tables.document import Document
from lpsstats.tables.robustness import with_variants


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison and what it is held against, the same rows in each.

    Attributes
    ----------
    shown : Comparisons
        The result; weighted where the survey is, the unweighted change beside.
    complete : Comparisons
        The same from respondents who answered every item of a scale.
    """

    shown: Comparisons
    complete: Comparisons


def comparison_document(
    survey: Survey,
    *,
    waves: tuple[str | None, str | None] = (None, None),
    sites: Sequence[str] = (),
    measures: Sequence[str] = (),
    adjust: str | None = None,
    confidence: float | None = None,
    effect: str = "average",
    linked: str | None = None,
    fail_on: str | None = None,
    seed: int = 20180501,
    robust: bool = False,
) -> Document:
    """Compare two waves and lay the answer out.

    Parameters
    ----------
    survey : Survey
        All waves.
    waves : (str, str)
        Keys of the two waves; the dictionary's baseline and endline by default.
    sites : sequence of str
        Which sites to show; all by default. Like `measures` they do not change the families:
        p-values are adjusted for all tests of a family, shown or not.
    measures : sequence of str
        Scales, questions, families, `scales`, `items` or `all`; the scales by default.
    adjust : str, optional
        One adjustment for all families.
    confidence : float, optional
        Coverage of intervals.
    effect : str
        `average` or `pooled`.
    linked : str, optional
        Panels: `pairs`, `overlapping` or `independent` for every row.
    fail_on : str, optional
        The verdict that is an error.
    seed : int
        Where random numbers start.
    robust : bool
        Whether to repeat every row under the other defensible settings of its analysis.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or an option does not go with its design.
    """
    dictionary = survey.dictionary
    shown = choose_measures(dictionary, measures)
    places = choose_sites(dictionary, sites)
    wave_from, wave_to = choose_waves(dictionary, *waves)
    question = Question(
        wave_from=wave_from,
        wave_to=wave_to,
        adjust=adjust,
        confidence=choose_confidence(dictionary, confidence),
        effect=choose_effect(dictionary, effect),
        linked=choose_linked(dictionary, linked),
        seed=seed,
    )
    compared = [measure_of(survey, key) for key in of_families(dictionary, shown)]
    found = compare_all(survey, compared, question)
    if robust:
        whole = with_robustness(survey, compared, question, found.shown, shown)
        found = replace(found, shown=whole)
    kept = [
        row.measure in shown and (row.site in places if row.site else not sites)
        for row in found.shown.rows
    ]
    rows = list(compress(found.shown.rows, kept))
    options = {
        "from": dictionary.waves[wave_from].key,
        "to": dictionary.waves[wave_to].key,
        "site": list(sites),
        "measure": list(measures),
        "adjust": adjust,
        "confidence": question.confidence,
        "effect": effect,
        "linked": linked,
        "fail_on": fail_on,
        "seed": seed,
        "robust": robust,
    }
    complete, scales = list(compress(found.complete.rows, kept)), dictionary.scales
    used = design_used(survey, wave_from, wave_to)
    table = comparison_table(rows, dictionary, complete, used)
    return Document(
        command="compare",
        disclosure=survey.dictionary.disclosure,
        tables=(with_variants(table, rows, dictionary) if robust else table,),
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(
            *account(survey),
            *survey.notes,
            *completeness(
                [score(survey, dictionary.scales[key]) for key in shown if key in scales]
            ),
            *_unlinked(found.shown),
            *_composition(survey, wave_from, wave_to),
        ),
        findings=tuple(_findings(rows, fail_on)),
    )


def of_families(dictionary: Dictionary, shown: Sequence[str]) -> tuple[str, ...]:
    """List every measure whose test counts in the family of one that is shown."""
    needed = {
        measure
        for family in dictionary.families
        if not set(family.measures).isdisjoint(shown)
        for measure in family.measures
    }
    return tuple(key for key in dictionary.measures if key in needed)


def compare_all(survey: Survey, measures: Sequence[Measure], question: Question) -> Compared:
    """Compare as declared, from complete cases, and where there are weights without them too."""
    frame = frame_of(survey, question.wave_from, question.wave_to)
    found = [measure_outcome(one, frame, question) for one in in_steps("comparing", measures)]
    shown = complete = comparisons(survey, frame, found, question)
    if any(measure.prorated.any() for measure in measures):
        whole = [
            measure_outcome(one.measure.complete(), frame, question)
            if one.measure.prorated.any()
            else one
            for one in found
        ]
        complete = comparisons(survey, frame, whole, question)
    if survey.weight is not None:
        # The same tests with equal weights: what differs is due to the weights alone.
        shown = with_unweighted(shown, compare(survey.levelled(), measures, question))
    if survey.dictionary.covariates and survey.dictionary.design != "panel":
        shown = _adjusted(survey, measures, question, shown)
    return Compared(shown=shown, complete=complete)


def _adjusted(
    survey: Survey, measures: Sequence[Measure], question: Question, shown: Comparisons
) -> Comparisons:
    """Put the change between people alike in the covariates beside the change."""
    adjusted = adjusted_changes(
        survey,
        measures,
        question.wave_from,
        question.wave_to,
        confidence=question.confidence,
    )
    sites = [site.key for site in survey.dictionary.sites]
    return with_adjusted(shown, [measure.key for measure in measures], sites, adjusted)


def _unlinked(found: Comparisons) -> Iterator[str]:
    for wave, count in found.unlinked:
        if count:
            yield (
                f"{wave}: {count:,} respondents are not linked within their site (absent from the "
                "other wave, moved, or without an id)"
            )


def _composition(survey: Survey, wave_from: int, wave_to: int) -> Iterator[str]:
    """Say how the people of two cross-sections differ."""
    if survey.dictionary.design == "panel":
        return
    rows = composition_rows(survey, wave_from, wave_to)
    note = composition_note(rows, survey.dictionary)
    if note is not None:
        yield note


def _findings(rows: Sequence[Comparison], fail_on: str | None) -> Iterator[Finding]:
    """Turn every row of a family into a check, where a verdict is to fail the run.

    Pooled rows stand outside the families: their p is not adjusted, so they decide nothing.
    """
    if fail_on is None:
        return
    for row in rows:
        if row.family is None or row.verdict is None:
            continue
        failed = row.verdict == fail_on
        place = row.site or "all respondents"
        yield Finding(
            severity=Severity.ERROR if failed else Severity.PASSED,
            code="compare",
            subject=f"{row.measure}, {place}",
            message=(
                f"{row.measure_label}, {row.site_label}: {row.verdict.replace('_', ' ')} "
                f"from {row.wave_from} to {row.wave_to}"
            ),
        )
