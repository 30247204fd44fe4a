"""SPSS portable files (.por), read whole by pyreadstat in a limited child."""

import re
from collections.abc import Sequence
from functools import partial

import numpy as np
import pyreadstat

from lpsstats.errors import DataError
from lpsstats.files.child import Task, run_apart
from lpsstats.files.levels import text_column
from lpsstats.files.options import ReadOptions
from lpsstats.files.source import Source
from lpsstats.files.spss_cursor import REMEDY
from lpsstats.files.spss_dates import as_text, is_date
from lpsstats.files.spss_meta import Meta, from_pyreadstat
from lpsstats.survey.export import Column, Export, NumberColumn

MEMORY, MEMORY_PER_BYTE = 512 * 2**20, 16
LINE = 80
SIGNATURE = "SPSSPORT"
NOTE = (
    "{name}: a portable file's declared missing codes are read as empty cells, so that their "
    "reasons are lost, and letters outside ASCII may be wrong; a .sav file keeps both."
)
# The records between the date and the first variable: 1-3 texts, 4 and 5 numbers, 6 the weight.
# Numbers are in base 30; a text is its length, a slash, and its characters.
DATES = re.compile(r"SPSSPORTA8/.{8}6/.{6}", re.DOTALL)
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRST"


def read(source: Source, wanted: frozenset[str] | None, options: ReadOptions) -> Export:
    """Read a portable file.

    Parameters
    ----------
    source : Source
        The file.
    wanted : frozenset of str, optional
        The columns to read; all by default.
    options : ReadOptions
        `encoding` cannot be followed.

    Returns
    -------
    Export
        Codes declared missing come as empty cells, which a note says.

    Raises
    ------
    DataError
        If the file is damaged, or an encoding is asked for.
    """
    if options.encoding:
        problem = f"{source.name}: --encoding has no effect on portable files"
        raise DataError(f"{problem}. Leave it away, or save the data as .sav.")
    memory = MEMORY + MEMORY_PER_BYTE * source.size
    task = Task(name=source.name, remedy=f"{REMEDY}.", memory=memory)
    return run_apart(partial(_native, source, wanted), task)


def _native(source: Source, wanted: frozenset[str] | None) -> Export:
    _, found = pyreadstat.read_por(source.path, metadataonly=True, output_format="dict")
    meta = from_pyreadstat(found)
    chosen = [name for name in meta.names if wanted is None or name in wanted]
    # One column at least, for the number of rows.
    cells, _ = pyreadstat.read_por(
        source.path,
        usecols=chosen or [meta.names[0]],
        output_format="dict",
        disable_datetime_conversion=True,
    )
    return Export(
        name=source.name,
        path=source.path,
        sha256=source.sha256,
        n_rows=max(map(len, cells.values())),
        column_names=meta.names,
        columns={name: _column(cells[name], meta, name) for name in chosen},
        labels=meta.labels,
        value_labels=meta.value_labels,
        weight=_weight(source, meta),
        notes=(NOTE.format(name=source.name),),
    )


def _column(cells: Sequence[float | str | None], meta: Meta, name: str) -> Column:
    if meta.formats[name].startswith("A") and not is_date(meta.formats[name]):
        return text_column(["" if cell is None else str(cell).rstrip(" ") for cell in cells])
    numbers = NumberColumn(values=np.array(cells, dtype=np.float64))
    if is_date(meta.formats[name]):
        return as_text(numbers, meta.formats[name], ())[0]
    return numbers


def _weight(source: Source, meta: Meta) -> str | None:
    """Find the weight, which the library drops, in the records before the first variable."""
    text = _unwrapped(source)
    start = DATES.search(text)
    at = start.end() if start else len(text)
    while text[at : at + 1] in {"1", "2", "3", "4", "5", "6"}:
        tag, (number, at) = text[at], _number(text, at + 1)
        if tag not in {"4", "5"}:
            value, at = text[at : at + number], at + number
            if tag == "6":
                return value if value in meta.names else None
    return None


def _unwrapped(source: Source) -> str:
    """Join the first lines, each of which stands for 80 characters."""
    lines = source.head.decode("latin-1").splitlines()
    return "".join(line.ljust(LINE) for line in lines)


def _number(text: str, at: int) -> tuple[int, int]:
    end = text.find("/", at)
    digits = text[at:end] if end > at else "0"
    if not set(digits) <= set(DIGITS):
        raise ValueError("a number that is not in base 30")
    number = 0
    for digit in digits:
        number = 30 * number + DIGITS.index(digit)
    return number, end + 1
