"""The document that `compare --waves all` gives."""

from collections.abc import Sequence
from itertools import compress

import lpsstats
from lpsstats.analysis.all_waves import (
    ask_waves,
    beside_unweighted,
    planned_contrasts,
    waves_rows,
)
from lpsstats.analysis.all_waves_found import MeasureFound, WavesQuestion
from lpsstats.analysis.all_waves_rows import AllWaves
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.provenance import account, completeness, provenance
from lpsstats.analysis.wave_dates import wave_dates
from lpsstats.analysis.weights_used import design_used
from lpsstats.dictionary.model import Dictionary
from lpsstats.documents.choosing import choose_confidence, choose_measures, choose_sites
from lpsstats.documents.comparison import of_families
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import score
from lpsstats.tables.all_waves import all_waves_tables
from lpsstats.tables.document import Document

FEWEST_WAVES = 3


def all_waves_document(
    survey: Survey,
    *,
    sites: Sequence[str] = (),
    measures: Sequence[str] = (),
    adjust: str | None = None,
    confidence: float | None = None,
    seed: int = 20180501,
) -> Document:
    """Compare all waves and lay the answer out.

    Parameters
    ----------
    survey : Survey
        Three waves or more.
    sites : sequence of str
        Which sites to show; all by default. Like `measures` they do not change the families:
        p-values are adjusted for all tests of a family, shown or not.
    measures : sequence of str
        Scales, questions, families, `scales`, `items` or `all`; the scales by default.
    adjust : str, optional
        One adjustment for all families.
    confidence : float, optional
        Coverage of intervals.
    seed : int
        Where random numbers start.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or it declares fewer than three waves.
    DictionaryError
        If the date of a wave is no day of the calendar.
    """
    dictionary = survey.dictionary
    _refuse_few(dictionary)
    shown, places = choose_measures(dictionary, measures), choose_sites(dictionary, sites)
    dates = wave_dates(dictionary)
    question = WavesQuestion(
        pairs=planned_contrasts(len(dictionary.waves)),
        years=dates.years,
        adjust=adjust,
        confidence=choose_confidence(dictionary, confidence),
        seed=seed,
    )
    rows, complete = _rows(survey, of_families(dictionary, shown), question)
    kept = [
        row.measure in shown and (row.site in places if row.site else not sites) for row in rows
    ]
    options = {
        "waves": "all",
        "years": None if dates.years is None else dates.years.tolist(),
        "site": list(sites),
        "measure": list(measures),
        "adjust": adjust,
        "confidence": question.confidence,
        "seed": seed,
    }
    scales = [dictionary.scales[key] for key in shown if key in dictionary.scales]
    return Document(
        command="compare",
        disclosure=survey.dictionary.disclosure,
        tables=all_waves_tables(
            list(compress(rows, kept)),
            dictionary,
            dates,
            complete=list(compress(complete, kept)),
            design=design_used(survey, *range(len(dictionary.waves))),
        ),
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(
            *account(survey),
            *survey.notes,
            *completeness([score(survey, scale) for scale in scales]),
        ),
    )


def _refuse_few(dictionary: Dictionary) -> None:
    n = len(dictionary.waves)
    if n < FEWEST_WAVES:
        keys = ", ".join(wave.key for wave in dictionary.waves)
        place = dictionary.where("waves", "values")
        message = f"{place}: --waves all needs three waves or more, and there are {n} ({keys})"
        raise UsageError(f"{message}; leave it out to compare two" if n > 1 else message)


def _rows(
    survey: Survey, keys: Sequence[str], question: WavesQuestion
) -> tuple[tuple[AllWaves, ...], tuple[AllWaves, ...]]:
    """Compare as declared, and from complete cases; where there are weights without them too."""
    measures = [measure_of(survey, key) for key in keys]
    found = ask_waves(survey, measures, question)
    rows = complete = waves_rows(survey, found, question)
    if any(measure.prorated.any() for measure in measures):
        complete = waves_rows(survey, _complete(survey, found, question), question)
    if survey.weight is not None:
        plain = ask_waves(survey, measures, question, weighted=False)
        rows = beside_unweighted(rows, waves_rows(survey, plain, question))
    return rows, complete


def _complete(
    survey: Survey, found: Sequence[MeasureFound], question: WavesQuestion
) -> list[MeasureFound]:
    """Ask again of those who answered every item, where others were in."""
    prorated = [one.measure for one in found if one.measure.prorated.any()]
    again = ask_waves(survey, [measure.complete() for measure in prorated], question)
    by_key = {one.measure.key: one for one in again}
    return [by_key.get(one.measure.key, one) for one in found]
