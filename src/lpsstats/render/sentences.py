"""A comparison in sentences, one for each of its rows, in place of its table."""

import textwrap

from lpsstats.render.ascii import to_ascii
from lpsstats.render.page import Page
from lpsstats.render.safe_text import anchored, safe_text
from lpsstats.render.text import markdown
from lpsstats.tables.document import Document, Section
from lpsstats.tables.sentences import sentences

# The formats that are read as text; the data formats have every number already.
WORDED = frozenset({"terminal", "plain", "markdown"})


def render(document: Document, format: str, page: Page) -> str:
    """Write one sentence for each row of a comparison.

    Parameters
    ----------
    document : Document
        The answer of `compare`; its first table is put into words.
    format : str
        One of `WORDED`: a paragraph each on a terminal, a line each in plain text, a list in
        Markdown.
    page : Page
        Lines are broken where there is a width.

    Returns
    -------
    str
        Text that ends with a line break.
    """
    said = sentences(document.tables[0])
    if format == "markdown":
        return markdown(Document(command="", tables=(), sections=(Section(points=said),)), page)
    return "".join(f"{_set(sentence, page)}\n" for sentence in said)


def _set(sentence: str, page: Page) -> str:
    """Make a sentence harmless, and break it to the width; lines after the first are set in."""
    clean = safe_text(sentence, "terminal")
    clean = anchored(clean if page.unicode else to_ascii(clean))
    if page.width is None:
        return clean
    lines = textwrap.wrap(
        clean,
        max(page.width, 20),
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)
