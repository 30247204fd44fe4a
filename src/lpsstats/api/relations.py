"""What goes together, and what matters most."""

from collections.abc import Sequence

from lpsstats.api.arguments import (
    Adjust,
    Correlation,
    Names,
    Related,
    names,
    refuse_below,
    refuse_others,
)
from lpsstats.api.result import Result
from lpsstats.documents.drivers import drivers_document
from lpsstats.documents.relate import relate_document
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey

SEED = 20180501


def relate(
    survey: Survey,
    *,
    measures: Names = (),
    method: Correlation = "pearson",
    waves: Names = (),
    sites: Names = (),
    table: Related | None = None,
    mediation: Sequence[str] | None = None,
    adjust: Adjust = "holm",
    confidence: float | None = None,
    seed: int = SEED,
) -> Result:
    """Show which measures go together among people of the same site and wave.

    Parameters
    ----------
    survey : Survey
        From `read`.
    measures : str or sequence of str
        What to relate, at least two; the scales by default.
    method : str
        `pearson` or `spearman`.
    waves, sites : str or sequence of str
        Only their respondents.
    table : str, optional
        `pairs`, `summary` or `mediation`: that table alone.
    mediation : sequence of three str, optional
        How the first measure goes with the third by way of the second.
    adjust : str
        How p is adjusted over all pairs.
    confidence : float, optional
        Coverage of intervals; the dictionary's by default.
    seed : int
        Where resamples of respondents start.

    Returns
    -------
    Result
        A row per pair, of respondents with a value of both; `save("network.svg")` draws it.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or a measure has no order.

    Examples
    --------
    >>> import lpsstats
    >>> pairs = lpsstats.relate(lpsstats.read(), measures=["cohesion", "trust"])
    >>> len(pairs.to_frame())
    1
    """
    refuse_others("method", method, Correlation)
    refuse_others("table", table, Related)
    refuse_others("adjust", adjust, Adjust)
    refuse_below("seed", seed, 0)
    document = relate_document(
        survey,
        measures=names(measures),
        method=method,
        waves=names(waves),
        sites=names(sites),
        table=table,
        mediation=_three(mediation),
        adjust=adjust,
        confidence=confidence,
        seed=seed,
    )
    return Result(document=document)


def _three(given: Sequence[str] | None) -> tuple[str, str, str] | None:
    if given is None:
        return None
    if isinstance(given, str) or len(given) != 3:
        message = f"mediation={given!r}: names three measures, the one between in the middle"
        raise UsageError(message)
    first, between, last = given
    return first, between, last


def drivers(
    survey: Survey,
    *,
    outcome: str,
    predictors: Names,
    waves: Names = (),
    sites: Names = (),
    draws: int = 1000,
    confidence: float | None = None,
    seed: int = SEED,
) -> Result:
    """Rank activities by how much goes with an outcome, and say how sure the order is.

    Parameters
    ----------
    survey : Survey
        From `read`.
    outcome : str
        A scale or a question.
    predictors : str or sequence of str
        Questions, boxes (`question.box`) or scales.
    waves, sites : str or sequence of str
        Only their respondents.
    draws : int
        Resamples for the intervals of ranks, 100 to 100,000.
    confidence : float, optional
        Coverage of intervals; the dictionary's by default.
    seed : int
        Where random numbers start.

    Returns
    -------
    Result
        A row per predictor, of respondents with a value of all of them.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or cannot be ranked.

    Examples
    --------
    >>> import lpsstats
    >>> ranked = lpsstats.drivers(
    ...     lpsstats.read(), outcome="trust", predictors="q27_seen", draws=100
    ... )
    >>> ranked.table_names[0]
    'drivers'
    """
    refuse_below("seed", seed, 0)
    document = drivers_document(
        survey,
        outcome=outcome,
        predictors=names(predictors),
        waves=names(waves),
        sites=names(sites),
        draws=draws,
        confidence=confidence,
        seed=seed,
    )
    return Result(document=document)
