"""Two things share a letter exactly if they cannot be told apart."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.letters import compact_letters


def apart_of(pairs, size):
    apart = np.zeros((size, size), dtype=bool)
    for one, other in pairs:
        apart[one, other] = apart[other, one] = True
    return apart


@pytest.mark.parametrize(
    ("pairs", "size", "letters"),
    [
        ([], 3, ("a", "a", "a")),
        ([(0, 1), (0, 2), (1, 2)], 3, ("a", "b", "c")),
        ([(0, 2)], 3, ("a", "ab", "b")),
        ([(0, 2), (0, 3), (1, 3)], 4, ("a", "ab", "bc", "c")),
        ([(0, 1), (0, 2), (0, 3)], 4, ("a", "b", "b", "b")),
        ([], 1, ("a",)),
        ([], 0, ()),
    ],
)
def test_letters_are_those_of_a_compact_display(pairs, size, letters):
    assert compact_letters(apart_of(pairs, size)) == letters


@st.composite
def relations(draw):
    size = draw(st.integers(1, 9))
    drawn = draw(st.lists(st.booleans(), min_size=size * size, max_size=size * size))
    upper = np.triu(np.array(drawn).reshape(size, size), 1)
    return upper | upper.T


@given(relations())
def test_two_share_a_letter_exactly_if_they_are_not_apart(apart):
    letters = [set(re.findall(r"[a-zA-Z]\d*", text)) for text in compact_letters(apart)]
    assert all(letters)
    assert "a" in letters[0]
    shared = np.array([[bool(one & other) for other in letters] for one in letters])
    off_diagonal = ~np.eye(len(apart), dtype=bool)
    assert (shared[off_diagonal] == ~apart[off_diagonal]).all()


def test_after_the_last_letter_they_are_numbered():
    letters = compact_letters(~np.eye(60, dtype=bool))
    assert (letters[25], letters[26], letters[51], letters[52]) == ("z", "A", "Z", "a1")
    assert len(set(letters)) == 60
