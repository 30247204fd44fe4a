"""One row of the answer: every field is a column of the results."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One predictor: how the outcome differs with it, and its share of what all explain together.

    A field is `None` where it does not exist. `reason` says why there is no test of the
    difference, `rank_reason` why there is no rank.
    """

    outcome: str
    outcome_label: str
    better: str
    unit: str
    predictor: str
    predictor_label: str
    predictor_kind: str
    turned: bool
    n: int
    n_exposed: int | None
    pct_exposed: float | None
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
    n_tests: int
    method: str
    direction: str | None
    difference_clear: bool | None
    beta: float | None
    sign_differs: bool | None
    weight_r2: float | None
    share_r2: float | None
    lmg: float | None
    weight_rank: int | None
    rank_low: int | None
    rank_high: int | None
    p_first: float | None
    letters: str | None
    rare: bool
    rank_reason: str | None
    r_squared: float | None
    r_squared_adjusted: float | None
    r_squared_p_value: float | None
    n_ranked: int
    n_base: int
    n_outcome: int
    n_respondents: int
    status: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Costly:
    """The predictor that costs the base most: its label, and who has the outcome but not it."""

    label: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """All rows, the ranked ones first, and what must be said of them together.

    Attributes
    ----------
    rows : tuple of Driver
        Ranked ones by rank, then the others in the order given.
    unsure : str, optional
        Why ranks have no intervals: `lonely` (a stratum of one sampling unit), `few_units` (fewer
        than 10 sampling units more than strata), `unstable` (nothing varies in more than one
        resample in twenty).
    n_cells : int
        Sites by waves that anybody with the outcome is of.
    needed : int, optional
        How many respondents a ranking needs, where there are fewer.
    n_without_weight : int
        Respondents of these sites and waves without a weight above 0, who do not count.
    costly : Costly, optional
        Where the base is less than two thirds of those with the outcome.
    """

    rows: tuple[Driver, ...]
    unsure: str | None
    n_cells: int
    needed: int | None
    n_without_weight: int
    costly: Costly | None
