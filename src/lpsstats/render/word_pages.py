"""The pages of a Word document: their room, and how blocks of text come to stand on them."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import groupby

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.section import CT_SectPr

from lpsstats.render.word_xml import NAMESPACES

_TWIPS_PER_POINT = 20
# A4 with margins, for a template that says nothing of its page.
_PAGE = {"w": 11906, "h": 16838}
_MARGIN = 1417
_LEAST = 72.0
# What the first section of the file says for all; a later one would say it anew.
_ONCE = ("headerReference", "footerReference", "titlePg", "pgNumType", "type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Paragraphs and tables that stand on one kind of page.

    Attributes
    ----------
    xml : str
        Elements of a body.
    turned : bool
        Whether the page is turned to landscape.
    leads : bool
        Whether it is no more than a heading, which stands on the page of what follows it.
    """

    xml: str
    turned: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The room for text on a page, in points.

    Attributes
    ----------
    upright, turned : float
        Its width on a page as the document has it, and on one turned to landscape.
    height : float
        Its height on a page as the document has it.
    """

    upright: float
    turned: float
    height: float


def paper_of(word: WordDocument) -> Paper:
    """Measure the page of a document.

    Parameters
    ----------
    word : Document
        Of python-docx, with one section.
    """
    section = word.element.body.sectPr
    width, height = _sides(section)
    aside = _margin(section, "left") + _margin(section, "right") + _margin(section, "gutter", 0)
    above = _margin(section, "top") + _margin(section, "bottom")
    return Paper(
        upright=_points(width - aside),
        turned=_points(max(width, height) - aside),
        height=_points(height - above),
    )


def led(blocks: Sequence[Block]) -> list[Block]:
    """Put headings that lead on the kind of page of the block that they lead to."""
    settled: list[Block] = []
    for block in reversed(blocks):
        follows = block.leads and settled
        settled.append(replace(block, turned=settled[-1].turned) if follows else block)
    return settled[::-1]


def fill(word: WordDocument, blocks: Iterable[Block]) -> None:
    """Write blocks into the empty body of a document, turning the page where one needs it.

    Parameters
    ----------
    word : Document
        Of python-docx; changed.
    blocks : iterable of Block
        In order.
    """
    section = word.element.body.sectPr
    runs = [(turned, list(run)) for turned, run in groupby(blocks, key=lambda b: b.turned)]
    upright = deepcopy(section)
    for place, (turned, run) in enumerate(runs):
        whole = "".join(block.xml for block in run)
        elements = list(parse_xml(f"<w:body {NAMESPACES}>{whole}</w:body>"))
        for element in elements:
            section.addprevious(element)
        page = _page(upright, turned=turned, first=not place)
        if place < len(runs) - 1:
            elements[-1].get_or_add_pPr().append(page)
        else:
            section.getparent().replace(section, page)


def _page(section: CT_SectPr, *, turned: bool, first: bool) -> CT_SectPr:
    """Give the properties of a section like the first, on a page turned or not."""
    page = deepcopy(section)
    if not first:
        for tag in _ONCE:
            for child in page.findall(qn(f"w:{tag}")):
                page.remove(child)
    width, height = _sides(page)
    if turned and width < height:
        size = page.get_or_add_pgSz()
        size.set(qn("w:w"), str(height))
        size.set(qn("w:h"), str(width))
        size.set(qn("w:orient"), "landscape")
    return page


def _points(twips: int) -> float:
    """Give a length of the page in points; a page that is all margin has a little room too."""
    return max(twips / _TWIPS_PER_POINT, _LEAST)


def _sides(section: CT_SectPr) -> tuple[int, int]:
    size = section.find(qn("w:pgSz"))
    width, height = (
        int(float(size.get(qn(f"w:{side}"), usual))) if size is not None else usual
        for side, usual in _PAGE.items()
    )
    return width, height


def _margin(section: CT_SectPr, side: str, usual: int = _MARGIN) -> int:
    margins = section.find(qn("w:pgMar"))
    # Word writes a negative margin where text may not push it; its size is the margin.
    return usual if margins is None else abs(int(float(margins.get(qn(f"w:{side}"), usual))))
