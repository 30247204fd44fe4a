"""SPSS files: .sav and .zsav.

The dictionary part is checked here first; then pyreadstat reads labels and missing codes in a
limited child. The cases are decoded here: that is quicker than handing them over, and keeps the
bulk of a damaged file away from native code.
"""

import codecs
from functools import partial
from pathlib import Path

import pyreadstat

from lpsstats.errors import DataError
from lpsstats.files.child import Task, run_apart
from lpsstats.files.encodings import python_name
from lpsstats.files.options import ReadOptions
from lpsstats.files.source import Source
from lpsstats.files.spss_cells import read_cases
from lpsstats.files.spss_columns import Gathered, gather
from lpsstats.files.spss_cursor import REMEDY, damaged
from lpsstats.files.spss_dates import as_text, is_date
from lpsstats.files.spss_header import SavHeader, read_header
from lpsstats.files.spss_meta import Meta, Ranges, from_pyreadstat
from lpsstats.survey.export import Column, Export, NumberColumn

# A file under 20 MB must be read within 1.5 GB, whatever it inflates to.
MEMORY, MEMORY_PER_BYTE = 512 * 2**20, 16


def read(source: Source, wanted: frozenset[str] | None, options: ReadOptions) -> Export:
    """Read a .sav or .zsav file.

    Parameters
    ----------
    source : Source
        The file.
    wanted : frozenset of str, optional
        The columns to read; all by default.
    options : ReadOptions
        `encoding` is used.

    Returns
    -------
    Export
        User-missing codes stay as they are. Days and moments are ISO text, durations seconds.

    Raises
    ------
    DataError
        If the file is damaged, or its text is not in the encoding.
    UsageError
        If the encoding does not exist.
    """
    encoding = python_name(options.encoding) if options.encoding else None
    with source.path.open("rb") as file:
        header = read_header(file, name=source.name, size=source.size)
        meta = _read_meta(source, header, encoding)
        variables = dict(zip(meta.names, header.variables, strict=True))
        most = MEMORY + MEMORY_PER_BYTE * source.size
        cases = read_cases(file, header, name=source.name, size=source.size, most_bytes=most)
        chosen = {name: variables[name] for name in meta.names if wanted is None or name in wanted}
        gathered = gather(cases, chosen, name=source.name, most_bytes=most)
    return _export(source, header, meta, gathered, _codec(source.name, encoding or meta.encoding))


def _read_meta(source: Source, header: SavHeader, encoding: str | None) -> Meta:
    task = Task(
        name=source.name, remedy=f"{REMEDY}.", memory=MEMORY + MEMORY_PER_BYTE * source.size
    )
    meta = run_apart(partial(_native_meta, source.path, encoding), task)
    named = {name for name in meta.names if name}
    if not len(named) == len(meta.names) == len(header.variables):
        counts = f"{len(header.variables):,} variables but {len(named):,} different names"
        raise damaged(source.name, f"it declares {counts}")
    return meta


def _native_meta(path: Path, encoding: str | None) -> Meta:
    _, found = pyreadstat.read_sav(
        path,
        metadataonly=True,
        user_missing=True,
        encoding=encoding,
        output_format="dict",
        disable_datetime_conversion=True,
    )
    return from_pyreadstat(found)


def _codec(file_name: str, encoding: str | None) -> str:
    try:
        return codecs.lookup(encoding or "windows-1252").name
    except LookupError:
        problem = f"{file_name}: its text is in {encoding!r}, an encoding that is not known here"
        raise DataError(f"{problem}. Name it in other words: --encoding.") from None


def _export(
    source: Source, header: SavHeader, meta: Meta, gathered: Gathered, encoding: str
) -> Export:
    columns: dict[str, Column] = {}
    missing: dict[str, Ranges] = dict(meta.missing_ranges)
    for gathering in gathered.columns:
        name, column = gathering.name, gathering.column(encoding, source.name)
        if isinstance(column, NumberColumn) and is_date(meta.formats[name]):
            column, missing[name] = as_text(column, meta.formats[name], missing.get(name, ()))
        columns[name] = column
    return Export(
        name=source.name,
        path=source.path,
        sha256=source.sha256,
        n_rows=gathered.n_rows,
        column_names=meta.names,
        columns=columns,
        labels=meta.labels,
        value_labels=meta.value_labels,
        missing_ranges={name: ranges for name, ranges in missing.items() if ranges},
        measures=meta.measures,
        formats=meta.formats,
        sets=meta.sets,
        weight=None if header.weight is None else meta.names[header.weight],
    )
