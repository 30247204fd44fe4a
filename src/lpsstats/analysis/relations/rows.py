"""Rows of `relate`: every field is a column of the results."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two measures: how they go together among people of the same site and wave.

    A field is `None` where it does not exist; `reason`, `corrected_reason` and `partial_reason` say
    why.
    """

    measure: str
    measure_label: str
    other_measure: str
    other_measure_label: str
    n: int
    r: float | None
    conf_low: float | None
    conf_high: float | None
    confidence: float
    df: float | None
    p_value: float | None
    p_adjusted: float | None
    adjust: str
    n_tests: int
    method: str
    together: str | None
    r_corrected: float | None
    corrected_reason: str | None
    reliability: float | None
    other_reliability: float | None
    shared_items: int
    n_partial: int
    r_partial: float | None
    partial_low: float | None
    partial_high: float | None
    partial_reason: str | None
    edge: bool
    status: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationSummary:
    """All measures in one line: how much of their differences between people is common."""

    n_measures: int
    n: int
    mean_r: float | None
    first_factor_share: float | None
    n_items: int
    n_all_items: int
    first_factor_share_items: float | None
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """The measure without which most respondents come back.

    Attributes
    ----------
    label : str
        Its name.
    n : int
        Respondents with all the other measures.
    """

    label: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """The answer.

    Attributes
    ----------
    rows : tuple of Relation
        The first measure with each other, then the second with each after it, ...
    summary : RelationSummary
        All of them together.
    dependent : tuple of str
        Labels of the measures of which some are sums or copies of the others, so that there are no
        partial correlations.
    n_draws : int
        Resamples behind each interval of a partial correlation.
    n_cells : int
        Sites by waves with respondents.
    n_pairs : int
        Pairs over which the interval behind a line holds together.
    by_extremes : bool
        Whether that interval is from the lowest to the highest resample.
    narrowing : Narrowing, optional
        The measure that takes most respondents from the partial correlations, where they take
        fewer than two thirds.
    n_waves : int
        Waves with respondents.
    n_base, n_without_weight : int
        Respondents looked at; those left out for want of a weight.
    """

    rows: tuple[Relation, ...]
    summary: RelationSummary
    dependent: tuple[str, ...]
    n_draws: int
    n_pairs: int
    by_extremes: bool
    narrowing: Narrowing | None
    n_cells: int
    n_waves: int
    n_base: int
    n_without_weight: int
