"""The styles of a Word document: ours, or those of a template with ours where it has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.styles import CT_Styles
from docx.oxml.xmlchemy import BaseOxmlElement

from lpsstats.render.word_xml import NAMESPACES

FONT = "Arial"
# Dark enough on white to be read by those who see contrasts less well (more than 7:1).
INK = "1F2933"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What a paragraph style of ours is: identifier, paragraph and run properties as XML."""

    id: str
    paragraph: str = ""
    run: str = ""
    parent: str = "Normal"


def _spacing(before: int, after: int, line: int = 240) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{2 * points:.0f}"/><w:szCs w:val="{2 * points:.0f}"/>'


def _heading(level: int, points: float, before: int) -> _Style:
    return _Style(
        id=f"Heading{level}",
        paragraph=(
            f'<w:keepNext/><w:keepLines/>{_spacing(before, 100)}<w:outlineLvl w:val="{level - 1}"/>'
        ),
        run=f'<w:b/><w:bCs/><w:color w:val="{INK}"/>{_size(points)}',
    )


_BULLET = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
# In the order in which they are defined; names as Word stores them.
_STYLES: Mapping[str, _Style] = MappingProxyType(
    {
        "Normal": _Style(id="Normal", paragraph=_spacing(0, 120, 264), parent=""),
        "Title": _Style(
            id="Title",
            paragraph=f"<w:keepNext/>{_spacing(0, 240)}",
            run=f'<w:b/><w:bCs/><w:color w:val="{INK}"/>{_size(20)}',
        ),
        "heading 1": _heading(1, 15, 360),
        "heading 2": _heading(2, 12, 240),
        "caption": _Style(
            id="Caption", paragraph=f"<w:keepNext/><w:keepLines/>{_spacing(240, 100, 264)}"
        ),
        "List Bullet": _Style(
            id="ListBullet", paragraph=f"{_BULLET}{_spacing(0, 60, 264)}<w:contextualSpacing/>"
        ),
        "footer": _Style(id="Footer", run=_size(9)),
        "Table Text": _Style(
            id="TableText", paragraph=f"<w:keepLines/>{_spacing(20, 20)}", run=_size(8.5)
        ),
        "Table Note": _Style(
            id="TableNote", paragraph=f"<w:keepLines/>{_spacing(40, 0, 252)}", run=_size(8.5)
        ),
    }
)
_DEFAULTS = (
    '<w:docDefaults {}><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" '
    'w:eastAsia="{font}" w:cs="{font}"/>{size}<w:lang w:val="en-GB" w:eastAsia="en-GB" '
    'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)


def set_own_styles(styles: CT_Styles) -> None:
    """Put our styles in the place of all that are there."""
    for child in list(styles):
        styles.remove(child)
    defaults = _DEFAULTS.format(NAMESPACES, font=FONT, size=_size(10.5))
    styles.append(parse_xml(defaults))


def complete(styles: CT_Styles, bullet: int) -> dict[str, str]:
    """Add those of our styles that are not there.

    Parameters
    ----------
    styles : CT_Styles
        The styles of a document; changed.
    bullet : int
        The number of a bulleted list in its numbering, for a style of lists that is added.

    Returns
    -------
    dict of str to str
        The identifiers of all styles we use, by name.
    """
    present = {_name(style): style.styleId for style in _of_paragraphs(styles)}
    taken = set(present.values())
    for name, style in _STYLES.items():
        if name.lower() not in present:
            present[name.lower()] = _free(style.id, taken)
            styles.append(_element(name, style, present, bullet))
    return {name: present[name.lower()] for name in _STYLES}


def needs_bullet(styles: CT_Styles) -> bool:
    """Say whether there is no style for the points of a list."""
    return "list bullet" not in {_name(style) for style in _of_paragraphs(styles)}


def font_of(styles: CT_Styles) -> str | None:
    """Give the font of a document's text, `None` where it is not named outright."""
    paths = (
        "w:style[@w:type='paragraph'][w:name/@w:val='Table Text']/w:rPr/w:rFonts/@w:ascii",
        "w:style[@w:type='paragraph'][@w:default='1']/w:rPr/w:rFonts/@w:ascii",
        "w:docDefaults/w:rPrDefault/w:rPr/w:rFonts/@w:ascii",
    )
    found = [name for path in paths for name in styles.xpath(path)]
    return str(found[0]) if found else None


def speak_english(styles: CT_Styles) -> None:
    """Make British English the language of all text, for spelling and for reading aloud."""
    for language in styles.xpath(".//w:lang"):
        language.set(qn("w:val"), "en-GB")
    if not styles.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"):
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        _defaults_of_runs(styles).append(language)


def _defaults_of_runs(styles: CT_Styles) -> BaseOxmlElement:
    """Give the properties that all runs have, made where they are not there."""
    place: BaseOxmlElement = styles
    for step, tag in enumerate(("w:docDefaults", "w:rPrDefault", "w:rPr")):
        inner = place.find(qn(tag))
        if inner is None:
            inner = OxmlElement(tag)
            place.insert(0, inner) if step < 2 else place.append(inner)
        place = inner
    return place


def _of_paragraphs(styles: CT_Styles) -> list[BaseOxmlElement]:
    return [style for style in styles.style_lst if style.get(qn("w:type")) == "paragraph"]


def _name(style: BaseOxmlElement) -> str:
    """Give a style's name as it is compared: Word itself takes no note of capitals in its own."""
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"), "").lower()


def _free(identifier: str, taken: set[str]) -> str:
    """Give an identifier that no style of the template has under another name."""
    while identifier in taken:
        identifier += "X"
    taken.add(identifier)
    return identifier


def _element(name: str, style: _Style, present: Mapping[str, str], bullet: int) -> BaseOxmlElement:
    parent = f'<w:basedOn w:val="{present["normal"]}"/>' if style.parent else ""
    default = "" if style.parent else ' w:default="1"'
    return parse_xml(
        f'<w:style {NAMESPACES} w:type="paragraph"{default} w:styleId="{present[name.lower()]}">'
        f'<w:name w:val="{name}"/>{parent}<w:qFormat/>'
        f"<w:pPr>{style.paragraph.format(bullet)}</w:pPr><w:rPr>{style.run}</w:rPr></w:style>"
    )
