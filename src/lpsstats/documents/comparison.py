"""The document that `compare` gives."""

from collections.abc import Iterator, Sequence
from itertools import compress

import lpsstats
from lpsstats.analysis.comparison import Comparison, Comparisons, compare
from lpsstats.analysis.provenance import account, completeness, provenance
from lpsstats.analysis.wave_tests import Question
from lpsstats.documents.choosing import (
    choose_confidence,
    choose_effect,
    choose_scales,
    choose_sites,
    choose_waves,
    refuse_weights,
)
from lpsstats.findings import Finding, Severity
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import score
from lpsstats.tables.comparison import comparison_table
from lpsstats.tables.model import Document


def comparison_document(
    survey: Survey,
    *,
    waves: tuple[str | None, str | None] = (None, None),
    sites: Sequence[str] = (),
    measures: Sequence[str] = (),
    adjust: str | None = None,
    confidence: float | None = None,
    effect: str = "average",
    fail_on: str | None = None,
) -> Document:
    """Compare two waves and lay the answer out.

    Parameters
    ----------
    survey : Survey
        All waves.
    waves : (str, str)
        Keys of the two waves; the dictionary's baseline and endline by default.
    sites, measures : sequence of str
        What to show; everything by default. They do not change the families: p-values are
        adjusted for all tests of a family, shown or not.
    adjust : str, optional
        One adjustment for all families.
    confidence : float, optional
        Coverage of intervals.
    effect : str
        `average` or `pooled`.
    fail_on : str, optional
        The verdict that is an error.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or an option does not go with its design.
    """
    refuse_weights(survey)
    dictionary = survey.dictionary
    shown = {scale.key for scale in choose_scales(dictionary, measures)}
    places = choose_sites(dictionary, sites)
    wave_from, wave_to = choose_waves(dictionary, *waves)
    question = Question(
        wave_from=wave_from,
        wave_to=wave_to,
        adjust=adjust,
        confidence=choose_confidence(dictionary, confidence),
        effect=choose_effect(dictionary, effect),
    )
    scores = [score(survey, scale) for scale in choose_scales(dictionary, ())]
    found = compare(survey, scores, question)
    complete = compare(survey, [one.complete() for one in scores], question)
    kept = [
        row.measure in shown and (row.site in places if row.site else not sites)
        for row in found.rows
    ]
    rows = list(compress(found.rows, kept))
    options = {
        "from": dictionary.waves[wave_from].key,
        "to": dictionary.waves[wave_to].key,
        "site": list(sites),
        "measure": list(measures),
        "adjust": adjust,
        "confidence": question.confidence,
        "effect": effect,
        "fail_on": fail_on,
    }
    return Document(
        command="compare",
        tables=(comparison_table(rows, dictionary, list(compress(complete.rows, kept))),),
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(
            *account(survey),
            *survey.notes,
            *completeness([one for one in scores if one.scale.key in shown]),
            *_unlinked(found),
        ),
        findings=tuple(_findings(rows, fail_on)),
    )


def _unlinked(found: Comparisons) -> Iterator[str]:
    for wave, count in found.unlinked:
        if count:
            yield (
                f"{wave}: {count:,} respondents are not linked within their site (absent from the "
                "other wave, moved, or without an id) and not compared"
            )


def _findings(rows: Sequence[Comparison], fail_on: str | None) -> Iterator[Finding]:
    """Turn every row of a family into a check, where a verdict is to fail the run.

    Pooled rows stand outside the families: their p is not adjusted, so they decide nothing.
    """
    if fail_on is None:
        return
    for row in rows:
        if row.family is None:
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
