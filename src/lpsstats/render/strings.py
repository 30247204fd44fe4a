"""Steps that several formats take between a table and its page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lpsstats.tables.document import Document
from lpsstats.tables.model import Cells, Table
from lpsstats.tables.rounding import Cell

Write = Callable[[str], str]


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


def closing_lines(document: Document) -> list[str]:
    """Say what happened to the data on the way, and what the document was made from."""
    return [*document.notes, *(f"{what}: {said}" for what, said in origin(document))]


def origin(document: Document) -> list[tuple[str, str]]:
    """Say what the document was made from: each thing and what is known of it, in words."""
    return [(words(key), in_words(value)) for key, value in document.provenance.items()]


def words(key: str) -> str:
    """Write the name of a field as words."""
    return key.replace("_", " ")


def in_words(value: object) -> str:
    """Write a provenance value in one line, however it is nested."""
    if isinstance(value, Mapping):
        said = {key: inner for key, inner in value.items() if inner not in (None, [], {}, "")}
        return ", ".join(f"{words(str(key))} {in_words(inner)}" for key, inner in said.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(in_words(part) for part in value)
    return "none" if value is None else str(value)
