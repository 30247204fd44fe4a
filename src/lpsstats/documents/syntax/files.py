"""The commands that read an export; or why none can."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lpsstats.documents.syntax.writing import (
    command,
    comment,
    free_names,
    is_name,
    is_writable,
    literal,
    quoted,
)
from lpsstats.survey.export import Column, Export, TextColumn

# What Python calls an encoding, and what SPSS and PSPP do.
ENCODINGS: Mapping[str, str] = MappingProxyType(
    {"utf-8": "UTF8", "utf-8-sig": "UTF8", "ascii": "UTF8", "cp1252": "windows-1252"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileForm:
    """How a file of an export is written.

    Attributes
    ----------
    kind : str
        `sav`, `portable`, `text`, or another word, which no syntax reads.
    encoding, delimiter : str
        Of a text file.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""


def unreadable(export: Export, form: FileForm) -> str | None:
    """Say why syntax cannot read a file; nothing where it can."""
    if form.kind not in {"sav", "portable", "text"}:
        return f"it is {form.kind}, which SPSS and PSPP do not read by the same command"
    if not is_writable(str(export.path.resolve())):
        return "its path is too long for a line of syntax, or holds what does not print"
    odd = [name for name, column in export.columns.items() if not _is_writable(column)]
    if odd:
        return f"an answer in {odd[0]!r} is too long for a line of syntax, or does not print"
    if form.kind == "text":
        return _unreadable_text(export, form)
    return None


def _is_writable(column: Column) -> bool:
    levels = column.levels if isinstance(column, TextColumn) else ()
    return all(is_writable(level.strip()) for level in levels)


def _unreadable_text(export: Export, form: FileForm) -> str | None:
    if form.encoding.lower() not in ENCODINGS:
        return f"its encoding is {form.encoding}"
    if export.row_word != "line":
        return "it has empty lines, or line breaks inside an answer"
    return None


def names_in(export: Export, form: FileForm) -> dict[str, str]:
    """Give the name of each column once it is read: a text file's header may not be one."""
    if form.kind != "text":
        return {name: name for name in export.column_names}
    return free_names(export.column_names, "lps_c")


def read(export: Export, form: FileForm) -> Iterator[str]:
    """Write the commands that read a file that is not `unreadable`, without weight or filter."""
    path = literal(str(export.path.resolve()))
    if form.kind == "text":
        yield from _read_text(export, form, path)
    elif form.kind == "portable":
        yield from command("IMPORT", f"FILE={path}")
    else:
        yield from command("GET", f"FILE={path}")
    for line in ("WEIGHT OFF", "SPLIT FILE OFF", "FILTER OFF", "USE ALL"):
        yield from command(line)


def _read_text(export: Export, form: FileForm, path: str) -> Iterator[str]:
    names = names_in(export, form)
    other = [name for name in export.column_names if not is_name(name) and name in export.columns]
    for name in other:
        yield from comment(f"The column {name!r} is called {names[name]} here")
    delimiter = r"\t" if form.delimiter == "\t" else form.delimiter
    yield from command(
        *("GET DATA", "/TYPE=TXT", f"/FILE={path}"),
        f"/ENCODING={quoted(ENCODINGS[form.encoding.lower()])}",
        *("/ARRANGEMENT=DELIMITED", "/DELCASE=LINE", "/FIRSTCASE=2"),
        *(f'/DELIMITERS="{delimiter}"', "/QUALIFIER='\"'", "/VARIABLES="),
        *(f"{names[name]} A{_width(export, name)}" for name in export.column_names),
    )


def _width(export: Export, name: str) -> int:
    """Give the bytes of a column's longest text; one for a column that is not needed."""
    column = export.columns.get(name)
    levels = column.levels if isinstance(column, TextColumn) else ()
    return max((len(level.encode()) for level in levels), default=1) or 1
