"""A small survey in every file format, made by code, and what every command owes its user."""

import io
import os
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyreadstat
import xlsxwriter

# The commands that read a survey, with what they need besides; each case runs through all.
COMMANDS: tuple[tuple[str, ...], ...] = (("compare",), ("reliability",))
# Commands that find what the others refuse, or write files: the cases run through one of them each,
# in turn, and are held to what no command may do.
OTHERS: tuple[tuple[str, ...], ...] = (
    ("check", "-f", "json"),
    ("describe", "-f", "json"),
    ("score", "-o", "out.csv"),
    ("init", "-o", "draft.yaml"),
)

WORDS = "Zebedee of 12 Mill Lane"  # what a resident wrote: in no output, ever
HEADER = ("id", "wave", "site", "q1", "q2", "q3", "remark")
ANSWERS = ((1, 2, 1), (2, 3, 2), (4, 3, 5), (5, 5, 4), (3, 4, 3))
ROWS: tuple[tuple[object, ...], ...] = tuple(
    (10 * wave + len(site) * 100 + i, wave, site, *(min(5, a + wave - 1) for a in row), WORDS)
    for wave in (1, 2)
    for site in ("north", "southern")
    for i, row in enumerate(ANSWERS)
)
DICTIONARY = """\
format: 1
survey: {title: A small survey, design: repeated_cross_section, weight: none, id: id}
waves:
  column: wave
  baseline: T1
  endline: T2
  values: {T1: {code: 1, label: One}, T2: {code: 2, label: Two}}
sites:
  column: site
  values: {north: {label: north}, southern: {label: southern}}
missing: {codes: {9: Refused}}
defaults: {agree: {type: likert, range: [1, 5], better: high}}
variables: {q1: {use: agree}, q2: {use: agree}, q3: {use: agree}}
scales:
  trust: {label: Trust, items: [q1, q2, q3], better: high}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Hostile or odd input and what must come of it.

    Attributes
    ----------
    status : int
        The exit status. With 0 the results must be those of the clean survey.
    says : tuple of str
        Regular expressions found in what goes to standard error, its white space squeezed.
    files : mapping of str to bytes, or a function that makes them in a folder
        The survey is in the first.
    dictionary : bytes
        What stands in the dictionary.
    arguments : tuple of str
        Besides the command, `-d` and the first file; `{}` stands for the folder.
    blames : str, optional
        The name that the message must hold; the first file by default.
    other : bool
        Whether the results may differ from those of the clean survey.
    """

    status: int
    says: tuple[str, ...] = ()
    files: Mapping[str, bytes] | Callable[[Path], Sequence[str]]
    dictionary: bytes = DICTIONARY.encode()
    arguments: tuple[str, ...] = ()
    blames: str | None = None
    other: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a run ended."""

    status: int
    out: str
    err: str
    seconds: float
    left: frozenset[str] = field(default_factory=frozenset)

    @property
    def said(self) -> str:
        """Standard error in one line."""
        return " ".join(self.err.split())


def prepared(case: Case, folder: Path) -> list[str]:
    """Write the files of a case and give the arguments that follow the command."""
    (folder / "survey.yaml").write_bytes(case.dictionary)
    if callable(case.files):
        names = list(case.files(folder))
    else:
        names = list(case.files)[:1]
        for name, content in case.files.items():
            (folder / name).write_bytes(content)
    extra = [each.replace("{}", str(folder)) for each in case.arguments]
    return ["-d", str(folder / "survey.yaml"), *(str(folder / name) for name in names), *extra]


def text(
    rows: Sequence[Sequence[object]] = ROWS,
    *,
    header: Sequence[str] = HEADER,
    delimiter: str = ",",
    end: str = "\n",
) -> str:
    """Write a survey as delimited text without any quotation marks."""
    lines = [header, *rows]
    return "".join(delimiter.join(map(str, line)) + end for line in lines)


def csv_of(**columns: Sequence[object] | object) -> bytes:
    """Write the clean survey with some columns replaced, by a value for all or a list."""
    rows = [list(row) for row in ROWS]
    for name, values in columns.items():
        for i, row in enumerate(rows):
            given = isinstance(values, list | tuple)
            row[HEADER.index(name)] = values[i % len(values)] if given else values  # type: ignore[index, arg-type]
    return text(rows).encode()


def changed(at: Mapping[int, object], column: str) -> bytes:
    """Write the clean survey with single answers replaced, by row counted from 0."""
    rows = [list(row) for row in ROWS]
    for row, value in at.items():
        rows[row][HEADER.index(column)] = value
    return text(rows).encode()


def frame() -> pd.DataFrame:
    """Give the clean survey as a data frame."""
    return pd.DataFrame(ROWS, columns=list(HEADER)).astype(
        dict.fromkeys(("id", "wave", "q1", "q2", "q3"), float)
    )


def spss(suffix: str = ".sav", data: pd.DataFrame | None = None, **options: object) -> bytes:
    """Write a survey as .sav, .zsav or .por."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"survey{suffix}"
        if suffix == ".por":
            pyreadstat.write_por(frame() if data is None else data, path)
        else:
            packing = {"compress": True} if suffix == ".zsav" else {"row_compress": True}
            pyreadstat.write_sav(frame() if data is None else data, path, **(packing | options))
        return path.read_bytes()


def workbook(
    rows: Sequence[Sequence[object]] = (HEADER, *ROWS), sheets: Sequence[str] = ("Data",)
) -> bytes:
    """Write a survey as .xlsx, on every sheet the same."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet)
            for index, row in enumerate(rows):
                page.write_row(index, 0, row)
    return out.getvalue()


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts into a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def patched(content: bytes, at: int, form: str, value: float) -> bytes:
    """Overwrite a number at a place."""
    copy = bytearray(content)
    struct.pack_into(form, copy, at, value)
    return bytes(copy)


def dictionary(*replacements: str) -> bytes:
    """Give the dictionary with replacements: old, new, old, new ..."""
    written = DICTIONARY
    for old, new in zip(replacements[::2], replacements[1::2], strict=True):
        assert written.count(old) == 1, f"{old!r} is to stand once in the dictionary"
        written = written.replace(old, new)
    return written.encode()


def broken_promises(case: Case, ending: Ending, clean: str) -> list[str]:
    """List what a run did that no run may do, besides a wrong exit status."""
    refused = ending.status in {2, 3, 4}
    blamed = case.blames or (next(iter(case.files)) if not callable(case.files) else "")
    announced = re.match(r"(dictionary: [^\n]*\n)?", ending.err)[0]  # type: ignore[index]
    harmful = re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ending.err)
    found = {
        f"ended with {ending.status}, not {case.status}": ending.status != case.status,
        "shows a traceback": "Traceback" in ending.err,
        "sends control characters": bool(harmful),
        "writes results though it failed": refused and bool(ending.out),
        "does not begin with `error: `": (
            refused and not ending.err.removeprefix(announced).startswith("error: ")
        ),
        f"does not name {blamed}": refused and blamed not in ending.err,
        "repeats what a resident wrote": "Zebedee" in ending.out + ending.err,
        f"leaves files behind: {sorted(ending.left)}": bool(ending.left),
        "took longer than 30 seconds": ending.seconds > 30,
        "gives other results than the clean survey": (
            ending.status == 0 and not case.other and ending.out != clean
        ),
    }
    found |= {f"does not say {each!r}": not re.search(each, ending.said) for each in case.says}
    return [promise for promise, broken in found.items() if broken]


def never_done(command: str, ending: Ending) -> list[str]:
    """List what a run of any command did that none may do."""
    refused = ending.status in {2, 3, 4}
    found = {
        f"ended with {ending.status}": ending.status not in {0, 1, 2, 3, 4},
        "shows a traceback": "Traceback" in ending.err,
        "sends control characters": bool(re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", ending.err)),
        "writes results though it failed": refused and bool(ending.out),
        "says nothing": refused and "error: " not in ending.err,
        "repeats what a resident wrote": "Zebedee" in ending.out + ending.err,
        f"leaves files behind: {sorted(ending.left)}": refused and bool(ending.left),
        "took longer than 30 seconds": ending.seconds > 30,
    }
    return [f"{command}: {promise}" for promise, broken in found.items() if broken]


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """List all files below a folder with their size and time of change."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    }


def as_environment(**changes: str | None) -> dict[str, str]:
    """Give this process's environment with changes; None takes a variable away."""
    merged = {**os.environ, "LPSSTATS_DICTIONARY": None, **changes}
    return {name: value for name, value in merged.items() if value is not None}
