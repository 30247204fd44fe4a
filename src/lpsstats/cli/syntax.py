"""What SPSS syntax is made from: the exports once more, and how each file is written."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lpsstats.dictionary.model import Dictionary
    from lpsstats.documents.syntax.files import FileForm
    from lpsstats.documents.syntax.sources import Sources
    from lpsstats.files.options import ReadOptions
    from lpsstats.tables.document import Document


def written_syntax(
    path: Path | None,
    document: "Document",
    dictionary: "Dictionary",
    files: Sequence[Path] | None,
    options: "ReadOptions",
) -> str | None:
    """Write the syntax of a result, where a file for it is named.

    Parameters
    ----------
    path : Path, optional
        Where it is to go.
    document : Document
        The answer of `compare` or `reliability`, with nothing in it withheld.
    dictionary, files, options
        As in `syntax_sources`.
    """
    from lpsstats.documents.syntax.comparison import comparison_syntax
    from lpsstats.documents.syntax.reliability import reliability_syntax

    if path is None:
        return None
    write = {"compare": comparison_syntax, "reliability": reliability_syntax}[document.command]
    return write(document, syntax_sources(dictionary, files, options))


def syntax_sources(
    dictionary: "Dictionary", files: Sequence[Path] | None, options: "ReadOptions"
) -> "Sources":
    """Read the exports as they are, for the commands that read them in SPSS.

    Parameters
    ----------
    dictionary : Dictionary
        It names the files unless `files` does.
    files : sequence of Path, optional
        As on the command line.
    options : ReadOptions
        How to read them.
    """
    from lpsstats.documents.syntax.sources import Sources
    from lpsstats.files.survey import read_portions

    portions = read_portions(dictionary, files or (), options)
    paths = {portion.export.path for portion in portions}
    return Sources.of(dictionary, portions, {str(path): _form(path, options) for path in paths})


def _form(path: Path, options: "ReadOptions") -> "FileForm":
    """Say what a file is, told by its content, and how a text file is laid out."""
    from lpsstats.documents.syntax.files import FileForm
    from lpsstats.files.kinds import Kind, sniff
    from lpsstats.files.source import open_source
    from lpsstats.files.text_layout import find_layout

    source = open_source(path)
    kind = sniff(source)
    if kind is not Kind.TEXT:
        names = {Kind.SAV: "sav", Kind.PORTABLE: "portable"}
        return FileForm(kind=names[kind] if kind in names else str(kind))
    layout = find_layout(source, options)
    return FileForm(kind="text", encoding=layout.encoding, delimiter=layout.delimiter)
