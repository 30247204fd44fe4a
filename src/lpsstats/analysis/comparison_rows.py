"""One row of a comparison: every field is a column of the results."""

from dataclasses import dataclass

from lpsstats.analysis.variants import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveMean:
    """A wave that is shown beside the two compared; `pct` where the measure is a share."""

    wave: str
    n: int
    mean: float | None
    sd: float | None
    pct: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One measure, or one of its categories, in one site: two waves and their difference.

    Every field is a column of the results; the glossary of the tables says what each means.
    A field is `None` where it does not exist; where there is no test, `reason` says why. The
    answers below a question that declares which of them count have no verdict: its row has it.
    """

    measure: str
    measure_label: str
    type: str
    category: str | None
    category_label: str | None
    site: str | None
    site_label: str
    role: str | None
    better: str
    unit: str
    wave_from: str
    wave_to: str
    n_from: int
    mean_from: float | None
    sd_from: float | None
    pct_from: float | None
    n_to: int
    mean_to: float | None
    sd_to: float | None
    pct_to: float | None
    estimate: float | None
    conf_low: float | None
    conf_high: float | None
    confidence: float
    std_error: float | None
    statistic: float | None
    df: float | None
    df_error: float | None
    p_value: float | None
    p_adjusted: float | None
    adjust: str | None
    family: str | None
    n_tests: int | None
    method: str
    p_permutation: float | None
    effect: float | None
    effect_low: float | None
    effect_high: float | None
    effect_method: str | None
    p_superior: float | None
    p_superior_low: float | None
    p_superior_high: float | None
    pct_change: float | None
    pct_low: float | None
    pct_high: float | None
    detectable: float | None
    estimate_adjusted: float | None = None
    adjusted_low: float | None = None
    adjusted_high: float | None = None
    adjusted_p_value: float | None = None
    n_adjusted: int | None = None
    n_effective_from: float | None
    n_effective_to: float | None
    estimate_unweighted: float | None = None
    verdict_unweighted: str | None = None
    n_pairs: int | None
    n_sites: int | None
    n_prorated: int
    n_dropped: int
    verdict: str | None
    n_variants: int | None = None
    n_same: int | None = None
    robustness: str | None = None
    status: str
    reason: str | None
    other_waves: tuple[WaveMean, ...]
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """All rows of a comparison, before any is left out of the page.

    Attributes
    ----------
    rows : tuple of Comparison
        Site by site in the dictionary's order, all sites together last; under each measure its
        categories.
    unlinked : tuple of (wave key, count)
        Panels: respondents of each compared wave who could not be linked within their site.
    """

    rows: tuple[Comparison, ...]
    unlinked: tuple[tuple[str, int], ...] = ()
