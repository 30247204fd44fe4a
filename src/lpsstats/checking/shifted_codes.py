"""Waves whose codes are those of another wave, a step higher or lower."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from lpsstats.checking.context import Context, Observed
from lpsstats.checking.observed import observed
from lpsstats.dictionary.model import Variable
from lpsstats.findings import Finding
from lpsstats.survey.numbers import as_text

# Conventions: enough answers and codes to see a shape; moved back, at least twice as alike.
FEWEST, FEWEST_CODES = 50, 3
UNLIKE, BETTER = 0.2, 0.5


def check(context: Context) -> Iterator[Finding]:
    """Compare the distribution of codes in each wave with the next, as it is and moved."""
    for variable in context.dictionary.variables.values():
        if variable.key in context.survey.responses and variable.type != "number":
            for first, second in pairwise(observed(context, variable)):
                yield from _compare(context, variable, first, second)


def _compare(
    context: Context, variable: Variable, first: Observed, second: Observed
) -> Iterator[Finding]:
    if min(first.n, second.n) < FEWEST or min(len(first.codes), len(second.codes)) < FEWEST_CODES:
        return
    step = float(second.codes[0] - first.codes[0])
    if not step or second.codes[-1] - first.codes[-1] != step:
        return
    apart, moved = _distance(first, second, 0.0), _distance(first, second, step)
    if apart >= UNLIKE and moved <= BETTER * apart:
        more = "higher" if step > 0 else "lower"
        message = (
            f"{variable.key}: the codes of {second.wave} ({_span(second)}) are those of "
            f"{first.wave} ({_span(first)}) {as_text(abs(step))} {more}: the distributions "
            f"overlap by {100 * (1 - apart):.0f}% as they are and by {100 * (1 - moved):.0f}% "
            "when moved back."
        )
        subject = f"{variable.key}, {first.wave}-{second.wave}"
        yield context.found("LPS208", subject, message, "variables", variable.key)


def _distance(first: Observed, second: Observed, step: float) -> float:
    """Give half the sum of differences of shares (total variation), the first moved by a step."""
    codes = np.union1d(first.codes + step, second.codes)
    shares = np.zeros((2, len(codes)))
    shares[0, np.searchsorted(codes, first.codes + step)] = first.counts / first.n
    shares[1, np.searchsorted(codes, second.codes)] = second.counts / second.n
    return float(np.abs(shares[0] - shares[1]).sum() / 2)


def _span(one: Observed) -> str:
    return f"{as_text(float(one.codes[0]))} to {as_text(float(one.codes[-1]))}"
