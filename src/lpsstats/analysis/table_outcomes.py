"""The change of a whole table: of all categories of a question, of all its boxes."""

import numpy as np

from lpsstats.analysis.designed_rows import designed_rows
from lpsstats.analysis.frame import Flags, Frame
from lpsstats.analysis.linking_modes import (
    INDEPENDENT,
    OVERLAPPING,
    PAIRS,
    linked_counts,
    linking_modes,
    pair_rows,
)
from lpsstats.analysis.mean_outcomes import empty_waves
from lpsstats.analysis.outcome import Outcome, outcome, pick
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.stats.category_table import compare_categories
from lpsstats.stats.design import within_cells
from lpsstats.stats.estimate import WAVE_MISSING
from lpsstats.stats.marginal_homogeneity import marginal_homogeneity
from lpsstats.stats.multiple_response import BoxCounts, count_boxes, joint_change
from lpsstats.stats.multiplicity import smallest_of
from lpsstats.stats.rao_scott import rao_scott
from lpsstats.survey.model import Floats

CRAMER = "Cramer's V, bias-corrected"
RAO_SCOTT = "Rao-Scott F test"
SPARSE = "sparse"
BONFERRONI = "smallest of {} {}' p times their number"
BOXES, ANSWERS = "boxes", "answers"
# Cochran's rule (1954), on effective numbers of respondents.
LEAST_EXPECTED, USUAL_EXPECTED, MOST_BELOW = 1.0, 5.0, 0.2


def category_outcome(sample: Sample, shares: tuple[Outcome, ...], question: Question) -> Outcome:
    """Test whether the shares of the categories are those of the earlier wave, in every place.

    Parameters
    ----------
    sample : Sample
        Values are positions of categories.
    shares : tuple of Outcome
        The change of each category.
    question : Question
        Which waves and how.
    """
    modes = linking_modes(sample, question)
    found = {
        mode: _categories(sample, mode, shares, question) for mode in dict.fromkeys(modes.tolist())
    }
    return pick(modes, found)


def _categories(
    sample: Sample, mode: str, shares: tuple[Outcome, ...], question: Question
) -> Outcome:
    """Choose the test: of pairs, by the sampling design, or of independent waves."""
    if mode == PAIRS and not sample.frame.designed:
        return _pairs(sample, len(shares))
    if mode == INDEPENDENT and not sample.frame.designed:
        return _independent(sample, len(shares), question)
    mode = OVERLAPPING if mode == PAIRS else mode
    ways = np.where(_sparse(sample, shares), SPARSE, RAO_SCOTT)
    smallest = _smallest(sample, shares, mode, ANSWERS)
    return pick(ways, {RAO_SCOTT: _by_design(sample, mode), SPARSE: smallest})


def _sparse(sample: Sample, shares: tuple[Outcome, ...]) -> Flags:
    """Say where too few respondents, in effect, are expected in some cells.

    Rao and Scott's test is then far too ready to reject.
    """
    size = _effective_sizes(sample)
    share = np.array([[one.pct_from, one.pct_to] for one in shares]) / 100  # (c, 2, n_places)
    pooled = (share * size).sum(axis=1) / size.sum(axis=0)
    expected = pooled[:, None] * size
    used = np.broadcast_to((pooled > 0)[:, None], expected.shape)
    below = ((expected < USUAL_EXPECTED) & used).sum(axis=(0, 1))
    rare = ((expected < LEAST_EXPECTED) & used).any(axis=(0, 1))
    return np.asarray(rare | (below > MOST_BELOW * used.sum(axis=(0, 1))))


def _effective_sizes(sample: Sample) -> Floats:
    """Give Kish's effective number of respondents by wave and place, shape (2, n_places)."""
    frame = sample.frame
    place, later = frame.contrast(sample.included), np.tile(frame.later, 2)
    weight = frame.twice(np.where(np.isnan(sample.values), 0.0, frame.weights))
    here = (place >= 0) & (weight > 0)
    cell = place[here] + frame.n_places * later[here]
    scaled = within_cells(weight[here], cell, 2 * frame.n_places)
    total, squares = (np.bincount(cell, scaled**k, 2 * frame.n_places) for k in (1, 2))
    return (total**2 / np.where(squares > 0, squares, 1.0)).reshape(2, frame.n_places)


def _sizes(sample: Sample) -> dict[str, Floats]:
    return {
        "n_from": sample.before.n.astype(np.float64),
        "n_to": sample.after.n.astype(np.float64),
    }


def _linked_sizes(shares: tuple[Outcome, ...]) -> dict[str, Floats]:
    """Count whom the answers' own tests of linked people rest on."""
    names = ("n_from", "n_to")
    return {name: np.fmax.reduce([getattr(one, name) for one in shares]) for name in names}


def _independent(sample: Sample, n_categories: int, question: Question) -> Outcome:
    known = ~np.isnan(sample.values)
    n_cells = sample.frame.shape[0] * sample.frame.shape[1]
    code = sample.frame.cell[known] * n_categories + sample.values[known].astype(np.int64)
    table = np.bincount(code, minlength=n_cells * n_categories).reshape(n_cells, n_categories)
    test = compare_categories(sample.over_places(table), seed=question.seed)
    return outcome(
        sample.frame.n_places,
        method=test.method,
        reason=np.where(empty_waves(sample), WAVE_MISSING, test.reason),
        **_sizes(sample),
        statistic=test.statistic,
        df=test.df,
        p_value=test.p_value,
        effect=test.cramer_v,
        effect_method=CRAMER,
        n_pairs=linked_counts(sample, INDEPENDENT),
    )


def _pairs(sample: Sample, n_categories: int) -> Outcome:
    before, after, place = pair_rows(sample)
    known = ~np.isnan(before) & ~np.isnan(after) & (place >= 0)
    n_places, size = sample.frame.n_places, n_categories
    code = (place[known] * size + before[known].astype(np.int64)) * size
    counts = np.bincount(code + after[known].astype(np.int64), minlength=n_places * size * size)
    test = marginal_homogeneity(counts.reshape(n_places, size, size))
    n = test.n.astype(np.float64)
    return outcome(
        n_places,
        method=test.method,
        reason=np.where(empty_waves(sample), WAVE_MISSING, test.reason),
        n_from=np.where(n > 0, n, sample.before.n),
        n_to=np.where(n > 0, n, sample.after.n),
        statistic=test.statistic,
        df=test.df,
        p_value=test.p_value,
        n_pairs=n,
    )


def _by_design(sample: Sample, mode: str) -> Outcome:
    rows = designed_rows(sample, mode)
    test = rao_scott(
        rows.later.astype(np.int64),
        np.where(np.isnan(rows.values), -1, rows.values).astype(np.int64),
        rows.weight,
        rows.contrast,
        sample.frame.n_places,
        stratum=rows.stratum,
        cluster=rows.cluster,
    )
    return outcome(
        sample.frame.n_places,
        method=RAO_SCOTT,
        reason=test.reason,
        **_sizes(sample),
        statistic=test.statistic,
        df=test.df_numerator,
        df_error=test.df_denominator,
        p_value=test.p_value,
        n_pairs=linked_counts(sample, mode),
    )


def box_outcome(
    boxes: Floats, frame: Frame, shares: tuple[Outcome, ...], sample: Sample, question: Question
) -> Outcome:
    """Test all boxes of a question at once, in every place.

    Parameters
    ----------
    boxes : ndarray of float, shape (n, k)
        1 ticked, 0 not; NaN outside the base, and in a box that a wave did not offer.
    frame : Frame
        Who is compared with whom.
    shares : tuple of Outcome
        The change of each box.
    sample : Sample
        Who is in the base.
    question : Question
        Which waves and how.
    """
    modes = linking_modes(sample, question)
    found = {
        mode: _smallest(sample, shares, mode, BOXES)
        if frame.designed or mode != INDEPENDENT
        else _joint(boxes, sample)
        for mode in dict.fromkeys(modes.tolist())
    }
    return pick(modes, found)


def _joint(boxes: Floats, sample: Sample) -> Outcome:
    frame = sample.frame
    n_cells = frame.shape[0] * frame.shape[1]
    asked = frame.rows[~np.isnan(sample.values[frame.rows])]
    offered = _offered(boxes[asked], frame.later[~np.isnan(sample.values[frame.rows])])
    counts = count_boxes(boxes[asked][:, offered] > 0, frame.cell[asked], n_cells)
    n, together = sample.over_places(counts.n), sample.over_places(counts.together)
    waves = (BoxCounts(n=n[:, w], together=together[:, w]) for w in (0, 1))
    test = joint_change(*waves)
    return outcome(
        frame.n_places,
        method=test.method,
        reason=test.reason,
        **_sizes(sample),
        statistic=test.statistic,
        df=test.df,
        p_value=test.p_value,
        n_pairs=linked_counts(sample, INDEPENDENT),
    )


def _offered(boxes: Floats, later: Flags) -> Flags:
    """Say which boxes both waves offered: those of one wave alone cannot be compared."""
    known = ~np.isnan(boxes)
    return np.asarray(known[later].any(axis=0) & known[~later].any(axis=0))


def _smallest(sample: Sample, shares: tuple[Outcome, ...], mode: str, what: str) -> Outcome:
    """Take Bonferroni's bound of the answers' own tests, which holds however they hang together."""
    p_value, tested = smallest_of(np.array([share.p_value for share in shares]))
    return outcome(
        sample.frame.n_places,
        method=np.array([BONFERRONI.format(n or len(shares), what) for n in tested.tolist()]),
        reason=np.where(tested > 0, "", shares[0].reason),
        **(_linked_sizes(shares) if mode == PAIRS else _sizes(sample)),
        p_value=p_value,
        n_pairs=linked_counts(sample, mode),
    )
