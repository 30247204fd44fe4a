"""Names for proposed scales, from what the items' names or labels share."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, takewhile

from lpsstats.dictionary.folding import fold

# The letters before a number or a separator; q, v and the like say only that it is a question.
STEM = re.compile(r"([^\W\d_]{2,})(?:[_.\- ]?\d|[_.\-])")
NUMBERED = re.compile(r"(?i)((?:q|v|x|f|i)[a-z]?\d+)(?:[_.]?[a-z]|[_.]\d+)(?:_|$)")
GENERIC = frozenset({"qu", "var", "item", "items", "question", "frage", "col", "column", "quest"})
SHORTEST = 3  # letters that names must share where nothing sets them off: conarmy, conbus

WORD = re.compile(r"[^\W\d_]{3,}")
# Words that say nothing of what a scale is about.
COMMON = frozenset(
    re.findall(
        r"\w+",
        """the and for are was were that this with you your our their his her its from have has had
        not can could would should how what when where which who why does did most people they
        them there feel agree very about into out over any all some been being than then""",
    )
)
LEADING_ON = frozenset({"in", "of", "with", "to", "the", "a", "an", "at", "on", "for", "by", "my"})
LONGEST_KEY, LONGEST_LABEL = 24, 60
MOST_LABELS = 0.6  # of the labels of a scale, and of all labels with the word
FEWEST_ALIKE = 3  # names that start alike where nothing sets the start off
FEW = 8  # items of a whole survey that may all be one scale
YAML_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})

Asked = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A scale's key and label."""

    key: str
    label: str


def common_stems(keys: Sequence[str]) -> dict[str, str]:
    """Find what each item's name shares with others: trust of trust_1, q12 of q12a, con of conbus.

    Parameters
    ----------
    keys : sequence of str
        All items.

    Returns
    -------
    dict of str to str
        Empty where nothing is shared, or where more than half of all items share it: then it says
        only which survey this is.
    """
    stems = {key: _stem(key) for key in keys}
    starts = Counter(key[:SHORTEST].casefold() for key in keys if not stems[key])
    for key, found in stems.items():
        start = key[:SHORTEST].casefold()
        if not found and starts[start] >= FEWEST_ALIKE and start.isalpha():
            stems[key] = start
    counts = Counter(stems.values())
    return {
        key: stem if 1 < counts[stem] <= len(keys) / 2 or len(keys) <= FEW else ""
        for key, stem in stems.items()
    }


def _stem(key: str) -> str:
    numbered = NUMBERED.match(key)
    if numbered:
        return numbered[1].casefold()
    found = STEM.match(key)
    stem = found[1].casefold() if found else ""
    return "" if stem in GENERIC else stem


def name_scales(
    scales: Sequence[Sequence[Asked]], items: Sequence[Asked], stems: Mapping[str, str]
) -> list[Named]:
    """Name scales after their items' common stem, else after words that their questions share.

    Parameters
    ----------
    scales : sequence of sequences of (str, str)
        The key and question of each item of each scale.
    items : sequence of (str, str)
        All items; no scale gets the key of one, nor that of another scale.
    stems : mapping of str to str
        As `common_stems` gives them.
    """
    everywhere = Counter(word for _, label in items for word in set(_words(label)))
    taken = {fold(key) for key, _ in items}
    named = []
    for scale in scales:
        own = {stems[key] for key, _ in scale}
        stem = own.pop() if len(own) == 1 else ""
        words = _shared_words([label for _, label in scale], everywhere)
        key = _free(_as_key(stem if len(stem) >= SHORTEST else "_".join(words)), taken)
        taken.add(key)
        named.append(Named(key=key, label=_label(scale, words)))
    return _told_apart(named, scales)


def _told_apart(named: Sequence[Named], scales: Sequence[Sequence[Asked]]) -> list[Named]:
    """Add the first and the last item's name to labels that several scales would have."""
    counts = Counter(name.label for name in named)
    return [
        replace(name, label=f"{name.label} ({scale[0][0]} to {scale[-1][0]})")
        if counts[name.label] > 1
        else name
        for name, scale in zip(named, scales, strict=True)
    ]


def _words(label: str) -> list[str]:
    return [word for word in WORD.findall(fold(label)) if word not in COMMON]


def _shared_words(labels: Sequence[str], everywhere: Mapping[str, int]) -> list[str]:
    """Give the one or two words that most questions of a scale share and few others have."""
    here = Counter(word for label in labels for word in dict.fromkeys(_words(label)))
    enough = len(labels) * MOST_LABELS
    # `here` counts in the order of the questions, and the sort keeps it among equals.
    telling = [w for w, n in here.items() if n >= enough and n >= everywhere[w] * MOST_LABELS]
    return sorted(telling, key=lambda word: -here[word])[:2]


def _label(scale: Sequence[Asked], words: Sequence[str]) -> str:
    """Take the words that all questions start with, else those they share, else the item names."""
    columns = zip(*(label.split() for _, label in scale), strict=False)
    shared = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, columns)]
    while shared and fold(shared[-1]).strip(":;,.-") in LEADING_ON:
        shared.pop()
    start = " ".join(shared).strip(" :;,.-\u2026")
    if _words(start) and len(start) <= LONGEST_LABEL:
        return start[:1].upper() + start[1:]
    if words:
        return " ".join(words).capitalize()
    return f"{scale[0][0]} to {scale[-1][0]}"


def _as_key(text: str) -> str:
    """Make a key of letters, digits and underlines that starts with a letter."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(text))[:LONGEST_KEY].strip("_")
    return plain if plain[:1].isalpha() and plain not in YAML_WORDS else "scale"


def _free(key: str, taken: Container[str]) -> str:
    """Give the key itself, or with a number where it is taken."""
    candidates = chain([key] if key != "scale" else [], (f"{key}_{n}" for n in count(1)))
    return next(candidate for candidate in candidates if candidate not in taken)
