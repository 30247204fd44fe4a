"""One row of a plan: every field is a column of the results."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One measure in one kind of comparison: what it could find, and what it would take.

    Every field is a column of the results; the glossary of the tables says what each means.
    A field is `None` where it does not exist; where nothing can be planned, `reason` says why.
    """

    measure: str
    measure_label: str
    type: str
    better: str
    unit: str
    planned: str
    planned_label: str
    n_sites: int
    n_intervention: int | None
    n_comparison: int | None
    n_per_cell: int | None
    cluster_size: float | None
    sd: float | None
    sd_change: float | None
    pct_from: float | None
    correlation: float | None
    deff: float | None
    design_effect: float | None
    family: str | None
    adjust: str
    n_tests: int
    confidence: float
    level: float
    power: float
    std_error: float | None
    df: float | None
    detectable: float | None
    detectable_rise: float | None
    detectable_fall: float | None
    detectable_sd: float | None
    detectable_pct: float | None
    detectable_unadjusted: float | None
    wanted: float | None
    n_needed: int | None
    n_needed_unadjusted: int | None
    bound: float | None
    n_equivalence: int | None
    site_shock: float | None
    site_shock_low: float | None
    site_shock_high: float | None
    detectable_shock: float | None
    detectable_floor: float | None
    sites_needed: int | None
    status: str
    reason: str | None
