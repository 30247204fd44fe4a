"""What a file is, told by its first bytes; a suffix only adds a note."""

import re
import zipfile
from enum import StrEnum

from lpsstats.errors import DataError
from lpsstats.files.source import Source


class Kind(StrEnum):
    """The formats that can be read."""

    SAV = "an SPSS file"
    PORTABLE = "an SPSS portable file"
    XLSX = "an Excel workbook"
    TEXT = "text"


SUFFIXES = {
    ".sav": Kind.SAV,
    ".zsav": Kind.SAV,
    ".por": Kind.PORTABLE,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".csv": Kind.TEXT,
    ".tsv": Kind.TEXT,
    ".tab": Kind.TEXT,
    ".txt": Kind.TEXT,
}

AS_TEXT = "Save it as .xlsx or CSV UTF-8"
AS_SAV = "Export it as SPSS (.sav) or CSV"
UNPACK = "Unpack it and name the file inside"

# (the first bytes as a pattern, what they mean, what to do)
FOREIGN = tuple(
    (re.compile(pattern, re.DOTALL), looks_like, remedy)
    for pattern, looks_like, remedy in (
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old (.xls) or locked workbook", AS_TEXT),
        (rb"%PDF", "a PDF document", "Ask for the data behind it as SPSS (.sav) or CSV"),
        (rb"PAR1", "a Parquet file", AS_SAV),
        (rb"ARROW1|FEA1", "an Arrow or Feather file", AS_SAV),
        (rb"\x00{12}\xc2\xea\x81\x60", "a SAS data set", AS_SAV),
        (rb"HEADER RECORD\*{7}", "a SAS transport file", AS_SAV),
        (rb"<stata_dta>|[\x69-\x73][\x01\x02]\x01\x00", "a Stata file", AS_SAV),
        (rb"RD[AX][23]\n|X\n\x00\x00\x00[\x02\x03]", "an R data file", AS_SAV),
        (rb"SQLite format 3\x00", "an SQLite database", AS_SAV),
        (rb"\x89HDF", "an HDF5 file", AS_SAV),
        (rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|\x28\xb5\x2f\xfd|Rar!", "a compressed file", UNPACK),
        (rb"\s*(?i:<!doctype|<html)", "a web page", "Open it in Excel and save it as CSV"),
        (rb"\s*(?:\xef\xbb\xbf)?<\?xml", "an XML file", AS_SAV),
        (rb"\{\\rtf", "a word processor document", AS_TEXT),
    )
)  # fmt: skip

# What the parts of a ZIP archive say of it.
ZIPPED = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)", AS_TEXT),
    ("word/document.xml", "a Word document", AS_TEXT),
    ("content.xml", "an OpenDocument file", AS_TEXT),
)


def sniff(source: Source) -> Kind:
    """Tell the format of a file by its content.

    Raises
    ------
    DataError
        If it is in a format that cannot be read: says which, and what to export instead.
    """
    head = source.head
    if head[:4] in (b"$FL2", b"$FL3") or head == b"$FL":
        return Kind.SAV
    if b"SPSSPORT" in head[:700].replace(b"\r", b"").replace(b"\n", b""):
        return Kind.PORTABLE
    if head.startswith(b"PK"):
        return _zipped(source)
    _refuse_foreign(source)
    return Kind.TEXT


def contradiction(source: Source, kind: Kind) -> tuple[str, ...]:
    """Note a suffix that promises something else than the content."""
    suffix = source.path.suffix.lower()
    if SUFFIXES.get(suffix, kind) is kind:
        return ()
    return (f"{source.name}: the name ends in {suffix}, but the content is {kind}: read as that.",)


def neither(source: Source, kind: Kind) -> DataError | None:
    """Say what is wrong with a file that is not what its suffix promises, and no text either."""
    suffix = source.path.suffix.lower()
    promised = SUFFIXES.get(suffix, Kind.TEXT)
    if kind is not Kind.TEXT or promised is Kind.TEXT:
        return None
    return DataError(
        f"{source.name}: the name ends in {suffix}, but the content is not {promised}, nor text "
        "that could be read instead.\nThe file is damaged, or another kind of file under a wrong "
        "name: get it again."
    )


def _refuse_foreign(source: Source) -> None:
    for pattern, looks_like, remedy in FOREIGN:
        if pattern.match(source.head):
            raise _foreign(source, looks_like, remedy)


def _zipped(source: Source) -> Kind:
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        message = (
            f"{source.name}: a damaged workbook or archive (its table of contents is unreadable)"
        )
        raise DataError(f"{message}. Get the file again or save it anew.") from None
    if "xl/workbook.xml" in parts:
        return Kind.XLSX
    for part, looks_like, remedy in ZIPPED:
        if part in parts:
            raise _foreign(source, looks_like, remedy)
    raise _foreign(source, "a ZIP archive", UNPACK)


def _foreign(source: Source, looks_like: str, remedy: str) -> DataError:
    return DataError(f"{source.name}: looks like {looks_like}, which cannot be read. {remedy}.")
