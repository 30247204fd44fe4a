"""Read the dictionary part of a .sav or .zsav file, refusing one that lies.

The layout is that of the PSPP developers' guide, appendix "System File Format".
"""

import struct
from dataclasses import dataclass
from enum import IntEnum
from io import BufferedReader

from lpsstats.files.spss_cursor import Cursor
from lpsstats.files.spss_records import pieces, walk_records

HEADER_BYTES = 176
LAYOUTS = {2, 3}
UNKNOWN = -1


class Packing(IntEnum):
    """How the cases are stored: the header's compression code."""

    PLAIN = 0
    BYTECODE = 1
    ZLIB = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """Where a variable stands within a case.

    Attributes
    ----------
    width : int
        Bytes of its text; 0 for a number.
    pieces : tuple of (first cell, bytes)
        The cells of 8 bytes that hold it. A text of over 255 bytes stands in several pieces.
    """

    width: int
    pieces: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavHeader:
    """What must be known to read the cases.

    Attributes
    ----------
    order : str
        Byte order, `<` or `>`.
    packing : Packing
        How the cases are stored.
    bias : float
        What the bytecode adds to small whole numbers.
    n_cases : int or None
        Respondents; None where the writer did not know.
    n_cells : int
        Cells of 8 bytes in a case.
    variables : tuple of Variable
        In file order.
    weight : int or None
        Index in `variables` of the one that the file was weighted by when it was saved.
    data_start : int
        Byte at which the cases start.
    """

    order: str
    packing: Packing
    bias: float
    n_cases: int | None
    n_cells: int
    variables: tuple[Variable, ...]
    weight: int | None
    data_start: int


def read_header(file: BufferedReader, *, name: str, size: int) -> SavHeader:
    """Walk through the dictionary records and check what they state against the file.

    Parameters
    ----------
    file : BufferedReader
        At its start; left where the cases start.
    name : str
        For messages.
    size : int
        Bytes in the file.

    Raises
    ------
    DataError
        If the file is cut short, or states what cannot be.
    """
    cursor = Cursor(file=file, name=name, size=size)
    fixed = cursor.take(HEADER_BYTES, "the header")
    cursor.order = _byte_order(cursor, fixed[64:68])
    _, packing, weight_cell, n_cases = struct.unpack_from(f"{cursor.order}4i", fixed, 68)
    bias = struct.unpack_from(f"{cursor.order}d", fixed, 84)[0]
    slots = walk_records(cursor)
    placed = tuple(slots.variables())
    header = SavHeader(
        order=cursor.order,
        packing=_packing(cursor, fixed[:4], packing),
        bias=bias,
        n_cases=_n_cases(cursor, n_cases, slots.n_cases),
        n_cells=len(slots.widths),
        variables=tuple(Variable(width=w, pieces=pieces(at, w)) for at, w in placed),
        weight=_weight(cursor, weight_cell, tuple(at for at, _ in placed)),
        data_start=cursor.at,
    )
    _check_room(cursor, header)
    return header


def _byte_order(cursor: Cursor, layout: bytes) -> str:
    for order in "<>":
        if struct.unpack(f"{order}i", layout)[0] in LAYOUTS:
            return order
    raise cursor.refusal("the header has an unknown layout")


def _packing(cursor: Cursor, magic: bytes, code: int) -> Packing:
    allowed = {Packing.ZLIB} if magic == b"$FL3" else {Packing.PLAIN, Packing.BYTECODE}
    if code not in allowed:
        raise cursor.refusal(f"the header names compression {code}")
    return Packing(code)


def _n_cases(cursor: Cursor, stated: int, stated_again: int) -> int | None:
    # An extension repeats the count with 64 bits, for files that the header's 32 cannot count.
    known = {count for count in (stated, stated_again) if count != UNKNOWN}
    if len(known) > 1:
        raise cursor.refusal(f"it states two numbers of cases, {stated:,} and {stated_again:,}")
    if known and min(known) < 0:
        raise cursor.refusal("it states a negative number of cases")
    return known.pop() if known else None


def _weight(cursor: Cursor, cell: int, starts: tuple[int, ...]) -> int | None:
    if cell == 0:
        return None
    if cell - 1 not in starts:
        raise cursor.refusal(
            f"the header says that cell {cell} is the weight, which is no variable"
        )
    return starts.index(cell - 1)


def _check_room(cursor: Cursor, header: SavHeader) -> None:
    """Refuse more cases than the bytes of the file can hold."""
    if not header.variables:
        raise cursor.refusal("the file declares no variable")
    left = cursor.size - cursor.at
    if header.n_cases is None or header.packing is Packing.ZLIB:
        return
    # The bytecode spends at least one byte on a cell.
    smallest = header.n_cells * (8 if header.packing is Packing.PLAIN else 1)
    if header.n_cases * smallest > left:
        what = (
            f"the header states {header.n_cases:,} cases, of which at most {left // smallest:,} fit"
        )
        raise cursor.refusal(what)
