"""Which encoding text is in."""

import codecs
from encodings.aliases import aliases

from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError


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
