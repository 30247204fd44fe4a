"""Steps that several formats take between a table and its page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeGuard

from lpsstats.tables.document import Document
from lpsstats.tables.figure import Figure
from lpsstats.tables.model import Cells, Table
from lpsstats.tables.rounding import Cell

Write = Callable[[str], str]
MADE = "How this was made"
_EMPTY: tuple[object, ...] = (None, "", (), [], {})
_CALLED = MappingProxyType({"program": "made with", "dictionaries": "dictionary"})
_ROWS = MappingProxyType({"n_rows": "rows", "n_used": "used"})


def written(cells: Cells, write: Write) -> Cells:
    """Pass every string of a laid-out table through a function."""
    return Cells(
        columns=tuple(replace(c, heading=write(c.heading)) for c in cells.columns),
        groups=tuple(
            (
                None if heading is None else write(heading),
                tuple(tuple(Cell(write(c.text), c.tone) for c in row) for row in rows),
            )
            for heading, rows in cells.groups
        ),
    )


def with_groups_as_column(
    table: Table, cells: Cells
) -> tuple[list[str], list[str], list[list[str]]]:
    """Give headings, alignments and rows with the group's name in a first column.

    A record then stands whole on its line, whatever lines are taken out or sorted.
    """
    headings = [column.heading for column in cells.columns]
    aligns = [column.align for column in cells.columns]
    rows = [[c.text for c in row] for row in cells.rows()]
    if table.group is None:
        return headings, aligns, rows
    names = [heading or "" for heading, run in cells.groups for _ in run]
    return (
        [words(table.group.removesuffix("_label")).capitalize(), *headings],
        ["left", *aligns],
        [[name, *row] for name, row in zip(names, rows, strict=True)],
    )


def without_rows(table: Table) -> str:
    """Say that a table has no rows, in the words of what its rows would be."""
    return "No findings." if table.key == "check" else "No rows."


def in_lines(figure: Figure) -> list[str]:
    """Give what a figure shows in words, a line for each of its rows."""
    return [line for line in figure.alternative.splitlines() if line.strip()]


def closing_lines(document: Document) -> list[str]:
    """Say what happened to the data on the way, and what the document was made from."""
    return [*document.notes, *(f"{what}: {said}" for what, said in origin(document))]


def origin(document: Document) -> list[tuple[str, str]]:
    """Say what the document was made from, in words: a name and what is known of it, each a line.

    Parameters
    ----------
    document : Document
        Its provenance: a file of its own line for each input, and nothing for what is empty.
    """
    return [line for key, value in document.provenance.items() for line in _lines(key, value)]


def _lines(key: str, value: object) -> Iterator[tuple[str, str]]:
    for one in value if _is_list(value) else [value]:
        if _is_file(one):
            yield _file(key, one)
        elif one not in _EMPTY and one is not False:
            yield _CALLED.get(key, words(key)), in_words(one)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Say whether a value is a list of files."""
    return isinstance(value, list | tuple) and all(map(_is_file, value))


def _is_file(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping) and "name" in value


def _file(key: str, file: Mapping[str, object]) -> tuple[str, str]:
    """Say what is known of a file: of an input under its own name, of others in brackets."""
    name, facts = str(file["name"]), ", ".join(_facts(file))
    if key == "inputs":
        return name, facts
    return _CALLED.get(key, words(key)), f"{name} ({facts})" if facts else name


def _facts(file: Mapping[str, object]) -> Iterator[str]:
    """Run through what is known of a file, how its content is recognised last."""
    others = {key: value for key, value in file.items() if key not in {"name", "sha256"}}
    for key, value in others.items():
        if key == "left_out" and isinstance(value, Mapping):
            yield from (f"{n:,} left out ({reason})" for reason, n in value.items())
        elif key in {"n_rows", "n_used"} and isinstance(value, int):
            yield "1 row" if (key, value) == ("n_rows", 1) else f"{value:,} {_ROWS[key]}"
        elif value not in _EMPTY:
            yield f"{words(key)} {in_words(value)}"
    if file.get("sha256"):
        yield f"SHA-256 {file['sha256']}"


def words(key: str) -> str:
    """Write the name of a field as words."""
    return key.replace("_", " ")


def in_words(value: object) -> str:
    """Write a provenance value in one line, however it is nested; what is empty is left out."""
    if isinstance(value, Mapping):
        return ", ".join(_named(words(str(key)), inner) for key, inner in _said(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        *others, last = [in_words(part) for part in value] or [""]
        return f"{', '.join(others)} and {last}" if others else last
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _said(values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Run through what is asked for: neither what is empty nor what is switched off."""
    for key, value in values.items():
        if value not in _EMPTY and value is not False:
            yield key, value


def _named(name: str, value: object) -> str:
    if value is True:
        return name
    return (
        f"{name} ({in_words(value)})" if isinstance(value, Mapping) else f"{name} {in_words(value)}"
    )
