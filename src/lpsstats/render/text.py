"""Tables as plain text and as Markdown."""

from collections.abc import Sequence
from functools import partial

from tabulate import tabulate

from lpsstats.render.ascii import to_ascii
from lpsstats.render.page import Page
from lpsstats.render.safe_text import anchored, safe_text
from lpsstats.render.strings import (
    Write,
    closing_lines,
    in_lines,
    with_groups_as_column,
    written,
)
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table


def plain(document: Document, page: Page) -> str:
    """Write every table with one line to a record and all columns, whatever the page's width.

    Parameters
    ----------
    document : Document
        What to write.
    page : Page
        Only `unicode` matters.

    Returns
    -------
    str
        Titles, tables, notes, then what was done and from what.
    """
    write = partial(_plain_text, page)
    blocks = []
    for table in document.tables:
        blocks += [
            [write(table.title)],
            _grid(table, "plain", write),
            list(map(write, table.notes)),
        ]
    blocks.append(list(map(write, closing_lines(document))))
    return _joined(blocks)


def markdown(document: Document, page: Page) -> str:
    """Write every table as a pipe table with its title above and its notes as a list below.

    Parameters
    ----------
    document : Document
        What to write.
    page : Page
        Has no influence: Markdown has no width and is UTF-8.

    Returns
    -------
    str
        CommonMark with GitHub's tables; labels hold no active markup.
    """
    blocks = [_heading(document.title, 1)]
    for section in document.outline:
        blocks += [_heading(section.heading, section.level + 1)]
        blocks += [[_no_marker(_markdown_text(paragraph))] for paragraph in section.paragraphs]
        blocks.append(_list("-", section.points))
        # Markdown has no pictures of its own: what a figure shows is said in words.
        for figure in section.figures:
            blocks += [_bold(figure.title), _list("-", in_lines(figure))]
        for table in section.tables:
            blocks += [
                _bold(table.title),
                _grid(table, "pipe", _markdown_text),
                _list("-", table.notes),
            ]
    # Another bullet begins another list; the same one would go on with the table's notes.
    blocks.append(_list("*", closing_lines(document)))
    return _joined(blocks)


def _heading(text: str, level: int) -> list[str]:
    return [f"{'#' * level} {_markdown_text(text).strip()}"] if text else []


def _bold(title: str) -> list[str]:
    return [f"**{_markdown_text(title).strip()}**"]


def _grid(table: Table, style: str, write: Write) -> list[str]:
    """Let tabulate pad the strings; without `disable_numparse` it would turn 4.10 into 4.1."""
    if not table.records:
        return []
    headings, aligns, rows = with_groups_as_column(table, written(table.cells(), write))
    text = tabulate(rows, headings, tablefmt=style, disable_numparse=True, colalign=aligns)
    return [line.rstrip(" ") for line in text.splitlines()]


def _list(bullet: str, sentences: Sequence[str]) -> list[str]:
    return [f"{bullet} {_no_marker(_markdown_text(sentence).strip())}" for sentence in sentences]


def _no_marker(text: str) -> str:
    """Keep a note such as `1. ...` or `+ ...` from opening a list inside the list."""
    digits = len(text) - len(text.lstrip("0123456789"))
    markers = (".", ")") if digits else ("-", "+", "=")
    return f"{text[:digits]}\\{text[digits:]}" if text.startswith(markers, digits) else text


def _plain_text(page: Page, text: str) -> str:
    clean = anchored(safe_text(text, "terminal"))
    return clean if page.unicode else to_ascii(clean)


def _markdown_text(text: str) -> str:
    return anchored(safe_text(text, "markdown"))


def _joined(blocks: list[list[str]]) -> str:
    """Put a blank line between the blocks that hold anything."""
    return "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"
