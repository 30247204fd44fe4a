"""Coded open answers and boxes to tick."""

from lpsstats.api.arguments import Adjust, Linked, Names, Tabled, names, refuse_others
from lpsstats.api.result import Result
from lpsstats.documents.themes import themes_document
from lpsstats.survey.model import Survey


def themes(
    survey: Survey,
    *,
    table: Tabled | None = None,
    by: str = "site",
    wave_from: str | None = None,
    wave_to: str | None = None,
    sites: Names = (),
    measures: Names = (),
    adjust: Adjust | None = None,
    linked: Linked | None = None,
    confidence: float | None = None,
) -> Result:
    """Show what share of respondents named each theme, what changed, and if coders agree.

    Parameters
    ----------
    survey : Survey
        From `read`.
    table : str, optional
        `themes`, `question` or `agreement`: that table alone.
    by : str
        `site`, `none`, or the key of a question whose answers are the groups.
    wave_from, wave_to : str, optional
        Keys of the two waves; one wave twice is shown alone.
    sites : str or sequence of str
        Show only these, or with other groups only their respondents.
    measures : str or sequence of str
        Multiple responses and categorical questions; all multiple responses by default.
    adjust : str, optional
        Within each question; fdr_bh by default.
    linked : str, optional
        Panels: `pairs`, `overlapping` or `independent` for every row.
    confidence : float, optional
        Coverage of intervals; the dictionary's by default.

    Returns
    -------
    Result
        A row per theme and group: percentages of the respondents who were asked, changes in
        points.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or there is no such question.

    Examples
    --------
    >>> import lpsstats
    >>> lpsstats.themes(lpsstats.read(), table="themes", by="none").table_names
    ('themes',)
    """
    refuse_others("table", table, Tabled)
    refuse_others("adjust", adjust, Adjust)
    refuse_others("linked", linked, Linked)
    document = themes_document(
        survey,
        table=table,
        by=by,
        waves=(wave_from, wave_to),
        sites=names(sites),
        measures=names(measures),
        adjust=adjust,
        linked=linked,
        confidence=confidence,
    )
    return Result(document=document)
