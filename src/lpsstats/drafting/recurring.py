"""Answers that recur over several questions although their words are not known."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from lpsstats.dictionary.folding import folded
from lpsstats.drafting.meaning import AnswerFormat, Meaning
from lpsstats.drafting.observing import Observed

FEWEST, MOST = 3, 7  # answers of a question that may have an order
MOST_TEXTS = 12  # two languages or codings in one column have more
QUESTIONS = 3  # that have the same answers
NUMBERED = re.compile(r"(-?\d{1,3})\s*[-–—=:.)]\s*(\D.*)")


def with_order_asked(
    meanings: Mapping[str, Meaning], seen: Mapping[str, Observed]
) -> dict[str, Meaning]:
    """Ask for the order of answers that several questions share and whose words are not known.

    Parameters
    ----------
    meanings : mapping of str to Meaning
        By key.
    seen : mapping of str to Observed
        What the files hold, by key.
    """
    open_ones = {key: m.answers for key, m in meanings.items() if _is_open(m.answers)}
    sets = {key: _words(answers) for key, answers in open_ones.items()}
    times = Counter(sets.values())
    recurring = [words for words, n in times.items() if n >= QUESTIONS]
    result = dict(meanings)
    for key, answers in open_ones.items():
        if any(sets[key] <= words for words in recurring):
            result[key] = replace(meanings[key], answers=_asked(answers, seen[key]))
    return result


def _is_open(answers: AnswerFormat) -> bool:
    """Say whether answers are words without a known order and no yes or no."""
    return (
        answers.type == "categorical"
        and FEWEST <= len(answers.labels) <= MOST_TEXTS
        and not answers.success
    )


def _words(answers: AnswerFormat) -> frozenset[str]:
    return frozenset(folded(text) for _, text in answers.labels)


def _asked(answers: AnswerFormat, seen: Observed) -> AnswerFormat:
    coded = answers.range is not None or any(not isinstance(code, str) for code in seen.labels)
    guesses = [guess for guess in answers.guesses if guess[0] != "type"]
    if coded and len(answers.labels) <= MOST:
        mark = ("type", "is there an order? else type: categorical")
        return replace(answers, type="ordinal", more="high", guesses=(mark, *guesses))
    mark = ("type", _numbers_differ(answers) or _LIST)
    return replace(answers, guesses=(mark, *guesses))


_LIST = "is there an order? then list the answers in it, type: ordinal"


def _numbers_differ(answers: AnswerFormat) -> str:
    """Point to a number that stands before different words: `1 - Agree`, `1 - Disagree`."""
    words: dict[str, set[str]] = {}
    for _, text in answers.labels:
        found = NUMBERED.fullmatch(text)
        if found:
            words.setdefault(found[1], set()).add(folded(found[2]))
    twice = [number for number, own in words.items() if len(own) > 1]
    if not twice:
        return ""
    return f"{', '.join(twice[:4])} before different words: are the answers turned round in a file?"
