"""Whether scales can be relied on, and measure one thing, the same in every wave."""

from lpsstats.api.arguments import IntervalOf, Names, names, refuse_below, refuse_others
from lpsstats.api.result import Result
from lpsstats.documents import measurement
from lpsstats.documents.reliability import reliability_document
from lpsstats.survey.model import Survey

SEED = 20180501


def reliability(
    survey: Survey,
    *,
    measures: Names = (),
    sites: Names = (),
    by: str | None = None,
    ci: IntervalOf = "jackknife",
    confidence: float | None = None,
    min_alpha: float | None = None,
    items: bool = False,
    weighted: bool = False,
    ordinal: bool = False,
    seed: int = SEED,
) -> Result:
    """Test the reliability of the scales: alpha, omega, their intervals, every item.

    Parameters
    ----------
    survey : Survey
        From `read`.
    measures : str or sequence of str
        Keys of scales; all by default.
    sites : str or sequence of str
        Only their respondents.
    by : str, optional
        `wave`, `site` or `wave,site`: rows for each of them too.
    ci : str
        `jackknife`, `adf`, `feldt` or `bootstrap`: how the interval of alpha is computed.
    confidence : float, optional
        Coverage of intervals; the dictionary's by default.
    min_alpha : float, optional
        A finding that is an error below this, instead of the dictionary's threshold.
    items : bool
        The items as the only table.
    weighted : bool
        Use the survey's weights.
    ordinal : bool
        Ordinal alpha and categorical omega too.
    seed : int
        Where the bootstrap's random numbers start.

    Returns
    -------
    Result
        A row per scale and group, of respondents who answered every item; `passed` is false if a
        scale is below its threshold.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or an argument does not go with another.

    Examples
    --------
    >>> import lpsstats
    >>> frame = lpsstats.reliability(lpsstats.read(), measures="cohesion").to_frame()
    >>> bool(frame.alpha_low[0] < frame.alpha[0] < frame.alpha_high[0])
    True
    """
    refuse_others("ci", ci, IntervalOf)
    refuse_below("seed", seed, 0)
    document = reliability_document(
        survey,
        measures=names(measures),
        sites=names(sites),
        by=by,
        interval=ci,
        confidence=confidence,
        min_alpha=min_alpha,
        items_only=items,
        seed=seed,
        ordinal=ordinal,
        weighted=weighted,
    )
    return Result(document=document)


def dimensions(
    survey: Survey,
    *,
    measures: Names = (),
    sites: Names = (),
    by: str | None = None,
    seed: int = SEED,
) -> Result:
    """Ask how many things the items of each scale measure; `reliability --dimensions`.

    Parameters
    ----------
    survey, measures, sites, by, seed
        As in `reliability`.

    Returns
    -------
    Result
        A row per scale and group.

    Raises
    ------
    UsageError
        If a name is not in the dictionary.

    Examples
    --------
    >>> import lpsstats
    >>> lpsstats.dimensions(lpsstats.read(), measures="cohesion").table_names
    ('dimensions',)
    """
    refuse_below("seed", seed, 0)
    document = measurement.dimensions_document(
        survey, measures=names(measures), sites=names(sites), by=by, seed=seed
    )
    return Result(document=document)


def influence(
    survey: Survey,
    *,
    wave_from: str | None = None,
    wave_to: str | None = None,
    measures: Names = (),
    sites: Names = (),
    confidence: float | None = None,
) -> Result:
    """Ask whether a change rests on one item of its scale; `reliability --influence`.

    Parameters
    ----------
    survey, measures, sites, confidence
        As in `reliability`.
    wave_from, wave_to : str, optional
        Keys of the two waves; the dictionary's baseline and endline by default.

    Returns
    -------
    Result
        The change of each scale with each item left out, in the scale's units.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or no scale has two items.

    Examples
    --------
    >>> import lpsstats
    >>> lpsstats.influence(lpsstats.read(), measures="cohesion").table_names
    ('influence',)
    """
    document = measurement.influence_document(
        survey,
        measures=names(measures),
        sites=names(sites),
        waves=(wave_from, wave_to),
        confidence=confidence,
    )
    return Result(document=document)


def invariance(
    survey: Survey,
    *,
    wave_from: str | None = None,
    wave_to: str | None = None,
    measures: Names = (),
    sites: Names = (),
    by: str | None = None,
    items: bool = False,
) -> Result:
    """Ask whether each scale is the same in every wave; `reliability --invariance`.

    Parameters
    ----------
    survey, measures, sites
        As in `reliability`.
    wave_from, wave_to : str, optional
        Keys of two waves to fit together; all waves by default.
    by : str, optional
        `site`: every site by itself too.
    items : bool
        The items as the only table.

    Returns
    -------
    Result
        A row per scale and model.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or there is only one wave.

    Examples
    --------
    >>> import lpsstats
    >>> lpsstats.invariance(lpsstats.read(), measures="cohesion").table_names[0]
    'invariance'
    """
    document = measurement.invariance_document(
        survey,
        measures=names(measures),
        sites=names(sites),
        by=by,
        waves=(wave_from, wave_to),
        items_only=items,
    )
    return Result(document=document)
