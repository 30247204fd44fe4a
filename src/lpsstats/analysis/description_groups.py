"""The groups of respondents that a description has rows for: everyone, waves, sites, cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary
from lpsstats.survey.model import Integers, Survey

Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A group by its keys; `site` and `wave` are `None` where all are together."""

    site: str | None
    site_label: str | None
    wave: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Groups of respondents: all together first, where there are several, then each of them.

    Attributes
    ----------
    shape : (int, int)
        Number of sites and of waves; a respondent's cell is site x waves + wave.
    by : tuple of str
        Any of `wave` and `site`, in any order; none for all together alone.
    places : tuple of Place
        The groups, in the order of every array that is made of them.
    """

    shape: tuple[int, int]
    by: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def n_cells(self) -> int:
        """How many cells there are."""
        return self.shape[0] * self.shape[1]

    def summed(self, table: NDArray[Number]) -> NDArray[Number]:
        """Sum a table of cells, of shape (n_cells, ...), to one of groups, (n_groups, ...)."""
        cube = table.reshape(*self.shape, *table.shape[1:])
        parts = self._parts(cube)
        if self._pooled:
            parts = np.concatenate([cube.sum(axis=(0, 1))[None], parts])
        return parts

    def counted(self, cell: Integers) -> NDArray[np.int64]:
        """Count the respondents of every group from their cells."""
        return self.summed(np.bincount(cell, minlength=self.n_cells).astype(np.int64))

    def members(self, survey: Survey) -> list[tuple[Integers, int]]:
        """Give the group of each respondent, level by level, with the number of groups in each.

        For what is no sum, such as a median: the levels' results one after the other are those of
        all groups.
        """
        n_sites, n_waves = self.shape
        both = {
            "wave": (survey.wave.astype(np.int64), n_waves),
            "site": (survey.site.astype(np.int64), n_sites),
        }
        everyone = (np.zeros(survey.n, dtype=np.int64), 1)
        if not self.by:
            return [everyone]
        level = both[self.by[0]] if len(self.by) == 1 else (survey.cell, self.n_cells)
        return [everyone, level] if self._pooled else [level]

    @property
    def _pooled(self) -> bool:
        return bool(self.by) and self.places[0] == EVERYONE

    def _parts(self, cube: NDArray[Number]) -> NDArray[Number]:
        summed: NDArray[Number]
        if not self.by:
            summed = cube.sum(axis=(0, 1))[None]
        elif len(self.by) == 2:
            summed = cube.reshape(self.n_cells, *cube.shape[2:])
        else:
            summed = cube.sum(axis=0 if self.by[0] == "wave" else 1)
        return summed


EVERYONE = Place(site=None, site_label=None, wave=None)


def make_groups(dictionary: Dictionary, by: Sequence[str]) -> Groups:
    """Make the groups; a single wave or site needs no row for all together beside its own.

    Parameters
    ----------
    dictionary : Dictionary
        Its sites and waves.
    by : sequence of str
        Any of `wave` and `site`. A survey without sites has no groups of sites.
    """
    named = bool(dictionary.sites[0].key)
    kinds = tuple(kind for kind in ("site", "wave") if kind in by and (kind == "wave" or named))
    sites = dictionary.sites if "site" in kinds else (None,)
    waves = dictionary.waves if "wave" in kinds else (None,)
    parts = [
        Place(
            site=site.key if site else None,
            site_label=site.label if site else None,
            wave=wave.key if wave else None,
        )
        for site in sites
        for wave in waves
    ]
    pooled = [EVERYONE] if len(parts) > 1 else []
    return Groups(
        shape=(len(dictionary.sites), len(dictionary.waves)),
        by=kinds,
        places=(*pooled, *parts),
    )


def only_sites(survey: Survey, keys: Sequence[str]) -> Survey:
    """Keep the respondents of some sites, and only these sites in its dictionary.

    Parameters
    ----------
    survey : Survey
        All of them.
    keys : sequence of str
        Keys of sites; all where there are none.
    """
    if not keys:
        return survey
    dictionary = survey.dictionary
    kept = [place for place, site in enumerate(dictionary.sites) if site.key in keys]
    here = np.isin(survey.site, kept)
    position = np.full(len(dictionary.sites), -1, dtype=np.int16)
    position[kept] = np.arange(len(kept))
    return replace(
        survey,
        dictionary=replace(dictionary, sites=tuple(dictionary.sites[place] for place in kept)),
        wave=survey.wave[here],
        site=position[survey.site[here]],
        person=None if survey.person is None else survey.person[here],
        responses={key: values[here] for key, values in survey.responses.items()},
        missing={key: reasons[here] for key, reasons in survey.missing.items()},
        boxes={k: replace(b, ticked=b.ticked[here]) for k, b in survey.boxes.items()},
        weight=None if survey.weight is None else survey.weight[here],
        cluster=None if survey.cluster is None else survey.cluster[here],
        codes=None,
    )
