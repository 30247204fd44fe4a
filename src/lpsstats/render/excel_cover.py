"""The sheets around the tables: what the workbook holds and from what, words, findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from lpsstats.findings import Finding
from lpsstats.render.excel_looks import Looks
from lpsstats.render.excel_sheet import clean, notes, on_paper, set_height
from lpsstats.render.strings import in_words, words
from lpsstats.tables.document import Document, Section

WIDTHS = (26, 78, 12, 12, 26)
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
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, clean(title), looks.of("title"))
    row = _entries(sheet, 2, entries, looks)
    if document.notes:
        sheet.write_string(row, 0, "Notes", looks.of("part"))
        row = notes(sheet, row + 1, document.notes, WIDTHS, looks) + 1
    if document.provenance:
        sheet.write_string(row, 0, "Made from", looks.of("part"))
        _provenance(sheet, row + 1, document.provenance, looks)
    on_paper(sheet)


def _entries(sheet: Worksheet, row: int, entries: Sequence[Entry], looks: Looks) -> int:
    """List the sheets; their parts stand in a column of their own where a report has parts."""
    parts = any(entry.part for entry in entries)
    header = ("Sheet", "What it holds", "Rows", *(("Part",) if parts else ()))
    listed = ((e.name, e.holds, e.n_rows, *((e.part,) if parts else ())) for e in entries)
    after = write_rows(sheet, row, header, listed, looks)
    for place, entry in enumerate(entries, start=row + 1):
        link = f"internal:'{entry.name}'!A1"
        sheet.write_url(place, 0, link, looks.of("link"), entry.name)
    return after + 1


def _provenance(sheet: Worksheet, row: int, provenance: Mapping[str, object], looks: Looks) -> None:
    """Write what is known of the program, the dictionary and the options; then of every input."""
    lists = {key: _alike(value) for key, value in provenance.items()}
    alone = {key: value for key, value in provenance.items() if not lists[key]}
    row = write_rows(sheet, row, ("What", "Which"), _flat(alone), looks) + 1
    for key, ones in lists.items():
        if ones:
            fields = list(dict.fromkeys(name for one in ones for name in one))
            sheet.write_string(row, 0, clean(words(key)).capitalize(), looks.of("part"))
            titles = [words(name) for name in fields]
            listed = ([one.get(name) for name in fields] for one in ones)
            row = write_rows(sheet, row + 1, titles, listed, looks) + 1


def _alike(value: object) -> list[Mapping[str, object]]:
    """Give a list of things with fields, which takes rows; nothing where a value is none."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return []
    ones = [one for one in value if isinstance(one, Mapping)]
    return ones if len(ones) == len(value) else []


def _flat(values: Mapping[str, object], start: str = "") -> Iterator[Row]:
    """Run through a mapping and those in it, leaving out what says nothing."""
    for key, value in values.items():
        name = f"{start}{words(str(key))}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}: ")
        elif value not in EMPTY:
            yield name, value


def write_words(sheet: Worksheet, rows: Sequence[Row], looks: Looks) -> None:
    """Write what `sentences` gives, a row each."""
    _list(sheet, ("Part", "Text"), (WIDTHS[0], 110), rows, looks)


def sentences(sections: Sequence[Section]) -> Iterator[Row]:
    """Run through all that a report says outside its tables, with the part that it is in."""
    for section in sections:
        for sentence in (*section.paragraphs, *section.points):
            yield section.heading, sentence
        for figure in section.figures:
            for sentence in (figure.title, figure.alternative, *figure.sentences):
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
