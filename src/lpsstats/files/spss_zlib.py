"""The blocks of a .zsav file."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lpsstats.files.spss_cursor import Cursor
from lpsstats.progress import in_steps

HEADER = struct.Struct("qqq")
TRAILER_BYTES, ENTRY_BYTES = 24, 24
# SPSS, PSPP and ReadStat write blocks of just under 4 MiB.
LARGEST_BLOCK = 2**24


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    packed: int
    unpacked: int


def inflate(cursor: Cursor, most_bytes: int) -> Iterator[bytes]:
    """Inflate the cases block by block, after checking the table at the end of the file.

    Parameters
    ----------
    cursor : Cursor
        Where the dictionary ends.
    most_bytes : int
        What all blocks together may inflate to.

    Yields
    ------
    bytes
        The bytecode of some cases.

    Raises
    ------
    DataError
        If the table is not sound, or a block is not as it says.
    """
    start = cursor.at
    header_at, table_at, table_bytes = struct.unpack(
        f"{cursor.order}3q", cursor.take(HEADER.size, "the compressed cases")
    )
    n_blocks, odd = divmod(table_bytes - TRAILER_BYTES, ENTRY_BYTES)
    if header_at != start or odd or n_blocks < 0 or table_at + table_bytes != cursor.size:
        raise cursor.refusal("the table of compressed blocks is not where the file says")
    blocks = _table(cursor, table_at, n_blocks)
    _check(cursor, blocks, table_at, most_bytes)
    for block in in_steps("reading", blocks):
        yield _inflated(cursor, block)


def _table(cursor: Cursor, table_at: int, n_blocks: int) -> list[_Block]:
    cursor.file.seek(table_at)
    trailer = cursor.file.read(TRAILER_BYTES + ENTRY_BYTES * n_blocks)
    cursor.file.seek(cursor.at)
    if (
        len(trailer) < TRAILER_BYTES
        or struct.unpack_from(f"{cursor.order}i", trailer, 20)[0] != n_blocks
    ):
        raise cursor.refusal("the table of compressed blocks is damaged")
    entries = struct.iter_unpack(f"{cursor.order}2q2i", trailer[TRAILER_BYTES:])
    return [_Block(packed=packed, unpacked=unpacked) for _, _, unpacked, packed in entries]


def _check(cursor: Cursor, blocks: list[_Block], table_at: int, most_bytes: int) -> None:
    if any(block.packed < 0 or not 0 <= block.unpacked <= LARGEST_BLOCK for block in blocks):
        raise cursor.refusal("a compressed block of an impossible size")
    if sum(block.packed for block in blocks) != table_at - cursor.at:
        raise cursor.refusal("the compressed blocks do not fill the file")
    total = sum(block.unpacked for block in blocks)
    if total > most_bytes:
        what = (
            f"its cases would inflate to {total:,} bytes, {total // cursor.size:,} times its size"
        )
        raise cursor.refusal(what)


def _inflated(cursor: Cursor, block: _Block) -> bytes:
    packed = cursor.take(block.packed, "a compressed block")
    machine = zlib.decompressobj()
    try:
        unpacked = machine.decompress(packed, block.unpacked + 1)
    except zlib.error:
        raise cursor.refusal("a compressed block is damaged") from None
    if len(unpacked) != block.unpacked or not machine.eof:
        raise cursor.refusal("a compressed block is not as long as it says")
    return unpacked
