"""Themes of what people said: columns for a first, a second, a third mention of the same list."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from lpsstats.drafting.observing import Observed
from lpsstats.drafting.variables import Question

FEWEST_THEMES = 3
# Of those with a first mention, the most who have the last one too: a battery of questions on one
# range is answered by nearly everybody to its end.
MOST_AT_THE_END = 0.7


def coded_runs(
    questions: Sequence[Question], stems: Mapping[str, str], seen: Mapping[str, Observed]
) -> Iterator[list[Question]]:
    """Find neighbouring columns that hold the mentions of one coded question.

    Parameters
    ----------
    questions : sequence of Question
        In the order of the file.
    stems : mapping of str to str
        What comes before the number of a column's name, by key; empty without a number.
    seen : mapping of str to Observed
        What the files hold, by key.

    Yields
    ------
    list of Question
        At least two: the same labelled codes in all, and fewer answers in each than in the one
        before.
    """
    for stem, run in groupby(questions, key=lambda question: stems[question.key]):
        members = list(run)
        if stem and len(members) > 1 and _mentions([seen[one.key] for one in members]):
            yield members


def _mentions(columns: Sequence[Observed]) -> bool:
    labels = columns[0].labels
    alike = all(one.labels == labels and set(one.counts) <= set(labels) for one in columns)
    falling = all(one.n > other.n for one, other in pairwise(columns))
    few = columns[-1].n <= MOST_AT_THE_END * columns[0].n
    return len(labels) >= FEWEST_THEMES and alike and falling and few
