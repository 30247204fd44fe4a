"""The wanted columns out of the cells of the cases."""

import codecs
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lpsstats.errors import DataError
from lpsstats.files.levels import bytes_numbers, encode, relabelled
from lpsstats.files.spss_cells import BLANK, SYSTEM_MISSING_VALUE, Cells
from lpsstats.files.spss_cursor import damaged
from lpsstats.files.spss_header import Variable
from lpsstats.files.spss_records import n_cells
from lpsstats.survey.export import Column, NumberColumn, TextColumn

# What Python and the tables around it spend on one distinct text.
BYTES_PER_LEVEL = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """One column while its blocks come in.

    Attributes
    ----------
    name : str
        Name of the column.
    variable : Variable
        Where it stands in a case.
    parts : list of ndarray
        Per block: the numbers, or the number of each text.
    levels : mapping of bytes to int
        The distinct texts, as stored, and their numbers.
    """

    name: str
    variable: Variable
    parts: list[NDArray[Any]] = field(default_factory=list)
    levels: defaultdict[bytes, int] = field(default_factory=bytes_numbers)

    def add(self, cells: Cells, file_name: str) -> None:
        """Take the column out of a block of cases."""
        if self.variable.width:
            self.parts.append(encode(_texts(cells, self.variable), self.levels))
        else:
            self.parts.append(_numbers(cells, self, file_name))

    def n_bytes(self) -> int:
        """Estimate the memory in use."""
        stored = sum(part.nbytes for part in self.parts)
        return stored + len(self.levels) * (BYTES_PER_LEVEL + self.variable.width)

    def column(self, encoding: str, file_name: str) -> Column:
        """Join the blocks and free them."""
        # A file without cases comes in no blocks.
        joined = np.concatenate(self.parts) if self.parts else np.empty(0)
        self.parts.clear()
        if not self.variable.width:
            return NumberColumn(values=joined)
        codes = joined.astype(np.int32, copy=False)
        try:
            texts = _decoded(tuple(self.levels), encoding)
        except UnicodeError:
            raise DataError(_undecodable(file_name, self.name, encoding)) from None
        # Stored texts that differ may be one without their padding, or cut at a zero byte.
        if len(set(texts)) == len(texts):
            return TextColumn(levels=tuple(texts), codes=codes)
        return relabelled(texts, codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All cases of some columns.

    Attributes
    ----------
    n_rows : int
        Cases read.
    columns : tuple of Gathering
        One for each wanted column.
    """

    n_rows: int
    columns: tuple[Gathering, ...]


def gather(
    cases: Iterable[Cells], variables: Mapping[str, Variable], *, name: str, most_bytes: int
) -> Gathered:
    """Take columns out of the cases, block by block.

    Parameters
    ----------
    cases : iterable of ndarray, shape (n, n_cells)
        From `read_cases`.
    variables : mapping of str to Variable
        Per wanted column, where it stands.
    name : str
        Name of the file, for messages.
    most_bytes : int
        What the columns may take in memory.

    Raises
    ------
    DataError
        If the columns take more, or a number is no number.
    """
    columns = tuple(Gathering(name=each, variable=found) for each, found in variables.items())
    n_rows = 0
    for cells in cases:
        n_rows += len(cells)
        for column in columns:
            column.add(cells, name)
        if sum(column.n_bytes() for column in columns) > most_bytes:
            what = (
                f"its columns take more than {most_bytes / 2**20:,.0f} MiB, far more than its size"
            )
            raise damaged(name, what)
    return Gathered(n_rows=n_rows, columns=columns)


def _numbers(cells: Cells, column: Gathering, file_name: str) -> NDArray[np.float64]:
    stored = np.ascontiguousarray(cells[:, column.variable.pieces[0][0]])
    if np.any(stored == np.frombuffer(BLANK, stored.dtype)[0]):
        raise damaged(file_name, f"column {column.name} holds blanks where a number should be")
    values = stored.view(stored.dtype.str.replace("u", "f")).astype(np.float64)
    values[values == SYSTEM_MISSING_VALUE] = np.nan
    return values


def _texts(cells: Cells, variable: Variable) -> list[bytes]:
    parts = [_bytes(cells[:, cell : cell + n_cells(used)], used) for cell, used in variable.pieces]
    joined = np.ascontiguousarray(np.concatenate(parts, axis=1))
    texts: list[bytes] = joined.view(f"S{variable.width}").ravel().tolist()
    return texts


def _bytes(cells: Cells, used: int) -> NDArray[np.uint8]:
    return np.ascontiguousarray(cells).view(np.uint8)[:, :used]


def _decoded(stored: tuple[bytes, ...], encoding: str) -> list[str]:
    """Decode texts without their padding: all at once where they are sound."""
    try:
        texts = b"\0".join(stored).decode(encoding).split("\0")
    except UnicodeError:
        texts = []
    if len(texts) != len(stored):
        texts = [_decoded_alone(each, encoding) for each in stored]
    return [text.rstrip(" ") for text in texts]


def _decoded_alone(stored: bytes, encoding: str) -> str:
    """Decode a text that ends at a zero byte, or whose last character SPSS has cut in two."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    return decoder.decode(stored.partition(b"\0")[0])


def _undecodable(file_name: str, column: str, encoding: str) -> str:
    problem = f"{file_name}: column {column} holds text that is not {encoding}"
    return f"{problem}. Name the right encoding: --encoding, for example --encoding windows-1252."
