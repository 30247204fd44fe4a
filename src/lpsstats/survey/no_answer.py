"""Words that mean no answer, and codes that usually do."""

import re
from functools import lru_cache

from lpsstats.dictionary.folding import folded

_WORDS = re.compile(
    r"(do ?n['’]?o?t|doesn['’]?t|did ?n['’]?o?t|do not|can ?['’]?no?t|cannot) "
    r"(know|say|answer|choose|remember|recall)"
    r"|dk|d\.?k\.?|nr|na|n\.a\.?|refus\w*|declined?( to (say|answer))?"
    r"|(i('d| would)? )?(would )?(prefer|rather) not( to)?( say| answer| disclose)?"
    r"|no (answer|response|reply)( given)?|not (answered|asked|stated|given|applicable|ascertained)"
    r"|(does not|doesn't) apply|in ?applicable|(system |user )?missing( \w+)?|non[- ]?response"
    r"|skip(ped)?( on \w+)?|unknown|(left )?blank|iap|invalid|web skip|not available"
)
_SEPARATORS = re.compile(r"\s*(?:[/,;()|–—]|\bor\b|\s-\s|:)\s*")
_WHOLE = re.compile(r"n/?a|d/?k|-+|\.+|\?+")

# Codes by which surveys say that there is no answer, where they lie apart from the answers.
USUAL_CODES = frozenset(
    float(sign * code)
    for code in (7, 8, 9, 77, 88, 96, 97, 98, 99, 666, 777, 888, 996, 997, 998, 999, 8888, 9999)
    for sign in (1, -1)
) | {-1.0, -2.0, -3.0, -4.0, -5.0, -6.0, -10.0, -66.0, -95.0, -96.0, -100.0}


def means_no_answer(label: str) -> bool:
    """Say whether an answer's words mean that there is none: refused, don't know, not asked."""
    return _means_no_answer(folded(label))


@lru_cache(maxsize=5_000)
def _means_no_answer(text: str) -> bool:
    if _WHOLE.fullmatch(text):
        return True
    parts = [part for part in _SEPARATORS.split(text) if part]
    return bool(parts) and all(_WORDS.fullmatch(part) for part in parts)
