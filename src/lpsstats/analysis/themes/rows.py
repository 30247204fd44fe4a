"""The rows of `themes`: every field is a column of the results."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWave:
    """A theme in a wave that is shown beside the two compared."""

    wave: str
    n: int
    mentions: int
    pct: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One theme of a question in one group: the share of respondents who named it, and its change.

    The glossary of the tables says what each field means. What is of the earlier wave is `None`
    where only one wave is shown; what does not exist is `None`, and `reason` says why.
    """

    measure: str
    measure_label: str
    type: str
    by: str
    group: str | None
    group_label: str
    category: str
    category_label: str
    better: str
    rank: int | None
    wave_from: str | None
    n_from: int | None
    mentions_from: int | None
    pct_from: float | None
    pct_from_low: float | None
    pct_from_high: float | None
    wave_to: str
    n_to: int
    mentions_to: int
    pct_to: float | None
    pct_to_low: float | None
    pct_to_high: float | None
    share_interval: str
    estimate: float | None
    conf_low: float | None
    conf_high: float | None
    confidence: float
    statistic: float | None
    df: float | None
    p_value: float | None
    p_adjusted: float | None
    adjust: str | None
    n_tests: int | None
    method: str
    n_effective_from: float | None
    n_effective_to: float | None
    n_pairs: int | None
    n_groups: int | None
    small: bool
    kappa: float | None
    verdict: str
    status: str
    reason: str | None
    other_waves: tuple[OtherWave, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeQuestion:
    """A whole question in one group: how much was named, and whether the themes changed at all."""

    measure: str
    measure_label: str
    type: str
    by: str
    group: str | None
    group_label: str
    n_themes: int
    wave_from: str | None
    n_from: int | None
    mean_mentions_from: float | None
    pct_nothing_from: float | None
    wave_to: str
    n_to: int
    mean_mentions_to: float | None
    pct_nothing_to: float | None
    statistic: float | None
    df: float | None
    df_error: float | None
    p_value: float | None
    method: str
    n_pairs: int | None
    n_groups: int | None
    status: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderAgreement:
    """How far two coders agree on one theme, or on all decisions of a question together."""

    measure: str
    measure_label: str
    second_coder: str | None
    category: str | None
    category_label: str | None
    n_first_coder: int
    n_second_coder: int
    n_decisions: int
    named_both: int
    named_first: int
    named_second: int
    named_neither: int
    agreement: float | None
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    kappa_mean: float | None
    krippendorff: float | None
    confidence: float
    status: str
    reason: str | None
