"""The records of an SPSS dictionary: variables, value labels, documents, extensions."""

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lpsstats.files.spss_cursor import Cursor

CONTINUATION = -1
CELL = 8
# A text of over 255 bytes is declared as pieces of 252 bytes, each of which holds 255.
DECLARED_PIECE, FILLED_PIECE = 252, 255
VARIABLE, VALUE_LABELS, DOCUMENT, EXTENSION, END = 2, 3, 6, 7, 999
LABELLED_VARIABLES = 4
VERY_LONG_TEXTS, CASE_COUNT = 14, 16
DOCUMENT_LINE = 80
WIDEST_TEXT = 32_767


@dataclass(slots=True)
class Slots:
    """The cells of a case, and what the extensions add.

    Attributes
    ----------
    widths : list of int
        Per cell: 0 for a number, the declared width where a text starts, -1 where it goes on.
    names : list of bytes
        Per cell, the short name of the variable that starts there.
    very_long : dict of bytes to int
        Per short name, the true width of a text of over 255 bytes.
    n_cases : int
        The case count with 64 bits; -1 where there is none.
    """

    widths: list[int] = field(default_factory=list)
    names: list[bytes] = field(default_factory=list)
    very_long: dict[bytes, int] = field(default_factory=dict)
    n_cases: int = -1

    def variables(self) -> Iterator[tuple[int, int]]:
        """List first cell and true width of each variable as the analyst knows it."""
        skip = 0
        for start in self.starts():
            width = self.very_long.get(self.names[start], self.widths[start])
            if not skip:
                yield start, width
            skip = n_pieces(width) - 1 if not skip else skip - 1

    def starts(self) -> list[int]:
        """List the cells in which a declared variable starts."""
        return [cell for cell, width in enumerate(self.widths) if width != CONTINUATION]


def n_cells(width: int) -> int:
    """Count the cells of one declared variable."""
    return max(1, -(-width // CELL))


def n_pieces(width: int) -> int:
    """Count the declared variables that a text is spread over."""
    return 1 if width <= FILLED_PIECE else -(-width // DECLARED_PIECE)


def pieces(start: int, width: int) -> tuple[tuple[int, int], ...]:
    """List first cell and bytes in use of each piece of a variable."""
    if n_pieces(width) == 1:
        return ((start, width),)
    left = (width - FILLED_PIECE * index for index in range(n_pieces(width)))
    used = (min(FILLED_PIECE, max(0, each)) for each in left)
    return tuple((start + n_cells(FILLED_PIECE) * i, each) for i, each in enumerate(used))


def walk_records(cursor: Cursor) -> Slots:
    """Read every record up to the one that ends the dictionary.

    Parameters
    ----------
    cursor : Cursor
        After the header of 176 bytes; left where the cases start.

    Raises
    ------
    DataError
        If a record is cut short, unknown, or inconsistent.
    """
    slots = Slots()
    while (kind := cursor.integer("the list of variables")) != END:
        if kind not in READ:
            raise cursor.refusal(f"a record of the unknown type {kind}")
        READ[kind](cursor, slots)
    cursor.integer("the end of the list of variables")
    _check_texts(cursor, slots)
    _check_very_long_texts(cursor, slots)
    return slots


def _variable(cursor: Cursor, slots: Slots) -> None:
    width, labelled, n_missing, _, _ = cursor.integers(5, "a variable")
    if not CONTINUATION <= width <= FILLED_PIECE:
        raise cursor.refusal(f"a variable of width {width}")
    if labelled not in {0, 1} or n_missing not in {-3, -2, 0, 1, 2, 3}:
        raise cursor.refusal("a variable that is not formed as one")
    slots.widths.append(width)
    slots.names.append(cursor.take(8, "a variable").rstrip(b" \0").upper())
    if labelled:
        length = cursor.integer("a variable label")
        cursor.take(-(-length // 4) * 4, "a variable label")
    cursor.take(CELL * abs(n_missing), "missing values")


def _value_labels(cursor: Cursor, slots: Slots) -> None:
    for _ in range(_count(cursor, "value labels", least=2 * CELL)):
        cursor.take(CELL, "a value label")
        length = cursor.take(1, "a value label")[0]
        # Length byte and text together fill whole cells.
        cursor.take(-(length + 1) % CELL + length, "a value label")
    if cursor.integer("value labels") != LABELLED_VARIABLES:
        raise cursor.refusal("value labels without the variables that they belong to")
    for _ in range(_count(cursor, "labelled variables", least=4)):
        cell = cursor.integer("labelled variables")
        if not 1 <= cell <= len(slots.widths) or slots.widths[cell - 1] == CONTINUATION:
            raise cursor.refusal(f"value labels for cell {cell}, which is no variable")


def _documents(cursor: Cursor, _: Slots) -> None:
    n_lines = _count(cursor, "documents", least=DOCUMENT_LINE)
    cursor.take(DOCUMENT_LINE * n_lines, "documents")


def _extension(cursor: Cursor, slots: Slots) -> None:
    subtype, size = cursor.integers(2, "an extension")
    if size < 0:
        raise cursor.refusal("an extension of negative size")
    content = cursor.take(size * _count(cursor, "an extension", least=size), "an extension")
    if subtype == VERY_LONG_TEXTS:
        found = re.findall(rb"([^=\0\t]+)=(\d{1,9})", content)
        slots.very_long |= {name.upper(): int(width) for name, width in found}
    if subtype == CASE_COUNT and len(content) == 2 * CELL:
        slots.n_cases = struct.unpack(f"{cursor.order}2q", content)[1]


READ: dict[int, Callable[[Cursor, Slots], None]] = {
    VARIABLE: _variable,
    VALUE_LABELS: _value_labels,
    DOCUMENT: _documents,
    EXTENSION: _extension,
}


def _count(cursor: Cursor, what: str, *, least: int) -> int:
    """Read how many parts follow, each of at least so many bytes, and check that they can."""
    count = cursor.integer(what)
    if count < 0 or count * least > cursor.size - cursor.at:
        raise cursor.refusal(f"{what}: the file states {count:,} of them")
    return count


def _check_texts(cursor: Cursor, slots: Slots) -> None:
    """Every text goes on for as many cells as its width needs, and nothing else does."""
    starts = slots.starts()
    ends = [*starts[1:], len(slots.widths)]
    for start, end in zip(starts, ends, strict=False):
        if end - start != n_cells(slots.widths[start]):
            raise cursor.refusal(f"variable {start + 1} does not have the cells that it declares")
    if slots.widths and slots.widths[0] == CONTINUATION:
        raise cursor.refusal("the first variable continues another one")


def _check_very_long_texts(cursor: Cursor, slots: Slots) -> None:
    starts = slots.starts()
    place = {cell: index for index, cell in enumerate(starts)}
    for start, width in slots.variables():
        n_declared = n_pieces(width)
        if n_declared == 1:
            continue
        here = place[start]
        declared = [slots.widths[cell] for cell in starts[here : here + n_declared]]
        rest = width - DECLARED_PIECE * (n_declared - 1)
        if declared != [FILLED_PIECE] * (n_declared - 1) + [rest] or width > WIDEST_TEXT:
            raise cursor.refusal(f"a text of width {width} is not stored as one")
