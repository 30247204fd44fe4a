"""A document as one accessible web page: no script, no link outside it, no font to be fetched."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from lpsstats.render.html_parts import parts
from lpsstats.render.html_text import clean, prose, shown
from lpsstats.render.page import Page
from lpsstats.render.strings import MADE, in_lines, origin, without_rows
from lpsstats.tables.document import Document

TOP = 2  # the level of headings that the contents list; those inside repeat, a site each


def render(document: Document, page: Page) -> str:
    """Write a document as HTML that can be read, heard, printed and sent on as one file.

    Parameters
    ----------
    document : Document
        What to write; without sections, its tables stand under one heading.
    page : Page
        Has no influence: a browser has a width of its own.

    Returns
    -------
    str
        HTML 5. Text of the document is text in it, whatever it holds, and nothing is fetched or
        run: the page forbids both.
    """
    all_parts = parts(document)
    heading = _title(document)
    made: str = _template().render(
        heading=heading,
        parts=all_parts,
        sideways=any(sheet.wide for part in all_parts for sheet in part.sheets),
        contents=[part for part in all_parts if part.heading and part.level == TOP],
        notes_of_document=document.notes,
        origin=origin(document),
        made_heading=MADE,
    )
    return made


@cache
def _template() -> Template:
    """Load the page; whatever it shows is made harmless, then escaped."""
    environment = Environment(
        loader=PackageLoader("lpsstats.render"),
        autoescape=True,
        finalize=clean,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "prose": prose,
        "shown": shown,
        "without_rows": without_rows,
        "in_lines": in_lines,
    }
    return environment.get_template("document.html.jinja")


def _title(document: Document) -> str:
    """Give what the page is called: what its tables' titles have in common, where they have."""
    titles = [table.title for table in document.tables]
    if document.title or not titles:
        return document.title or document.command
    shared, colon, _ = titles[0].partition(": ")
    alike = colon and len(titles) > 1 and all(title.startswith(shared + colon) for title in titles)
    return shared if alike else titles[0]
