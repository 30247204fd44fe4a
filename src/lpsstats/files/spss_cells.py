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
    while left := cursor.size - cursor.at:
        yield cursor.take(min(left, BLOCK_BYTES), "the cases")


def _plain(cursor: Cursor, header: SavHeader) -> Iterator[Cells]:
    n_bytes = cursor.size - cursor.at
    if n_bytes % CELL:
        raise cursor.refusal("the file ends inside a case")
    for chunk in _chunks(cursor):
        yield np.frombuffer(chunk, f"{header.order}u8")


def _whole_cases(blocks: Iterator[Cells], header: SavHeader, name: str) -> Iterator[Cells]:
    """Cut a stream of cells into cases and count them."""
    n_cases, carried = 0, np.empty(0, f"{header.order}u8")
    for block in blocks:
        cells = np.concatenate((carried, block)) if carried.size else block
        n_new = cells.size // header.n_cells
        carried = cells[n_new * header.n_cells :]
        n_cases += n_new
        yield cells[: n_new * header.n_cells].reshape(n_new, header.n_cells)
    stated = n_cases if header.n_cases is None else header.n_cases
    if carried.size or n_cases != stated:
        rest = " and a part of one" if carried.size else ""
        raise damaged(name, f"it states {stated:,} cases but holds {n_cases:,}{rest}")


def _unpacked(chunks: Iterator[bytes], header: SavHeader, name: str) -> Iterator[Cells]:
    """Undo the bytecode: groups of eight one-byte codes, each followed by its literal cells."""
    meaning = _meanings(header)
    carried = b""
    for chunk in chunks:
        packed = carried + chunk
        groups, end = _groups(packed)
        carried = packed[end:]
        cells, ended = _decode(packed[:end], groups, meaning)
        yield cells
        if ended:
            return
    if carried:
        raise damaged(name, "the file ends inside a case")


def _groups(packed: bytes) -> tuple[list[int], int]:
    """Find the cells that hold codes, and the byte at which the last whole group ends.

    A group's length is told by its codes alone: one cell of codes, one cell for each literal.
    """
    n_cells = len(packed) // CELL
    stored = np.frombuffer(packed, np.uint8, n_cells * CELL).reshape(n_cells, CELL)
    following = np.arange(1, n_cells + 1) + np.count_nonzero(stored == LITERAL, axis=1)
    next_group = following.tolist()
    found, at = [], 0
    while at < n_cells and next_group[at] <= n_cells:
        found.append(at)
        at = next_group[at]
    return found, at * CELL


def _decode(packed: bytes, groups: list[int], meaning: Cells) -> tuple[Cells, bool]:
    cells = np.frombuffer(packed, meaning.dtype)
    is_code = np.zeros(cells.size, bool)
    is_code[groups] = True
    codes = cells[is_code].view(np.uint8)
    literals = cells[~is_code]
    ends = np.flatnonzero(codes == END)
    if ends.size:
        codes = codes[: ends[0]]
    codes = codes[codes != PADDING]
    unpacked = meaning[codes]
    is_literal = codes == LITERAL
    unpacked[is_literal] = literals[: np.count_nonzero(is_literal)]
    return unpacked, bool(ends.size)


def _meanings(header: SavHeader) -> Cells:
    """Tabulate the cell that each code stands for."""
    numbers = np.arange(256, dtype=f"{header.order}f8") - header.bias
    table = numbers.astype(f"{header.order}f8")
    table[SYSTEM_MISSING] = SYSTEM_MISSING_VALUE
    cells = table.view(f"{header.order}u8")
    cells[SPACES] = np.frombuffer(BLANK, cells.dtype)[0]
    return cells
