"""Commands, comments and strings of SPSS syntax, so that no text of data can end one of them."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

# SPSS cuts lines of syntax at 256 bytes; a character may take four of them.
LINE = 100
LONGEST_LABEL, LONGEST_STRING = 120, 180
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?<!_)")
_RESERVED = frozenset(
    {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
)
LONGEST_NAME = 60


def command(*tokens: str) -> Iterator[str]:
    """Write a command over as many lines as it takes, broken between tokens; a stop ends it.

    Parameters
    ----------
    tokens : str
        Words, names and quoted strings; none is broken.
    """
    line = ""
    for token in tokens:
        if line and len((line + token).encode()) > LINE:
            yield line
            line = f"  {token}"
        else:
            line = f"{line} {token}" if line else token
    yield f"{line}."


def comment(text: str) -> Iterator[str]:
    """Write a comment; only its last line ends with a stop, so that none can begin a command."""
    plain = one_line(text).replace("/*", "/ *").replace("*/", "* /")
    lines = [line.strip(" .") for line in textwrap.wrap(plain, LINE - 4, break_on_hyphens=False)]
    kept = [line for line in lines if line] or ["-"]
    for i, line in enumerate(kept):
        yield f"{'  ' if i else '* '}{line}{'.' if i == len(kept) - 1 else ''}"


def quoted(text: str) -> str:
    """Write a string on one line, quotation marks doubled."""
    return "'" + one_line(text).replace("'", "''") + "'"


def label(text: str) -> str:
    """Write a label, cut to what SPSS holds."""
    cut = one_line(text).encode()[:LONGEST_LABEL].decode(errors="ignore")
    return quoted(cut)


def one_line(text: str) -> str:
    """Put blanks in the place of line breaks and of everything else that does not print."""
    return "".join(
        " " if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else character
        for character in text
    )


def literal(text: str) -> str:
    """Write a string that must be found in a file as it stands; see `is_writable`."""
    return "'" + text.replace("'", "''") + "'"


def is_writable(text: str) -> bool:
    """Say whether a string can stand in a line of syntax as it is."""
    kinds = {unicodedata.category(character) for character in text}
    return not kinds & {"Cc", "Cs", "Zl", "Zp"} and len(text.encode()) <= LONGEST_STRING


def number(value: float) -> str:
    """Write a code in full."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def is_name(text: str) -> bool:
    """Say whether a name can stand in syntax as it is, in SPSS and in PSPP."""
    short = len(text) <= LONGEST_NAME
    return short and bool(_NAME.fullmatch(text)) and text.casefold() not in _RESERVED


def free_names(wanted: Iterable[str], prefix: str) -> dict[str, str]:
    """Give every name one that SPSS takes: itself, or a numbered one.

    Parameters
    ----------
    wanted : iterable of str
        Names of any kind; SPSS does not tell capitals from small letters.
    prefix : str
        What the numbered names begin with; names that begin so themselves are numbered too.
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    for position, name in enumerate(wanted, start=1):
        folded = name.casefold()
        free = is_name(name) and folded not in taken and not folded.startswith("lps_")
        given[name] = name if free else f"{prefix}{position}"
        taken.add(given[name].casefold())
    return given
