"""Results as a pandas data frame, for notebooks."""

import pandas as pd

from lpsstats.tables.document import Document
from lpsstats.tables.model import Table


def to_frame(document: Document) -> pd.DataFrame:
    """Give the first table of a document as a data frame.

    Parameters
    ----------
    document : Document
        What `comparison_document` or `reliability_document` returned.

    Returns
    -------
    pandas.DataFrame
        One row per result at full precision; the columns of the CSV export.
    """
    return table_frame(document.tables[0])


def table_frame(table: Table) -> pd.DataFrame:
    """Give a table as a data frame.

    Parameters
    ----------
    table : Table
        Any table.

    Returns
    -------
    pandas.DataFrame
        As `to_frame`; without rows, its columns alone.
    """
    rows = table.flat()
    if rows:
        return pd.DataFrame.from_records(list(rows))
    printed = dict.fromkeys(key for column in table.columns for key in column.keys)
    return pd.DataFrame(columns=list(table.keys or printed))
