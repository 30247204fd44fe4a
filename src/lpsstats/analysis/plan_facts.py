"""What a plan rests on, measure by measure: taken from a survey, or told."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

ONE, TOGETHER, CONTRAST = "site", "all", "contrast"
NAN = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How much respondents vary, in one site or in all of them together.

    Attributes
    ----------
    sd : float
        Of respondents within a wave.
    sd_change : float
        Of their changes where the same people are asked again; NaN where other people are.
    correlation : float
        Between the waves; NaN where other people are asked.
    deff : float
        How many times larger the variance of the change is than without weights and clusters.
    kish : float
        What of that weights alone would make; NaN without weights.
    """

    sd: float
    sd_change: float = NAN
    correlation: float = NAN
    deff: float = 1.0
    kish: float = NAN

    @property
    def variance(self) -> float:
        """The variance of a change, were there one respondent per wave: twice that of a wave."""
        return 2 * self.sd**2 if np.isnan(self.sd_change) else self.sd_change**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one measure.

    Attributes
    ----------
    key, label, type, better, unit
        As in `Measure`; the unit `percent` marks a share.
    width : float
        The length of its range; NaN where unknown.
    site, all_sites : Spread
        Within a site; within all of them together.
    linked : bool
        Whether the same people are asked again.
    designed : bool
        Whether tests rest on weights or sampling units.
    pct_from : float
        Of a share, its percentage to start from; NaN of others.
    n : float
        Respondents per site and wave, linked ones in a panel.
    cluster_size : float
        Respondents per sampling unit; 1 where everybody is one.
    n_sites, n_intervention, n_comparison : int
        Sites with both waves; those of the two arms, 0 where there are none.
    family, adjust : str, optional
        The family of tests and its adjustment.
    n_tests, n_contrasts : int
        Tests of the family over all sites; its contrasts.
    shock, shock_low, shock_high : float
        Local shocks and their interval; NaN where unknown.
    bound : float
        The smallest change that matters, for equivalence; NaN where none is declared.
    wanted : float
        The change to be found; NaN where none is asked for.
    reason : str
        Why nothing can be planned; empty where it can.
    """

    key: str
    label: str
    type: str
    better: str
    unit: str
    width: float
    site: Spread
    all_sites: Spread
    linked: bool
    designed: bool
    pct_from: float
    n: float
    cluster_size: float
    n_sites: int
    n_intervention: int
    n_comparison: int
    family: str | None
    adjust: str
    n_tests: int
    n_contrasts: int
    shock: float
    shock_low: float
    shock_high: float
    bound: float
    wanted: float
    reason: str

    @property
    def contrasted(self) -> bool:
        """Whether there are two arms."""
        return min(self.n_intervention, self.n_comparison) > 0

    def kinds(self) -> tuple[str, ...]:
        """List what can be planned: one site, all together, the contrast of two arms."""
        several = (TOGETHER,) if self.n_sites > 1 else ()
        return (ONE, *several, *((CONTRAST,) if self.contrasted else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One planned comparison of one measure: how its sites add up.

    Attributes
    ----------
    facts : Facts
        What is known of the measure.
    kind : str
        `site`, `all` or `contrast`.
    """

    facts: Facts
    kind: str

    @property
    def spread(self) -> Spread:
        """The spread that its variance rests on."""
        return self.facts.all_sites if self.kind == TOGETHER else self.facts.site

    @property
    def changing(self) -> float:
        """The sum of squared coefficients of the sites that change."""
        by_kind = {ONE: 1, TOGETHER: self.facts.n_sites, CONTRAST: self.facts.n_intervention}
        return 1 / by_kind[self.kind]

    @property
    def still(self) -> float:
        """Likewise of the sites that they are set against."""
        return 1 / self.facts.n_comparison if self.kind == CONTRAST else 0.0

    @property
    def times(self) -> float:
        """How often the degrees of freedom of a cell are there.

        Two waves of other people are two, one wave of changes is one. A contrast has those of all
        its cells, as far as its arms are of one size (Satterthwaite 1946).
        """
        parts = 1.0 if self.facts.linked else 2.0
        if self.kind != CONTRAST:
            return parts
        first, second = self.facts.n_intervention, self.facts.n_comparison
        return parts * (1 / first + 1 / second) ** 2 / (1 / first**3 + 1 / second**3)

    @property
    def together(self) -> float:
        """How many sites make up a cell."""
        return float(self.facts.n_sites) if self.kind == TOGETHER else 1.0

    @property
    def n_tests(self) -> int:
        """The tests among which it is judged; all sites together are judged by themselves."""
        own = {ONE: self.facts.n_tests, TOGETHER: 1, CONTRAST: self.facts.n_contrasts}
        return max(own[self.kind], 1)


def column(lines: tuple[Line, ...], read: Callable[[Line], float]) -> np.ndarray:
    """Give one figure of every line as an array."""
    return np.array([read(line) for line in lines], dtype=np.float64)
