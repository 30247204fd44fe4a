"""Weights made from targets: who is brought to which shares, or why that cannot be."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lpsstats.dictionary.model import Dictionary, Raking
from lpsstats.findings import Finding
from lpsstats.stats.raking import NOT_CONVERGED, Raked, rake
from lpsstats.survey.model import Floats, Integers
from lpsstats.survey.raking_margins import Groups, Margin, groups_of, margins_of
from lpsstats.survey.raking_problems import (
    empty_targets_problem,
    not_raked_note,
    sums_note,
    unreached_problem,
    untargeted_problem,
)


def rake_weights(
    dictionary: Dictionary,
    responses: Mapping[str, Floats],
    places: tuple[Integers, Integers],
    start: Floats | None,
    *,
    in_doubt: bool,
) -> tuple[Floats | None, list[Finding]]:
    """Make the weights that the dictionary asks for.

    Parameters
    ----------
    dictionary : Dictionary
        Gives the targets, and whose respondents are weighted by themselves.
    responses : mapping of str to ndarray of float, shape (n,)
        The answers by variable; NaN where missing.
    places : (ndarray of int, ndarray of int), shape (n,) each
        Waves and sites, as positions in the dictionary.
    start : ndarray of float, shape (n,), optional
        The weights to start from, NaN where a respondent has none; `None`: all count alike.
    in_doubt : bool
        Whether something else is wrong with the survey: then who is to be weighted is not known,
        and nothing is made.

    Returns
    -------
    (ndarray of float, shape (n,), or None, list of Finding)
        Weights with a mean of 1 in every group, over those above zero; NaN where a respondent has
        no weight to start from, or no answer to a raking variable. `None` where targets cannot be
        reached; then an error says why. `start` itself where there are no targets.
    """
    raking = dictionary.raking
    if raking is None:
        return start, []
    if in_doubt:
        return None, []
    groups = groups_of(dictionary, raking, *places)
    margins = margins_of(dictionary, raking, responses, groups)
    untargeted = [f for m in margins for f in untargeted_problem(m, groups, dictionary)]
    if untargeted:
        return None, untargeted
    found = rake(
        [margin.given for margin in margins],
        [margin.shares for margin in margins],
        np.ones(len(groups.of)) if start is None else start,
        groups.of,
        bounds=raking.bounds,
    )
    errors = [*_unreachable(found, margins, groups, dictionary, raking)]
    if errors:
        return None, errors
    return found.weight, [
        *sums_note(raking, dictionary),
        *not_raked_note(margins, groups, dictionary),
    ]


def _unreachable(
    found: Raked, margins: Sequence[Margin], groups: Groups, dictionary: Dictionary, raking: Raking
) -> Iterator[Finding]:
    """Say which targets nobody is there for, and which groups did not come to theirs."""
    for margin, empty in zip(margins, found.empty, strict=True):
        yield from empty_targets_problem(margin, empty, groups, dictionary)
    failed = np.flatnonzero(found.reason == NOT_CONVERGED)
    yield from unreached_problem(failed, found, groups, dictionary, raking)
