"""What every check is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary, Scale
from lpsstats.findings import Finding, Severity
from lpsstats.rules import found
from lpsstats.survey.assembling import Portion
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """The codes of a variable in a wave that are not declared missing.

    Attributes
    ----------
    wave : str
        Key of the wave.
    codes : ndarray, shape (K,)
        Distinct codes, ascending.
    counts : ndarray of int, shape (K,)
        How often each occurs.
    """

    wave: str
    codes: NDArray[np.float64]
    counts: NDArray[np.int64]

    @property
    def n(self) -> int:
        """How many answers there are."""
        return int(self.counts.sum())

    def share(self, code: float) -> float:
        """Give the share of answers that are this code."""
        return float(self.counts[self.codes == code].sum() / max(self.n, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A survey as far as it can be read, the files behind it, and what can be relied on.

    Attributes
    ----------
    survey : Survey
        All respondents; variables at fault are missing where they are.
    portions : tuple of Portion
        The exports, each with the waves that it holds.
    faulty : frozenset of str
        Variables that do not fit the dictionary: their numbers mean nothing yet.
    scores : mapping of str to Scores
        The scales that have no faulty item.
    counts : dict of str to list of Observed
        The codes of variables by wave, as far as `observed` was asked for them.
    """

    survey: Survey
    portions: tuple[Portion, ...]
    faulty: frozenset[str]
    scores: Mapping[str, Scores]
    counts: dict[str, list[Observed]] = field(default_factory=dict)

    @property
    def dictionary(self) -> Dictionary:
        """What the columns mean."""
        return self.survey.dictionary

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales that can be checked."""
        return tuple(scores.scale for scores in self.scores.values())

    def found(
        self, code: str, subject: str, message: str, *path: str, severity: Severity | None = None
    ) -> Finding:
        """Make a finding whose cure belongs at a key of the dictionary, such as `scales, trust`."""
        place = (self.dictionary.path.name, self.dictionary.line(*path))
        return found(code, subject, message, place, severity)
