"""Write an answer to a file by the rules of the command line."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from lpsstats.api.arguments import refuse_below
from lpsstats.errors import OutputError, UsageError
from lpsstats.files.writing import write_whole
from lpsstats.publishing import fit_for, picture
from lpsstats.render.page import Page
from lpsstats.render.registry import DRAWINGS, FORMATS, PICTURES, render
from lpsstats.tables.document import Document


def in_format(
    document: Document, path: Path, suppress_below: int | None, template: Path | None
) -> str | bytes:
    """Give a document in the format that a suffix means.

    Parameters
    ----------
    document : Document
        The whole answer.
    path : Path
        Where it is to be written.
    suppress_below : int, optional
        What rests on fewer respondents is withheld.
    template : Path, optional
        A Word document whose styles a Word document takes.

    Raises
    ------
    UsageError
        If no format goes with the suffix, or the template with the format.
    """
    refuse_below("suppress_below", suppress_below, 0)
    format = _format_of(path, has_diagram=document.diagram is not None)
    if template is not None and format != "docx":
        message = f"{path.name}: reference_doc goes with a .docx file"
        raise UsageError(message)
    page = Page(width=None, colour=False, unicode=True, template=template)
    return render(fit_for(document, format, suppress_below), format, page)


def drawn(document: Document, path: Path, suppress_below: int | None) -> str | bytes:
    """Give the picture of a document that a suffix means.

    Parameters
    ----------
    document, path, suppress_below
        As in `in_format`.

    Raises
    ------
    UsageError
        If there is nothing to draw, or the suffix is no picture's.
    """
    refuse_below("suppress_below", suppress_below, 0)
    suffix = path.suffix.lower()
    if suffix not in PICTURES:
        message = f"{path.name}: a picture is {' or '.join(PICTURES)}"
        raise UsageError(message)
    return picture(document, suffix, suppress_below)


def write(document: Document, path: Path, made: str | bytes, *, force: bool) -> None:
    """Write a file whole or not at all, but never in the place of one that was read.

    Raises
    ------
    OutputError
        If it exists, was read, or cannot be written.
    """
    if force and path.is_file():
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        if content in set(_checksums(document.provenance)):
            message = f"{path}: that is a file this result was made from; name another"
            raise OutputError(message)
    write_whole(path, made, force=force)


def _format_of(path: Path, *, has_diagram: bool) -> str:
    known = {
        suffix: format
        for suffix, format in FORMATS.items()
        if has_diagram or format not in DRAWINGS
    }
    if path.suffix.lower() not in known:
        message = f"{path.name}: the suffix tells the format; there is {', '.join(known)}"
        raise UsageError(message)
    return known[path.suffix.lower()]


def _checksums(provenance: object) -> Iterator[str]:
    """Find the checksums of all files that a provenance names."""
    if isinstance(provenance, Mapping):
        found = provenance.get("sha256")
        if isinstance(found, str):
            yield found
        for value in provenance.values():
            yield from _checksums(value)
    elif isinstance(provenance, list | tuple):
        for value in provenance:
            yield from _checksums(value)
