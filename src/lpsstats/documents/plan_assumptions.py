"""What a plan takes for granted: in the place of a survey's own figures, or of a survey."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite, sqrt

from lpsstats.analysis.plan_facts import NAN, Facts, Spread
from lpsstats.errors import UsageError

POWER = 0.8
UNITS = ("points", "percent")
ALL = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What takes the place of the survey's own figures; `None` leaves them.

    Attributes
    ----------
    n : int, optional
        Respondents per site and wave, at least 2.
    deff : float, optional
        The design effect, above 0.
    tests : int, optional
        The tests of a family, at least 1.
    change : float, optional
        The change to be found, in points of the measure, above 0.
    site_shock : float, optional
        The standard deviation of local shocks to every site and wave, in points, at least 0.
    """

    n: int | None = None
    deff: float | None = None
    tests: int | None = None
    change: float | None = None
    site_shock: float | None = None

    def applied(self, facts: Facts) -> Facts:
        """Put what is assumed in the place of what was observed."""
        if self.n is not None:
            facts = replace(facts, n=float(self.n))
        if self.deff is not None:
            site, everyone = (replace(x, deff=self.deff) for x in (facts.site, facts.all_sites))
            facts = replace(facts, site=site, all_sites=everyone, cluster_size=1.0)
        if self.tests is not None:
            facts = replace(facts, n_tests=self.tests, n_contrasts=self.tests)
        if self.change is not None:
            facts = replace(facts, wanted=self.change)
        if self.site_shock is not None:
            facts = replace(facts, shock=self.site_shock, shock_low=NAN, shock_high=NAN)
        return facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is expected of a survey that nobody has made yet.

    Attributes
    ----------
    sd : float, optional
        The standard deviation of respondents, above 0; or else
    percentage : float, optional
        The percentage to start from, between 0 and 100.
    correlation : float, optional
        Between the waves, where the same people are asked again.
    sites_intervention, sites_comparison : int
        Sites of the two arms; both or neither.
    """

    sd: float | None = None
    percentage: float | None = None
    correlation: float | None = None
    sites_intervention: int = 0
    sites_comparison: int = 0

    @property
    def n_sites(self) -> int:
        """Sites of both arms; one where there are no arms."""
        return self.sites_intervention + self.sites_comparison or 1

    def facts(self, change: float | None) -> Facts:
        """Give what is expected as facts; a change that matters is one for equivalence, too."""
        share = self.percentage is not None
        percentage = self.percentage or 0.0
        sd = sqrt(percentage * (ALL - percentage)) if share else self.sd or NAN
        r = self.correlation
        spread = Spread(
            sd=sd,
            sd_change=NAN if r is None else sd * sqrt(2 * (1 - r)),
            correlation=NAN if r is None else r,
        )
        return Facts(
            key="expected",
            label="Percentage" if share else "Mean",
            type="categorical" if share else "number",
            better="neither",
            unit="percent" if share else "points",
            width=ALL if share else NAN,
            site=spread,
            all_sites=spread,
            linked=r is not None,
            designed=False,
            pct_from=percentage if share else NAN,
            n=NAN,
            cluster_size=1.0,
            n_sites=self.n_sites,
            n_intervention=self.sites_intervention,
            n_comparison=self.sites_comparison,
            family=None,
            adjust="bonferroni",
            n_tests=1,
            n_contrasts=1,
            shock=NAN,
            shock_low=NAN,
            shock_high=NAN,
            bound=NAN if change is None else change,
            wanted=NAN,
            reason="",
        )

    def options(self) -> dict[str, object]:
        """List what was told."""
        return {
            "sd": self.sd,
            "percentage": self.percentage,
            "correlation": self.correlation,
            "sites_intervention": self.sites_intervention or None,
            "sites_comparison": self.sites_comparison or None,
        }


def check_assumed(power: float, assumed: Assumed) -> None:
    """Refuse numbers that make no sense.

    Raises
    ------
    UsageError
        If one does not; all of them at once.
    """
    _refuse(
        _within("--power", power, 0.5, 1.0),
        _within("--n", assumed.n, 1, inf, "2 or more respondents"),
        _within("--deff", assumed.deff, 0, inf, "above 0; 1 is a simple random sample"),
        _within("--tests", assumed.tests, 0, inf, "1 or more"),
        _within("--change", assumed.change, 0, inf, "above 0; it is found in both directions"),
        _within("--site-shock", assumed.site_shock, -0.0, inf, "0 or more", least=0.0),
    )


def check_expected(expected: Expected, confidence: float, assumed: Assumed) -> None:
    """Refuse expectations that are incomplete or make no sense.

    Raises
    ------
    UsageError
        If they do not; all of them at once.
    """
    _refuse(
        _within("--confidence", confidence, 0.5, 1.0),
        _within("--sd", expected.sd, 0, inf, "above 0"),
        _within("--percentage", expected.percentage, 0, ALL),
        _within("--correlation", expected.correlation, -1, 1),
        _incomplete(expected, assumed),
    )


def check_units(facts: Sequence[Facts], assumed: Assumed) -> None:
    """Refuse one number of points for scales and for percentages alike.

    Raises
    ------
    UsageError
        If there are both.
    """
    points, percent = (next((f for f in facts if f.unit == u), None) for u in UNITS)
    if points is None or percent is None:
        return
    for option, value in (("--change", assumed.change), ("--site-shock", assumed.site_shock)):
        if value is not None:
            message = (
                f"{option} {value:g}: would be points of {points.key} and percentage points of "
                f"{percent.key}; plan scales and shares one after the other, with --measure"
            )
            raise UsageError(message)


def _incomplete(expected: Expected, assumed: Assumed) -> str | None:
    """Say what is missing, or is there twice."""
    arms = expected.sites_intervention, expected.sites_comparison
    problems = {
        "--sd --percentage: a plan is for a mean or for a percentage; give one of them": (
            expected.sd is not None and expected.percentage is not None
        ),
        "--sd or --percentage is missing: how respondents vary": (
            expected.sd is None and expected.percentage is None
        ),
        "--n or --change is missing: a plan makes the one from the other, or uses both": (
            assumed.n is None and assumed.change is None
        ),
        "--sites-intervention and --sites-comparison: a contrast needs 1 or more sites in both": (
            min(arms) < 0 or (arms[0] > 0) != (arms[1] > 0)
        ),
        "--site-shock: goes with --sites-intervention and --sites-comparison": (
            assumed.site_shock is not None and arms == (0, 0)
        ),
    }
    return next((problem for problem, there in problems.items() if there), None)


def _within(
    option: str,
    value: float | None,
    low: float,
    high: float,
    must: str | None = None,
    *,
    least: float | None = None,
) -> str | None:
    """Say that a number lies outside its open interval, if it does."""
    if value is None or (low < value < high and isfinite(value)) or value == least:
        return None
    hint = f"; did you mean {value / ALL:g}?" if high == 1 and 50 < value < ALL else ""
    return f"{option} {value:g}: must be {must or f'between {low:g} and {high:g}'}{hint}"


def _refuse(*problems: str | None) -> None:
    found = [problem for problem in problems if problem]
    if found:
        raise UsageError(*found)
