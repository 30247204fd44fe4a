"""LPS215: other people, or other shares of sites, than in another wave."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.dictionary.describing import describing_variables
from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding
from lpsstats.stats.contingency import Association, association
from lpsstats.stats.multiplicity import adjust

# In a wave of fewer nothing can be said of shares.
FEWEST = 30
LARGE, CERTAINTY = 0.10, 0.01
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How something is distributed over its answers in each wave.

    Attributes
    ----------
    subject, label : str
        The variable, or the sites.
    path : tuple of str
        Where it stands in the dictionary.
    answers : tuple of str
        The answers' texts.
    waves : tuple of str
        Keys of the waves with enough respondents.
    counts : ndarray of int, shape (n_waves, n_answers)
    """

    subject: str
    label: str
    path: tuple[str, ...]
    answers: tuple[str, ...]
    waves: tuple[str, ...]
    counts: NDArray[np.int64]


def check(context: Context) -> Iterator[Finding]:
    """Hold the people of the waves against each other: who they are, and where they live.

    What describes people is what `describing_variables` finds. All waves of at least 30 answers
    are tested at once: Pearson's chi-square, Holm over all variables, p < .01, and bias-corrected
    Cramer's V of at least .10 (Cohen's 1988 convention for a small association). Unweighted.

    Of sites, only those interviewed in every wave count, as in pooled results; a panel, where the
    same people are compared, is spared this one.
    """
    everything = [*_variables(context), *_sites(context)]
    tests = [association(shares.counts) for shares in everything]
    adjusted = adjust(np.array([test.p_value for test in tests], dtype=np.float64), "holm")
    for shares, test, p in zip(everything, tests, adjusted.tolist(), strict=True):
        if p < CERTAINTY and test.cramer_v >= LARGE:
            message = _message(shares, test, p, context.dictionary)
            yield context.found("LPS215", shares.subject, message, *shares.path)


def _variables(context: Context) -> Iterator[Shares]:
    dictionary, survey = context.dictionary, context.survey
    for variable in describing_variables(dictionary):
        key = variable.key
        if key not in context.faulty:
            codes = [float(code) for code in variable.labels]
            counts = _counts(survey.wave, survey.responses[key], codes, len(dictionary.waves))
            many = counts.sum(axis=1) >= FEWEST
            yield Shares(
                subject=key,
                label=variable.label,
                path=("variables", key),
                answers=tuple(variable.labels.values()),
                waves=tuple(dictionary.waves[w].key for w in np.flatnonzero(many)),
                counts=counts[many],
            )


def _counts(
    wave: NDArray[np.int16], answers: NDArray[np.float64], codes: list[float], n_waves: int
) -> NDArray[np.int64]:
    """Count answers by wave, in the order of the codes."""
    order = np.argsort(codes)
    answered = ~np.isnan(answers)
    place = np.searchsorted(np.array(codes)[order], answers[answered])
    cells = wave[answered].astype(np.int64) * len(codes) + order[place]
    return np.bincount(cells, minlength=n_waves * len(codes)).reshape(n_waves, len(codes))


def _sites(context: Context) -> Iterator[Shares]:
    """Count the respondents of sites, where other people are interviewed in every wave."""
    dictionary, survey = context.dictionary, context.survey
    n_waves, n_sites = len(dictionary.waves), len(dictionary.sites)
    if dictionary.design == "panel" or n_sites < 2:
        return
    counts = np.bincount(survey.cell, minlength=n_waves * n_sites).reshape(n_sites, n_waves).T
    many = counts.sum(axis=1) >= FEWEST
    counts = counts[many]
    everywhere = counts.all(axis=0)
    yield Shares(
        subject="sites",
        label="Sites",
        path=("sites",),
        answers=tuple(dictionary.sites[s].label for s in np.flatnonzero(everywhere)),
        waves=tuple(dictionary.waves[w].key for w in np.flatnonzero(many)),
        counts=counts[:, everywhere],
    )


def _message(shares: Shares, test: Association, p: float, dictionary: Dictionary) -> str:
    """Say what moved most: from the wave with the smallest share to that with the largest."""
    percent = 100 * shares.counts / shares.counts.sum(axis=1, keepdims=True)
    moved = np.ptp(percent, axis=0)
    most = [a for a in np.argsort(-moved, kind="stable").tolist()[:SHOWN] if moved[a] > 0]
    told = "; ".join(_path_of(shares, percent[:, a], shares.answers[a]) for a in most)
    shown = "< .001" if p < 0.001 else f"= {p:.3f}".replace("0.", ".", 1)
    strength = f"{test.cramer_v:.2f}".replace("0.", ".", 1)
    weighted = ", before weighting" if dictionary.weighted else ""
    sites = shares.subject == "sites"
    lead = (
        f"the sites have other shares of the respondents in other waves{weighted}"
        if sites
        else f"{shares.label}: answered otherwise in other waves{weighted}"
    )
    cure = (
        "Results over all sites mix them differently in each wave: compare site by site, or weight."
        if sites
        else "If it describes people, others were interviewed: compare within groups, or weight. "
        "If it is an opinion, say so (`better: high` or `low`) and it is not looked at here."
    )
    return f"{lead} (Cramer's V = {strength}, Holm p {shown}): {told}.\n{cure}"


def _path_of(shares: Shares, percent: NDArray[np.float64], answer: str) -> str:
    waves = ", ".join(
        f"{wave} {share:.0f}%" for wave, share in zip(shares.waves, percent.tolist(), strict=True)
    )
    return f"{answer}: {waves}"
