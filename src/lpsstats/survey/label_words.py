"""How alike two questions are worded."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lpsstats.dictionary.folding import folded

AnswerLabels = Mapping[float | str, str]
Weights = tuple[Mapping[str, float], Mapping[str, float]]

WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
# A question's number in front of it, which the next questionnaire counts anew.
NUMBER = re.compile(r"\W*(?:[^\W\d_]{1,3}[_.]?\d+\w{0,3}\W+|\d+\w?[.:)\]]+\s+)")
CUT = 5  # letters of a word that count: confid., confident and confidence are one
MOST_WORDS = 60  # of a label; files may hold whole pages

NEGATIONS = frozenset({"not", "no", "never", "nobody", "nothing", "none", "cannot", "without"})
NEGATED = 0.5  # what is left of the likeness where only one of two questions is negated
SAME_ANSWERS = 0.2  # how much of the likeness rests on the answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A question taken apart.

    Attributes
    ----------
    text : str
        Without case, accents and the number in front.
    words : frozenset of str
        Its words, cut to five letters.
    negated : bool
        Whether it denies something.
    answers : frozenset of str
        The labels of its answers, without case.
    """

    text: str
    words: frozenset[str]
    negated: bool
    answers: frozenset[str]

    @classmethod
    def of(cls, label: str, answers: AnswerLabels) -> "Wording":
        """Take a variable label and its value labels apart."""
        text = folded(label)
        text = NUMBER.sub("", text, count=1) if NUMBER.match(text) else text
        words = WORD.findall(text)[:MOST_WORDS]
        return cls(
            text=text,
            words=frozenset(word[:CUT] for word in words),
            negated=any(w in NEGATIONS or w.endswith(("n't", "n\u2019t")) for w in words),
            answers=frozenset(filter(None, map(folded, answers.values()))),
        )


def score_wordings(one: Wording, other: Wording, weights: Mapping[str, float]) -> float:
    """Give the likeness of two questions, from 0 to 1; `label_score` says how.

    Parameters
    ----------
    one, other : Wording
        The questions.
    weights : mapping of word to float
        What each word counts; 1 without an entry.
    """
    text = 1.0 if one.text == other.text else _dice(one.words, other.words, weights)
    if one.negated != other.negated:
        text *= NEGATED
    if one.answers and other.answers:
        shared = len(one.answers & other.answers) / min(len(one.answers), len(other.answers))
        text *= 1 - SAME_ANSWERS + SAME_ANSWERS * shared
    return text


def _dice(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    shared = _weight(one & other, weights)
    total = 2 * shared + _weight(one ^ other, weights)
    return 2 * shared / total if total else 0.0


def _weight(words: frozenset[str], weights: Mapping[str, float]) -> float:
    # In a fixed order: the last digit of a sum must not depend on the order of a set.
    return sum([weights.get(word, 1.0) for word in sorted(words)]) if weights else len(words)


def score_in_context(one: Wording, other: Wording, weights: Weights) -> float:
    """Give the likeness of two questions among all others, from 0 to 1.

    The lower of two values: with the weights of `word_weights`, which tell apart the questions of
    a battery by the one word that differs, and with their square roots, which tell apart the same
    word under two headings.
    """
    return min(score_wordings(one, other, each) for each in weights)


def word_weights(files: Iterable[Iterable[Wording]]) -> Weights:
    """Let a word count one over the number of labels that hold it, in the file that has more.

    What all questions of a battery share then counts little, and what sets each apart much. The
    square roots of these weights come second.
    """
    counts: Counter[str] = Counter()
    for wordings in files:
        counts |= Counter(word for wording in wordings for word in wording.words)
    return (
        {word: 1 / count for word, count in counts.items()},
        {word: count**-0.5 for word, count in counts.items()},
    )
