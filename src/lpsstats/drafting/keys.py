"""Keys for what is drafted: short, valid, each given once."""

import re
from collections.abc import Iterable

from lpsstats.dictionary.folding import fold
from lpsstats.drafting.folds import word_set
from lpsstats.drafting.quoting import slug

KEY = re.compile(r"[^\W\d][\w.]{0,39}")
FEW_WORDS = word_set(
    "a about an and any are as at be been by choose compared currently did do does expect "
    "for from had has have how i if in is it its most much of on or other please rate so "
    "than that the them there these this to used was were what when where which who why "
    "will with would you your"
)
WORDS_OF_A_KEY = 3
MOST_WORDS = 4  # so few words are a name and no question
LONGEST_WHOLE = 30


class KeyRing:
    """Hands out keys, none of them twice; case and accents do not tell two keys apart.

    Parameters
    ----------
    taken : iterable of str
        Names that no key may have.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {fold(name) for name in taken}

    def give(self, wanted: str) -> str:
        """Give the wanted key, or with a number behind it where it is taken."""
        key, number = wanted, 2
        while fold(key) in self._taken:
            key, number = f"{wanted}_{number}", number + 1
        self._taken.add(fold(key))
        return key


def is_key(name: str) -> bool:
    """Say whether a column's name can be a key as it stands."""
    return KEY.fullmatch(name) is not None


def question_key(text: str, position: int, n_columns: int) -> str:
    """Make a key of a header: its words, of a question its place and its first telling words."""
    whole = slug(text, LONGEST_WHOLE + 1)
    if whole[:1].isalpha() and whole == slug(text, 400) and len(text.split()) <= MOST_WORDS:
        return whole
    words = [word for word in slug(text, 400).split("_") if word not in FEW_WORDS and len(word) > 1]
    digits = len(str(n_columns))
    telling = "_".join(words[:WORDS_OF_A_KEY])[:30].strip("_")
    return f"q{position:0{digits}}_{telling}" if telling else f"q{position:0{digits}}"
