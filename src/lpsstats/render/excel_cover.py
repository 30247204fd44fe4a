"""The sheets around the tables: what the workbook holds and from what, words, findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from lpsstats.findings import Finding
from lpsstats.render.excel_looks import Looks
from lpsstats.render.excel_sheet import clean, notes, on_paper, set_height
from lpsstats.render.strings import MADE, in_lines, in_words, origin
from lpsstats.tables.document import Document, Section

WIDTHS = (26, 78, 12)
MOST_OF_PART = 60  # of the width of the column of parts, which takes one line
EMPTY: tuple[object, ...] = (None, "", (), [], {})
Row = Sequence[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sheet in the list of all.

    Attributes
    ----------
    name : str
        Of the sheet.
    holds : str
        What it shows.
    n_rows : int
        How many rows.
    part : str
        The heading of the part of a report that it belongs to.
    """

    name: str
    holds: str
    n_rows: int
    part: str = ""


def write_cover(
    sheet: Worksheet, title: str, entries: Sequence[Entry], document: Document, looks: Looks
) -> None:
    """Write what each sheet holds, with a link to it, then notes and provenance."""
    longest = max((len(entry.part) for entry in entries), default=0)
    widths = (*WIDTHS, min(longest + 4, MOST_OF_PART))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, clean(title), looks.of("title"))
    row = _entries(sheet, 2, entries, looks, widths)
    if document.notes:
        sheet.write_string(row, 0, "Notes", looks.of("part"))
        row = notes(sheet, row + 1, document.notes, WIDTHS, looks) + 1
    if document.provenance:
        sheet.write_string(row, 0, MADE, looks.of("part"))
        write_rows(sheet, row + 1, ("What", "Which"), origin(document), looks)
    on_paper(sheet)


def _entries(
    sheet: Worksheet, row: int, entries: Sequence[Entry], looks: Looks, widths: Sequence[float]
) -> int:
    """List the sheets; their parts stand in a column of their own where a report has parts."""
    parts = any(entry.part for entry in entries)
    header = ("Sheet", "What it holds", "Rows", *(("Part",) if parts else ()))
    listed = ((e.name, e.holds, e.n_rows, *((e.part,) if parts else ())) for e in entries)
    after = write_rows(sheet, row, header, listed, looks, widths=widths)
    for place, entry in enumerate(entries, start=row + 1):
        link = f"internal:'{entry.name}'!A1"
        sheet.write_url(place, 0, link, looks.of("link"), entry.name)
    return after + 1


def write_words(sheet: Worksheet, rows: Sequence[Row], looks: Looks) -> None:
    """Write what `sentences` gives, a row each."""
    _list(sheet, ("Part", "Text"), (WIDTHS[0], 110), rows, looks)


def sentences(sections: Sequence[Section]) -> Iterator[Row]:
    """Run through all that a report says outside its tables, with the part that it is in."""
    for section in sections:
        for sentence in (*section.paragraphs, *section.points):
            yield section.heading, sentence
        for figure in section.figures:
            for sentence in (figure.title, *in_lines(figure), *figure.sentences):
                yield section.heading, sentence


def write_findings(sheet: Worksheet, findings: Sequence[Finding], looks: Looks) -> None:
    """Write what the checks found, passes included."""
    header = ("Severity", "Code", "Subject", "Message", "File", "Line")
    rows = (
        (str(one.severity), one.code, one.subject, one.message, one.file, one.line)
        for one in findings
    )
    _list(sheet, header, (12, 18, 34, 80, 26, 8), rows, looks)


def _list(
    sheet: Worksheet,
    header: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Row],
    looks: Looks,
) -> None:
    """Fill a sheet with one list, whose header stays in view and filters."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    last = write_rows(sheet, 0, header, rows, looks, widths=widths) - 1
    sheet.autofilter(0, 0, last, len(header) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    on_paper(sheet)


def write_rows(
    sheet: Worksheet,
    first: int,
    header: Sequence[str],
    rows: Iterable[Row],
    looks: Looks,
    *,
    widths: Sequence[float] = WIDTHS,
) -> int:
    """Write a header and rows of any values; give the row after the last."""
    for place, heading in enumerate(header):
        sheet.write_string(first, place, clean(heading), looks.of("heading"))
    row = first
    for row, values in enumerate(rows, start=first + 1):
        texts = [_write(sheet, row, place, value, looks) for place, value in enumerate(values)]
        set_height(sheet, row, [(t, w - 2) for t, w in zip(texts, widths, strict=False)])
    return row + 1


def _write(sheet: Worksheet, row: int, place: int, value: object, looks: Looks) -> str:
    """Write a value, and give it as the text that takes room."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, place, value, looks.of("text"))
        return str(value)
    text = clean(_said(value))
    sheet.write_string(row, place, text, looks.of("text"))
    return text


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value in EMPTY else in_words(value)
