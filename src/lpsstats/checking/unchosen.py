"""Answers that many chose in one wave and nobody in another."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from lpsstats.checking.context import Context
from lpsstats.checking.observed import observed
from lpsstats.dictionary.merging import CODED
from lpsstats.findings import Finding
from lpsstats.survey.numbers import as_text

MANY, FEWEST = 0.05, 100  # of the answers of one wave; answers of the other


def check(context: Context) -> Iterator[Finding]:
    """Find codes with 5% or more of the answers in one wave and none of 100 in the next."""
    for variable in context.dictionary.variables.values():
        key = variable.key
        if (
            key not in context.survey.responses
            or key in context.faulty
            or variable.type not in CODED
        ):
            continue
        for first, second in pairwise(observed(context, variable)):
            for here, there in ((first, second), (second, first)):
                if there.n < FEWEST:
                    continue
                lost = (here.counts >= MANY * here.n) & ~np.isin(here.codes, there.codes)
                gone = [
                    f"{as_text(code)} ({100 * here.share(code):.0f}%)"
                    for code in here.codes[lost].tolist()
                ]
                if gone:
                    message = (
                        f"{variable.key}: nobody of {there.n:,} chose {', '.join(gone)} in "
                        f"{there.wave}, as in {here.wave}."
                    )
                    subject = f"{variable.key}, {first.wave}-{second.wave}"
                    yield context.found("LPS220", subject, message, "variables", variable.key)
