"""Lay out which predictors go with an outcome most: their ranks, then their differences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lpsstats.analysis.drivers.rows import Driver, Drivers
from lpsstats.analysis.measures import Measure
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.drivers_difference_notes import difference_notes
from lpsstats.tables.drivers_notes import ranking_notes
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked: of which outcome, waves and sites, and with how many resamples."""

    outcome: Measure
    waves: tuple[int, ...]
    sites: tuple[int, ...]
    draws: int
    seed: int


def driver_tables(found: Drivers, asked: Asked, dictionary: Dictionary) -> tuple[Table, ...]:
    """Build the tables of `drivers`.

    Parameters
    ----------
    found : Drivers
        At least one row.
    asked : Asked
        What was asked.
    dictionary : Dictionary
        Names of sites and waves, and what weights are called.

    Returns
    -------
    tuple of Table
        The ranking, whose records hold everything; the same records as differences.
    """
    records = tuple(record(row) for row in found.rows)
    what = f"what goes with {asked.outcome.label}"
    ranks = Table(
        key="drivers",
        title=f"{dictionary.title}: {what} ({_where(asked, dictionary)})",
        records=records,
        columns=tuple(_ranking(found)),
        notes=tuple(ranking_notes(found, asked.draws, asked.seed)),
    )
    differences = Table(
        key="differences",
        title=f"Each by itself: how {asked.outcome.label} differs",
        records=records,
        columns=tuple(_differences(found.rows)),
        notes=tuple(difference_notes(found, asked.outcome, dictionary)),
    )
    return ranks, differences


def _where(asked: Asked, dictionary: Dictionary) -> str:
    """Name the sites and waves whose respondents are put together."""
    sites = [dictionary.sites[site].label for site in asked.sites if dictionary.sites[site].key]
    waves = [dictionary.waves[wave].key for wave in asked.waves]
    place = "all sites" if len(sites) == len(dictionary.sites) > 1 else ", ".join(sites)
    return "; ".join(part for part in (place, ", ".join(waves)) if part)


def _ranking(found: Drivers) -> Iterator[Column]:
    """Order the columns: who, its share and rank, how sure that is, other ways to see it."""
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    yield Column(heading="Predictor", keys=("predictor_label",), format="text", wraps=True)
    yield Column(heading="Rank", keys=("weight_rank",), format="count")
    if found.unsure is None and found.rows[0].n_ranked > 1:
        ends = ("rank_low", "rank_high")
        yield Column(heading="90%", keys=ends, format="rank_range", first=narrow)
        yield Column(heading="First", keys=("p_first",), format="bounded", first=standard)
        yield Column(heading="Letters", keys=("letters",), format="text", first=narrow)
    yield Column(heading="Share %", keys=("share_r2",), format="tenth")
    yield Column(heading="of R²", keys=("weight_r2",), format="thousandth", first=standard)
    if any(row.lmg is not None for row in found.rows):
        yield Column(heading="LMG", keys=("lmg",), format="thousandth", first=wide)
    yield Column(heading="Beta", keys=("beta",), format="bounded", first=wide)


def _differences(rows: Sequence[Driver]) -> Iterator[Column]:
    """Order the columns: who, how many, the difference, its test."""
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    yield Column(heading="Predictor", keys=("predictor_label",), format="text", wraps=True)
    yield Column(heading="n", keys=("n",), format="count", first=wide)
    if any(row.n_exposed is not None for row in rows):
        yield Column(heading="Yes", keys=("n_exposed",), format="count", first=standard)
        yield Column(heading="%", keys=("pct_exposed",), format="tenth", first=standard)
    yield Column(heading="Diff.", keys=("estimate",), format="signed")
    level = f"{100 * rows[0].confidence:g}% CI"
    yield Column(heading=level, keys=("conf_low", "conf_high"), format="interval", first=narrow)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=wide)
    yield Column(heading="p adj", keys=("p_adjusted",), format="p_value", first=standard)
    keys = ("direction", "difference_clear")
    yield Column(heading="Goes with", keys=keys, format="goes_with", wraps=True)
