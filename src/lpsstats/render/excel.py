"""A document as an Excel workbook: a cover, then a sheet for every table."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from itertools import count

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from lpsstats.errors import OutputError
from lpsstats.render.excel_cover import (
    Entry,
    sentences,
    write_cover,
    write_findings,
    write_words,
)
from lpsstats.render.excel_looks import Looks
from lpsstats.render.excel_names import sheet_names
from lpsstats.render.excel_sheet import clean, write_table
from lpsstats.render.page import Page
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table

CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # always, so that two runs give the same bytes
CONTENTS, WORDS, FINDINGS = "Contents", "Text", "Findings"
MOST_ROWS = 1_048_000  # of a table; a sheet has some more, for title and notes
Write = Callable[[Worksheet], None]
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(document: Document, page: Page) -> bytes:
    """Write a workbook: what it holds and from what, every table on its sheet, the findings.

    Numbers are numbers with all their digits (a workbook keeps sixteen) and a format that shows
    what the other pages show. No text is computed, whatever it begins with.

    Parameters
    ----------
    document : Document
        What to write.
    page : Page
        Has no influence: a sheet has room for every column.

    Returns
    -------
    bytes
        The same for the same document.

    Raises
    ------
    OutputError
        If a table has more rows than a sheet.
    """
    _refuse_size(document)
    whole = BytesIO()
    with Workbook(whole, OPTIONS) as book:
        _fill(book, document)
    return whole.getvalue()


def _fill(book: Workbook, document: Document) -> None:
    tables = [table for section in document.outline for table in section.tables]
    title = document.title or (tables[0].title if tables else document.command)
    book.set_properties({"title": clean(title)[:255], "created": CREATED})
    book.set_custom_property("Language", "en-GB")
    looks, cover = Looks(book), book.add_worksheet(CONTENTS)
    sheets = list(_sheets(document, looks))
    write_cover(cover, title, [entry for entry, _ in sheets], document, looks)
    for entry, write in sheets:
        write(book.add_worksheet(entry.name))


def _sheets(document: Document, looks: Looks) -> Iterator[tuple[Entry, Write]]:
    """Say what stands on each sheet after the cover, and what writes it."""
    said = list(sentences(document.sections))
    if said:
        entry = Entry(name=WORDS, holds="What the report says in words", n_rows=len(said))
        yield entry, partial(write_words, rows=said, looks=looks)
    placed = [(section, table) for section in document.outline for table in section.tables]
    keys = [table.key for _, table in placed]
    if document.sections:
        keys = list(_numbered([table for _, table in placed]))
    names = sheet_names(keys, (CONTENTS, WORDS, FINDINGS))
    for name, (section, table) in zip(names, placed, strict=True):
        n_rows, part = len(table.records), section.heading
        entry = Entry(name=name, holds=table.title, n_rows=n_rows, part=part)
        yield entry, partial(write_table, table=table, looks=looks, back=CONTENTS)
    if document.findings and not document.tabled:
        n_rows = len(document.findings)
        entry = Entry(name=FINDINGS, holds="What the checks found", n_rows=n_rows)
        yield entry, partial(write_findings, findings=document.findings, looks=looks)


def _numbered(tables: Sequence[Table]) -> Iterator[str]:
    """Name the tables of a report by their numbers, as its other formats count those with rows."""
    numbers = count(1)
    for table in tables:
        yield f"Table {next(numbers)}" if table.records else table.key


def _refuse_size(document: Document) -> None:
    for section in document.outline:
        for table in section.tables:
            if len(table.records) > MOST_ROWS:
                message = (
                    f"{len(table.records):,} rows are more than an Excel sheet holds; write .csv"
                )
                raise OutputError(message)
