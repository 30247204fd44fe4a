"""The survey in memory: every response, why each missing one is missing, and where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

EMPTY = "empty"
OUT_OF_RANGE = "out_of_range"
NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file and what became of its rows: `n_rows` is `n_used` and all of `left_out` together.

    In a wide file, which holds `n_waves` waves side by side, every row counts once per wave.
    """

    name: str
    sha256: str
    n_rows: int
    n_used: int
    left_out: Mapping[str, int]
    n_waves: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """A question of which several answers may be ticked.

    Attributes
    ----------
    categories : tuple of (code, label)
        The boxes, in the dictionary's order.
    ticked : ndarray of float, shape (n, k)
        1 ticked, 0 not; NaN for respondents outside the base.
    """

    categories: tuple[tuple[str, str], ...]
    ticked: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All respondents of all waves, one row each.

    Attributes
    ----------
    dictionary : Dictionary
        What the columns mean.
    wave, site : ndarray of int, shape (n,)
        Positions in `dictionary.waves` and `dictionary.sites`.
    person : ndarray of int, shape (n,), optional
        The same number for the same person in every wave; -1 without an id. Panels only.
    responses : mapping of str to ndarray of float, shape (n,)
        The answers by variable; NaN where missing.
    missing : mapping of str to ndarray of int, shape (n,)
        Why each is missing, as a position in `reasons`; 0 where it is not.
    reasons : tuple of str
        The reasons; the first is empty.
    inputs : tuple of Input
        The files read.
    notes : tuple of str
        What had to be assumed, left out or recoded on the way, a sentence each.
    weight : ndarray of float, shape (n,), optional
        The weight of each respondent, as read or raked, NaN without one; `None` where none is
        declared.
    boxes : mapping of str to Boxes
        The multiple responses, by variable.
    cluster : ndarray of int, shape (n,), optional
        Numbers of the places or interviewers in which answers hang together; -1 where unknown,
        which is to count as a cluster of one's own. `None` where none is declared.
    codes : mapping of str to ndarray of float, shape (n,), optional
        By variable, the code that stands for a declared missing answer, NaN elsewhere; only where
        it was asked for.
    """

    dictionary: Dictionary
    wave: NDArray[np.int16]
    site: NDArray[np.int16]
    person: Integers | None
    responses: Mapping[str, Floats]
    missing: Mapping[str, NDArray[np.uint8]]
    reasons: tuple[str, ...]
    inputs: tuple[Input, ...]
    notes: tuple[str, ...]
    weight: Floats | None = None
    boxes: Mapping[str, Boxes] = field(default_factory=dict)
    cluster: Integers | None = None
    codes: Mapping[str, Floats] | None = None

    @property
    def n(self) -> int:
        """The number of respondents over all waves."""
        return len(self.wave)

    @property
    def cell(self) -> Integers:
        """The site-by-wave cell of each respondent: site position x number of waves + wave."""
        return self.site.astype(np.int64) * len(self.dictionary.waves) + self.wave

    def levelled(self) -> "Survey":
        """Give every respondent the same weight, those without one included."""
        return replace(self, weight=np.ones(self.n))
