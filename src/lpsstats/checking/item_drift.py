"""LPS210: an item that jumps between waves against the rest of its scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.answer_steps import AnswerSteps, answer_steps, rest_tables, step_width
from lpsstats.checking.context import Context
from lpsstats.checking.drift_wording import Jump, jump_message
from lpsstats.checking.wave_pairs import wave_pairs
from lpsstats.dictionary.model import Scale
from lpsstats.findings import Finding
from lpsstats.stats.item_drift import ItemDrift, item_drift
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.stats.multiplicity import adjust

Flags = NDArray[np.bool_]
# With fewer in a wave a difference of half a point goes unnoticed as often as not.
FEWEST = 50
CERTAINTY = 0.05
# The first is the convention of Choi, Gibbons & Crane (2011). McFadden's measure shrinks with the
# number of answers, so that half a point on a scale from 1 to 7 can be less than .02 of it; the
# second, as a share of the range, is that half point.
LARGE_R2, LARGE_SHARE = 0.02, 1 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tests:
    """The tests of a scale: every pair of waves with every item, pairs outermost."""

    scale: Scale
    people: AnswerSteps
    widths: tuple[float, ...]
    pairs: tuple[tuple[int, int], ...]
    drift: ItemDrift


def check(context: Context) -> Iterator[Finding]:
    """Find items whose answers changed between waves though the rest of the scale says otherwise.

    Every consecutive pair of waves is tested, and baseline against endline, with Holm's adjustment
    over all items and pairs of the survey. Unweighted, complete answers, all sites together.
    Where several items of a scale stand out, the one that does most is taken out of the rest
    scores and the others are tested again, so that one changed question does not accuse its
    neighbours.

    Not tested, for want of power or of meaning: waves with fewer than 50 complete answers, scales
    of one item, and formative scales, whose items need not go together.
    """
    tests = list(_all_tests(context))
    if not tests:
        return
    p_values = np.concatenate([t.drift.p_value for t in tests])
    n_tests = int((~np.isnan(p_values)).sum())
    ends = np.cumsum([len(t.drift.p_value) for t in tests])[:-1]
    for t, adjusted in zip(tests, np.split(adjust(p_values, "holm"), ends), strict=True):
        jumps = [j for number in range(len(t.pairs)) for j in _jumps(t, number, adjusted, n_tests)]
        jumps.sort(key=lambda jump: jump.item)
        for item, found in groupby(jumps, key=lambda jump: jump.item):
            key = t.scale.items[item]
            message = jump_message(context.dictionary, t.scale, list(found))
            yield context.found("LPS210", f"{t.scale.key}, {key}", message, "variables", key)


def _all_tests(context: Context) -> Iterator[_Tests]:
    for scale in context.scales:
        if len(scale.items) < 2 or scale.kind == "formative":
            continue
        people = answer_steps(context.survey, scale)
        large = np.flatnonzero(people.n_by_wave >= FEWEST).tolist()
        pairs = wave_pairs(context.dictionary, large)
        if pairs:
            variables = context.dictionary.variables
            widths = tuple(
                step_width(variables[i]) * (-1 if i in scale.reverse else 1) for i in scale.items
            )
            drift = _test(people, widths, range(len(scale.items)), range(len(scale.items)), pairs)
            yield _Tests(scale=scale, people=people, widths=widths, pairs=pairs, drift=drift)


def _test(
    people: AnswerSteps,
    widths: Sequence[float],
    items: Sequence[int],
    anchors: Sequence[int],
    pairs: Sequence[tuple[int, int]],
) -> ItemDrift:
    """Test items against the sum of the anchors other than themselves."""
    tables = [rest_tables(people, i, tuple(a for a in anchors if a != i)) for i in items]
    shape = tuple(np.max([table.shape for table in tables], axis=0))
    counts = np.zeros((len(items), *shape))
    for own, table in zip(counts, tables, strict=True):
        own[tuple(slice(size) for size in table.shape)] = table
    given = counts.any(axis=(0, 1, 3))
    counts, rest = counts[:, :, given], np.flatnonzero(given).astype(np.float64)
    first, second = zip(*pairs, strict=True)
    before, after = (
        np.concatenate([counts[:, wave] for wave in waves]) for waves in (first, second)
    )
    answers = np.outer([widths[i] for i in items], np.arange(shape[2]))
    return item_drift(
        before, after, np.tile(rest, (len(before), 1)), np.tile(answers, (len(pairs), 1))
    )


def _jumps(t: _Tests, number: int, adjusted: FloatArray, n_tests: int) -> list[Jump]:
    """Find the items that jump between one pair of waves, the one that does most first."""
    pair, k = t.pairs[number], len(t.scale.items)
    own = slice(number * k, (number + 1) * k)
    drift, p_adjusted = t.drift.take(own), adjusted[own]
    items, found = np.arange(k), list[Jump]()
    while (large := _large(drift, p_adjusted, t, items)).any():
        strongest = int(np.argmax(np.where(large, drift.chi_square, -1.0)))
        found.append(_jump(drift, strongest, int(items[strongest]), pair, p_adjusted[strongest]))
        taken_out = {jump.item for jump in found}
        anchors = [i for i in range(k) if i not in taken_out]
        items = items[large & (items != items[strongest])]
        if not len(items) or len(anchors) < 2:
            break
        drift = _test(t.people, t.widths, items.tolist(), anchors, [pair])
        p_adjusted = np.minimum(
            drift.p_value * n_tests, 1.0
        )  # Bonferroni: it has been asked before
    return found


def _large(drift: ItemDrift, p_adjusted: FloatArray, t: _Tests, items: IntArray) -> Flags:
    """Say which drifts are certain and large enough to matter."""
    ranges = np.abs(np.array(t.widths)[items]) * (np.array(t.people.n_answers)[items] - 1)
    large = (drift.r2_change >= LARGE_R2) | (np.abs(drift.difference) >= LARGE_SHARE * ranges)
    return np.asarray(large & (p_adjusted < CERTAINTY))  # NaN, not testable, is neither


def _jump(drift: ItemDrift, row: int, item: int, pair: tuple[int, int], p_adjusted: float) -> Jump:
    uniform, twist = drift.uniform_chi_square[row], drift.non_uniform_chi_square[row]
    return Jump(
        item=item,
        pair=pair,
        n=(int(drift.n_before[row]), int(drift.n_after[row])),
        difference=float(drift.difference[row]),
        r2_change=float(drift.r2_change[row]),
        p_adjusted=float(p_adjusted),
        slopes=(float(drift.slope_before[row]), float(drift.slope_after[row])),
        twisted=bool(twist > uniform),
    )
