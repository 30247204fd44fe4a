"""How a text file is written: its encoding and its delimiter, found out or given."""

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lpsstats.errors import DataError, UsageError
from lpsstats.files.encodings import python_name
from lpsstats.files.options import ReadOptions
from lpsstats.files.source import Source

BLOCK = 2**20
SAMPLE_CHARACTERS = 2**17
SAMPLE_ROWS = 200
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
USUAL = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}
# The longer marks first: that of UTF-32 starts with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FALLBACK = "windows-1252"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How to read a text file.

    Attributes
    ----------
    encoding : str
        A name that Python knows.
    delimiter : str
        One character.
    notes : tuple of str
        What had to be assumed.
    """

    encoding: str
    delimiter: str
    notes: tuple[str, ...]


def find_layout(source: Source, options: ReadOptions) -> Layout:
    """Find the encoding by the byte order mark or by trying, the delimiter by counting fields.

    Raises
    ------
    DataError
        If the bytes are not text in the encoding.
    UsageError
        If an option is impossible.
    """
    encoding, encoding_notes = _encoding(source, options.encoding)
    delimiter, delimiter_notes = _delimiter(source, encoding, options.delimiter)
    return Layout(encoding=encoding, delimiter=delimiter, notes=(*encoding_notes, *delimiter_notes))


def _encoding(source: Source, asked: str | None) -> tuple[str, tuple[str, ...]]:
    marked = next((name for mark, name in MARKS if source.head.startswith(mark)), None)
    if asked is not None:
        name = python_name(asked)
        chosen = "utf-8-sig" if name == "utf-8" else name
        _check_decodes(source, chosen, asked)
        return chosen, ()
    if marked and marked != "utf-8-sig":
        _check_decodes(source, marked, marked)
        return marked, ()
    if _first_undecodable(source.path, "utf-8") is None:
        return "utf-8-sig", ()
    _check_decodes(source, FALLBACK, FALLBACK)
    return FALLBACK, (f"{source.name}: not UTF-8, so read as {FALLBACK} (--encoding to change).",)


def _check_decodes(source: Source, encoding: str, called: str) -> None:
    at = _first_undecodable(source.path, encoding)
    if at is not None:
        problem = f"{source.name}: byte {at:,} is not text in the encoding {called}"
        raise DataError(f"{problem}. Name the right one: --encoding, or save as CSV UTF-8.")


def _first_undecodable(path: Path, encoding: str) -> int | None:
    """Decode all of a file and give the place, from 0, of the first byte that is not text.

    A zero character is not text: it is the sign of a binary file or of another encoding.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    done = 0
    with path.open("rb") as file:
        while True:
            block = file.read(BLOCK)
            waiting = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as problem:
                return done - waiting + problem.start
            if "\0" in text:
                return done + max(block.find(b"\0"), 0)
            if not block:
                return None
            done += len(block)


def _given(delimiter: str) -> str:
    spelled = {"\\t": "\t", "tab": "\t"}.get(delimiter, delimiter)
    if len(spelled) != 1 or spelled in '"\r\n\0':
        raise UsageError(f"--delimiter: {delimiter!r} is not one character such as ; or , or tab.")
    return spelled


def _delimiter(source: Source, encoding: str, asked: str | None) -> tuple[str, tuple[str, ...]]:
    """Take the delimiter by which most rows have as many fields as the header."""
    if asked is not None:
        return _given(asked), ()
    usual = USUAL.get(source.path.suffix.lower(), ",")
    with source.path.open(encoding=encoding, newline="") as file:
        sample = file.read(SAMPLE_CHARACTERS)
    scores = {each: _agreement(sample, each) for each in DELIMITERS}
    best = max(scores, key=lambda each: (scores[each], each == usual))
    if scores[best] == (0.0, 0) or best == usual:
        return usual, ()
    return best, (f"{source.name}: fields are separated by {DELIMITERS[best]}.",)


def _agreement(sample: str, delimiter: str) -> tuple[float, int]:
    """Give the share of rows with as many fields as the header, and that number of fields."""
    lines = io.StringIO(sample, newline="")
    lengths: list[int] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if row:
                lengths.append(len(row))
            if len(lengths) == SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    # The sample may end within its last row.
    whole = lengths[:-1] if len(lengths) > 2 and len(sample) == SAMPLE_CHARACTERS else lengths
    if not whole or whole[0] < 2:
        return 0.0, 0
    return Counter(whole)[whole[0]] / len(whole), whole[0]
