"""Ordered answers recognised by their words: agreement, satisfaction, quality, amount, how often.

Only what is recognised for sure counts, because an order that is guessed wrong turns a scale round.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from lpsstats.dictionary.folding import folded
from lpsstats.drafting.folds import word_set
from lpsstats.drafting.rates import times_a_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Answers that belong together.

    Attributes
    ----------
    name : str
        What the answer format is called after.
    rank : callable
        Gives an answer's place from its folded words, more for more of it; `None` if it is none of
        the family's.
    good : int
        1 where more is good news, -1 where it is bad, 0 where it depends on the question.
    likert : bool
        Whether the answers are degrees on both sides of a middle.
    fewest : int
        So many answers make an order.
    """

    name: str
    rank: Callable[[str], float | None]
    good: int = 0
    likert: bool = False
    fewest: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """Answers in order: their family, and whether they rise (1) or fall (-1)."""

    family: Family
    direction: int

    @property
    def better(self) -> str | None:
        """The end that is good news, `high` or `low`, where the words say so."""
        sign = self.family.good * self.direction
        return {1: "high", -1: "low", 0: None}[sign]

    @property
    def more(self) -> str:
        """The end that has more of it."""
        return "high" if self.direction > 0 else "low"


_STRENGTHS = tuple(
    (re.compile(rf"\b({words})\b"), strength)
    for words, strength in (
        ("extremely|completely|totally|entirely|absolutely|fully|utterly", 3.5),
        ("strongly|very|definitely|much|far|highly|a great deal|a lot", 3.0),
        ("tend|slightly|somewhat|a little|a bit|rather|partly|more or less|mildly|probably", 1.0),
        ("fairly|quite|moderately|mostly|pretty|generally|reasonably", 1.5),
    )
)
_BARE = 2.0
MOST_WORDS = 8  # of an answer in stock words
_MIDDLE = re.compile(
    r"(neither|neutral|undecided|in between|in the middle|mixed|(about |stayed? )?the same|"
    r"no (change|difference)|unchanged|average|fair|ok(ay)?|acceptable|adequate|depends|"
    r"it depends|equally)\b.*|.*\bstays? the same"
)
_NOT_AT_ALL = re.compile(r"\b(not|n't|no)\b.*\bat all\b|\bat all\b.*\bnot\b")
_NOT_VERY = re.compile(r"\bnot (very|too|particularly|really|so|that|all that|especially|much)\b")
_NOT = re.compile(r"\b(not|no)\b")
_FULL = re.compile(r"[^.!?]{1,60}")


def _both_sides(more: str, less: str) -> Callable[[str], float | None]:
    """Rank `very ...` to `not at all ...` of one word, or of two opposite ones."""
    good, bad = re.compile(rf"\b({more})\b"), re.compile(rf"\b({less})\b" if less else r"(?!)")

    def rank(text: str) -> float | None:
        if not _FULL.fullmatch(text):
            return None
        if _MIDDLE.fullmatch(text):
            return 0.0
        if bad.search(text):
            return -_signed(text)  # not at all dissatisfied is good news
        return _signed(text) if good.search(text) else None

    return rank


def _signed(text: str) -> float:
    if _NOT_AT_ALL.search(text):
        return -3.0
    if _NOT_VERY.search(text):
        return -1.0
    return -_BARE if _NOT.search(text) else _strength(text)


def _strength(text: str) -> float:
    for words, strength in _STRENGTHS:
        if words.search(text):
            return strength
    return _BARE


_good_or_bad = _both_sides("good|well", "poor|poorly|bad|badly")
_AMOUNTS = tuple(
    (re.compile(words), amount)
    for words, amount in (
        (r"not at all|none( at all)?|nothing( at all)?|no", 0.0),
        (r"hardly( any| at all)?|very little|barely|almost none|not very( much)?", 1.0),
        (r"(only )?a little|little|a bit|slightly|not much|(a )?few", 2.0),
        (r"somewhat|to a small extent|in part|partly", 2.5),
        (r"(only )?some|moderate(ly)?( so)?|a moderate amount|to some extent", 3.0),
        (r"quite( a (lot|bit|few))?|a fair amount|fairly|mostly|considerably|many|most", 4.0),
        (r"a lot|(a )?great deal|very( much)?( so)?|much|to a (great|large) extent", 5.0),
        (r"extremely|completely|entirely|all|totally|fully", 6.0),
    )
)
_ENOUGH = {
    "too little": 0.0, "not enough": 0.0, "about right": 1.0, "the right amount": 1.0,
    "about the right amount": 1.0, "just right": 1.0, "too much": 2.0,
}  # fmt: skip
_NUMBER = re.compile(r"\d[\d,.]*")
_BELOW = re.compile(r"\b(under|less|below|up to|younger|fewer)\b|[<≤]")


def _quality(text: str) -> float | None:
    extremes = {"excellent": 4.0, "outstanding": 4.5, "terrible": -4.0, "awful": -4.0}
    return extremes[text] if text in extremes else _good_or_bad(text)


def _amount(text: str) -> float | None:
    return next((amount for words, amount in _AMOUNTS if words.fullmatch(text)), None)


def _band(text: str) -> float | None:
    """Rank bands of numbers, such as ages or incomes, by where they start."""
    found = _NUMBER.search(text)
    if not found or len(text) > 40:
        return None
    start = float(re.sub(r"[.,](?=\d{3})", "", found[0]).rstrip(".,").replace(",", "."))
    return start - 0.5 if _BELOW.search(text) else start


def _both(name: str, more: str, less: str, good: int) -> Family:
    return Family(name=name, rank=_both_sides(more, less), good=good, likert=True)


FAMILIES = (
    _both("agree", "agree", "disagree", 1),
    _both("satisfied", "satisfied|content|pleased", "dissatisfied|unsatisfied|discontent", 1),
    _both("likely", "likely", "unlikely", 0),
    _both("safe", "safe|safely", "unsafe", 1),
    _both("confident", "confident|confidence", "unconfident", 1),
    _both("important", "important", "unimportant", 0),
    _both("happy", "happy", "unhappy", 1),
    _both("favour", "favou?r|support|approve", "oppose|disapprove|against", 0),
    _both("easy", "easy", "difficult|hard", 0),
    _both("trust", "trust", "distrust|mistrust", 1),
    _both("worried", "worried|concerned|afraid|anxious|frightened|scared|fearful", "", -1),
    _both("problem", "problems?|issue|nuisance", "", -1),
    _both("lonely", "lonely|isolated|stressed|bothered|upset|annoyed|angry|distressed", "", -1),
    _both("better", "better|improved?", "worse|worsened|deteriorated", 1),
    _both("increase", "increased?", "decreased?", 0),
    _both("average", "above", "below", 0),
    _both("true", "true|like me", "untrue|false|unlike me", 0),
    _both("aware", "aware|familiar|informed|interested", "unaware|unfamiliar", 0),
    Family(name="quality", rank=_quality, good=1),
    Family(name="enough", rank=_ENOUGH.get),
    Family(name="amount", rank=_amount),
    Family(name="often", rank=times_a_year),
    Family(name="band", rank=_band, fewest=3),
)


def ordering(labels: Sequence[str]) -> Ordering | None:
    """Say whether the answers of a question stand in order.

    Parameters
    ----------
    labels : sequence of str
        The answers' words in the order of their codes. One of five or more need not be known.
    """
    return _ordering(tuple(map(folded, labels)))


@lru_cache(maxsize=2_000)
def _ordering(texts: tuple[str, ...]) -> Ordering | None:
    for family in FAMILIES:
        ranks = [family.rank(text) for text in texts]
        known = [rank for rank in ranks if rank is not None]
        if len(known) < max(family.fewest, len(texts) - (len(texts) >= 5)) or not any(known):
            continue
        if all(a < b for a, b in pairwise(known)):
            return Ordering(family=family, direction=1)
        if all(a > b for a, b in pairwise(known)):
            return Ordering(family=family, direction=-1)
    return None


_VOCABULARY = word_set(
    "i a an the of to or and in is it my am that than not no n't don't do use at all none nothing "
    "very extremely completely totally entirely absolutely fully strongly definitely much far "
    "highly great deal lot tend slightly somewhat little bit rather partly more less mildly "
    "probably fairly quite moderately mostly pretty generally reasonably too really so "
    "particularly agree disagree satisfied dissatisfied content unsatisfied likely unlikely safe "
    "unsafe confident unconfident important unimportant happy unhappy favour favor support oppose "
    "approve disapprove easy difficult hard trust distrust worried concerned better worse improved "
    "increase increased decrease decreased above below average true untrue false like unlike me "
    "aware unaware excellent good fair poor bad well badly poorly ok okay acceptable neither nor "
    "neutral undecided same about change right enough hardly any only some few many most moderate "
    "always almost nearly often frequently usually regularly sometimes occasionally seldom rarely "
    "ever never once twice several times time day daily every week weekly month monthly year "
    "yearly between couple two three each hour hours days weeks months years per"
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def is_vocabulary(text: str) -> bool:
    """Say whether a text holds nothing but the stock words of answers, and so tells of nobody."""
    words = _WORD.findall(folded(text).replace("’", "'"))
    return 0 < len(words) <= MOST_WORDS and set(words) <= _VOCABULARY and not re.search(r"\d", text)


def in_order(labels: Sequence[str]) -> list[str] | None:
    """Put answers in order, the least first, where all of them are known and differ in rank."""
    for family in FAMILIES:
        ranks = {label: family.rank(folded(label)) for label in labels}
        known = {label: rank for label, rank in ranks.items() if rank is not None}
        enough = len(known) == len(labels) >= family.fewest and any(known.values())
        if enough and len(set(known.values())) == len(known):
            return sorted(known, key=known.__getitem__)
    return None
