"""End codes of a scale's items that are chosen by people who are in the middle otherwise."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.findings import Finding
from lpsstats.survey.numbers import as_text
from lpsstats.survey.scoring import item_matrix

FEWEST, FEWEST_CODES = 10, 4
CLEAR = 3.29  # standard errors: p < .001


def check(context: Context) -> Iterator[Finding]:
    """Compare the rest score of those at the end of an item's range with that of others.

    Whoever agrees most with one statement agrees, on the whole, with the others of its scale. A
    "don't know" that was coded as one more answer beyond the last is given by people in the middle.
    """
    for scale in context.scales:
        if len(scale.items) < 2:
            continue
        items = item_matrix(context.survey, scale)
        items = items[~np.isnan(items).any(axis=1)]
        total = items.sum(axis=1)
        for j, key in enumerate(scale.items):
            for code in _odd_ends(items[:, j], total - items[:, j]):
                variable = context.dictionary.variables[key]
                low, high = variable.low or 0.0, variable.high or 0.0
                stored = low + high - code if key in scale.reverse else code
                if scale.rescale:
                    continue
                message = (
                    f"{key}: those who gave the last code, {as_text(stored)}, are in the middle on "
                    f"the rest of {scale.label}. If it means no answer: "
                    f"missing: {{{as_text(stored)}: why}}, and a range without it."
                )
                subject = f"{key} = {as_text(stored)}"
                yield context.found("LPS209", subject, message, "variables", key)


def _odd_ends(item: NDArray[np.float64], rest: NDArray[np.float64]) -> Iterator[float]:
    """Give the end codes whose mean rest score is nearer the overall mean than the extreme one."""
    codes, place, n = np.unique(item, return_inverse=True, return_counts=True)
    if len(codes) < FEWEST_CODES or np.cov(item, rest)[0, 1] <= 0:
        return  # an item that runs against its scale is told so elsewhere
    mean = np.bincount(place, weights=rest) / n
    overall, spread = float(rest.mean()), float(rest.std())
    for end, sign in ((-1, 1.0), (0, -1.0)):
        others = (n >= FEWEST) & (np.arange(len(codes)) != end % len(codes))
        if n[end] < FEWEST or not others.any():
            continue
        best = float((sign * mean[others]).max())
        here, centre = sign * float(mean[end]), sign * overall
        error = spread * np.sqrt(1 / n[end] + 1 / n[others][np.argmax(sign * mean[others])])
        if here - centre < 0.5 * (best - centre) and best - here > CLEAR * error:
            yield float(codes[end])
