"""Recorded activities per period, and connection maps."""

from collections.abc import Mapping
from pathlib import Path

from lpsstats.api.arguments import (
    Absent,
    Adjust,
    Counted,
    Names,
    PathLike,
    names,
    refuse_others,
)
from lpsstats.api.result import Result
from lpsstats.documents.counts import counts_document
from lpsstats.documents.counts_retention import retention_document
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.survey.export import Export


def counts(
    file: PathLike,
    *,
    period: str | None = None,
    units: Names = (),
    categories: Names = (),
    columns: Mapping[str, str] | None = None,
    per: float | None = None,
    adjust: Adjust = "fdr_bh",
    confidence: float = 0.95,
    table: Counted | None = None,
    absent: Absent = "missing",
    add_categories: bool = False,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Result:
    """Compare recorded counts with earlier periods, with their trends.

    Parameters
    ----------
    file : str or Path
        One row per period, unit and category, with the columns period, unit, category, count and
        perhaps exposure; text, Excel or SPSS.
    period : str, optional
        The period to be compared with earlier ones, or `all`; the latest by default.
    units, categories : str or sequence of str
        Show only these; p-values stay adjusted over all.
    columns : mapping of str to str, optional
        The column of a role, where it has a name of its own.
    per : float, optional
        Units of exposure that a rate is per; 1 by default.
    adjust : str
        Over all units and categories.
    confidence : float
        Coverage of intervals.
    table : str, optional
        `changes` or `trend`: that table alone.
    absent : str
        `missing`: what has no row was not recorded; `zero`: it is a count of 0.
    add_categories : bool
        Also add up the categories.
    encoding, delimiter, sheet : str, optional
        As in `read`.

    Returns
    -------
    Result
        A row per period, unit and category: ratios of rates, the later over the earlier.

    Raises
    ------
    UsageError
        If a name is not in the file.
    DataError
        If the file cannot be read or is not tidy.

    Examples
    --------
    >>> import lpsstats
    >>> lpsstats.counts("examples/counts/activities.csv").table_names
    ('changes', 'trend')
    """
    refuse_others("adjust", adjust, Adjust)
    refuse_others("table", table, Counted)
    refuse_others("absent", absent, Absent)
    document = counts_document(
        _export(file, encoding, delimiter, sheet),
        roles=columns,
        period=period,
        units=names(units),
        categories=names(categories),
        per=per,
        adjust=adjust,
        confidence=confidence,
        table=table,
        absent=absent,
        add_categories=add_categories,
    )
    return Result(document=document)


def retention(
    file: PathLike,
    *,
    columns: Mapping[str, str] | None = None,
    units: Names = (),
    categories: Names = (),
    confidence: float = 0.95,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Result:
    """Follow the connections of maps: who is new, who stayed; `counts --retention`.

    Parameters
    ----------
    file : str or Path
        One row per connection and period, with the columns period, category, connection and
        perhaps unit.
    columns, units, categories, confidence, encoding, delimiter, sheet
        As in `counts`.

    Returns
    -------
    Result
        Counts of connections; never the name of one.

    Raises
    ------
    UsageError, DataError
        As `counts`.

    Examples
    --------
    >>> import lpsstats
    >>> lpsstats.retention("examples/counts/maps.csv").table_names[0]
    'retention'
    """
    document = retention_document(
        _export(file, encoding, delimiter, sheet),
        roles=columns,
        confidence=confidence,
        units=names(units),
        categories=names(categories),
    )
    return Result(document=document)


def _export(
    file: PathLike, encoding: str | None, delimiter: str | None, sheet: str | None
) -> Export:
    options = ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet)
    return read_export(Path(file), None, options)
