"""Give each distinct text a number, in order of first appearance."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lpsstats.survey.export import TextColumn

Text = TypeVar("Text", str, bytes)


def text_numbers() -> defaultdict[str, int]:
    """Make a table that gives a text looked up for the first time the next number."""
    return defaultdict(count().__next__)


def bytes_numbers() -> defaultdict[bytes, int]:
    """Make the same table for encoded text."""
    return defaultdict(count().__next__)


def encode(texts: Sequence[Text], numbers: defaultdict[Text, int]) -> NDArray[np.int32]:
    """Turn a run of texts into their numbers, shape (len(texts),), adding new ones to the table."""
    return np.fromiter(map(numbers.__getitem__, texts), np.int32, len(texts))


def text_column(texts: Sequence[str]) -> TextColumn:
    """Make a column of texts, one for each row."""
    return relabelled(texts, np.arange(len(texts), dtype=np.int32))


def relabelled(texts: Iterable[str], codes: NDArray[np.int32]) -> TextColumn:
    """Make a column of codes and the text of each code, where codes may share a text.

    Parameters
    ----------
    texts : iterable of str
        The text of each code.
    codes : ndarray of int, shape (n_rows,)
        Indices into `texts`.
    """
    numbers = text_numbers()
    renumbered = encode(list(texts), numbers)
    return TextColumn(levels=tuple(numbers), codes=renumbered[codes])
