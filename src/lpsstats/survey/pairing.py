"""Which column of one file is which of another: by name, by a common pattern, by its label."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lpsstats.dictionary.folding import folded
from lpsstats.survey.export import Export
from lpsstats.survey.label_pairing import SAME_QUESTION, pair_by_label, unique, without
from lpsstats.survey.label_words import (
    AnswerLabels,
    Weights,
    Wording,
    score_in_context,
    score_wordings,
    word_weights,
)
from lpsstats.survey.name_patterns import PLAIN, name_patterns, stem

__all__ = ["SAME_QUESTION", "Pair", "label_score", "name_patterns", "pair_columns", "stem"]

# Below this a column that kept its name has plainly got another question.
OTHER_QUESTION = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A column of one file and the column of another that holds the same question.

    Attributes
    ----------
    first, second : str
        The columns.
    score : float
        From 0 to 1, how well their labels agree; 1 where they were matched by name and at least
        one has no label. A low score beside `name` or `pattern` says that the name stayed and the
        question did not.
    by : str
        `name` (equal but for case and accents), `pattern` or `label`.
    """

    first: str
    second: str
    score: float
    by: str


def pair_columns(
    first: Export, second: Export, patterns: tuple[str, str] = (PLAIN, PLAIN)
) -> tuple[Pair, ...]:
    """Pair the columns of two files, one to one.

    A column is matched by its exact name, else by its name without case and accents, else by what
    is left of it without the pattern of its file, else by its label (see `label_score`; here a
    word counts the less the more labels hold it, as `score_in_context` says).

    Labels pair two columns only if each is the other's best match, no other is as good, and the
    score reaches .68. They also part columns that share a name: after a renumbering `Q5` may be
    the next question, and the label knows.

    Parameters
    ----------
    first, second : Export
        The files; only their headers and labels are looked at. A header that is a sentence is its
        own label.
    patterns : (str, str)
        How each file builds its names, as `name_patterns` gives them.

    Returns
    -------
    tuple of Pair
        In the order of the first file.
    """
    sides = (_wordings(first), _wordings(second))
    weights = word_weights(side.values() for side in sides)
    named = [_judged(pair, sides, weights) for pair in _by_name(first, second, patterns)]
    sure = [pair for pair in named if pair.score >= OTHER_QUESTION]
    free = (
        without(sides[0], {pair.first for pair in sure}),
        without(sides[1], {pair.second for pair in sure}),
    )
    labelled = [
        Pair(first=one, second=other, score=score, by="label")
        for one, other, score in pair_by_label(free, weights)
    ]
    taken = ({pair.first for pair in labelled}, {pair.second for pair in labelled})
    kept = [p for p in named if p.first not in taken[0] and p.second not in taken[1]]
    place = {name: position for position, name in enumerate(first.column_names)}
    return tuple(sorted([*kept, *labelled], key=lambda pair: place[pair.first]))


def label_score(
    first: str, second: str, first_labels: AnswerLabels, second_labels: AnswerLabels
) -> float:
    """Say how alike two questions are, from 0 to 1.

    The score is Dice's 2c / (a + b) over the words of both labels, each cut to its first five
    letters, question numbers in front left away (a and b words, c in common). It is halved where
    only one of the two is negated, and multiplied by .8 + .2 s where both have answer labels, s
    being the share of the shorter list of answers that also stands in the longer one, whatever
    the codes.

    Parameters
    ----------
    first, second : str
        Variable labels.
    first_labels, second_labels : mapping of code to str
        Value labels; may be empty.
    """
    wordings = Wording.of(first, first_labels), Wording.of(second, second_labels)
    return score_wordings(*wordings, {})


def _wordings(export: Export) -> dict[str, Wording]:
    """Take every column's label apart; a header of several words serves where there is none."""
    texts = {
        name: export.labels.get(name) or (name if " " in name.strip() else "")
        for name in export.column_names
    }
    return {
        name: Wording.of(text, export.value_labels.get(name, {})) for name, text in texts.items()
    }


def _judged(
    pair: Pair,
    sides: tuple[Mapping[str, Wording], Mapping[str, Wording]],
    weights: Weights,
) -> Pair:
    """Give a pair matched by name the score of its labels, where both columns have one.

    A header that stands in for its label says nothing beyond the name that was matched already.
    """
    one, other = sides[0][pair.first], sides[1][pair.second]
    if not one.text or not other.text or one.text == other.text:
        return pair
    # With and without weights: between columns of one name a common word counts in full.
    return replace(
        pair, score=max(score_in_context(one, other, weights), score_wordings(one, other, {}))
    )


def _by_name(first: Export, second: Export, patterns: tuple[str, str]) -> Iterator[Pair]:
    """Pair by name, then by folded name, then by stem; a name with two bearers pairs with none."""
    left, right = list(first.column_names), list(second.column_names)
    rules = (
        ("name", lambda name, _: name),
        ("name", lambda name, _: folded(name)),
        ("pattern", _folded_stem),
    )
    for by, key in rules:
        lefts = unique({name: key(name, patterns[0]) for name in left})
        rights = unique({name: key(name, patterns[1]) for name in right})
        found = [(lefts[k], rights[k]) for k in lefts if k in rights]
        yield from (Pair(first=one, second=other, score=1.0, by=by) for one, other in found)
        done = {one for one, _ in found}, {other for _, other in found}
        left = [name for name in left if name not in done[0]]
        right = [name for name in right if name not in done[1]]


def _folded_stem(name: str, pattern: str) -> str:
    return stem(folded(name), pattern.casefold()) or folded(name)
