"""What changed between two waves, site by site and measure by measure."""

from collections.abc import Sequence
from dataclasses import dataclass

from lpsstats.analysis.cells import CellTable, cell_table
from lpsstats.analysis.families import Adjusted, adjust_families
from lpsstats.analysis.linked import linked_pairs
from lpsstats.analysis.numbers import number
from lpsstats.analysis.verdicts import verdict
from lpsstats.analysis.wave_tests import Question, WaveTests, paired_tests, welch_tests
from lpsstats.dictionary.model import Dictionary, Scale, Site
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import Scores

POOLED = Site(key="", label="All sites", role=None, codes={})


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveMean:
    """A wave that is shown beside the two compared."""

    wave: str
    n: int
    mean: float | None
    sd: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One measure in one site: two waves, their difference and what to make of it.

    Every field is a column of the results; the glossary of the tables says what each means.
    A field is `None` where it does not exist, and then `reason` says why.
    """

    measure: str
    measure_label: str
    site: str | None
    site_label: str
    role: str | None
    better: str
    wave_from: str
    wave_to: str
    n_from: int
    mean_from: float | None
    sd_from: float | None
    n_to: int
    mean_to: float | None
    sd_to: float | None
    estimate: float | None
    conf_low: float | None
    conf_high: float | None
    confidence: float
    std_error: float | None
    statistic: float | None
    df: float | None
    p_value: float | None
    p_adjusted: float | None
    adjust: str | None
    family: str | None
    n_tests: int | None
    effect: float | None
    effect_low: float | None
    effect_high: float | None
    effect_method: str
    method: str
    n_pairs: int | None
    n_sites: int | None
    n_prorated: int
    n_dropped: int
    verdict: str
    status: str
    reason: str | None
    other_waves: tuple[WaveMean, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """All rows of a comparison, before any is left out of the page.

    Attributes
    ----------
    rows : tuple of Comparison
        Site by site in the dictionary's order, the pooled rows last.
    unlinked : tuple of (wave key, count)
        Panels: respondents of each compared wave who could not be linked within their site.
    """

    rows: tuple[Comparison, ...]
    unlinked: tuple[tuple[str, int], ...] = ()


def compare(survey: Survey, scores: Sequence[Scores], question: Question) -> Comparisons:
    """Compare two waves of a survey on some scales.

    Parameters
    ----------
    survey : Survey
        All waves.
    scores : sequence of Scores
        At least one. All measures of a family must be among them for its adjustment to hold.
    question : Question
        Which waves and how.

    Returns
    -------
    Comparisons
        One row per site and scale, and one per scale for all sites together where there are
        several. Repeated cross-sections are compared by the Welch test, panels by the paired t
        test on the respondents linked within a site.
    """
    dictionary = survey.dictionary
    scales = [one.scale for one in scores]
    cells = cell_table(survey, scores, question.wave_from, question.wave_to)
    if dictionary.design == "panel":
        pairs = linked_pairs(survey, scores, question.wave_from, question.wave_to)
        tests, unlinked = paired_tests(cells, pairs, question), pairs.unlinked
    else:
        tests, unlinked = welch_tests(cells, question), ()
    n_sites = len(dictionary.sites)
    answer = _Answer(
        dictionary=dictionary,
        question=question,
        cells=cells,
        tests=tests,
        adjusted=adjust_families(
            dictionary,
            [scale.key for scale in scales],
            tests.estimate.p_value[:, :n_sites],
            question.adjust,
        ),
    )
    rows = n_sites + (n_sites > 1)
    return Comparisons(
        rows=tuple(_row(answer, s, (m, at)) for at in range(rows) for m, s in enumerate(scales)),
        unlinked=unlinked,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """Everything that rows are made of."""

    dictionary: Dictionary
    question: Question
    cells: CellTable
    tests: WaveTests
    adjusted: Adjusted


def _row(answer: _Answer, scale: Scale, at: tuple[int, int]) -> Comparison:
    """Gather one row from the arrays, at a measure and a site."""
    question, tests, adjusted = answer.question, answer.tests, answer.adjusted
    measure, position = at
    waves = answer.dictionary.waves
    pooled = position == len(answer.dictionary.sites)
    site = POOLED if pooled else answer.dictionary.sites[position]
    estimate, effect = tests.estimate, tests.effect
    reason = str(estimate.reason[at])
    compared = [question.wave_from, question.wave_to]
    return Comparison(
        measure=scale.key,
        measure_label=scale.label,
        site=site.key or None,
        site_label=site.label,
        role=site.role,
        better=scale.better,
        wave_from=waves[question.wave_from].key,
        wave_to=waves[question.wave_to].key,
        n_from=int(tests.before.n[at]),
        mean_from=number(tests.before.mean[at]),
        sd_from=number(tests.before.sd[at]),
        n_to=int(tests.after.n[at]),
        mean_to=number(tests.after.mean[at]),
        sd_to=number(tests.after.sd[at]),
        estimate=number(estimate.estimate[at]),
        conf_low=number(estimate.conf_low[at]),
        conf_high=number(estimate.conf_high[at]),
        confidence=question.confidence,
        std_error=number(estimate.std_error[at]),
        statistic=number(estimate.statistic[at]),
        df=number(estimate.df[at]),
        p_value=number(estimate.p_value[at]),
        p_adjusted=None if pooled else number(adjusted.p_values[at]),
        adjust=None if pooled else adjusted.methods[measure],
        family=None if pooled else adjusted.families[measure],
        n_tests=None if pooled else adjusted.n_tests[measure],
        effect=None if reason else number(effect.effect[at]),
        effect_low=None if reason else number(effect.effect_low[at]),
        effect_high=None if reason else number(effect.effect_high[at]),
        effect_method=effect.method,
        method=estimate.method,
        n_pairs=None if tests.n_pairs is None else int(tests.n_pairs[at]),
        n_sites=int(tests.n_sites[measure]) if pooled else None,
        n_prorated=int(answer.cells.prorated[measure, position, compared].sum()),
        n_dropped=int(answer.cells.dropped[measure, position, compared].sum()),
        verdict=_verdict(answer, scale, at, pooled=pooled),
        status="not_testable" if reason else "ok",
        reason=reason or None,
        other_waves=_other_waves(answer, at),
    )


def _verdict(answer: _Answer, scale: Scale, at: tuple[int, int], *, pooled: bool) -> str:
    """Judge the adjusted p; a pooled row stands outside the families and is judged on its own."""
    tests = answer.tests
    p_values = tests.estimate.p_value if pooled else answer.adjusted.p_values
    return verdict(
        estimate=float(tests.estimate.estimate[at]),
        p_value=float(p_values[at]),
        direction=scale.direction,
        level=1 - answer.question.confidence,
        equivalence=(float(tests.unchanged.conf_low[at]), float(tests.unchanged.conf_high[at])),
        smallest_change=answer.dictionary.smallest_change.get(scale.key),
    )


def _other_waves(answer: _Answer, at: tuple[int, int]) -> tuple[WaveMean, ...]:
    """Show the waves that are not compared."""
    moments, question = answer.cells.moments, answer.question
    return tuple(
        WaveMean(
            wave=wave.key,
            n=int(moments.n[*at, w]),
            mean=number(moments.mean[*at, w]),
            sd=number(moments.sd[*at, w]),
        )
        for w, wave in enumerate(answer.dictionary.waves)
        if w not in {question.wave_from, question.wave_to}
    )
