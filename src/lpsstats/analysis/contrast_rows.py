"""One row of a contrast of sites: every field is a column of the results."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChange:
    """What one site brings to a contrast; `n`, means and test as in a comparison of waves."""

    site: str
    site_label: str
    role: str | None
    arm: str
    n_from: int
    mean_from: float | None
    sd_from: float | None
    n_to: int
    mean_to: float | None
    sd_to: float | None
    estimate: float | None
    conf_low: float | None
    conf_high: float | None
    p_value: float | None
    p_adjusted: float | None
    clear: bool | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One measure: the change in some sites less the change in others.

    Every field is a column of the results; the glossary of the tables says what each means.
    A field is `None` where it does not exist; where there is no test, `reason` says why.
    """

    measure: str
    measure_label: str
    better: str
    unit: str
    contrast: str
    contrast_label: str
    intervention_sites: str
    comparison_sites: str
    partial_sites: str | None
    left_out_sites: str | None
    n_intervention: int
    n_comparison: int
    wave_from: str
    wave_to: str
    n_from: int
    n_to: int
    baseline_intervention: float | None
    baseline_comparison: float | None
    baseline_gap: float | None
    change_intervention: float | None
    change_comparison: float | None
    estimate: float | None
    conf_low: float | None
    conf_high: float | None
    confidence: float
    std_error: float | None
    statistic: float | None
    df: float | None
    p_value: float | None
    p_adjusted: float | None
    adjust: str
    family: str
    n_tests: int
    method: str
    effect: float | None
    effect_low: float | None
    effect_high: float | None
    effect_method: str
    pct_range: float | None
    detectable: float | None
    split_rank: int | None
    n_splits: int | None
    p_split: float | None
    p_split_smallest: float | None
    tipping_shock: float | None
    tipping_shock_sd: float | None
    tipping_shock_share: float | None
    interaction_f: float | None
    interaction_df: float | None
    interaction_df_error: float | None
    interaction_p: float | None
    estimate_unweighted: float | None
    verdict_unweighted: str | None
    n_pairs: int | None
    n_prorated: int
    n_dropped: int
    verdict: str
    status: str
    reason: str | None
    sites: tuple[SiteChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrasts:
    """All rows, before any is left out of the page.

    Attributes
    ----------
    rows : tuple of Contrast
        Contrast by contrast, the measures of each in the order given.
    unlinked : tuple of (wave key, count)
        Panels: respondents of each wave who could not be linked within their site.
    """

    rows: tuple[Contrast, ...]
    unlinked: tuple[tuple[str, int], ...] = ()
