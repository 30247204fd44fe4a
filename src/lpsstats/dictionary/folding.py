"""When two texts are one name."""

from functools import lru_cache
from unicodedata import category, combining, normalize


def fold(text: str) -> str:
    """Drop case, accents, invisible characters and surplus blanks: two spellings become one."""
    if text.isascii():
        return " ".join(text.casefold().split())
    decomposed = normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not (combining(c) or category(c) == "Cf"))
    return " ".join(bare.casefold().split())


# A file of 500 questions has the same few labels 500 times.
folded = lru_cache(maxsize=20_000)(fold)
