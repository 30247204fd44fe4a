"""Questions that many more, or fewer, left unanswered than in the wave before."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.findings import Finding
from lpsstats.survey.reasons import ANSWERED, UNASKED

JUMP = 0.15  # of those asked
CLEAR = 3.29  # standard errors: p < .001
SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A variable and the share of missing answers in two waves, given as positions."""

    variable: str
    waves: tuple[int, int]
    shares: tuple[float, float]

    def __str__(self) -> str:
        before, after = (f"{100 * share:.0f}%" for share in self.shares)
        return f"{self.variable} ({before} to {after})"


def check(context: Context) -> Iterator[Finding]:
    """Compare the share of missing answers among those asked; one finding for two waves."""
    steps: dict[tuple[int, int], list[Jump]] = {}
    for key, missing in context.survey.missing.items():
        for jump in () if key in context.faulty else _jumps(context, key, missing):
            steps.setdefault(jump.waves, []).append(jump)
    for (first, second), jumps in steps.items():
        jumps.sort(key=lambda jump: -abs(jump.shares[1] - jump.shares[0]))
        keys = [context.dictionary.waves[wave].key for wave in (first, second)]
        more = f" and {len(jumps) - SHOWN:,} more" if len(jumps) > SHOWN else ""
        named = ", ".join(map(str, jumps[:SHOWN])) + more
        message = f"Missing answers changed from {keys[0]} to {keys[1]}: {named}."
        subject = f"{len(jumps):,} of {len(context.survey.missing):,} variables, {'-'.join(keys)}"
        yield context.found("LPS216", subject, message, "variables", jumps[0].variable)


def _jumps(context: Context, key: str, missing: NDArray[np.uint8]) -> Iterator[Jump]:
    n_waves = len(context.dictionary.waves)
    asked = missing != UNASKED
    wave = context.survey.wave
    n = np.bincount(wave[asked], minlength=n_waves)
    none = np.bincount(wave[asked & (missing != ANSWERED)], minlength=n_waves)
    for waves in pairwise(np.flatnonzero(n).tolist()):
        both = list(waves)
        if jumped(none[both], n[both]):
            first, second = (none[both] / n[both]).tolist()
            yield Jump(variable=key, waves=waves, shares=(first, second))


def jumped(none: NDArray[np.int64], n: NDArray[np.int64]) -> bool:
    """Test two proportions with the pooled standard error."""
    shares, pooled = none / n, none.sum() / n.sum()
    error = np.sqrt(pooled * (1 - pooled) * (1 / n).sum())
    jump = abs(float(shares[1] - shares[0]))
    return bool(jump >= JUMP and jump > CLEAR * error)
