"""Waves whose data are those of another wave."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from lpsstats.checking.context import Context
from lpsstats.findings import Finding

FEWEST_ROWS, FEWEST_VARIABLES = 30, 3
SAME = 0.5  # of the rows: by chance next to none is in its place with the same answers throughout


def check(context: Context) -> Iterator[Finding]:
    """Find two files with the same bytes, and waves that agree row by row."""
    waves = context.dictionary.waves
    for first, second in combinations(range(len(waves)), 2):
        said = _same_file(context, first, second) or _same_rows(context, first, second)
        if said:
            keys = (waves[first].key, waves[second].key)
            message = f"{keys[0]} and {keys[1]} hold the same data: {said}."
            yield context.found("LPS219", "-".join(keys), message, "waves", "values", keys[1])


def _same_file(context: Context, first: int, second: int) -> str:
    held = {p.waves[0]: p.export for p in context.portions if len(p.waves) == 1}
    one, other = held.get(first), held.get(second)
    if one is None or other is None or one.path == other.path or one.sha256 != other.sha256:
        return ""
    return f"{one.name} and {other.name} are the same file, byte for byte" if one.sha256 else ""


def _same_rows(context: Context, first: int, second: int) -> str:
    """Compare respondents in the order of the files, on variables that vary in both waves."""
    survey = context.survey
    rows = [np.flatnonzero(survey.wave == wave) for wave in (first, second)]
    n = min(map(len, rows))
    if n < FEWEST_ROWS:
        return ""
    same, compared = np.ones(n, dtype=bool), 0
    for key, values in survey.responses.items():
        one, other = (values[each[:n]] for each in rows)
        if key in context.faulty or min(len(np.unique(v[~np.isnan(v)])) for v in (one, other)) < 2:
            continue
        compared += 1
        same &= (one == other) | (np.isnan(one) & np.isnan(other))
        if same.mean() < SAME:
            return ""
    share = float(same.mean())
    if compared < FEWEST_VARIABLES or share < SAME:
        return ""
    return f"{100 * share:.0f}% of their rows have the same answers to all {compared} questions"
