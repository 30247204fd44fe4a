"""Give every row of a file its wave and its site, or say why it has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.scalars import Code
from lpsstats.findings import Finding
from lpsstats.survey.export import Export
from lpsstats.survey.matching import BLANK, UNKNOWN, Positions, Target, distinct, match
from lpsstats.survey.place_problems import (
    absent_place,
    absent_wave_problems,
    contradiction_problems,
    foreign_wave_problem,
    inseparable_problem,
    unknown_problem,
)

SiteCodes = tuple[tuple[Code, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The rows of an export that are used, with their wave and site.

    Attributes
    ----------
    rows : ndarray of int, shape (n,), optional
        Which rows of the export; `None` where it is all of them.
    wave, site : ndarray of int, shape (n,)
        Positions in the dictionary.
    left_out : mapping of str to int
        Rows not used, by reason.
    """

    export: Export
    rows: Positions | None
    wave: Positions
    site: Positions
    left_out: Mapping[str, int]

    @property
    def n(self) -> int:
        """The number of rows used."""
        return len(self.wave)

    def source_rows(self, chosen: Positions | None) -> Positions | None:
        """Turn positions among the used rows into rows of the export."""
        if chosen is None:
            return self.rows
        return chosen if self.rows is None else self.rows[chosen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A column and the rows of a placement whose answers it holds.

    Attributes
    ----------
    name : str
        The column.
    wave : str
        The first wave for which it does.
    rows : ndarray of int, optional
        Positions among the rows used; `None` where it is all of them.
    """

    name: str
    wave: str
    rows: Positions | None


def holders(names: Mapping[str, str], placement: Placement, dictionary: Dictionary) -> list[Holder]:
    """Find the columns that hold something whose name may differ by wave.

    Parameters
    ----------
    names : mapping of str to str
        Its column in each wave that has it.
    placement : Placement
        The rows of a file.
    dictionary : Dictionary
        Gives the waves.
    """
    waves: dict[str, list[int]] = {}
    present = np.flatnonzero(np.bincount(placement.wave)).tolist()
    for position in present:
        key = dictionary.waves[position].key
        if key in names:
            waves.setdefault(names[key], []).append(position)
    everything = list(waves.values()) == [present]
    return [
        Holder(
            name=name,
            wave=dictionary.waves[held[0]].key,
            rows=None if everything else np.flatnonzero(np.isin(placement.wave, held)),
        )
        for name, held in waves.items()
    ]


def place_rows(
    dictionary: Dictionary, export: Export, waves: Sequence[int]
) -> tuple[list[Placement], list[Finding]]:
    """Place the rows of one export.

    Parameters
    ----------
    dictionary : Dictionary
        The waves and sites, their columns and codes.
    export : Export
        The file.
    waves : sequence of int
        The waves that it holds.

    Returns
    -------
    (list of Placement, list of Finding)
        One placement, or one per wave where waves lie side by side; and the problems found.
    """
    wave, problems = _waves_of(dictionary, export, waves)
    placements = []
    for held in [waves] if wave is not None else [[w] for w in waves]:
        here = wave if wave is not None else np.full(export.n_rows, held[0], dtype=np.int64)
        site, trouble = _sites_of(dictionary, export, here, held)
        problems += trouble
        placements.append(_placement(export, here, site))
    return placements, problems


def _placement(export: Export, wave: Positions, site: Positions) -> Placement:
    """Keep the rows that have both a wave and a site; count the others."""
    out = {
        "no wave recorded": wave == BLANK,
        "a wave that the dictionary does not list": wave == UNKNOWN,
        "no site recorded": (wave >= 0) & (site == BLANK),
        "a site that the dictionary does not list": (wave >= 0) & (site == UNKNOWN),
    }
    used = (wave >= 0) & (site >= 0)
    everything = bool(used.all())
    return Placement(
        export=export,
        rows=None if everything else np.flatnonzero(used),
        wave=wave if everything else wave[used],
        site=site if everything else site[used],
        left_out={reason: int(rows.sum()) for reason, rows in out.items() if rows.any()},
    )


def _waves_of(
    dictionary: Dictionary, export: Export, waves: Sequence[int]
) -> tuple[Positions | None, list[Finding]]:
    """Find the wave of each row from the wave column; `None` where the file alone tells."""
    names = dictionary.wave_names
    if names is None:
        return None, inseparable_problem(export, waves, dictionary)
    wanted = list(dict.fromkeys(names[dictionary.waves[w].key] for w in waves))
    name = next((name for name in wanted if name in export.columns), None)
    if name is None and len(waves) == 1:
        return None, []
    if name is None:
        # The rest is still checked, as if all rows were of one wave.
        trouble = absent_place(export, wanted[0], dictionary, "waves", "column")
        return np.full(export.n_rows, waves[0]), [trouble]
    targets = [Target(key=w.key, label=w.label, codes=w.codes) for w in dictionary.waves]
    matching = match(export, name, "wave", targets, distinct(name, export))
    return matching.rows, [
        *(unknown_problem(matching, dictionary) if dictionary.waves_other is None else ()),
        *contradiction_problems(matching, dictionary),
        *absent_wave_problems(matching, waves, dictionary),
        *foreign_wave_problem(matching, waves, dictionary),
    ]


def _sites_of(
    dictionary: Dictionary, export: Export, wave: Positions, waves: Sequence[int]
) -> tuple[Positions, list[Finding]]:
    """Find the site of each row; codes and column may differ by wave."""
    names = dictionary.site_names
    if names is None:
        return np.zeros(export.n_rows, dtype=np.int64), []
    site = np.full(export.n_rows, BLANK, dtype=np.int64)
    problems: list[Finding] = []
    for (name, codes), alike in _alike(dictionary, names, waves).items():
        if name not in export.columns:
            problems.append(absent_place(export, name, dictionary, "sites", "column"))
            continue
        targets = [
            Target(key=s.key, label=s.label, codes=own)
            for s, own in zip(dictionary.sites, codes, strict=True)
        ]
        rows = np.flatnonzero(np.isin(wave, alike))
        matching = match(export, name, "site", targets, distinct(name, export)).among(rows)
        site[rows] = matching.rows
        if dictionary.sites_other is None:
            problems += unknown_problem(matching, dictionary)
        problems += contradiction_problems(matching, dictionary)
    return site, problems


def _alike(
    dictionary: Dictionary, names: Mapping[str, str], waves: Sequence[int]
) -> dict[tuple[str, SiteCodes], list[int]]:
    """Gather the waves that have the same site column with the same codes."""
    gathered: dict[tuple[str, SiteCodes], list[int]] = {}
    for w in waves:
        key = dictionary.waves[w].key
        codes = tuple(site.codes.get(key, ()) for site in dictionary.sites)
        gathered.setdefault((names[key], codes), []).append(w)
    return gathered
