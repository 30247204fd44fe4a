"""Groups that are weighted by themselves, and the answers and targets of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary, Raking, Variable
from lpsstats.survey.model import Floats, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Respondents who are weighted by themselves.

    Attributes
    ----------
    names : tuple of str
        Of each group, for messages: `North Side, T1`.
    sites : tuple of str
        The key of a site whose targets hold for it.
    of : ndarray of int, shape (n,)
        The group of every respondent.
    cure : str
        How larger groups are to be had, if they are.
    """

    names: tuple[str, ...]
    sites: tuple[str, ...]
    of: Integers
    cure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """A variable that weights are raked to.

    Attributes
    ----------
    variable : Variable
        What was asked.
    answers : ndarray of float, shape (k,)
        Those that have targets anywhere or were given, in order.
    given : ndarray of int, shape (n,)
        Which of them each respondent gave; -1 where missing.
    targets : ndarray of float, shape (n_groups, k)
        As written; NaN where an answer has none.
    used : ndarray of bool, shape (n_groups,)
        Whether the group is raked to the variable at all.
    """

    variable: Variable
    answers: Floats
    given: Integers
    targets: Floats
    used: NDArray[np.bool_]

    @property
    def shares(self) -> Floats:
        """The targets, 0 where an answer has none; a row of NaN for a group that is not raked."""
        return np.where(self.used[:, None], np.nan_to_num(self.targets), np.nan)


def groups_of(dictionary: Dictionary, raking: Raking, wave: Integers, site: Integers) -> Groups:
    """Form the groups: sites, waves, each site in each wave, or everybody as one.

    Parameters
    ----------
    dictionary : Dictionary
        The sites and waves.
    raking : Raking
        Says what keeps respondents apart.
    wave, site : ndarray of int, shape (n,)
        Positions in the dictionary.
    """
    sites = dictionary.sites if "site" in raking.within else dictionary.sites[:1]
    waves = dictionary.waves if "wave" in raking.within else dictionary.waves[:1]
    number = np.zeros(len(wave), dtype=np.int64)
    if "site" in raking.within:
        number += site * len(waves)
    if "wave" in raking.within:
        number += wave
    called = [
        [one.label for one in (s,) if one.key and "site" in raking.within]
        + [one.key for one in (w,) if "wave" in raking.within]
        for s in sites
        for w in waves
    ]
    return Groups(
        names=tuple(", ".join(name) or "all respondents" for name in called),
        sites=tuple(s.key for s in sites for _ in waves),
        of=number,
        cure=_cure(dictionary, raking),
    )


def _cure(dictionary: Dictionary, raking: Raking) -> str:
    """Say how larger groups are to be had; targets of single sites keep these apart."""
    targets = list(raking.targets.values())
    alike = all(other == targets[0] for other in targets)
    if "site" in raking.within and len(dictionary.sites) > 1 and alike:
        kept = "wave" if "wave" in raking.within else ""
        return f", or weight all sites together: `within: [{kept}]`"
    return ""


def margins_of(
    dictionary: Dictionary, raking: Raking, responses: Mapping[str, Floats], groups: Groups
) -> tuple[Margin, ...]:
    """Gather answers and targets of every variable that weights are raked to.

    Parameters
    ----------
    dictionary, raking : Dictionary, Raking
        The variables and their targets.
    responses : mapping of str to ndarray of float, shape (n,)
        The answers by variable; NaN where missing.
    groups : Groups
        Who is weighted by themselves.
    """
    return tuple(
        _margin(dictionary.variables[key], raking, responses[key], groups)
        for key in raking.variables
    )


def _margin(variable: Variable, raking: Raking, values: Floats, groups: Groups) -> Margin:
    written = {site: targets.get(variable.key, {}) for site, targets in raking.targets.items()}
    distinct, index = np.unique(values[~np.isnan(values)], return_inverse=True)
    wanted = {answer for targets in written.values() for answer in targets}
    answers = np.union1d(distinct, np.array(sorted(wanted), dtype=np.float64))
    given = np.full(len(values), -1, dtype=np.int64)
    given[~np.isnan(values)] = np.searchsorted(answers, distinct)[index]
    return Margin(
        variable=variable,
        answers=answers,
        given=given,
        targets=np.array([[*_row(written[site], answers)] for site in groups.sites]),
        used=np.array([bool(written[site]) for site in groups.sites]),
    )


def _row(targets: Mapping[float, float], answers: Floats) -> Iterator[float]:
    """Give the target of every answer, NaN without one."""
    return (targets.get(answer, np.nan) for answer in answers.tolist())
