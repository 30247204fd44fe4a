"""Paragraphs, runs and fields as Word writes them; whatever they say is made harmless here."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

from lpsstats.render.safe_text import anchored, safe_text
from lpsstats.render.symbols import spans

NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
BREAK = "<w:r><w:br/></w:r>"


def shown(text: str) -> str:
    """Make a text fit for a Word document, before it is escaped: one line, in its own direction.

    Parameters
    ----------
    text : str
        Any text of the data.
    """
    return anchored(safe_text(text, "docx"))


def attribute(text: str) -> str:
    """Give a text as the value of an attribute, within its quotes."""
    return quoteattr(safe_text(text, "docx"))


def run(
    text: str, *, bold: bool = False, italic: bool = False, colour: str = "", size: float = 0
) -> str:
    """Give a stretch of text in one type.

    Parameters
    ----------
    text : str
        As `shown` gives it; it is escaped here.
    bold, italic : bool
        Its cut.
    colour : str
        Six hexadecimal digits; empty for the style's own.
    size : float
        In points, by halves; 0 for the style's own.
    """
    marks = "<w:b/>" * bold + "<w:i/>" * italic
    marks += f'<w:color w:val="{colour}"/>' if colour else ""
    marks += f'<w:sz w:val="{2 * size:.0f}"/><w:szCs w:val="{2 * size:.0f}"/>' if size else ""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def prose(text: str, *, size: float = 0, italic: bool = False) -> str:
    """Give a sentence or a heading as runs, its statistical symbols in italics.

    Parameters
    ----------
    text : str
        Any text.
    size : float
        In points; 0 for the style's own.
    italic : bool
        Whether all of it is in italics, its symbols too.
    """
    return "".join(
        run(part, italic=symbol or italic, size=size) for part, symbol in spans(shown(text))
    )


def field(code: str, value: str, *, bold: bool = False) -> str:
    """Give a field that Word works out itself, with what it shows until then."""
    cut = "<w:rPr><w:b/></w:rPr>" * bold
    mark = f"<w:r>{cut}<w:fldChar w:fldCharType="
    instruction = f'<w:r>{cut}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return (
        f'{mark}"begin"/></w:r>{instruction}{mark}"separate"/></w:r>'
        f'{run(value, bold=bold)}{mark}"end"/></w:r>'
    )


def paragraph(
    style: str,
    runs: str | Iterable[str],
    *,
    with_next: bool = False,
    indent: int = 0,
    align: str = "",
    before: int | None = None,
    after: int | None = None,
) -> str:
    """Give a paragraph.

    Parameters
    ----------
    style : str
        The identifier of its style.
    runs : str or iterable of str
        What `run`, `prose` and `field` gave.
    with_next : bool
        Whether it stays on the page of what follows.
    indent : int
        From the left, in twentieths of a point.
    align : str
        `right` or `center`; empty for the style's own.
    before, after : int, optional
        Room above and below, in twentieths of a point; by default the style's own.
    """
    properties = f'<w:pStyle w:val="{style}"/>' + "<w:keepNext/>" * with_next
    room = "" if before is None else f' w:before="{before}"'
    room += "" if after is None else f' w:after="{after}"'
    properties += f"<w:spacing{room}/>" * bool(room)
    properties += f'<w:ind w:left="{indent}"/>' if indent else ""
    properties += f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def caption(style: str, kind: str, number: int, title: str) -> str:
    """Give a numbered caption: its number in bold, and the title in italics on a line of its own.

    Both are one paragraph, so that Word's own list of tables has the titles in it.

    Parameters
    ----------
    style : str
        The identifier of the style of captions.
    kind : str
        `Table` or `Figure`, which Word numbers apart.
    number : int
        Its number in the document.
    title : str
        What it shows.
    """
    numbered = run(f"{kind} ", bold=True) + field(rf"SEQ {kind} \* ARABIC", str(number), bold=True)
    return paragraph(style, numbered + BREAK + prose(title, italic=True), with_next=True)


def notes(style: str, sentences: Iterable[str]) -> str:
    """Give the sentences beneath a table or a figure, the first after the word `Note`.

    There is always a paragraph, and room below it: what follows stands apart.
    """
    texts = tuple(sentences)
    last = len(texts) - 1
    return "".join(
        paragraph(
            style,
            ("" if place else run("Note. ", italic=True)) + prose(text),
            after=240 if place == last else None,
        )
        for place, text in enumerate(texts)
    ) or paragraph(style, "", after=120)
