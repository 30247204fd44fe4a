"""Results as a pandas data frame, for notebooks."""

import pandas as pd

from lpsstats.tables.document import Document


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
    return pd.DataFrame.from_records(list(document.tables[0].flat()))
