"""A document as a Word file that can be handed in: headings, numbered tables, figures, notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from docx.parts.document import DocumentPart

from lpsstats.findings import Severity
from lpsstats.render.page import Page
from lpsstats.render.strings import MADE, origin, without_rows
from lpsstats.render.word_figure import picture_run
from lpsstats.render.word_package import Blank, blank, saved
from lpsstats.render.word_pages import Block, fill, led
from lpsstats.render.word_room import Placed, measure_in, placed
from lpsstats.render.word_table import grid_xml
from lpsstats.render.word_xml import caption, notes, paragraph, prose, run, shown
from lpsstats.tables.document import Document, Section
from lpsstats.tables.figure import Figure
from lpsstats.tables.model import Table

# A figure leaves room on its page for its caption and its notes.
_SHARE_OF_PAGE = 0.78


def render(document: Document, page: Page) -> bytes:
    """Write a document as a Word file.

    Parameters
    ----------
    document : Document
        What to write: its outline in order, then what was done and from what.
    page : Page
        Only `template` matters: a .docx whose styles, page, margins, headers and footers are
        taken. Without it the page is A4 and numbered at its foot.

    Returns
    -------
    bytes
        A .docx, the same for the same document.

    Raises
    ------
    UsageError
        If the template is no Word document.
    """
    made = blank(page.template)
    fill(made.word, _Writer(blank=made).blocks(document))
    titles = [table.title for table in document.tables]
    return saved(made.word, document.title or next(iter(titles), document.command))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """What the parts of one file share: styles, room, and the numbers given so far."""

    blank: Blank
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    figures: Iterator[int] = field(default_factory=lambda: count(1))

    def blocks(self, document: Document) -> Iterator[Block]:
        """Run through the file from its title to its origin."""
        told = led([block for section in document.outline for block in self._section(section)])
        if document.title:
            told.insert(0, Block(xml=self._text("Title", document.title)))
        yield from told
        # The end of a file whose every page is turned is not turned back.
        turned = bool(told) and all(block.turned for block in told)
        yield Block(xml="".join(self._about(document)), turned=turned)

    def _section(self, section: Section) -> Iterator[Block]:
        """Give a section; between tables that need it turned, the page stays so."""
        tables = [(table, self._placed(table)) for table in section.tables]
        turns = _smoothed([bool(table.records) and place.turned for table, place in tables])
        opening = "".join(self._opening(section))
        if opening:
            said = section.paragraphs or section.points or section.figures
            yield Block(xml=opening, leads=not said)
        for (table, place), turned in zip(tables, turns, strict=True):
            yield Block(xml=self._table(table, place), turned=turned)

    def _opening(self, section: Section) -> Iterator[str]:
        if section.heading:
            yield self._text(f"heading {min(section.level, 2)}", section.heading)
        for text in section.paragraphs:
            yield self._text("Normal", text)
        for text in section.points:
            yield self._text("List Bullet", text)
        for figure in section.figures:
            yield self._figure(figure)

    def _text(self, style: str, text: str) -> str:
        return paragraph(self.blank.styles[style], prose(text))

    def _placed(self, table: Table) -> Placed:
        measure = measure_in(self.blank.font)
        return placed(table, self.blank.paper.upright, self.blank.paper.turned, measure)

    def _table(self, table: Table, place: Placed) -> str:
        """Give a table with its caption above and its notes beneath; without rows, say so."""
        styles = self.blank.styles
        if table.records:
            head = caption(styles["caption"], "Table", next(self.tables), table.title)
            body = grid_xml(table, place, styles["Table Text"])
        else:
            title = run(shown(table.title), bold=True)
            head = paragraph(styles["Normal"], title, with_next=True, before=240, after=60)
            body = self._text("Normal", without_rows(table))
        return head + body + notes(styles["Table Note"], table.notes)

    def _figure(self, figure: Figure) -> str:
        styles, number = self.blank.styles, next(self.figures)
        part: DocumentPart = self.blank.word.part
        height = self.blank.paper.height * _SHARE_OF_PAGE
        drawn = picture_run(figure, part, number, width=self.blank.paper.upright, height=height)
        return (
            paragraph(styles["Normal"], drawn, with_next=True)
            + caption(styles["caption"], "Figure", number, figure.title)
            + notes(styles["Table Note"], figure.sentences)
        )

    def _about(self, document: Document) -> Iterator[str]:
        """Say what happened to the data, what the checks found, and what the file is made from."""
        findings = () if document.tabled else document.findings
        found = [f"{f.severity}: {f.message}" for f in findings if f.severity != Severity.PASSED]
        yield self._text("heading 1", MADE)
        for text in (*document.notes, *found):
            yield self._text("List Bullet", text)
        for what, said in origin(document):
            text = run(f"{shown(what)}: ", bold=True) + run(shown(said))
            yield paragraph(self.blank.styles["Table Note"], text)


def _smoothed(turns: Sequence[bool]) -> list[bool]:
    """Keep the page turned between two tables that need it turned."""
    return [any(turns[: place + 1]) and any(turns[place:]) for place in range(len(turns))]
