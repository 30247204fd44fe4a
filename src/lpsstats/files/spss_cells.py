"""The cases of a .sav or .zsav file as blocks of 8-byte cells.

The three packings are those of the PSPP developers' guide, appendix "System File Format",
sections "Data Record" and "ZLIB compressed data".
"""

from collections.abc import Iterator
from io import BufferedReader

import numpy as np
from numpy.typing import NDArray

from lpsstats.files.spss_cursor import Cursor, damaged
from lpsstats.files.spss_header import Packing, SavHeader
from lpsstats.files.spss_zlib import inflate
from lpsstats.progress import working

Cells = NDArray[np.uint64]

BLOCK_BYTES = 2**22
CELL = 8
PADDING, END, LITERAL, SPACES, SYSTEM_MISSING = 0, 252, 253, 254, 255
SYSTEM_MISSING_VALUE = -np.finfo(np.float64).max
BLANK = b" " * CELL


def read_cases(
    file: BufferedReader, header: SavHeader, *, name: str, size: int, most_bytes: int
) -> Iterator[Cells]:
    """Read the cases from where the dictionary ends.

    Parameters
    ----------
    file : BufferedReader
        As `read_header` left it.
    header : SavHeader
        What `read_header` found.
    name : str
        For messages.
    size : int
        Bytes in the file.
    most_bytes : int
        What a .zsav may inflate to.

    Yields
    ------
    ndarray of uint64, shape (n, header.n_cells)
        Some cases, cells in the byte order of the file.

    Raises
    ------
    DataError
        If the file ends within a case, or does not hold as many as its header states.
    """
    cursor = Cursor(file=file, name=name, size=size, order=header.order, at=header.data_start)
    match header.packing:
        case Packing.PLAIN:
            blocks = _plain(cursor, header)
        case Packing.BYTECODE:
            blocks = _unpacked(_chunks(cursor), header, name)
        case Packing.ZLIB:
            blocks = _unpacked(inflate(cursor, most_bytes), header, name)
    return _whole_cases(blocks, header, name)


def _chunks(cursor: Cursor) -> Iterator[bytes]:
    with working("reading", cursor.size - cursor.at) as advance:
        while left := cursor.size - cursor.at:
            block = cursor.take(min(left, BLOCK_BYTES), "the cases")
            yield block
            advance(len(block))


def _plain(cursor: Cursor, header: SavHeader) -> Iterator[Cells]:
    n_bytes = cursor.size - cursor.at
    if n_bytes % CELL:
        raise cursor.refusal("the file ends inside a case")
    for chunk in _chunks(cursor):
        yield np.frombuffer(chunk, f"{header.order}u8")


def _whole_cases(blocks: Iterator[Cells], header: SavHeader, name: str) -> Iterator[Cells]:
    """Cut a stream of cells into cases and count them."""
    width = header.n_cells
    n_cases, carried = 0, np.empty(0, f"{header.order}u8")
    for block in blocks:
        # Only the case that two blocks share is copied together.
        lacking = -carried.size % width
        shared, rest = np.concatenate((carried, block[:lacking])), block[lacking:]
        n_shared, n_rest = shared.size // width, rest.size // width
        carried = rest[n_rest * width :] if rest.size else shared[n_shared * width :]
        n_cases += n_shared + n_rest
        yield shared[: n_shared * width].reshape(n_shared, width)
        yield rest[: n_rest * width].reshape(n_rest, width)
    stated = n_cases if header.n_cases is None else header.n_cases
    if carried.size or n_cases != stated:
        part = " and a part of one" if carried.size else ""
        raise damaged(name, f"it states {stated:,} cases but holds {n_cases:,}{part}")


def _unpacked(chunks: Iterator[bytes], header: SavHeader, name: str) -> Iterator[Cells]:
    """Undo the bytecode: groups of eight one-byte codes, each followed by its literal cells."""
    meaning = _meanings(header)
    carried = b""
    for chunk in chunks:
        packed = carried + chunk
        is_literal = _literals(packed)
        end = is_literal.size * CELL
        carried = packed[end:]
        cells, ended = _decode(packed[:end], is_literal, meaning)
        yield cells
        if ended:
            return
    if carried:
        raise damaged(name, "the file ends inside a case")


def _literals(packed: bytes) -> NDArray[np.bool_]:
    """Tell the literal cells from those that hold codes, up to the end of the last whole group.

    A group's length is told by its codes alone: one cell of codes, one cell for each literal. So
    only groups with literals have to be looked at one after the other.
    """
    n_cells = len(packed) // CELL
    announced = np.frombuffer(packed, np.uint8, n_cells * CELL) == LITERAL
    n_literals = np.bitwise_count(announced.view(np.uint64)).astype(np.int64)
    candidates = np.flatnonzero(n_literals)
    ends = candidates + n_literals[candidates] + 1
    groups, at = [], 0
    for cell, end in zip(candidates.tolist(), ends.tolist(), strict=True):
        if cell >= at:  # else it is a literal of the group before, which looks like codes
            groups.append(cell)
            at = end
    if at > n_cells:
        n_cells = groups.pop()
    first = np.array(groups, np.int64) + 1
    step = np.zeros(n_cells + 1, np.int8)
    step[first] += 1
    step[first + n_literals[first - 1]] -= 1
    return np.cumsum(step[:n_cells], dtype=np.int8).view(np.bool_)


def _decode(packed: bytes, is_literal: NDArray[np.bool_], meaning: Cells) -> tuple[Cells, bool]:
    cells = np.frombuffer(packed, meaning.dtype)
    codes = cells[~is_literal].view(np.uint8)
    ends = np.flatnonzero(codes == END)
    if ends.size:
        codes = codes[: ends[0]]
    if np.any(codes == PADDING):
        codes = codes[codes != PADDING]
    unpacked = meaning[codes]
    places = np.flatnonzero(codes == LITERAL)
    unpacked[places] = cells[is_literal][: places.size]
    return unpacked, bool(ends.size)


def _meanings(header: SavHeader) -> Cells:
    """Tabulate the cell that each code stands for."""
    numbers = np.arange(256, dtype=f"{header.order}f8") - header.bias
    table = numbers.astype(f"{header.order}f8")
    table[SYSTEM_MISSING] = SYSTEM_MISSING_VALUE
    cells = table.view(f"{header.order}u8")
    cells[SPACES] = np.frombuffer(BLANK, cells.dtype)[0]
    return cells
