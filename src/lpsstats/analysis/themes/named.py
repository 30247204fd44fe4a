"""Which themes are no theme of their own: other answers, and that there was nothing to name."""

import re
from collections.abc import Sequence

import numpy as np

from lpsstats.analysis.measures import Category
from lpsstats.analysis.outcome import Strings
from lpsstats.dictionary.folding import fold
from lpsstats.survey.model import Floats

THEME, OTHER, NOTHING = "theme", "other", "nothing"
_KIND = "answers?|comments?|reasons?|responses?|things?|themes?|mentions?"
_OTHER = re.compile(
    rf"(any |all |some )?others?( ({_KIND}))?( please specify| specify)?|"
    "(any|some)thing else|miscellaneous|unclassified|uncodeable|uncodable"
)
_NOTHING = re.compile(
    rf"none( of (these|those|the above|them))?|no ({_KIND}|opinion|idea)|nothing|"
    "(don't|dont|do not) know|dk|not sure|unsure|can't say|cannot say|refused|not stated|"
    "prefer not to say"
)


def kind_of(label: str) -> str:
    """Say whether a label is that of a theme, of other answers, or of there being nothing to name.

    Parameters
    ----------
    label : str
        As the dictionary has it. Brackets and punctuation do not count; a label of several such
        parts (`None / Don't know`) is nothing only if every part is, and other if one part is.
    """
    text = re.sub(r"\(.*?\)", " ", fold(label.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))
    parts = [_plain(part) for part in re.split(r"/| or |;|, (?!please)", text)]
    kinds = [_kind_of_part(part) for part in parts if part]
    if not kinds or THEME in kinds:
        return THEME
    return OTHER if OTHER in kinds else NOTHING


def _plain(part: str) -> str:
    return " ".join(re.sub(r"[^\w' ]", " ", part).split())


def _kind_of_part(part: str) -> str:
    if _OTHER.fullmatch(part):
        return OTHER
    return NOTHING if _NOTHING.fullmatch(part) else THEME


def kinds_of(categories: Sequence[Category]) -> Strings:
    """Give the kind of each theme, shape (k,)."""
    return np.array([kind_of(one.label) for one in categories], dtype=np.str_)


def ranks(share: Floats, kinds: Strings) -> list[int | None]:
    """Rank the themes by their shares, the largest first; equal ones share the better rank.

    Parameters
    ----------
    share : ndarray of float, shape (k,)
        NaN has no rank.
    kinds : ndarray of str, shape (k,)
        Only themes are ranked: not other answers, nor nothing.
    """
    ranked = (kinds == THEME) & ~np.isnan(share)
    return [
        1 + int((share[ranked] > one).sum()) if ok else None
        for one, ok in zip(share, ranked, strict=True)
    ]
