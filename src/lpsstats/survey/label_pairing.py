"""Columns paired by what their labels say."""

from collections.abc import Iterator, Mapping

from lpsstats.survey.label_words import Weights, Wording, score_in_context, score_wordings

Match = tuple[str, str, float]

# Taken from five real and example surveys by hiding columns: of 2,800 without a counterpart none
# found another question of a battery above .63, while questions asked again, abbreviated or
# slightly reworded mostly score .69 and more. A long question about another thing may score .9.
SAME_QUESTION = 0.68

# Each column is compared with those that share its rarest words: with this many at the most, for
# looking at the common words' columns would mean comparing everything with everything.
LOOKED_AT = 120
WORDS_LOOKED_UP = 5
CANDIDATES = 4


def unique(keys: Mapping[str, str]) -> dict[str, str]:
    """Turn name -> key round, leaving out keys of several names."""
    owners: dict[str, list[str]] = {}
    for name, key in keys.items():
        owners.setdefault(key, []).append(name)
    return {key: names[0] for key, names in owners.items() if len(names) == 1}


def without(wordings: Mapping[str, Wording], names: set[str]) -> dict[str, Wording]:
    """Leave out some columns, and those without a word."""
    return {name: words for name, words in wordings.items() if name not in names and words.words}


def pair_by_label(
    sides: tuple[Mapping[str, Wording], Mapping[str, Wording]], weights: Weights
) -> Iterator[Match]:
    """Pair columns by their labels: equal ones first, then mutual best matches.

    Parameters
    ----------
    sides : (mapping, mapping) of str to Wording
        The columns of both files that are to be paired.
    weights : Weights
        What each word counts.

    Yields
    ------
    (first, second, score)
        The score is at least `SAME_QUESTION` unless the labels are the same.
    """
    equal = _equal_labels(sides)
    yield from equal
    first = without(sides[0], {first for first, _, _ in equal})
    second = without(sides[1], {second for _, second, _ in equal})
    scores = dict(_compared(first, second, weights))
    best = _best(scores, 0), _best(scores, 1)
    for (one, other), score in scores.items():
        mutual = best[0][one] == other and best[1][other] == one
        if mutual and score >= SAME_QUESTION:
            yield one, other, score


def _equal_labels(sides: tuple[Mapping[str, Wording], Mapping[str, Wording]]) -> list[Match]:
    """Pair the columns whose labels are the same and stand once in each file."""
    lefts = unique({name: words.text for name, words in sides[0].items()})
    rights = unique({name: words.text for name, words in sides[1].items()})
    return [
        (
            lefts[text],
            rights[text],
            score_wordings(sides[0][lefts[text]], sides[1][rights[text]], {}),
        )
        for text in lefts
        if text in rights
    ]


def _compared(
    first: Mapping[str, Wording], second: Mapping[str, Wording], weights: Weights
) -> Iterator[tuple[tuple[str, str], float]]:
    """Score every column against the few that share its rarest words."""
    holders: dict[str, list[str]] = {}
    for name, wording in second.items():
        for word in wording.words:
            holders.setdefault(word, []).append(name)
    for name, wording in first.items():
        shared = _sharing(wording, holders, weights)
        for other in sorted(shared, key=lambda o: -shared[o])[:CANDIDATES]:
            yield (name, other), score_in_context(wording, second[other], weights)


def _sharing(
    wording: Wording, holders: Mapping[str, list[str]], weights: Weights
) -> dict[str, float]:
    """Find the columns that share a label's rarest words, with the weight of those they share."""
    shared: dict[str, float] = {}
    telling, looked_at = weights[0], 0
    for word in sorted(wording.words, key=lambda w: (-telling[w], w))[:WORDS_LOOKED_UP]:
        there = holders.get(word, ())
        looked_at += len(there)
        if looked_at > LOOKED_AT:
            break
        for other in there:
            shared[other] = shared.get(other, 0.0) + telling[word]
    return shared


def _best(scores: Mapping[tuple[str, str], float], side: int) -> dict[str, str | None]:
    """Find each column's best match on the other side; `None` where two are equally good."""
    best: dict[str, tuple[float, str | None]] = {}
    for pair, score in scores.items():
        name, other = pair[side], pair[1 - side]
        top, _ = best.get(name, (-1.0, None))
        if score > top:
            best[name] = (score, other)
        elif score == top:
            best[name] = (score, None)
    return {name: other for name, (_, other) in best.items()}
