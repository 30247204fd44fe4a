"""The records of the answer in rows and columns, for other programs."""

import csv
from io import StringIO

from lpsstats.render.page import Page
from lpsstats.render.safe_text import safe_text
from lpsstats.render.values import refuse_foreign
from lpsstats.tables.document import Document
from lpsstats.tables.hidden import HIDDEN, SHOWN
from lpsstats.tables.model import Record, Table


def comma(document: Document, page: Page) -> str:
    """Write the first table's records as comma-separated values.

    Every key is a column and every number has all its digits; an absent value is an empty field,
    a truth value `true` or `false`, what is withheld `[c]`. Text that a
    spreadsheet would compute begins with `'`.

    Parameters
    ----------
    document : Document
        Its first table is written; notes and provenance are not.
    page : Page
        Has no influence.

    Returns
    -------
    str
        A heading line and a line for each record, quoted after RFC 4180, ended by line feeds.

    Raises
    ------
    TypeError, ValueError
        If a value is a NumPy scalar or NaN: a fault of ours, named by its key.
    """
    return _delimited(document, ",")


def tab(document: Document, page: Page) -> str:
    """Write the first table's records as tab-separated values; otherwise as `comma`."""
    return _delimited(document, "\t")


def _delimited(document: Document, delimiter: str) -> str:
    table = document.tables[0]
    records = table.flat()
    keys = _keys(table, records)
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(keys)
    writer.writerows([_field(key, record.get(key)) for key in keys] for record in records)
    return out.getvalue()


def _keys(table: Table, records: tuple[Record, ...]) -> list[str]:
    """Give the keys in the order in which records bring them; without records, the table's."""
    if not records and table.keys:
        return list(table.keys)
    if records:
        return list(dict.fromkeys(key for record in records for key in record))
    group = [] if table.group is None else [table.group]
    return list(dict.fromkeys([*group, *(key for c in table.columns for key in c.keys)]))


def _field(key: str, value: object) -> str:
    """Write one value; only text can be a formula, so a negative number stays a number."""
    if value is HIDDEN:
        return SHOWN
    refuse_foreign(value, key)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_text(value, "csv") if isinstance(value, str) else str(value)
