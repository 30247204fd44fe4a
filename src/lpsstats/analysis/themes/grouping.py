"""Whom the themes are shown for: sites, the answers to another question, or everybody."""

from dataclasses import dataclass, replace

import numpy as np

from lpsstats.analysis.description_groups import only_sites
from lpsstats.analysis.measuring import measure_of
from lpsstats.dictionary.model import Site
from lpsstats.survey.model import Floats, Integers, Survey

BY_SITE, BY_NONE = "site", "none"
EVERYBODY = Site(key="", label="All respondents", role=None, codes={})
# No code of an answer: the site of those who gave none, which is taken out again.
WITHOUT = Site(key="\0", label="", role=None, codes={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """A survey whose sites are the groups asked for.

    Attributes
    ----------
    survey : Survey
        In a panel, people are linked within these groups.
    by : str
        `site`, `none`, or the key of the question whose answers are the groups.
    n_without : int
        Respondents without an answer to that question, who are left out.
    """

    survey: Survey
    by: str
    n_without: int = 0


def group_by(survey: Survey, by: str) -> Grouped:
    """Make the groups asked for the sites of a survey.

    Parameters
    ----------
    survey : Survey
        All waves.
    by : str
        `site`, `none`, or the key of a categorical or ordinal variable. Answers that nobody gave
        make no group.
    """
    if by == BY_SITE:
        return Grouped(survey=survey, by=by)
    if by == BY_NONE:
        return Grouped(survey=_with_sites(survey, np.zeros(survey.n), (EVERYBODY,)), by=by)
    measure = measure_of(survey, by)
    answer = np.full(survey.n, -1) if measure.answer is None else measure.answer
    groups = tuple(
        Site(key=one.code, label=one.label or one.code, role=None, codes={})
        for one in measure.categories
    )
    position = np.where(answer >= 0, answer, len(groups))
    whole = _with_sites(survey, position, (*groups, WITHOUT))
    given = [site.key for k, site in enumerate(groups) if (answer == k).any()]
    n_without = int((answer < 0).sum())
    return Grouped(survey=only_sites(whole, given), by=by, n_without=n_without)


def _with_sites(survey: Survey, position: Floats | Integers, sites: tuple[Site, ...]) -> Survey:
    dictionary = replace(survey.dictionary, sites=sites)
    return replace(survey, dictionary=dictionary, site=position.astype(np.int16))
