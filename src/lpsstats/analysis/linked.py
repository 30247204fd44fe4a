"""The same people in two waves of a panel."""

import numpy as np

from lpsstats.survey.model import Integers, Survey


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
