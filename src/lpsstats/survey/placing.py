"""Give every row of a file its wave and its site, or say why it has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.dictionary.model import Dictionary
from lpsstats.survey.export import Export
from lpsstats.survey.matching import BLANK, UNKNOWN, Positions, Target, match
from lpsstats.survey.place_problems import (
    absent_wave_problems,
    contradiction_problems,
    foreign_wave_problem,
    missing_column,
    unknown_problem,
)


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

    @property
    def waves_present(self) -> list[int]:
        """The waves that the rows belong to."""
        return [int(i) for i in np.flatnonzero(np.bincount(self.wave))]

    def source_rows(self, chosen: Positions | None) -> Positions | None:
        """Turn positions among the used rows into rows of the export."""
        if chosen is None:
            return self.rows
        return chosen if self.rows is None else self.rows[chosen]


def place_rows(
    dictionary: Dictionary, export: Export, waves: Sequence[int]
) -> tuple[list[Placement], list[str]]:
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
    (list of Placement, list of str)
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
) -> tuple[Positions | None, list[str]]:
    """Find the wave of each row from the wave column; `None` where the file alone tells."""
    names = dictionary.wave_names
    if names is None:
        return None, []
    wanted = list(dict.fromkeys(names[dictionary.waves[w].key] for w in waves))
    name = next((name for name in wanted if name in export.columns), None)
    if name is None:
        place = f"waves.column, {dictionary.where('waves', 'column')}"
        return None, [missing_column(export, wanted[0], place)] if len(waves) > 1 else []
    targets = [Target(key=w.key, label=w.label, codes=w.codes) for w in dictionary.waves]
    matching = match(export, name, "wave", targets)
    return matching.rows, [
        *(unknown_problem(matching, dictionary) if dictionary.waves_other is None else ()),
        *contradiction_problems(matching, dictionary),
        *absent_wave_problems(matching, waves, dictionary),
        *foreign_wave_problem(matching, waves, dictionary),
    ]


def _sites_of(
    dictionary: Dictionary, export: Export, wave: Positions, waves: Sequence[int]
) -> tuple[Positions, list[str]]:
    """Find the site of each row; codes and column may differ by wave."""
    names = dictionary.site_names
    if names is None:
        return np.zeros(export.n_rows, dtype=np.int64), []
    site = np.full(export.n_rows, BLANK, dtype=np.int64)
    problems: list[str] = []
    for w in waves:
        key = dictionary.waves[w].key
        if names[key] not in export.columns:
            place = f"sites.column, {dictionary.where('sites', 'column')}"
            problems.append(missing_column(export, names[key], place))
            continue
        matching = match(export, names[key], "site", _site_targets(dictionary, key))
        rows = wave == w
        site[rows] = matching.rows[rows]
        if dictionary.sites_other is None:
            problems += unknown_problem(matching.among(rows), dictionary)
        problems += contradiction_problems(matching, dictionary)
    return site, list(dict.fromkeys(problems))


def _site_targets(dictionary: Dictionary, wave: str) -> list[Target]:
    return [Target(key=s.key, label=s.label, codes=s.codes.get(wave, ())) for s in dictionary.sites]
