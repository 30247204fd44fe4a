"""Which encoding text is in: as its first bytes say, as the analyst says, or found by trying."""

import codecs
from dataclasses import dataclass
from encodings.aliases import aliases

from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import DataError, UsageError
from lpsstats.files.source import Source

BLOCK = 2**20
# The longer marks first: that of UTF-32 starts with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NEED_A_MARK = frozenset({"utf-16", "utf-32"})
FALLBACK = "windows-1252"
# In UTF-16, letters of ASCII have a zero byte each; in most surveys they are most of the letters.
MOSTLY, HARDLY = 0.6, 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Where bytes are not text.

    Attributes
    ----------
    line : int
        The line, from 1.
    byte : int, optional
        The byte, from 0; `None` where they are text but for a zero character, which no text has.
    """

    line: int
    byte: int | None


def python_name(encoding: str) -> str:
    """Give the name that Python and iconv both know, for an encoding that the analyst named.

    Raises
    ------
    UsageError
        If there is no such encoding of text.
    """
    try:
        "".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        known = (name.replace("_", "-") for name in (*aliases.values(), *aliases))
        hint = did_you_mean(encoding, known) or " (common ones: utf-8, windows-1252, utf-16)"
        raise UsageError(f"--encoding: there is no encoding '{encoding}'{hint}") from None


def find_encoding(source: Source, asked: str | None) -> tuple[str, tuple[str, ...]]:
    """Find the encoding of a text file, and say what had to be assumed.

    Parameters
    ----------
    source : Source
        The file.
    asked : str, optional
        What the analyst says it is.

    Returns
    -------
    str
        A name that Python knows, in which all of the file is text.
    tuple of str
        Notes.

    Raises
    ------
    DataError
        If the bytes are not text in the encoding.
    UsageError
        If there is no such encoding.
    """
    marked = next((name for mark, name in MARKS if source.head.startswith(mark)), None)
    if asked is not None:
        name = python_name(asked)
        if name in NEED_A_MARK and marked is None:
            name = _without_a_mark(source.head) or name
        return _checked(source, "utf-8-sig" if name == "utf-8" else name, asked), ()
    if marked is not None and marked != "utf-8-sig":
        return _checked(source, marked, marked), ()
    if (unmarked := _without_a_mark(source.head)) is not None:
        note = (
            f"{source.name}: without a byte order mark, read as {unmarked} (--encoding to change)."
        )
        return _checked(source, unmarked, unmarked), (note,)
    if (flaw := _first_flaw(source, "utf-8")) is None:
        return "utf-8-sig", ()
    if flaw.byte is None:
        raise DataError(_zero(source.name, flaw))
    note = f"{source.name}: not UTF-8, so read as {FALLBACK} (--encoding to change)."
    return _checked(source, FALLBACK, FALLBACK), (note,)


def _without_a_mark(head: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: every other one, and hardly any between them."""
    pairs = max(1, len(head) // 2)
    first, second = (head[start::2].count(0) / pairs for start in (0, 1))
    if second > MOSTLY and first < HARDLY:
        return "utf-16-le"
    return "utf-16-be" if first > MOSTLY and second < HARDLY else None


def _checked(source: Source, encoding: str, called: str) -> str:
    """Give the encoding back if all of the file is text in it."""
    flaw = _first_flaw(source, encoding)
    if flaw is None:
        return encoding
    if flaw.byte is None:
        raise DataError(_zero(source.name, flaw))
    problem = f"{source.name}: line {flaw.line:,} is not text in the encoding {called}"
    raise DataError(
        f"{problem} (byte {flaw.byte:,} of {source.size:,}).\n"
        "Name the right one with --encoding, or save the file as CSV UTF-8. A file that no "
        "program opens is damaged: get it again."
    )


def _first_flaw(source: Source, encoding: str) -> Flaw | None:
    """Decode all of a file and find the first place that is not text."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    done, lines = 0, 1
    with source.path.open("rb") as file:
        while True:
            block = file.read(BLOCK)
            waiting = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as problem:
                before = problem.object[: problem.start].count(b"\n")
                return Flaw(line=lines + before, byte=done - waiting + problem.start)
            except UnicodeError:  # what decoders of few words raise, such as UTF-16 for its mark
                return Flaw(line=lines, byte=done)
            at = text.find("\0")
            if at >= 0:
                return Flaw(line=lines + _breaks(text[:at]), byte=None)
            if not block:
                return None
            done, lines = done + len(block), lines + _breaks(text)


def _breaks(text: str) -> int:
    """Count line breaks, of whichever kind the text has."""
    return text.count("\n") or text.count("\r")


def _zero(file_name: str, flaw: Flaw) -> str:
    return (
        f"{file_name}: line {flaw.line:,} holds a zero byte, which no text has.\n"
        "The file is damaged or no text file: export it again. If it is in UTF-16 without a byte "
        "order mark, say so: --encoding utf-16-le"
    )
