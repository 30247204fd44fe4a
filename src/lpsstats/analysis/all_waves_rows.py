"""One row of a comparison of all waves: every field is a column of the results."""

from dataclasses import dataclass

from lpsstats.analysis.comparison_rows import WaveMean


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveContrast:
    """Two of the waves, by the test that a comparison of these two alone would use."""

    wave_from: str
    wave_to: str
    n_from: int
    n_to: int
    n_pairs: int | None
    estimate: float | None
    conf_low: float | None
    conf_high: float | None
    statistic: float | None
    df: float | None
    df_error: float | None
    p_value: float | None
    p_adjusted: float | None
    method: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllWaves:
    """One measure, or one of its categories, in one site: all waves, their trend, their steps.

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
    waves: tuple[WaveMean, ...]
    statistic: float | None
    df: float | None
    df_error: float | None
    p_value: float | None
    p_adjusted: float | None
    adjust: str | None
    family: str | None
    n_tests: int | None
    method: str
    slope: float | None
    slope_low: float | None
    slope_high: float | None
    slope_p_value: float | None
    slope_method: str | None
    confidence: float
    contrasts: tuple[WaveContrast, ...]
    verdict_unweighted: str | None = None
    n_linked: int | None
    n_sites: int | None
    n_prorated: int
    n_dropped: int
    verdict: str | None
    status: str
    reason: str | None
