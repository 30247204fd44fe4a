"""The documents of `reliability` that ask what a scale measures, and whether it still does."""

from collections.abc import Iterator, Mapping, Sequence

import lpsstats
from lpsstats.analysis.description_groups import only_sites
from lpsstats.analysis.invariance import invariance
from lpsstats.analysis.item_influence import influence
from lpsstats.analysis.measurement_dimensions import dimensions
from lpsstats.analysis.provenance import account, provenance
from lpsstats.documents.choosing import (
    choose_confidence,
    choose_scales,
    choose_sites,
    choose_waves,
)
from lpsstats.documents.choosing_groups import choose_groups, restricted, unweighted
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.tables.document import Document
from lpsstats.tables.measurement_dimensions import dimensions_table
from lpsstats.tables.measurement_influence import influence_table
from lpsstats.tables.measurement_invariance import invariance_table, item_shift_table
from lpsstats.tables.model import Table


def dimensions_document(
    survey: Survey,
    *,
    measures: Sequence[str] = (),
    sites: Sequence[str] = (),
    by: str | None = None,
    seed: int = 20180501,
) -> Document:
    """Ask how many things the items of each scale measure, and lay the answer out.

    Parameters
    ----------
    survey : Survey
        All waves; weights are not used.
    measures, sites : sequence of str
        Keys of scales; sites whose respondents count. All by default.
    by : str, optional
        `wave`, `site` or `wave,site`: rows for each of them too.
    seed : int
        Where the random numbers start.

    Raises
    ------
    UsageError
        If a name is not in the dictionary.
    """
    here = _here(survey, sites)
    scales = choose_scales(survey.dictionary, measures)
    groups = choose_groups(by)
    rows = dimensions(here, scales, by=groups, seed=seed)
    options = {"dimensions": True, "measure": list(measures), "site": list(sites)}
    return _document(
        (survey, here),
        (dimensions_table(rows, here.dictionary, seed),),
        options | {"by": list(groups), "seed": seed},
    )


def invariance_document(
    survey: Survey,
    *,
    measures: Sequence[str] = (),
    sites: Sequence[str] = (),
    by: str | None = None,
    waves: tuple[str | None, str | None] = (None, None),
    items_only: bool = False,
) -> Document:
    """Ask whether each scale measured the same thing in every wave, and lay the answer out.

    Parameters
    ----------
    survey : Survey
        All waves; weights are not used.
    measures, sites : sequence of str
        Keys of scales; sites whose respondents count. All by default.
    by : str, optional
        `site`: every site by itself too.
    waves : (str, str)
        Keys of two waves to fit together; without any, all waves.
    items_only : bool
        Give the items as the only table.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or it has only one wave.
    """
    dictionary = survey.dictionary
    here = _here(survey, sites)
    scales = choose_scales(dictionary, measures)
    groups = choose_groups(by)
    if groups not in {(), ("site",)}:
        message = f"--by {by}: the waves are compared with each other; by site is possible"
        raise UsageError(message)
    two = choose_waves(dictionary, *waves)  # refuses a survey of one wave
    chosen = two if any(waves) else tuple(range(len(dictionary.waves)))
    answer = invariance(here, scales, chosen, by_site="site" in groups)
    if items_only and not answer.items:
        message = "--items: no model of equal intercepts could be fitted, so no item can be freed"
        raise UsageError(message)
    shifts = [item_shift_table(answer, here.dictionary)] if answer.items else []
    models = [] if items_only else [invariance_table(answer, here.dictionary)]
    options = {
        "invariance": True,
        "measure": list(measures),
        "site": list(sites),
        "by": list(groups),
        "waves": [dictionary.waves[wave].key for wave in chosen],
    }
    return _document((survey, here), (*models, *shifts), options)


def influence_document(
    survey: Survey,
    *,
    measures: Sequence[str] = (),
    sites: Sequence[str] = (),
    waves: tuple[str | None, str | None] = (None, None),
    confidence: float | None = None,
) -> Document:
    """Ask whether a change rests on one item of its scale, and lay the answer out.

    Parameters
    ----------
    survey : Survey
        All waves; weights are not used.
    measures, sites : sequence of str
        Keys of scales; sites whose respondents count. All by default.
    waves : (str, str)
        Keys of the two waves; the dictionary's baseline and endline by default.
    confidence : float, optional
        Coverage of intervals.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or no scale has two items.
    """
    dictionary = survey.dictionary
    here = _here(survey, sites)
    scales = choose_scales(dictionary, measures)
    two = choose_waves(dictionary, *waves)
    level = choose_confidence(dictionary, confidence)
    rows = influence(here, scales, two, confidence=level)
    if not rows:
        message = "--influence: no item can be left out of a scale of one item"
        raise UsageError(message)
    options = {
        "influence": True,
        "measure": list(measures),
        "site": list(sites),
        "from": dictionary.waves[two[0]].key,
        "to": dictionary.waves[two[1]].key,
        "confidence": level,
    }
    return _document((survey, here), (influence_table(rows, here.dictionary),), options)


def _here(survey: Survey, sites: Sequence[str]) -> Survey:
    """Keep the respondents of the sites that are named."""
    places = choose_sites(survey.dictionary, sites)
    if not sites:
        return survey
    return only_sites(survey, [s.key for s in survey.dictionary.sites if s.key in places])


def _document(
    surveys: tuple[Survey, Survey], tables: tuple[Table, ...], options: Mapping[str, object]
) -> Document:
    """Put tables together with where they come from: the survey, and the part that counted."""
    survey, here = surveys
    return Document(
        command="reliability",
        disclosure=surveys[0].dictionary.disclosure,
        tables=tables,
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=tuple(_notes(survey, here)),
    )


def _notes(survey: Survey, here: Survey) -> Iterator[str]:
    yield from account(survey)
    yield from survey.notes
    yield from restricted(survey, here)
    yield from unweighted(survey)
