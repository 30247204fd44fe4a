"""Who answered, and what."""

from lpsstats.api.arguments import Described, Names, names, refuse_others
from lpsstats.api.result import Result
from lpsstats.documents.description import description_document
from lpsstats.survey.model import Survey


def describe(
    survey: Survey,
    *,
    table: Described | None = None,
    by: str | None = None,
    sites: Names = (),
    measures: Names = (),
) -> Result:
    """Describe who answered and what: respondents, weights, scores, answers, missing answers.

    Parameters
    ----------
    survey : Survey
        From `read`.
    table : str, optional
        `who`, `weights`, `scales`, `items`, `missing` or `composition`: that table alone, in full.
    by : str, optional
        `wave`, `site` or `wave,site`: rows for each of them.
    sites : str or sequence of str
        Only their respondents.
    measures : str or sequence of str
        Only these scales and items.

    Returns
    -------
    Result
        Without `table` it has several tables.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or nothing is left to describe.

    Examples
    --------
    >>> import lpsstats
    >>> who = lpsstats.describe(lpsstats.read(), table="who")
    >>> who.table_names
    ('who',)
    """
    refuse_others("table", table, Described)
    document = description_document(
        survey, table=table, by=by, sites=names(sites), measures=names(measures)
    )
    return Result(document=document)
