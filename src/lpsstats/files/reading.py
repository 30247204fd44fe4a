"""Any export in, one shape out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from lpsstats.errors import DataError
from lpsstats.files.kinds import Kind, contradiction, neither, sniff
from lpsstats.files.options import ReadOptions
from lpsstats.files.source import Source, open_source
from lpsstats.survey.export import Export

__all__ = ["ReadOptions", "read_export"]

# By name, so that reading a text file does not load the SPSS library.
READERS = {
    Kind.SAV: "lpsstats.files.spss",
    Kind.PORTABLE: "lpsstats.files.portable",
    Kind.XLSX: "lpsstats.files.excel",
    Kind.TEXT: "lpsstats.files.delimited",
}

# What each option is an option of; other files are read as if it were not there.
APPLIES = {
    "encoding": frozenset({Kind.TEXT, Kind.SAV, Kind.PORTABLE}),  # the last refuses it
    "delimiter": frozenset({Kind.TEXT}),
    "sheet": frozenset({Kind.XLSX}),
}


class Reader(Protocol):
    """What each module of `READERS` offers."""

    def read(self, source: Source, wanted: frozenset[str] | None, options: ReadOptions) -> Export:
        """Read the wanted columns."""


def read_export(path: Path, wanted: Iterable[str] | None, options: ReadOptions) -> Export:
    """Read an export of any known format, told by its content.

    Parameters
    ----------
    path : Path
        A .sav, .zsav, .por, .xlsx, .csv, .tsv or .txt file.
    wanted : iterable of str, optional
        Names of the columns to read, all by default. A name that the file does not have is absent
        from `Export.columns`; compare with `Export.column_names`.
    options : ReadOptions
        What to take as given instead of finding out.

    Returns
    -------
    Export
        Raw codes and texts, nothing set missing but empty cells.

    Raises
    ------
    DataError
        If the file is missing, damaged, or not what it can read. Nothing is read in part.
    UsageError
        If an option is impossible, such as an unknown encoding.
    """
    source = open_source(path)
    kind = sniff(source)
    reader = cast(Reader, import_module(READERS[kind]))
    try:
        export = reader.read(source, None if wanted is None else frozenset(wanted), options)
    except DataError as problem:
        raise neither(source, kind) or problem from None
    if len(export.column_names) == 1 and (refusal := neither(source, kind)):
        raise refusal
    notes = (*contradiction(source, kind), *_without_effect(source.name, kind, options))
    return replace(export, notes=(*notes, *export.notes))


def _without_effect(name: str, kind: Kind, options: ReadOptions) -> Iterator[str]:
    """Note the options given for a kind of file that they do not concern."""
    for option, kinds in APPLIES.items():
        if getattr(options, option) is not None and kind not in kinds:
            yield f"{name}: --{option} has no effect on {kind}."
