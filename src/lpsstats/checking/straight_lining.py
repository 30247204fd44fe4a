"""LPS211: respondents who gave one answer to every item of a scale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.checking.wave_pairs import wave_pairs
from lpsstats.dictionary.model import Dictionary, Scale
from lpsstats.findings import Finding
from lpsstats.stats.contingency import association
from lpsstats.stats.multiplicity import adjust
from lpsstats.stats.response_patterns import straight_line

FEWEST_ITEMS, FEWEST_ALIKE = 4, 6
FEWEST_ANSWERS = 3
FEWEST = 50
MANY, JUMP, CERTAINTY = 0.10, 0.05, 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Straight lines over a scale.

    Attributes
    ----------
    n, straight : ndarray of int, shape (n_waves,)
        Respondents with complete answers, and those of them who gave one answer throughout.
    contradicting : bool
        Whether only those count whose one answer says opposite things of the items.
    pairs : tuple of (int, int)
        The waves that can be held against each other.
    """

    scale: Scale
    n: NDArray[np.int64]
    straight: NDArray[np.int64]
    contradicting: bool
    pairs: tuple[tuple[int, int], ...]

    @property
    def share(self) -> NDArray[np.float64]:
        """Straight lines as a share, 0 where nobody answered."""
        return np.asarray(self.straight / np.maximum(self.n, 1))


def check(context: Context) -> Iterator[Finding]:
    """Find scales whose items many answered alike, or many more than in another wave.

    Looked at are scales of at least 4 items with one range of 3 or more answers that either have a
    reversed item or are a block of at least 6 that stand together in the dictionary. Where there is
    a reversed item, a straight line off the middle answer contradicts itself and only those count;
    where there is none it can be meant, so that the block must be longer and lines at either end
    of the range do not count: whoever is content with everything says so.

    Said is a share of 10% or more in a wave, or one that changed by 5 points or more between waves
    (z-test of two proportions, Holm over all scales and pairs of waves, p < .01), among at least 50
    complete answers. The three numbers are conventions, set so that what is said is worth a look:
    straight lines come in every survey (Krosnick 1991; Kim et al. 2019).
    """
    all_lines = [_lines(context, scale) for scale in context.scales if _is_block(context, scale)]
    p_values = [_p_value(lines, pair) for lines in all_lines for pair in lines.pairs]
    adjusted = iter(adjust(np.array(p_values, dtype=np.float64), "holm").tolist())
    for lines in all_lines:
        jumps = {pair: p for pair in lines.pairs if (p := next(adjusted)) < CERTAINTY}
        jumps = {pair: p for pair, p in jumps.items() if abs(_difference(lines, pair)) >= JUMP}
        if jumps or ((lines.share >= MANY) & (lines.n >= FEWEST)).any():
            message = _message(context.dictionary, lines, jumps)
            key = lines.scale.key
            yield context.found("LPS211", key, message, "scales", key)


def _is_block(context: Context, scale: Scale) -> bool:
    """Say whether a straight line over the items of a scale means something."""
    variables = context.dictionary.variables
    ranges = {(variables[item].low, variables[item].high) for item in scale.items}
    (low, high) = next(iter(ranges))
    same = len(ranges) == 1 and (high or 0.0) - (low or 0.0) >= FEWEST_ANSWERS - 1
    if not same or len(scale.items) < FEWEST_ITEMS:
        return False
    place = {key: position for position, key in enumerate(variables)}
    order = sorted(place[item] for item in scale.items)
    together = all(after - before == 1 for before, after in pairwise(order))
    return bool(scale.reverse) or (together and len(scale.items) >= FEWEST_ALIKE)


def _lines(context: Context, scale: Scale) -> Lines:
    survey, n_waves = context.survey, len(context.dictionary.waves)
    answers = [survey.responses[item] for item in scale.items]
    complete = np.ones(survey.n, dtype=bool)
    for column in answers:
        complete &= ~np.isnan(column)
    line = straight_line(answers)
    contradicting = 0 < len(scale.reverse) < len(scale.items)
    variable = context.dictionary.variables[scale.items[0]]
    low, high = variable.low or 0.0, variable.high or 0.0
    line[np.isin(line, [(low + high) / 2] if contradicting else [low, high])] = np.nan
    n = np.bincount(survey.wave[complete], minlength=n_waves)
    large = np.flatnonzero(n >= FEWEST).tolist()
    return Lines(
        scale=scale,
        n=n,
        straight=np.bincount(survey.wave[~np.isnan(line)], minlength=n_waves),
        contradicting=contradicting,
        pairs=wave_pairs(context.dictionary, large),
    )


def _difference(lines: Lines, pair: tuple[int, int]) -> float:
    return float(lines.share[pair[1]] - lines.share[pair[0]])


def _p_value(lines: Lines, pair: tuple[int, int]) -> float:
    """Test two shares; NaN where nobody, or everybody, drew a straight line in both waves."""
    waves = list(pair)
    return association(np.stack([lines.straight, lines.n - lines.straight])[:, waves].T).p_value


def _message(dictionary: Dictionary, lines: Lines, jumps: Mapping[tuple[int, int], float]) -> str:
    keys = [wave.key for wave in dictionary.waves]
    counts = ", ".join(
        f"{key} {straight:,} of {n:,} ({100 * straight / n:.1f}%)"
        for key, straight, n in zip(keys, lines.straight.tolist(), lines.n.tolist(), strict=True)
        if n
    )
    scale = lines.scale
    what = (
        f"one answer off the middle to all {len(scale.items)} items, reversed ones included, which "
        "contradicts itself"
        if lines.contradicting
        else f"one answer, not at an end of the range, to all {len(scale.items)} items"
    )
    changes = [
        f"From {keys[a]} to {keys[b]} it changed by {100 * _difference(lines, (a, b)):+.1f} points "
        f"(Holm p {'< .001' if p < 0.001 else f'= {p:.3f}'.replace('0.', '.', 1)})."
        for (a, b), p in jumps.items()
    ]
    cure = "Look at interviewers, mode and length, and compare again without these respondents."
    if lines.contradicting:
        cure += f" If it is nearly everyone, look whether {scale.label} has the right `reverse`."
    return "\n".join([f"{scale.label}: {what}: {counts}.", *changes, cure])
