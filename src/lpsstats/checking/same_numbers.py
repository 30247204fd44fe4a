"""Scales with the same means everywhere, and columns with the same answers."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from lpsstats.checking.context import Context
from lpsstats.findings import Finding
from lpsstats.stats.moments import cell_moments

EXACT, ROUNDED = 1e-9, 0.005
FEWEST_ROUNDED = 4  # cells that agree to two decimals only by being copies
FEWEST, FEWEST_CODES = 30, 3  # answers of two items that agree, and how many different ones


def check(context: Context) -> Iterator[Finding]:
    """Compare the means of all pairs of scales, and the answers of all variables."""
    copies = list(_scales(context))
    yield from copies
    if not copies:
        yield from _scores(context)
    yield from _columns(context)


def _scales(context: Context) -> Iterator[Finding]:
    """Find pairs with one mean in every cell of site and wave that has both."""
    n_cells = len(context.dictionary.sites) * len(context.dictionary.waves)
    means = {
        key: cell_moments(scores.values, context.survey.cell, n_cells).mean
        for key, scores in context.scores.items()
    }
    for one, other in combinations(means, 2):
        apart = np.abs(means[one] - means[other])
        apart = apart[~np.isnan(apart)]
        if len(apart) >= 2 and (apart <= EXACT).all():
            how = "the same means"
        elif len(apart) >= FEWEST_ROUNDED and (apart < ROUNDED).all():
            how = "the same means to two decimals"
        else:
            continue
        labels = [context.scores[key].scale.label for key in (one, other)]
        message = (
            f"{labels[0]} and {labels[1]} have {how} in all {len(apart)} sites and waves that have "
            "both: one was filled from the columns of the other."
        )
        yield context.found("LPS213", f"{one}, {other}", message, "scales", other)


def _scores(context: Context) -> Iterator[Finding]:
    """Find pairs of scales with the same score for every respondent of a wave."""
    for index, wave in enumerate(context.dictionary.waves):
        rows = context.survey.wave == index
        first: dict[bytes, str] = {}
        for key, scores in context.scores.items():
            values = scores.values[rows]
            given = values[~np.isnan(values)]
            if len(given) < FEWEST or len(np.unique(given)) < FEWEST_CODES:
                continue
            other = first.setdefault(values.tobytes(), key)
            if other != key:
                labels = [context.scores[k].scale.label for k in (other, key)]
                message = (
                    f"{labels[0]} and {labels[1]} have the same score for all {len(given):,} "
                    f"respondents of {wave.key}: one was filled from the columns of the other."
                )
                subject = f"{other}, {key}, {wave.key}"
                yield context.found("LPS213", subject, message, "scales", key)


def _columns(context: Context) -> Iterator[Finding]:
    """Find variables whose answers are the same for every respondent of a wave."""
    survey = context.survey
    sound = [key for key in survey.responses if key not in context.faulty]
    for index, wave in enumerate(context.dictionary.waves):
        rows = survey.wave == index
        first: dict[bytes, str] = {}
        for key in sound:
            answers = survey.responses[key][rows]
            given = answers[~np.isnan(answers)]
            if len(given) < FEWEST or len(np.unique(given)) < FEWEST_CODES:
                continue
            names = {survey.dictionary.variables[k].names.get(wave.key) for k in (key,)}
            other = first.setdefault(answers.tobytes(), key)
            same = survey.dictionary.variables[other].names.get(wave.key) in names
            if other != key and not same:
                message = (
                    f"{key} and {other} hold the same answers for all {len(answers):,} "
                    f"respondents of {wave.key}."
                )
                subject = f"{other}, {key}, {wave.key}"
                yield context.found("LPS218", subject, message, "variables", key)
