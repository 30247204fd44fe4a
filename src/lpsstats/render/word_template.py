"""The organisation's own Word document, from which styles, page and margins are taken."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.rel import Relationships
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.section import CT_SectPr
from docx.oxml.xmlchemy import BaseOxmlElement

from lpsstats.errors import UsageError

# A real template has logos and fonts; what unpacks to more is a mistake or an attack.
MOST_BYTES = 50_000_000
MOST_PARTS = 5_000

# What belongs to the page and the look; all else belongs to the text, which is dropped.
_KEPT = frozenset(
    {RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.THEME, RT.FONT_TABLE, RT.HEADER, RT.FOOTER}
)
_REFERENCES = frozenset({qn("w:headerReference"), qn("w:footerReference")})
# Settings that fetch something, lock the file, or point to what is dropped.
_UNWANTED = (
    *("attachedTemplate", "mailMerge", "footnotePr", "endnotePr", "docVars", "saveThroughXslt"),
    *("documentProtection", "writeProtection", "trackRevisions", "updateFields", "rsids"),
)


def open_template(path: Path) -> WordDocument:
    """Read a Word document and empty it of its text.

    Parameters
    ----------
    path : Path
        A .docx.

    Returns
    -------
    Document
        Of python-docx, with styles, page, headers and footers and an empty body.

    Raises
    ------
    UsageError
        If it is absurdly large. If it is no Word document, anything may be raised: see `refusing`.
    """
    content = path.read_bytes()
    _refuse_bomb(path, content)
    document = docx.Document(io.BytesIO(content))
    empty(document)
    return document


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn whatever a file that is no Word document does to its readers into one refusal.

    Parameters
    ----------
    path : Path
        The file, to be named.

    Raises
    ------
    UsageError
        If anything was raised inside.
    """
    try:
        yield
    except UsageError:
        raise
    except OSError as error:
        raise _refusal(path, f"it cannot be read ({error.strerror or error})") from error
    # A damaged document fails in any class, wherever in zip, XML or package its damage lies.
    except Exception as error:
        raise _refusal(path, "it is no Word document, or is damaged") from error


def empty(document: WordDocument) -> None:
    """Take the text out of a document, and all that only its text used.

    Parameters
    ----------
    document : Document
        Of python-docx; changed. Page, headers and footers of its last section stay.
    """
    section = _section(document)
    body = document.element.body
    for child in list(body):
        body.remove(child)
    body.append(section)
    used = {str(child.get(qn("r:id"))) for child in _references(section)}
    _keep_look(document.part.rels, used)
    _calm(document)


def _section(document: WordDocument) -> CT_SectPr:
    """Give the last section, with the headers and footers that it has from those before it."""
    found = document.element.body.xpath(".//w:sectPr")
    if not found:
        return cast("CT_SectPr", OxmlElement("w:sectPr"))
    *before, section = cast("list[CT_SectPr]", found)
    held = {_kind(child) for child in _references(section)}
    for child in (child for earlier in reversed(before) for child in _references(earlier)):
        if _kind(child) not in held:
            held.add(_kind(child))
            section.insert(0, child)
    return section


def _references(section: CT_SectPr) -> list[BaseOxmlElement]:
    return [child for child in section if child.tag in _REFERENCES]


def _kind(reference: BaseOxmlElement) -> tuple[str, str | None]:
    """Say what a reference is to: header or footer, of which pages."""
    return reference.tag, reference.get(qn("w:type"))


def _keep_look(relations: Relationships, used: set[str]) -> None:
    """Let go of the parts that only the text used, which would be handed on with the file."""
    pages = (RT.HEADER, RT.FOOTER)
    for key, relation in list(relations.items()):
        gone = relation.reltype not in _KEPT or relation.is_external
        if gone or (relation.reltype in pages and key not in used):
            del relations[key]


def _calm(document: WordDocument) -> None:
    """Take out of the settings what would fetch, lock or ask for something."""
    for tag in _UNWANTED:
        for setting in document.settings.element.findall(qn(f"w:{tag}")):
            document.settings.element.remove(setting)
    document.part.part_related_by(RT.SETTINGS).rels.clear()


def _refuse_bomb(path: Path, content: bytes) -> None:
    """Refuse what unpacks to more than any template; what an entry says, it cannot exceed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _refusal(path, f"it unpacks to more than {MOST_BYTES // 1_000_000} MB")


def _refusal(path: Path, what: str) -> UsageError:
    return UsageError(f"--reference-doc {path}: {what}; name a .docx that Word has saved")
