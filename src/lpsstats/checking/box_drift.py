"""Boxes that many ticked in one wave and nobody in another; jumps in ticking none at all."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.checking.missing_jump import jumped
from lpsstats.checking.unchosen import FEWEST, MANY
from lpsstats.dictionary.model import Variable
from lpsstats.findings import Finding
from lpsstats.survey.model import Boxes

SHOWN = 4


def check(context: Context) -> Iterator[Finding]:
    """Go through the multiple responses that fit the dictionary."""
    for key, boxes in context.survey.boxes.items():
        if key not in context.faulty:
            variable = context.dictionary.variables[key]
            yield from _abandoned(context, variable, boxes)
            yield from _none_ticked(context, variable, boxes)


def _abandoned(context: Context, variable: Variable, boxes: Boxes) -> Iterator[Finding]:
    """Find boxes that 5% or more ticked in a wave, and none of 100 in the next that offered it."""
    n, ticks = _by_wave(context, ~np.isnan(boxes.ticked)), _by_wave(context, boxes.ticked == 1)
    gone: dict[tuple[int, int], list[str]] = {}
    for j, (code, _) in enumerate(boxes.categories):
        for first, second in pairwise(np.flatnonzero(n[:, j]).tolist()):
            for here, there in ((first, second), (second, first)):
                share = ticks[here, j] / n[here, j]
                if share >= MANY and not ticks[there, j] and n[there, j] >= FEWEST:
                    gone.setdefault((here, there), []).append(f"{code} ({100 * share:.0f}%)")
    waves = [wave.key for wave in context.dictionary.waves]
    for (here, there), named in gone.items():
        more = f" and {len(named) - SHOWN:,} more" if len(named) > SHOWN else ""
        message = (
            f"{variable.key}: nobody of {n[there].max():,} ticked {', '.join(named[:SHOWN])}{more} "
            f"in {waves[there]}, as in {waves[here]}."
        )
        subject = f"{variable.key}, {waves[min(here, there)]}-{waves[max(here, there)]}"
        yield context.found("LPS230", subject, message, "variables", variable.key)


def _none_ticked(context: Context, variable: Variable, boxes: Boxes) -> Iterator[Finding]:
    """Compare the share of the base that ticked nothing, wave by wave."""
    inside = ~np.isnan(boxes.ticked).all(axis=1)
    none = inside & ~(boxes.ticked == 1).any(axis=1)
    n, empty = _by_wave(context, np.stack([inside, none], axis=1)).T
    for waves in pairwise(np.flatnonzero(n).tolist()):
        both = list(waves)
        if jumped(empty[both], n[both]):
            keys = [context.dictionary.waves[w].key for w in both]
            before, after = (f"{100 * share:.0f}%" for share in empty[both] / n[both])
            message = (
                f"{variable.key}: respondents who ticked none of the boxes changed from {before} "
                f"in {keys[0]} to {after} in {keys[1]}."
            )
            subject = f"{variable.key}, {'-'.join(keys)}"
            yield context.found("LPS231", subject, message, "variables", variable.key)


def _by_wave(context: Context, which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count per wave: shape (n_waves, k)."""
    wave, n_waves = context.survey.wave, len(context.dictionary.waves)
    columns = [np.bincount(wave[one], minlength=n_waves) for one in which.T]
    return np.stack(columns, axis=1)
