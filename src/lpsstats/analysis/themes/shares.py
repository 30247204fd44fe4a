"""How many respondents of a wave named a theme, with the interval of their share."""

from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.frame import Flags, Frame
from lpsstats.analysis.linking_modes import PAIRS, count_pairs, linking_modes
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import Sample
from lpsstats.analysis.strata import strata_of
from lpsstats.stats.design_means import DesignMeans, design_means
from lpsstats.stats.effective_proportions import korn_graubard
from lpsstats.stats.wilson import wilson_limits
from lpsstats.survey.model import Floats, Integers

ALL = 100.0
WILSON, KORN_GRAUBARD = "Wilson", "Korn-Graubard"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveShares:
    """A theme in one wave; every array has the shape (n_places,).

    Attributes
    ----------
    n, mentions : ndarray of int
        Respondents of the base, and those who named it; unweighted.
    pct, low, high : ndarray of float
        The share in percent and its interval; NaN where there is none.
    n_effective : ndarray of float
        Kish's; NaN in an unweighted survey.
    """

    n: Integers
    mentions: Integers
    pct: Floats
    low: Floats
    high: Floats
    n_effective: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Respondents of a wave in their place and in that of all together; shape (m,)."""

    row: Integers
    place: Integers
    weight: Floats
    stratum: Integers


def wave_shares(sample: Sample, wave: int, question: Question) -> WaveShares:
    """Give the share of one theme in one wave, in every place.

    Parameters
    ----------
    sample : Sample
        Values of 100 (named) and 0 (not).
    wave : int
        The wave. Where a compared wave is tested by linked people, only they count.
    question : Question
        How panels are tested; the coverage of intervals.
    """
    frame, rows = sample.frame, _rows_of(sample, wave, question)
    values = sample.values[rows.row]
    means = design_means(
        values / ALL,
        rows.weight,
        rows.place,
        frame.n_places,
        stratum=rows.stratum,
        cluster=None if frame.cluster is None else frame.cluster[rows.row],
    )
    named = (values > 0) & (rows.weight > 0) & (rows.place >= 0)
    low, high = _interval(means, frame, question.confidence)
    return WaveShares(
        n=means.n.astype(np.int64),
        mentions=np.bincount(rows.place[named], minlength=frame.n_places),
        pct=ALL * means.mean,
        low=ALL * low,
        high=ALL * high,
        n_effective=means.n_effective
        if frame.weight is not None
        else np.full(frame.n_places, np.nan),
    )


def wave_means(sample: Sample, wave: int, question: Question) -> DesignMeans:
    """Give the weighted mean of any values in one wave, of the same people as `wave_shares`."""
    rows = _rows_of(sample, wave, question)
    values = sample.values[rows.row]
    return design_means(values, rows.weight, rows.place, sample.frame.n_places)


def _rows_of(sample: Sample, wave: int, question: Question) -> _Rows:
    frame = sample.frame
    n_waves = frame.shape[1]
    row = np.flatnonzero(frame.cell - frame.site * n_waves == wave)
    site = frame.site[row]
    unit = None if frame.cluster is None else frame.cluster[row]
    place = np.concatenate([site, np.where(sample.included[site], frame.n_sites, -1)])
    row = np.concatenate([row, row])
    by_pairs, linked = _by_pairs(sample, wave, question), _linked(sample)
    paired = by_pairs[place] & (place >= 0)
    return _Rows(
        row=row,
        place=np.where(paired & ~linked[row], -1, place),
        weight=np.where(paired, _pair_weights(frame)[row], frame.weights[row]),
        stratum=np.concatenate(strata_of(site, np.zeros_like(site), unit)),
    )


def _by_pairs(sample: Sample, wave: int, question: Question) -> Flags:
    """Say in which places a wave counts linked people alone, shape (n_places,)."""
    frame = sample.frame
    if frame.wave_from == frame.wave_to or wave not in {frame.wave_from, frame.wave_to}:
        return np.zeros(frame.n_places, dtype=bool)
    pairs = linking_modes(sample, question) == PAIRS
    return np.asarray(pairs & (count_pairs(sample) > 0))


def _linked(sample: Sample) -> Flags:
    """Say who has answers in both waves, shape (n,); linked people are in the same group."""
    first, second = sample.frame.first, sample.frame.second
    known = ~np.isnan(sample.values[first]) & ~np.isnan(sample.values[second])
    linked: Flags = np.zeros(len(sample.values), dtype=bool)
    linked[np.concatenate([first[known], second[known]])] = True
    return linked


def _pair_weights(frame: Frame) -> Floats:
    """Give linked people the weight of the later wave, by which they are tested."""
    weight = frame.weights.copy()
    weight[frame.first] = frame.weights[frame.second]
    return weight


def _interval(means: DesignMeans, frame: Frame, confidence: float) -> tuple[Floats, Floats]:
    """Give Wilson's interval, or Korn and Graubard's where weights or sampling units count."""
    if frame.designed:
        found = korn_graubard(means, confidence=confidence)
        return found.conf_low, found.conf_high
    n = np.where(means.n > 0, means.n.astype(np.float64), np.nan)
    return wilson_limits(means.mean, n, confidence)
