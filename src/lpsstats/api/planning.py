"""What a comparison could find, and what it would take."""

from collections.abc import Mapping

from lpsstats.api.arguments import Adjust, Names, names, refuse_below, refuse_others
from lpsstats.api.result import Result
from lpsstats.documents.plan import first_plan_document, plan_document
from lpsstats.documents.plan_assumptions import Assumed, Expected
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey


def plan(
    survey: Survey | None = None,
    *,
    wave_from: str | None = None,
    wave_to: str | None = None,
    measures: Names = (),
    change: float | None = None,
    n: int | None = None,
    deff: float | None = None,
    tests: int | None = None,
    site_shock: float | None = None,
    power: float = 0.8,
    adjust: Adjust | None = None,
    confidence: float | None = None,
    sd: float | None = None,
    percentage: float | None = None,
    correlation: float | None = None,
    sites_intervention: int | None = None,
    sites_comparison: int | None = None,
) -> Result:
    """Say how small a change could be found, and how many respondents or sites it would take.

    Parameters
    ----------
    survey : Survey, optional
        From `read`; without one, `sd` or `percentage` is needed.
    wave_from, wave_to, measures, adjust, confidence
        As in `compare`; with a survey.
    change : float, optional
        The change to be found in points, instead of the declared smallest one.
    n : int, optional
        Respondents per site and wave, instead of the survey's own.
    deff : float, optional
        Design effect, instead of its own.
    tests : int, optional
        Tests of a family, instead of its own number.
    site_shock : float, optional
        SD in points of what else happens in a site and wave.
    power : float
        The chance of finding a change that is there.
    sd : float, optional
        Without a survey: the SD of respondents to expect, in points.
    percentage : float, optional
        Without a survey: the percentage to start from, 0 to 100.
    correlation : float, optional
        Without a survey: between waves, if the same people are asked.
    sites_intervention, sites_comparison : int, optional
        Without a survey: sites of the two sides.

    Returns
    -------
    Result
        A row per measure, or one.

    Raises
    ------
    UsageError
        If an argument is impossible or does not go with another.

    Examples
    --------
    >>> import lpsstats
    >>> len(lpsstats.plan(sd=1.2, n=200).to_frame())
    1
    """
    refuse_others("adjust", adjust, Adjust)
    for name, least, value in (("n", 2, n), ("tests", 1, tests)):
        refuse_below(name, value, least)
    assumed = Assumed(n=n, deff=deff, tests=tests, change=change, site_shock=site_shock)
    of_none: dict[str, object] = {
        "sd": sd,
        "percentage": percentage,
        "correlation": correlation,
        "sites_intervention": sites_intervention,
        "sites_comparison": sites_comparison,
    }
    if survey is not None:
        _refuse(of_none, "is for a plan without a survey")
        document = plan_document(
            survey,
            waves=(wave_from, wave_to),
            measures=names(measures),
            adjust=adjust,
            confidence=confidence,
            power=power,
            assumed=assumed,
        )
        return Result(document=document)
    of_survey = {"wave_from": wave_from, "wave_to": wave_to, "adjust": adjust}
    _refuse({**of_survey, "measures": measures or None}, "needs a survey")
    if sd is None and percentage is None:
        message = "plan: give a survey, or sd= or percentage= for one that nobody has made yet"
        raise UsageError(message)
    expected = Expected(
        sd=sd,
        percentage=percentage,
        correlation=correlation,
        sites_intervention=sites_intervention or 0,
        sites_comparison=sites_comparison or 0,
    )
    chosen = 0.95 if confidence is None else confidence
    document = first_plan_document(expected, confidence=chosen, power=power, assumed=assumed)
    return Result(document=document)


def _refuse(given: Mapping[str, object], why: str) -> None:
    for name, value in given.items():
        if value is not None:
            message = f"{name} {why}"
            raise UsageError(message)
