"""The file around a Word document's text: opened, given its properties, written whole."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from lpsstats.render.safe_text import safe_text
from lpsstats.render.word_pages import Paper, paper_of
from lpsstats.render.word_styles import (
    complete,
    font_of,
    needs_bullet,
    set_own_styles,
    speak_english,
)
from lpsstats.render.word_template import empty, open_template, refusing
from lpsstats.render.word_xml import NAMESPACES, field, paragraph

# The first day that a zip archive can hold: two runs give the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_LONGEST_TITLE = 255
_BULLET = (
    '<w:abstractNum {} w:abstractNumId="{}"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
    "</w:abstractNum>"
)
_NUM = '<w:num {} w:numId="{}"><w:abstractNumId w:val="{}"/></w:num>'
_SETTINGS = (
    '<w:settings {}><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/></w:settings>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A Word document without text, ready to be written in.

    Attributes
    ----------
    word : Document
        Of python-docx; its body holds one section and nothing else.
    styles : dict of str to str
        The identifiers of the styles we use, by their names.
    font : str or None
        The font of its text, where that is known.
    paper : Paper
        The room on its pages.
    """

    word: WordDocument
    styles: dict[str, str]
    font: str | None
    paper: Paper


def blank(template: Path | None) -> Blank:
    """Give an empty document on A4 in our styles, or one that takes its look from a template.

    Parameters
    ----------
    template : Path, optional
        A .docx whose styles, page size, margins, headers and footers are taken.

    Raises
    ------
    UsageError
        If the template is no Word document.
    """
    if template is not None:
        with refusing(template):
            return _dressed(open_template(template))
    made = _dressed(_fresh())
    _number_pages(made.word, made.styles["footer"])
    return made


def saved(word: WordDocument, title: str) -> bytes:
    """Write a document with its properties; the same document gives the same bytes.

    Parameters
    ----------
    word : Document
        Of python-docx.
    title : str
        What it is called in the properties.
    """
    _let_go_of_origin(word)
    _describe(word, title)
    written = io.BytesIO()
    word.save(written)
    return _dated(written)


def _dressed(word: WordDocument) -> Blank:
    """Give an emptied document the styles that it lacks, and measure it."""
    elements = word.styles.element
    bullet = _add_bullet(word) if needs_bullet(elements) else 0
    styles = complete(elements, bullet)
    speak_english(elements)
    return Blank(word=word, styles=styles, font=font_of(elements), paper=paper_of(word))


def _fresh() -> WordDocument:
    word = docx.Document()
    empty(word)
    set_own_styles(word.styles.element)
    settings = word.settings.element
    for child in list(settings):
        settings.remove(child)
    settings.extend(list(parse_xml(_SETTINGS.format(NAMESPACES))))
    for relation, kept in [(key, rel.reltype) for key, rel in word.part.rels.items()]:
        if kept in {RT.THEME, RT.FONT_TABLE, RT.NUMBERING}:
            del word.part.rels[relation]
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    return word


def _number_pages(word: WordDocument, style: str) -> None:
    """Put the number of the page at the foot of each."""
    footer = word.sections[0].footer
    footer.is_linked_to_previous = False
    element = footer._element
    for child in list(element):
        element.remove(child)
    number = paragraph(style, field("PAGE", "1"), align="center")
    element.extend(list(parse_xml(f"<w:body {NAMESPACES}>{number}</w:body>")))


def _add_bullet(word: WordDocument) -> int:
    """Add a bulleted list to the numbering, and give its number."""
    numbering = _numbering(word)
    taken = [int(n) for n in numbering.xpath("w:abstractNum/@w:abstractNumId | w:num/@w:numId")]
    number = max(taken, default=0) + 1
    lists = numbering.xpath("w:abstractNum")
    place = numbering.index(lists[-1]) + 1 if lists else 0
    numbering.insert(place, parse_xml(_BULLET.format(NAMESPACES, number)))
    nums = numbering.xpath("w:num")
    after = numbering.index(nums[-1]) + 1 if nums else place + 1
    numbering.insert(after, parse_xml(_NUM.format(NAMESPACES, number, number)))
    return number


def _numbering(word: WordDocument) -> BaseOxmlElement:
    """Give the numbering of a document, made where there is none: python-docx does not."""
    try:
        part = cast("XmlPart", word.part.part_related_by(RT.NUMBERING))
    except KeyError:
        element = parse_xml(f"<w:numbering {NAMESPACES}/>")
        name = PackURI("/word/numbering.xml")
        part = XmlPart(name, CT.WML_NUMBERING, element, word.part.package)
        word.part.relate_to(part, RT.NUMBERING)
    return cast("BaseOxmlElement", part.element)


def _let_go_of_origin(word: WordDocument) -> None:
    """Drop what the file says of the one it was made from: company, preview, own properties."""
    relations = word.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype not in {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}:
            del relations[key]


def _describe(word: WordDocument, title: str) -> None:
    properties = word.core_properties
    element = properties._element
    for child in list(element):
        element.remove(child)
    day = datetime(*_DAY, tzinfo=UTC)
    properties.title = safe_text(title, "docx")[:_LONGEST_TITLE]
    properties.language = "en-GB"
    properties.created = day
    properties.modified = day


def _dated(written: io.BytesIO) -> bytes:
    """Write an archive again with one date for all its parts, whatever system writes it."""
    content = io.BytesIO()
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(content, "w") as archive:
        for entry in made.infolist():
            part = zipfile.ZipInfo(entry.filename, _DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            archive.writestr(part, made.read(entry))
    return content.getvalue()
