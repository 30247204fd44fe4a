"""Who was interviewed in two waves: shares and means of what describes people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.composition_places import Places, places_of, two_waves
from lpsstats.analysis.description import percent
from lpsstats.analysis.measures import Category
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.numbers import number
from lpsstats.dictionary.describing import is_linear
from lpsstats.dictionary.model import Variable
from lpsstats.stats.moments import cell_moments
from lpsstats.stats.standardised_difference import (
    SEPARATION,
    StandardisedDifference,
    category_balance,
    chance_difference,
    mean_balance,
)
from lpsstats.stats.weights import weighted_moments
from lpsstats.survey.model import Floats, Survey

# Beyond it waves count as different in who was interviewed (Austin 2009, section 4).
NOTABLE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """Who was interviewed in a place in two waves, by a variable or (with a `category`) an answer.

    Every field is a column of the results; the glossary of the tables says what each means. A row
    of a category has no standardised difference: there is one for all categories together.
    """

    measure: str
    measure_label: str
    type: str
    site: str | None
    site_label: str
    role: str | None
    wave_from: str
    wave_to: str
    category: str | None = None
    category_label: str | None = None
    n_from: int
    n_to: int
    pct_from: float | None = None
    pct_to: float | None = None
    pct_from_weighted: float | None = None
    pct_to_weighted: float | None = None
    mean_from: float | None = None
    mean_to: float | None = None
    sd_from: float | None = None
    sd_to: float | None = None
    mean_from_weighted: float | None = None
    mean_to_weighted: float | None = None
    std_difference: float | None = None
    std_difference_weighted: float | None = None
    by_chance: float | None = None
    imbalanced: bool | None = None
    n_sites: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Balance:
    """The differences of a variable in every place; the one that is judged has the weights."""

    plain: StandardisedDifference
    judged: StandardisedDifference
    by_chance: Floats


def compose(
    survey: Survey, variables: Sequence[Variable], wave_from: int, wave_to: int
) -> tuple[Composition, ...]:
    """Hold the people of two waves against each other, unweighted and weighted.

    Parameters
    ----------
    survey : Survey
        All waves; with its weights, where it has them.
    variables : sequence of Variable
        What describes people: `people_variables(dictionary)`.
    wave_from, wave_to : int
        The two waves.

    Returns
    -------
    tuple of Composition
        Variable by variable, site by site and, where there are several, all sites that have both
        waves: a row of the variable, then one for each answer of a categorical or ordinal one. A
        likert variable or a number has its means. Where weights are declared, `imbalanced` is
        judged with them, as results are.
    """
    rows: list[Composition] = []
    for variable in variables:
        measure = measure_of(survey, variable.key)
        if is_linear(variable) or measure.answer is None:
            places = places_of(survey, survey.responses[variable.key], wave_from, wave_to)
            rows += _of_numbers(places, variable)
        else:
            answers = np.where(measure.answer < 0, np.nan, measure.answer)
            places = places_of(survey, answers, wave_from, wave_to)
            rows += _of_answers(places, variable, measure.categories)
    return tuple(rows)


def _of_numbers(places: Places, variable: Variable) -> Iterator[Composition]:
    """Give the rows of a variable that has means."""
    cell, n_cells, n = places.cell, places.n_cells, places.n_effective()
    plain = cell_moments(places.values, cell, n_cells)
    heavy = weighted_moments(places.values, places.weight, cell, n_cells)
    balance = _Balance(
        plain=mean_balance(*two_waves(plain)),
        judged=mean_balance(*two_waves(heavy)),
        by_chance=chance_difference(n[:, 0], n[:, 1], 2),
    )
    for place, row in enumerate(_wholes(places, variable, balance)):
        first, second = 2 * place, 2 * place + 1
        yield replace(
            row,
            mean_from=number(plain.mean[first]),
            mean_to=number(plain.mean[second]),
            sd_from=number(plain.sd[first]),
            sd_to=number(plain.sd[second]),
            mean_from_weighted=number(heavy.mean[first]) if places.weighted else None,
            mean_to_weighted=number(heavy.mean[second]) if places.weighted else None,
        )


def _of_answers(
    places: Places, variable: Variable, categories: Sequence[Category]
) -> Iterator[Composition]:
    """Give the rows of a variable and of its answers, which the places hold as positions."""
    k = len(categories)
    counts = _counted(places, k, np.ones(len(places.weight)))
    sums, n = _counted(places, k, places.weight), places.n_effective()
    balance = _Balance(
        plain=category_balance(counts[:, 0], counts[:, 1]),
        judged=category_balance(sums[:, 0], sums[:, 1]),
        by_chance=chance_difference(n[:, 0], n[:, 1], max(_used(counts), 2)),
    )
    for place, row in enumerate(_wholes(places, variable, balance)):
        yield row
        yield from _answers(row, categories, counts[place], sums[place], places.weighted)


def _counted(places: Places, k: int, weight: Floats) -> Floats:
    """Sum weights by place, wave and answer; shape (n_places, 2, k)."""
    key = places.cell * k + places.values.astype(np.int64)
    inside = places.cell >= 0
    sums = np.bincount(key[inside], weight[inside], places.n_cells * k).astype(np.float64)
    return sums.reshape(-1, 2, k)


def _used(counts: Floats) -> int:
    """Count the categories that anybody is in."""
    return int(counts.any(axis=(0, 1)).sum())


def _wholes(places: Places, variable: Variable, balance: _Balance) -> Iterator[Composition]:
    """Give the row of a variable in every place."""
    n = places.summed(np.ones(len(places.weight)))
    for place, site in enumerate(places.sites):
        difference = number(balance.judged.difference[place])
        reason = str(balance.judged.reason[place])
        pooled = len(places.sites) > 1 and place == len(places.sites) - 1
        yield Composition(
            measure=variable.key,
            measure_label=variable.label,
            type=variable.type,
            site=site.key or None,
            site_label=site.label,
            role=site.role,
            wave_from=places.waves[0],
            wave_to=places.waves[1],
            n_from=int(n[place, 0]),
            n_to=int(n[place, 1]),
            std_difference=number(balance.plain.difference[place]),
            std_difference_weighted=difference if places.weighted else None,
            by_chance=number(balance.by_chance[place]),
            imbalanced=_is_notable(difference, reason),
            n_sites=places.n_sites if pooled else None,
            reason=reason or None,
        )


def _is_notable(difference: float | None, reason: str) -> bool | None:
    """Judge a difference; one without bound is notable, a missing wave cannot be judged."""
    if difference is not None:
        return abs(difference) > NOTABLE
    return True if reason == SEPARATION else None


def _answers(
    row: Composition,
    categories: Sequence[Category],
    counts: NDArray[np.float64],
    sums: NDArray[np.float64],
    weighted: bool,
) -> Iterator[Composition]:
    """Give the rows of the answers below that of the variable; counts and sums are (2, k)."""
    total, heavy = counts.sum(axis=1), sums.sum(axis=1)
    for k, category in enumerate(categories):
        yield replace(
            row,
            category=category.code,
            category_label=category.label or None,
            n_from=int(counts[0, k]),
            n_to=int(counts[1, k]),
            pct_from=percent(counts[0, k], total[0]),
            pct_to=percent(counts[1, k], total[1]),
            pct_from_weighted=percent(sums[0, k], heavy[0]) if weighted else None,
            pct_to_weighted=percent(sums[1, k], heavy[1]) if weighted else None,
            std_difference=None,
            std_difference_weighted=None,
            by_chance=None,
            imbalanced=None,
            reason=None,
        )
