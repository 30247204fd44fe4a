"""The document that `contrast` gives."""

from collections.abc import Iterator, Sequence

import lpsstats
from lpsstats.analysis.contrast import contrast
from lpsstats.analysis.contrast_arms import Arms, contrasts_of
from lpsstats.analysis.contrast_rows import Contrast, Contrasts
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.provenance import account, completeness, provenance
from lpsstats.analysis.question import Question
from lpsstats.dictionary.model import Dictionary
from lpsstats.documents.choosing import choose_confidence, choose_measures, choose_waves
from lpsstats.documents.choosing_arms import choose_arms
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import score
from lpsstats.tables.contrast import contrast_tables
from lpsstats.tables.document import Document

SEED = 20180501


def contrast_document(
    survey: Survey,
    *,
    waves: tuple[str | None, str | None] = (None, None),
    measures: Sequence[str] = (),
    intervention: Sequence[str] = (),
    comparison: Sequence[str] = (),
    pairs: bool = False,
    adjust: str | None = None,
    confidence: float | None = None,
    seed: int = SEED,
) -> Document:
    """Set the changes of intervention sites against those of comparison sites.

    Parameters
    ----------
    survey : Survey
        All waves.
    waves : (str, str)
        Keys of the two waves; the dictionary's baseline and endline by default.
    measures : sequence of str
        What to show: measures, families, `scales`, `items`, `all`; the scales by default. It does
        not change the families: p-values are adjusted for all tests of a family, shown or not.
    intervention, comparison : sequence of str
        Keys of sites, instead of those whose role puts them on that side.
    pairs : bool
        Also set each intervention site against each comparison site.
    adjust : str, optional
        One adjustment for all families.
    confidence : float, optional
        Coverage of intervals.
    seed : int
        Where the sample of splits starts, if there are too many to look at all.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, a side has no site, or nothing named has a mean.
    """
    dictionary = survey.dictionary
    arms = choose_arms(dictionary, intervention, comparison)
    shown = choose_measures(dictionary, measures)
    wave_from, wave_to = choose_waves(dictionary, *waves)
    question = Question(
        wave_from=wave_from,
        wave_to=wave_to,
        adjust=adjust,
        confidence=choose_confidence(dictionary, confidence),
        effect="average",
        seed=seed,
    )
    tested, without_mean = _with_means(survey, shown, measures)
    contrasts = tuple(contrasts_of(arms, _partial(dictionary), pairs=pairs))
    found = contrast(survey, tested, contrasts, question)
    complete = Contrasts(rows=())
    if any(measure.prorated.any() for measure in tested):
        complete = contrast(survey, [one.complete() for one in tested], contrasts, question)
    shown_measures = [one for one in tested if one.key in shown]
    options = {
        "from": dictionary.waves[wave_from].key,
        "to": dictionary.waves[wave_to].key,
        "measure": list(measures),
        "intervention": [dictionary.sites[site].key for site in arms.intervention],
        "comparison": [dictionary.sites[site].key for site in arms.comparison],
        "pairs": pairs,
        "adjust": adjust,
        "confidence": question.confidence,
        "seed": seed,
    }
    return Document(
        command="contrast",
        disclosure=survey.dictionary.disclosure,
        tables=contrast_tables(_of(found, shown), shown_measures, dictionary, _of(complete, shown)),
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(
            *account(survey),
            *survey.notes,
            *_scored(survey, shown_measures),
            *_left_aside(survey, arms, without_mean),
            *_unlinked(found),
        ),
    )


def _with_means(
    survey: Survey, shown: Sequence[str], named: Sequence[str]
) -> tuple[list[Measure], list[Measure]]:
    """Build the measures of all families that are shown; and those shown that have no mean."""
    families = [f for f in survey.dictionary.families if set(f.measures) & set(shown)]
    wanted = {key for family in families for key in family.measures}
    built = [measure_of(survey, key) for key in survey.dictionary.measures if key in wanted]
    usable = [measure for measure in built if measure.has_mean]
    others = [measure for measure in built if not measure.has_mean and measure.key in shown]
    refused = [measure for measure in others if measure.key in named]
    if refused or not any(measure.key in shown for measure in usable):
        raise UsageError(_no_mean(survey.dictionary, (refused or others)[0]))
    return usable, others


def _no_mean(dictionary: Dictionary, measure: Measure) -> str:
    if measure.type == "multiple":
        return f"--measure {measure.key}: ticked boxes have no mean to be contrasted"
    return (
        f"{dictionary.where('variables', measure.key)}: --measure {measure.key}: answers without "
        "order have no mean; declare which of them are a `success` to contrast their share"
    )


def _partial(dictionary: Dictionary) -> frozenset[int]:
    return frozenset(i for i, site in enumerate(dictionary.sites) if site.role == "partial")


def _of(found: Contrasts, shown: Sequence[str]) -> list[Contrast]:
    return [row for row in found.rows if row.measure in shown]


def _scored(survey: Survey, measures: Sequence[Measure]) -> Iterator[str]:
    """Say how complete the scores are."""
    scales = survey.dictionary.scales
    yield from completeness([score(survey, scales[m.key]) for m in measures if m.key in scales])


def _left_aside(survey: Survey, arms: Arms, without_mean: Sequence[Measure]) -> Iterator[str]:
    """Name the sites on neither side, the measures without a mean, respondents without a weight."""
    others = [s.label for i, s in enumerate(survey.dictionary.sites) if i not in arms.sites]
    if others:
        yield f"not contrasted, being on neither side: {', '.join(others)}"
    if without_mean:
        keys = ", ".join(measure.key for measure in without_mean)
        yield f"not contrasted, having no mean: {keys}; `success` would make a share of one"
    if survey.weight is not None:
        n = int((~(survey.weight > 0)).sum())
        if n:
            yield f"{n:,} respondents have no weight, or one of 0, and do not count"


def _unlinked(found: Contrasts) -> Iterator[str]:
    for wave, count in found.unlinked:
        if count:
            yield (
                f"{wave}: {count:,} respondents are not linked within their site (absent from the "
                "other wave, moved, or without an id) and not contrasted"
            )
