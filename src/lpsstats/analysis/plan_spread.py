"""How respondents vary: in a wave, between waves, and by how they were sampled."""

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.linking_modes import place_pairs
from lpsstats.analysis.outcome import Outcome
from lpsstats.analysis.plan_facts import NAN, Spread
from lpsstats.analysis.sample import Sample
from lpsstats.stats.weights import summarise_weights
from lpsstats.survey.model import Floats


def spread_of(sample: Sample, change: Outcome, places: slice) -> Spread:
    """Pool what places say of how respondents vary.

    Parameters
    ----------
    sample : Sample
        A measure's values.
    change : Outcome
        The change of its mean, tested by linked people in panels.
    places : slice
        The sites, or all of them together.

    Returns
    -------
    Spread
        The standard deviation is that within cells of a place and a wave, over all waves; where
        people are linked, that of those who are, in the two waves.
    """
    if sample.frame.person is not None:
        return _linked_spread(sample, change, places)
    cells, n = sample.moments, change.n_from[places] * change.n_to[places]
    simple = change.sd_from**2 / change.n_from + change.sd_to**2 / change.n_to
    return Spread(
        sd=_pooled(cells.sd[places], cells.n[places]),
        deff=_design_effect(sample, change, np.where(n > 0, simple[places], np.nan), places),
        kish=_kish(sample, places),
    )


def _linked_spread(sample: Sample, change: Outcome, places: slice) -> Spread:
    pairs = place_pairs(sample)
    n = pairs.n[places]
    before, after, own = (m.sd[places] for m in (pairs.before, pairs.after, pairs.difference))
    products = known_mean(pairs.correlation[places] * before * after, n - 1.0)
    sd = np.sqrt((known_mean(before**2, n - 1.0) + known_mean(after**2, n - 1.0)) / 2)
    scale = np.sqrt(known_mean(before**2, n - 1.0) * known_mean(after**2, n - 1.0))
    return Spread(
        sd=float(sd),
        sd_change=_pooled(own, n),
        correlation=products / scale if scale > 0 else NAN,
        deff=_design_effect(sample, change, own**2 / np.where(n > 1, n, np.nan), places),
        kish=_kish(sample, places),
    )


def _design_effect(sample: Sample, change: Outcome, simple: Floats, places: slice) -> float:
    """Divide the variances of the places' changes by those of simple random samples."""
    if not sample.frame.designed:
        return 1.0
    actual = change.std_error[places] ** 2
    known = ~np.isnan(actual) & (simple > 0)
    return float(actual[known].sum() / simple[known].sum()) if known.any() else 1.0


def _kish(sample: Sample, places: slice) -> float:
    """Average the design effects of the weights of the cells, by their respondents."""
    frame = sample.frame
    if frame.weight is None:
        return NAN
    answered = ~np.isnan(sample.values[frame.rows])
    place = frame.contrast(sample.included)
    later = np.tile(frame.later, 2)
    cell = np.where((place >= 0) & np.tile(answered, 2), 2 * place + later, -1)
    found = summarise_weights(frame.twice(frame.weights), cell, 2 * frame.n_places)
    n = found.n.reshape(-1, 2)[places].astype(np.float64)
    return known_mean(found.design_effect.reshape(-1, 2)[places], n)


def cluster_size(sample: Sample) -> float:
    """Divide respondents by sampling units, over the cells of the two waves."""
    frame = sample.frame
    if frame.cluster is None:
        return 1.0
    rows = frame.rows[~np.isnan(sample.values[frame.rows])]
    cluster, cell = frame.cluster[rows], frame.cell[rows]
    known = cluster >= 0
    n_cells = frame.shape[0] * frame.shape[1]
    units = len(np.unique(cluster[known] * n_cells + cell[known]))
    return len(rows) / max(units + int((~known).sum()), 1)


def _pooled(sd: Floats, n: NDArray[np.integer]) -> float:
    """Pool standard deviations by their degrees of freedom."""
    return float(np.sqrt(known_mean(sd**2, n - 1.0)))


def known_mean(values: NDArray[np.floating], weight: NDArray[np.floating]) -> float:
    """Average what is known by positive weights; NaN where nothing is."""
    known = ~np.isnan(values) & (weight > 0)
    return float(np.average(values[known], weights=weight[known])) if known.any() else NAN
