"""The same people in two waves of a panel."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.cells import stack_moments
from lpsstats.stats.paired import PairMoments, pair_moments
from lpsstats.survey.model import Integers, Survey
from lpsstats.survey.scoring import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPairs:
    """Linked respondents of two waves.

    Attributes
    ----------
    moments : PairMoments
        Arrays of shape (n_measures, n_sites + 1); the last site is all pairs together.
    unlinked : tuple of (wave key, count)
        Respondents of each wave without a partner in the same site of the other wave.
    """

    moments: PairMoments
    unlinked: tuple[tuple[str, int], ...]


def linked_pairs(
    survey: Survey, scores: Sequence[Scores], wave_from: int, wave_to: int
) -> LinkedPairs:
    """Pair the respondents who are in the same site in both waves, measure by measure."""
    first, second = paired_rows(survey, wave_from, wave_to)
    n_sites = len(survey.dictionary.sites)
    site = survey.site[first].astype(np.int64)
    places = np.concatenate([site, np.full_like(site, n_sites)])
    per_measure = [
        pair_moments(
            np.tile(one.values[first], 2), np.tile(one.values[second], 2), places, n_sites + 1
        )
        for one in scores
    ]
    return LinkedPairs(
        moments=_stack_pairs(per_measure),
        unlinked=tuple(
            (survey.dictionary.waves[w].key, int((survey.wave == w).sum()) - len(first))
            for w in (wave_from, wave_to)
        ),
    )


def paired_rows(survey: Survey, wave_from: int, wave_to: int) -> tuple[Integers, Integers]:
    """Find the rows of each person who is in the same site in both waves.

    Returns
    -------
    (ndarray of int, ndarray of int), shape (n_pairs,)
        Rows in the earlier and in the later wave.
    """
    if survey.person is None:
        nobody = np.array([], dtype=np.int64)
        return nobody, nobody
    row_to = np.full(int(survey.person.max(initial=-1)) + 1, -1, dtype=np.int64)
    later = np.flatnonzero((survey.wave == wave_to) & (survey.person >= 0))
    row_to[survey.person[later]] = later
    first = np.flatnonzero((survey.wave == wave_from) & (survey.person >= 0))
    second = row_to[survey.person[first]]
    linked = (second >= 0) & (survey.site[first] == survey.site[second])
    return first[linked], second[linked]


def _stack_pairs(pairs: Sequence[PairMoments]) -> PairMoments:
    return PairMoments(
        n=np.stack([p.n for p in pairs]),
        before=stack_moments([p.before for p in pairs]),
        after=stack_moments([p.after for p in pairs]),
        difference=stack_moments([p.difference for p in pairs]),
        correlation=np.stack([p.correlation for p in pairs]),
    )
