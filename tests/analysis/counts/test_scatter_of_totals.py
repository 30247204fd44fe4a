"""Totals are allowed the scatter of the units that are compared, and no less."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpsstats.analysis.counts.changes import CountQuestion, changes_of
from lpsstats.analysis.counts.scatter import Scatters
from lpsstats.analysis.counts.trends import lines_of, scatter_of
from lpsstats.stats.count_trend import count_trend
from lpsstats.stats.rate_ratio import METHOD, rate_ratio
from lpsstats.stats.scattered_ratio import SCATTERED

PLAIN = CountQuestion(per=1.0, adjust="fdr_bh", confidence=0.95, add_categories=False)
NORTH = [120, 40, 160, 55, 90, 170, 45, 150, 60]
SOUTH = [110, 50, 150, 60, 95, 160, 50, 140, 70]
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
COMPARED = ["ratio_year", "ratio_year_low", "ratio_year_high", "p_year"]


def quarters(counts, unit, exposure=None):
    return [
        (f"{2022 + i // 4}-Q{i % 4 + 1}", unit, "walks", count, *([exposure] if exposure else []))
        for i, count in enumerate(counts)
        if count is not None
    ]


def rows_of(recorded):
    """Compare the last period; by the name of the unit."""
    scatter = scatter_of(lines_of(recorded, add_categories=False, confidence=0.95))
    last = len(recorded.periods.labels) - 1
    return {row.recording_unit_label: row for row in changes_of(recorded, (last,), PLAIN, scatter)}


def test_a_unit_that_joins_late_does_not_make_the_total_certain(as_recorded):
    # The third unit has four periods, too few for a trend of all three together.
    late = [None] * 5 + [20, 22, 19, 21]
    recorded = as_recorded(
        [*quarters(NORTH, "North"), *quarters(SOUTH, "South"), *quarters(late, "Late")]
    )
    total = rows_of(recorded)["all units"]
    assert total.n_units_year == 2
    assert (total.method, total.decided_by) == (SCATTERED, "year_before")
    both = np.array([NORTH, SOUTH], dtype=float).sum(axis=0)[None, :]
    alone = count_trend(both, np.ones_like(both), np.arange(9.0), np.arange(9) % 4)
    assert total.dispersion == pytest.approx(alone.dispersion[0])
    # Against the period before all three are compared; four periods leave the largest part.
    sizes = Scatters(
        recorded=recorded,
        series=scatter_of(lines_of(recorded, add_categories=False, confidence=0.95)),
    )
    level = lines_of(recorded, add_categories=False, confidence=0.95)[1].level
    parts = [sizes.series[unit, 0] for unit in range(2)]
    assert sizes.of(level, 8, 7) == [max(parts, key=lambda part: part.size)]
    assert sizes.of(level, 8, None)[0].size is None


@pytest.mark.parametrize("exposure", [None, 13])
def test_a_total_of_one_unit_is_that_unit(as_recorded, exposure):
    late = [None] * 6 + [20, 22, 19]
    rows = rows_of(
        as_recorded([*quarters(NORTH, "North", exposure), *quarters(late, "Late", exposure)])
    )
    total, north = rows["all units"], rows["North"]
    assert total.n_units_year == 1
    assert [getattr(total, name) for name in COMPARED] == [
        getattr(north, name) for name in COMPARED
    ]
    assert (total.method, total.dispersion) == (SCATTERED, north.dispersion)
    assert total.verdict == north.verdict == "no_clear_change"


def test_a_total_of_units_that_scatter_by_chance_alone_keeps_the_exact_test(as_recorded):
    rows = rows_of(
        as_recorded(
            [
                *quarters([20, 21, 19, 20, 22, 20, 19, 21, 40], "North"),
                *quarters([None] * 4 + [19, 21, 20, 20, 39], "South"),
            ]
        )
    )
    assert rows["all units"].method == METHOD


@SHARED
@given(
    counts=st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 90)), min_size=9, max_size=9),
        min_size=2,
        max_size=3,
    )
)
def test_scatter_never_makes_a_row_more_certain_than_the_exact_test(as_recorded, counts):
    recorded = as_recorded(
        [
            *quarters([5] * 9, "Base"),
            *quarters([4], "Once"),
            *(row for i, each in enumerate(counts) for row in quarters(each, f"U{i}")),
        ]
    )
    scatter = scatter_of(lines_of(recorded, add_categories=False, confidence=0.95))
    level = lines_of(recorded, add_categories=False, confidence=0.95)[1].level
    both = [i for i in range(len(recorded.unit)) if not np.isnan(recorded.count[i, [4, 8]]).any()]
    rough = any(scatter[i, 0].clear for i in both)
    (found,) = Scatters(recorded=recorded, series=scatter).of(level, 8, 4)
    common = int((~np.isnan(recorded.count[both])).all(axis=0).sum())
    if rough and (common < 6 or len(both) == 1):
        assert found.clear
    total = rows_of(recorded)["all units"]
    earlier, later = recorded.count[both][:, [4, 8]].sum(axis=0)[:, None]
    exact = rate_ratio(earlier, later, np.ones(1), np.ones(1))
    assert total.p_year >= exact.p_value[0]
    assert total.ratio_year_low <= exact.conf_low[0]
    assert total.ratio_year_high >= exact.conf_high[0]


def test_counts_that_differ_by_one_have_the_p_of_the_exact_test_where_they_scatter(as_recorded):
    rows = rows_of(as_recorded(quarters([*NORTH[:4], 90, *NORTH[5:8], 91], "North")))
    assert rows["North"].method == SCATTERED
    assert rows["North"].p_year == 1
