"""The groups of respondents whose reliability is estimated: everyone, waves, sites, cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.survey.model import Survey

Members = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Respondents who make one row, by positions in the dictionary; `None` where all together."""

    site: int | None
    wave: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Groups of one kind: `member` gives each respondent the position of theirs in `groups`."""

    member: Members
    groups: tuple[Group, ...]


def levels(survey: Survey, by: Sequence[str]) -> tuple[Level, ...]:
    """Give everyone as one group and then, where `by` names any, the groups of waves or sites.

    Parameters
    ----------
    survey : Survey
        All waves.
    by : sequence of str
        Any of `wave` and `site`.
    """
    everyone = Level(
        member=np.zeros(survey.n, dtype=np.int64), groups=(Group(site=None, wave=None),)
    )
    return (everyone, _parts(survey, by)) if by else (everyone,)


def _parts(survey: Survey, by: Sequence[str]) -> Level:
    """Give waves, sites, or every wave of every site their group numbers."""
    sites, waves = range(len(survey.dictionary.sites)), range(len(survey.dictionary.waves))
    if tuple(by) == ("wave",):
        groups = tuple(Group(site=None, wave=w) for w in waves)
        return Level(member=survey.wave.astype(np.int64), groups=groups)
    if tuple(by) == ("site",):
        groups = tuple(Group(site=s, wave=None) for s in sites)
        return Level(member=survey.site.astype(np.int64), groups=groups)
    groups = tuple(Group(site=s, wave=w) for s in sites for w in waves)
    return Level(member=survey.cell, groups=groups)
