"""Scales and reversed items whose answers leave much of the declared range unused."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.findings import Finding
from lpsstats.survey.numbers import as_text
from lpsstats.survey.scoring import item_limits, item_matrix

FEWEST = 100  # answers; of fewer, an end that nobody chose tells nothing
UNUSED = 0.2  # of the range, at one end


def check(context: Context) -> Iterator[Finding]:
    """Compare the lowest and highest value with the declared ones."""
    for key, scores in context.scores.items():
        # A mean of several items seldom reaches an end that each of them does.
        items = item_matrix(context.survey, scores.scale)
        low, high = item_limits(context.dictionary.variables[scores.scale.items[0]], scores.scale)
        for said in _unused(items.ravel(), low, high):
            message = f"{scores.scale.label}: its items, turned the scale's way, {said}"
            yield context.found("LPS214", key, message, "scales", key)
    for item in sorted({item for scale in context.scales for item in scale.reverse}):
        variable = context.dictionary.variables[item]
        values = context.survey.responses[item]
        for said in _unused(values, variable.low or 0.0, variable.high or 0.0):
            message = (
                f"{item}: answers {said} It is turned round by its declared range, so a wrong "
                "range shifts every score."
            )
            yield context.found("LPS214", item, message, "variables", item)


def _unused(values: NDArray[np.float64], low: float, high: float) -> Iterator[str]:
    given = values[~np.isnan(values)]
    if len(given) < FEWEST:
        return
    least, most = float(given.min()), float(given.max())
    if max(high - most, least - low) >= UNUSED * (high - low):
        yield (
            f"run from {least:.3g} to {most:.3g}, of a declared {as_text(low)} to {as_text(high)} "
            f"(n = {len(given):,})."
        )
