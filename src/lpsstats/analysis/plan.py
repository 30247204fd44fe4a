"""What a comparison like this could find, and how many respondents or sites it would take."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.families import STEPWISE
from lpsstats.analysis.numbers import number
from lpsstats.analysis.plan_facts import CONTRAST, ONE, TOGETHER, Facts, Line, column
from lpsstats.analysis.plan_rows import Plan
from lpsstats.stats.equivalence_power import respondents_for_equivalence
from lpsstats.stats.power import Precision, detectable_mean, respondents_for_mean
from lpsstats.stats.share_power import SharePlan, detectable_share, respondents_for_share
from lpsstats.stats.site_shock import detectable_between, sites_needed
from lpsstats.survey.model import Floats

ALL = 100.0
KINDS = (ONE, TOGETHER, CONTRAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a plan is to reach.

    Attributes
    ----------
    power : float
        The chance of finding a change that is there.
    confidence : float
        1 less the level of a single test.
    """

    power: float
    confidence: float

    @property
    def level(self) -> float:
        """The p below which a single test counts."""
        return 1 - self.confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """All lines as arrays of shape (n_lines,)."""

    lines: tuple[Line, ...]
    means: Precision
    shares: SharePlan
    n: Floats
    wanted: Floats
    level: Floats


def plan(facts: Sequence[Facts], aim: Aim) -> tuple[Plan, ...]:
    """Plan every kind of comparison of some measures.

    Parameters
    ----------
    facts : sequence of Facts
        What is known of each measure.
    aim : Aim
        What is to be reached.

    Returns
    -------
    tuple of Plan
        A row per measure for a single site; then for all sites together, where there are several;
        then for intervention against comparison sites, where there are both.
    """
    lines = tuple(Line(facts=f, kind=k) for k in KINDS for f in facts if k in f.kinds())
    design = _design(lines, aim)
    found = _changes(design, aim) | _respondents(design, aim) | _shocks(design, aim)
    return tuple(_row(design, aim, found, i) for i in range(len(lines)))


def _design(lines: tuple[Line, ...], aim: Aim) -> Design:
    share = column(lines, lambda x: x.facts.pct_from / ALL)
    changing, still = column(lines, lambda x: x.changing), column(lines, lambda x: x.still)
    deff = column(lines, lambda x: x.spread.deff)
    correlation = column(lines, lambda x: x.spread.correlation if x.facts.linked else 0.0)
    variance = column(lines, lambda x: x.spread.variance)
    cluster = column(lines, lambda x: x.facts.cluster_size)
    # Clusters are what varies independently; without any, a design effect costs so many people.
    per_unit = np.where(cluster > 1, cluster, np.fmax(deff, 1.0))
    times, together = column(lines, lambda x: x.times), column(lines, lambda x: x.together)
    designed = column(lines, lambda x: x.facts.designed) > 0
    return Design(
        lines=lines,
        means=Precision(
            variance=np.where(variance > 0, variance * deff * (changing + still), np.nan),
            per_unit=per_unit,
            times=times,
            together=together,
        ),
        shares=SharePlan(
            share=share,
            changing=changing,
            still=still,
            per_unit=deff,
            correlation=correlation,
            degrees=np.stack([np.where(designed, x, np.nan) for x in (times, together / per_unit)]),
        ),
        n=column(lines, lambda x: x.facts.n),
        wanted=column(lines, lambda x: x.facts.wanted),
        level=column(
            lines,
            lambda x: aim.level / (x.n_tests if x.facts.adjust in STEPWISE else 1),
        ),
    )


def _changes(design: Design, aim: Aim) -> dict[str, Floats]:
    """Give the changes that would be found, as a row is judged and by a test alone."""
    single = np.full(design.level.shape, aim.level)
    rise, fall = detectable_share(design.shares, design.n, design.level, aim.power)
    lone = detectable_share(design.shares, design.n, single, aim.power)
    share = ~np.isnan(design.shares.share)
    mean = detectable_mean(design.means, design.n, design.level, aim.power)
    alone = detectable_mean(design.means, design.n, single, aim.power)
    return {
        "detectable": np.where(share, ALL * np.fmax(rise, fall), mean),
        "detectable_rise": np.where(share, ALL * rise, np.nan),
        "detectable_fall": np.where(share, ALL * fall, np.nan),
        "detectable_unadjusted": np.where(share, ALL * np.fmax(*lone), alone),
        "std_error": design.means.std_error(design.n),
        "df": np.where(share, np.nan, design.means.degrees(design.n)),
    }


def _respondents(design: Design, aim: Aim) -> dict[str, Floats]:
    """Give the respondents per site and wave that it takes."""
    wanted, share = design.wanted, ~np.isnan(design.shares.share)

    def needed(level: Floats) -> Floats:
        means = respondents_for_mean(design.means, wanted, level, aim.power)
        shares = respondents_for_share(design.shares, wanted / ALL, level, aim.power)
        return np.where(share, shares, means)

    bound = column(design.lines, lambda x: x.facts.bound)
    return {
        "n_needed": needed(design.level),
        "n_needed_unadjusted": needed(np.full(design.level.shape, aim.level)),
        "n_equivalence": respondents_for_equivalence(design.means, bound, aim.level, aim.power),
    }


def _shocks(design: Design, aim: Aim) -> dict[str, Floats]:
    """Give what a contrast could find if it is to allow for local shocks."""
    lines, level = design.lines, design.level
    shock = column(lines, lambda x: x.facts.shock if x.kind == CONTRAST else np.nan)
    spread = design.shares.changing + design.shares.still
    sampling, local = design.means.variance / (spread * design.n), 2 * shock**2
    sites = (
        column(lines, lambda x: x.facts.n_intervention or np.nan),
        column(lines, lambda x: x.facts.n_comparison or np.nan),
    )
    return {
        "detectable_shock": detectable_between(sampling + local, sites, level, aim.power),
        "detectable_floor": detectable_between(local, sites, level, aim.power),
        "sites_needed": sites_needed(sampling + local, design.wanted, level, aim.power),
    }


def _row(design: Design, aim: Aim, found: dict[str, Floats], i: int) -> Plan:
    line = design.lines[i]
    facts, spread = line.facts, line.spread
    contrasted = line.kind == CONTRAST
    numbers = {name: None if facts.reason else number(x[i]) for name, x in found.items()}
    counts = {
        name: None if value is None else int(value)
        for name, value in numbers.items()
        if name.startswith(("n_", "sites_"))
    }
    detectable = numbers["detectable"]
    return Plan(
        measure=facts.key,
        measure_label=facts.label,
        type=facts.type,
        better=facts.better,
        unit=facts.unit,
        planned=line.kind,
        planned_label=_label(line),
        n_sites=1 if line.kind == ONE else facts.n_sites,
        n_intervention=facts.n_intervention if contrasted else None,
        n_comparison=facts.n_comparison if contrasted else None,
        n_per_cell=int(facts.n) if np.isfinite(facts.n) else None,
        cluster_size=number(facts.cluster_size) if facts.cluster_size > 1 else None,
        sd=number(spread.sd),
        sd_change=number(spread.sd_change),
        pct_from=number(facts.pct_from),
        correlation=number(spread.correlation),
        deff=number(spread.deff),
        design_effect=number(spread.kish),
        family=None if line.kind == TOGETHER else facts.family,
        adjust="none" if line.kind == TOGETHER else facts.adjust,
        n_tests=line.n_tests,
        confidence=aim.confidence,
        level=float(design.level[i]),
        power=aim.power,
        detectable_sd=_over(detectable, spread.sd),
        detectable_pct=_over(detectable, facts.width / ALL),
        wanted=number(facts.wanted),
        bound=number(facts.bound),
        site_shock=number(facts.shock) if contrasted else None,
        site_shock_low=number(facts.shock_low) if contrasted else None,
        site_shock_high=number(facts.shock_high) if contrasted else None,
        status="not_testable" if facts.reason else "ok",
        reason=facts.reason or None,
        **(numbers | counts),  # type: ignore[arg-type]
    )


def _over(detectable: float | None, unit: float) -> float | None:
    return None if detectable is None or not unit > 0 else detectable / unit


def _label(line: Line) -> str:
    """Head the rows of one kind of comparison."""
    facts = line.facts
    if line.kind == ONE:
        return "One site, two waves" if facts.n_sites > 1 else "Two waves"
    if line.kind == TOGETHER:
        return "All sites together, two waves"
    return "Intervention against comparison sites: the difference of their changes"
