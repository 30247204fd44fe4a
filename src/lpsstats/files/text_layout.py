"""How a text file is written: its encoding and its delimiter, found out or given."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from lpsstats.errors import UsageError
from lpsstats.files.encodings import find_encoding
from lpsstats.files.options import ReadOptions
from lpsstats.files.source import Source

SAMPLE_CHARACTERS = 2**17
SAMPLE_ROWS = 200
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
USUAL = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}


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
    encoding, encoding_notes = find_encoding(source, options.encoding)
    delimiter, delimiter_notes = _delimiter(source, encoding, options.delimiter)
    return Layout(encoding=encoding, delimiter=delimiter, notes=(*encoding_notes, *delimiter_notes))


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
