"""Which waves are held against which."""

from collections.abc import Sequence
from itertools import pairwise

from lpsstats.dictionary.model import Dictionary


def wave_pairs(dictionary: Dictionary, waves: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Pair every wave with the next one, and the baseline with the endline.

    Parameters
    ----------
    dictionary : Dictionary
        Gives baseline and endline.
    waves : sequence of int
        The waves that there is something to say about, as positions in order.
    """
    keys = [wave.key for wave in dictionary.waves]
    ends = (keys.index(dictionary.baseline), keys.index(dictionary.endline))
    pairs = list(pairwise(waves))
    if ends[0] in waves and ends[1] in waves and ends[0] != ends[1] and ends not in pairs:
        pairs.append(ends)
    return tuple(pairs)
