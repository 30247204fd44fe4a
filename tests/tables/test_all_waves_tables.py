"""How the pages of all waves are laid out: few waves, and many."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from lpsstats.analysis.all_waves_rows import AllWaves, WaveContrast
from lpsstats.analysis.comparison_rows import WaveMean
from lpsstats.analysis.wave_dates import WaveDates
from lpsstats.dictionary.model import Wave
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.tables.all_waves import all_waves_tables
from lpsstats.tables.model import Layout


def contrast(before, after):
    return WaveContrast(
        wave_from=before, wave_to=after, n_from=50, n_to=50, n_pairs=None, estimate=0.5,
        conf_low=0.1, conf_high=0.9, statistic=2.5, df=98.0, df_error=None, p_value=0.014,
        p_adjusted=0.02, method="Welch t-test", reason=None,
    )  # fmt: skip


def row(keys, **given):
    pairs = [*pairwise(keys), (keys[0], keys[-1])]
    whole = AllWaves(
        measure="cohesion", measure_label="Community cohesion", type="scale", category=None,
        category_label=None, site="barton", site_label="Barton", role=None, better="low",
        unit="points",
        waves=tuple(WaveMean(wave=key, n=50, mean=3.0, sd=1.0, pct=None) for key in keys),
        statistic=4.0, df=len(keys) - 1.0, df_error=90.0, p_value=0.01, p_adjusted=0.02,
        adjust="holm", family="primary", n_tests=1, method="Welch ANOVA", slope=0.25,
        slope_low=0.1, slope_high=0.4, slope_p_value=0.002, slope_method="Linear trend, HC3",
        confidence=0.95, contrasts=tuple(contrast(*pair) for pair in pairs), n_linked=None,
        n_sites=None, n_prorated=0, n_dropped=0, verdict="declined", status="ok", reason=None,
    )  # fmt: skip
    return replace(whole, **given)


@pytest.fixture(scope="module")
def tables(root):
    """Lay out one row of some waves."""
    example = read_dictionary(root / "data_dictionary.yaml")

    def make(keys, years=True, **given):
        waves = tuple(
            Wave(key=key, label=key, date=str(2010 + i), file=None, codes=())
            for i, key in enumerate(keys)
        )
        dates = WaveDates(
            years=np.arange(float(len(keys))) if years else None, why="T1 has no date"
        )
        dictionary = replace(example, waves=waves)
        return all_waves_tables([row(keys, **given)], dictionary, dates)

    return make


def headings(table, layout):
    return [column.heading for column in table.cells(layout).columns]


def test_three_waves_stand_in_every_layout_and_each_n_before_its_mean(tables):
    whole, steps = tables(["T1", "T2", "T3"])
    assert headings(whole, Layout.TINY) == ["Scale", "T1", "T2", "T3", "Verdict"]
    standard = headings(whole, Layout.STANDARD)
    assert standard[:7] == ["Scale", "n", "T1", "n", "T2", "n", "T3"]
    assert headings(steps, Layout.TINY) == ["Scale", "T1 to T2", "T2 to T3", "T1 to T3"]


def test_of_many_waves_a_narrow_page_shows_the_first_and_the_last(tables):
    keys = [f"T{i}" for i in range(1, 8)]
    whole, steps = tables(keys)
    assert headings(whole, Layout.TINY) == ["Scale", "T1", "T7", "Verdict"]
    assert headings(steps, Layout.NARROW) == ["Scale", "T1 to T7", "p adj"]
    assert all(key in headings(whole, Layout.STANDARD) for key in keys)
    assert len(headings(steps, Layout.WIDE)) == 1 + 3 * 7


def test_without_a_trend_there_is_no_column_of_it_and_a_note_that_says_why(tables):
    nothing = dict.fromkeys(("slope", "slope_low", "slope_high", "slope_p_value", "slope_method"))
    whole, _ = tables(["T1", "T2", "T3"], years=False, **nothing)
    assert not {"Per year", "p trend"} & set(headings(whole, Layout.WIDE))
    assert any(note.startswith("No trend: T1 has no date. Dates stand") for note in whole.notes)


def test_the_records_of_both_pages_are_the_same_and_flat_ones_name_both_waves(tables):
    whole, steps = tables(["T1", "T2", "T3"])
    assert whole.records == steps.records
    (flat,) = whole.flat()
    assert (flat["estimate_T1_T3"], flat["mean_T2"]) == (0.5, 3.0)
    assert not {"waves", "contrasts", "wave_from_T1_T3"} & flat.keys()
