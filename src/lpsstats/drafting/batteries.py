"""Columns that stand among many of their like: answers, and no wave or site."""

import re
from collections.abc import Set
from itertools import islice

from lpsstats.dictionary.folding import fold
from lpsstats.drafting.folds import word_set
from lpsstats.drafting.observing import Observed, observe
from lpsstats.survey.export import Export

MANY = 3  # other columns that are like it
# Words beside the one that names a role which make no other thing of it.
PLAIN = word_set(
    "code codes no nr num number id name names of the a your respondent home residence live "
    "residential police study survey data collection interview where"
)
FEWEST_ANSWERS = 3


def words_of(name: str) -> list[str]:
    """Take a column's name apart: `siteName_2` is site, name, 2."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.findall(r"[a-z]+|\d+", fold(parted).replace("_", " "))


def is_one_of_many(export: Export, column: str, words: Set[str]) -> bool:
    """Say whether a column that names a role is one of a battery of questions.

    Parameters
    ----------
    export : Export
        The file.
    column : str
        One of its columns.
    words : set of str
        The words that name the role; `t` names it only alone, as in `t` or `t2`.
    """
    own = words_of(column)
    telling = [word for word in own if word in words]
    named = [word for word in own if not word.isdigit()]
    if telling == ["t"] and named != ["t"]:
        return True
    others = [name for name in export.column_names if name != column and name in export.columns]
    if any(_shares(word, own, others) for word in telling):
        return True
    rest = [word for word in own if word not in words | PLAIN and not word.isdigit()]
    if not rest or not telling:
        return False
    seen = observe(export, column)
    return len(seen.counts) >= FEWEST_ANSWERS and _alike(seen, export, others) >= MANY


def _shares(word: str, own: list[str], others: list[str]) -> bool:
    """Say whether many columns have a word in the same place; enough is enough."""
    place = own.index(word)
    alike = (name for name in others if words_of(name)[place : place + 1] == [word])
    return len(list(islice(alike, MANY))) == MANY


def _alike(seen: Observed, export: Export, others: list[str]) -> int:
    """Count the columns with the same answers; enough is enough."""
    found = 0
    for name in others:
        other = observe(export, name)
        found += other.counts.keys() == seen.counts.keys() and other.labels == seen.labels
        if found >= MANY:
            break
    return found
