"""Weights that are missing, zero or extreme."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.findings import Finding
from lpsstats.survey.numbers import counted

PATH = ("survey", "weight")
# Conventional limits: Kish's design effect and the largest weight against the median one.
MOST_EFFECT, MOST_RATIO = 1.5, 5.0
LEAST_SHARE = 1e-9  # of the largest weight; smaller medians are beyond telling apart


def check(context: Context) -> Iterator[Finding]:
    """Look at the weights of each wave; where they are raked in each site, at those of each site.

    Raked weights have a mean of 1 in each site: extreme ones of a small site would not be seen
    among all of a wave.
    """
    weight = context.survey.weight
    if weight is None:
        return
    raking = context.dictionary.raking
    by_site = raking is not None and "site" in raking.within and len(context.dictionary.sites) > 1
    for index, wave in enumerate(context.dictionary.waves):
        of_wave = context.survey.wave == index
        yield from _absent(context, weight[of_wave], wave.key)
        if not by_site:
            yield from _extreme(context, weight[of_wave & (weight > 0)], wave.key)
            continue
        for place, site in enumerate(context.dictionary.sites):
            here = of_wave & (context.survey.site == place) & (weight > 0)
            yield from _extreme(context, weight[here], f"{wave.key}, {site.label}")


def _absent(context: Context, weight: NDArray[np.float64], wave: str) -> Iterator[Finding]:
    empty, zero = int(np.isnan(weight).sum()), int((weight == 0).sum())
    if empty or zero:
        everyone = counted(len(weight), "respondent")
        message = (
            f"{wave}: of {everyone}, {empty:,} have no weight and {zero:,} the weight 0; they "
            "count for nothing in weighted results."
        )
        yield context.found("LPS120", wave, message, *PATH)


def _extreme(context: Context, weight: NDArray[np.float64], wave: str) -> Iterator[Finding]:
    """Hold Kish's design effect, n sum w^2 / (sum w)^2, and the largest weight against limits."""
    if not len(weight):
        return
    share = weight / weight.max()  # so that huge weights do not overflow when squared
    effect = len(weight) * float((share**2).sum()) / float(share.sum()) ** 2
    ratio = 1 / max(float(np.median(share)), LEAST_SHARE)
    if effect > MOST_EFFECT or ratio > MOST_RATIO:
        message = (
            f"{wave}: weights from {weight.min():.3g} to {weight.max():.3g}, the largest "
            f"{ratio:.1f} times the median; design effect {effect:.2f}, so that {len(weight):,} "
            f"respondents tell as much as {len(weight) / effect:,.0f}."
        )
        yield context.found("LPS121", wave, message, *PATH)
