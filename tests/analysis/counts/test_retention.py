"""Connections followed from map to map, by unit and category."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.analysis.counts.retention import retention
from lpsstats.errors import DataError, UsageError
from lpsstats.files.levels import text_column
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.survey.export import Export
from support.reference import table

COUNTED = ("n_connections", "n_before", "n_new", "n_repeated", "n_returned", "n_lost")
SHARES = [f"pct_{of}{end}" for of in ("new", "kept", "sustained") for end in ("", "_low", "_high")]


def export_of(rows, columns=("map", "category", "connection", "unit")):
    """Make an export of rows of text."""
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    used = dict(zip(columns, cells, strict=False))
    return Export(
        name="maps.csv",
        path=None,
        sha256="0",
        n_rows=len(rows),
        column_names=tuple(used),
        columns={name: text_column(texts) for name, texts in used.items()},
        row_word="line",
        first_row=2,
    )


def rows_of(rows, **options):
    found = retention(export_of(rows), options.get("roles", {}), options.get("confidence", 0.95))
    return {(row.recording_unit, row.category, row.map): row for row in found.rows}


def notes_of(rows):
    return "\n".join(retention(export_of(rows), {}, 0.95).notes)


@pytest.fixture(scope="module")
def example(root):
    return read_export(root / "examples/counts/maps.csv", None, ReadOptions())


def test_counts_and_intervals_are_those_of_r(example):
    lines = table("retention.csv")
    assert len(lines) == 28
    for confidence in (0.9, 0.95):
        found = retention(example, {}, confidence).rows
        rows = {(row.category or "", row.map): row for row in found}
        for line in lines:
            if float(line["confidence"]) == confidence:
                row = rows[line["category"], line["map"]]
                for name in (*COUNTED, "n_sustained", "n_seen", "n_once"):
                    assert getattr(row, name) == int(line[name]), name
                assert row.persistence[-1].n_connections == int(line["n_on_all"])
                got = [getattr(row, name) for name in SHARES]
                assert got == pytest.approx([float(line[n]) for n in SHARES], rel=1e-12, abs=1e-12)


def test_six_of_seven_organisations_stay_from_49_to_97_percent(example):
    rows = {(row.category, row.map): row for row in retention(example, {}, 0.95).rows}
    row = rows["organisations", "2023-H2"]
    assert (row.n_repeated, row.n_before, row.small_base) == (6, 7, True)
    shown = [round(x) for x in (row.pct_kept, row.pct_kept_low, row.pct_kept_high)]
    assert shown == [86, 49, 97]
    back = rows["organisations", "2024-H1"]
    assert (back.n_new, back.n_repeated, back.n_returned, back.n_lost) == (1, 6, 1, 2)


places = st.sampled_from(["North", "South"])
kinds = st.sampled_from(["residents", "groups", "events"])
people = st.integers(1, 6).map(lambda i: f"R{i:03}")
labels = st.sampled_from(["Map 1", "Map 2", "Map 3"])


@given(st.lists(st.tuples(labels, kinds, people, places), min_size=1, max_size=60))
def test_every_row_is_a_recount_with_sets(rows):
    found = rows_of(rows)
    made = {unit: sorted({row[0] for row in rows if row[3] == unit}) for unit in ("North", "South")}
    every = sorted({row[0] for row in rows})
    together = {unit for unit, maps in made.items() if maps == every}
    assert any(unit is None for unit, _, _ in found) == (len(together) == 2)
    for (unit, category, label), row in found.items():
        units = {unit} if unit else together
        maps = made[unit] if unit else every
        m = maps.index(label)
        on = [
            {r[2] for r in rows if r[0] == each and r[3] in units and category in (None, r[1])}
            for each in maps
        ]
        earlier, before = set().union(*on[:m]), on[m - 1] if m else set()
        assert row.n_connections == len(on[m])
        assert row.n_first == len(on[0])
        assert row.map_before == (maps[m - 1] if m else None)
        assert row.n_seen == len(earlier | on[m]) == sum(k.n_connections for k in row.persistence)
        if m == 0:
            assert row.reason == row.new_reason == row.sustained_reason == "no_earlier_map"
            assert row.n_new is row.n_before is row.pct_kept is None
            continue
        expected = (
            *(len(on[m]), len(before), len(on[m] - earlier), len(on[m] & before)),
            *(len((on[m] & earlier) - before), len(before - on[m])),
        )
        assert tuple(getattr(row, name) for name in COUNTED) == expected
        assert row.n_sustained == len(set.intersection(*on[: m + 1]))
        assert (row.status, row.pct_kept is None) == (
            ("ok", False) if before else ("not_testable", True)
        )


@given(
    st.lists(st.tuples(labels, kinds, people, places), min_size=1, max_size=40),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_and_repeated_rows_change_no_count(rows, shuffled):
    other = rows + rows[: len(rows) // 2]
    shuffled.shuffle(other)
    assert rows_of(rows) == rows_of(other)


def test_one_map_has_counts_and_reasons_and_no_persistence_beyond_it():
    row = rows_of([("2024-H1", "groups", "G1", "North")])["North", "groups", "2024-H1"]
    assert (row.n_connections, row.n_seen, row.n_once, row.status) == (1, 1, 1, "not_testable")
    assert [(k.n_maps, k.n_connections) for k in row.persistence] == [(1, 1)]
    assert row.small_base is False


def test_a_category_that_begins_later_has_no_base_and_says_so():
    rows = [("1", "groups", "G1", "N"), ("2", "groups", "G1", "N"), ("2", "events", "E1", "N")]
    row = rows_of(rows)["N", "events", "2"]
    assert (row.n_before, row.pct_new, row.pct_kept) == (0, 100.0, None)
    assert (row.reason, row.sustained_reason) == ("no_connections", "no_connections")


def test_a_connection_twice_on_a_map_counts_once_and_is_counted():
    rows = [("1", "groups", "G1", "N"), ("1", "groups", "g 1", "N"), ("1", "groups", "G1", "N")]
    assert rows_of(rows)["N", "groups", "1"].n_connections == 1
    assert "2 rows repeat a connection on the same map" in notes_of(rows)
    assert "1 row spelt with other blanks" in notes_of(rows)


def test_a_connection_under_two_categories_counts_in_each_and_once_in_all():
    rows = [("1", "groups", "X", "N"), ("1", "places", "X", "N"), ("1", "places", "Y", "N")]
    found = rows_of(rows)
    counts = [found["N", category, "1"].n_connections for category in ("groups", "places", None)]
    assert counts == [1, 2, 2]
    assert "1 connection filed under two categories or more of one map" in notes_of(rows)


def test_a_connection_that_changes_category_is_kept_in_all():
    rows = [("1", "groups", "X", "N"), ("2", "places", "X", "N")]
    found = rows_of(rows)
    assert found["N", "groups", "2"].n_lost == found["N", "places", "2"].n_new == 1
    assert found["N", None, "2"].pct_kept == 100.0
    assert "1 connection filed under another category on another map" in notes_of(rows)
    assert "of one map" not in notes_of(rows)


def test_a_unit_without_a_map_has_lost_nobody():
    rows = [
        *[(m, "groups", "G1", "North") for m in ("1", "2", "3")],
        *[(m, "groups", "S1", "South") for m in ("1", "3")],
        *[(m, "groups", "W1", "West") for m in ("1", "2", "3")],
    ]
    found = rows_of(rows)
    south = found["South", "groups", "3"]
    assert (south.map_before, south.n_repeated, south.n_lost) == ("1", 1, 0)
    assert ("South", "groups", "2") not in found
    assert (found[None, "groups", "3"].n_units, found[None, "groups", "3"].n_connections) == (2, 2)
    assert "South has no row on 2: taken as not mapped" in notes_of(rows)


@pytest.mark.parametrize("maps", [("2",), ("1", "2")])
def test_units_of_which_two_never_made_every_map_have_no_row_together(maps):
    rows = [("1", "groups", "G1", "North"), *[(m, "groups", "S1", "South") for m in maps]]
    assert {unit for unit, _, _ in rows_of(rows)} == {"North", "South"}
    assert "fewer than two units have every map" in notes_of(rows)


def test_a_connection_of_two_units_counts_once_in_all_units():
    rows = [("1", "groups", "X", "North"), ("1", "groups", "X", "South")]
    assert rows_of(rows)[None, "groups", "1"].n_connections == 1
    assert "1 connection named by two units or more" in notes_of(rows)


def test_rows_without_a_connection_are_left_out_and_counted():
    rows = [("1", "groups", "", "N"), ("1", "groups", " ", "N"), ("1", "groups", "G1", "N")]
    found = retention(export_of(rows), {}, 0.95)
    assert (found.n_used, found.rows[0].n_connections) == (1, 1)
    assert "2 rows left out: without a connection" in "\n".join(found.notes)


def test_rows_without_unit_or_category_stand_under_a_name_that_says_so():
    rows = [("1", "", "X", "N"), ("1", "groups", "Y", ""), ("1", "groups", "Z", "N")]
    found = rows_of(rows)
    assert found["N", "(no category)", "1"].n_connections == 1
    assert found["(no unit)", "groups", "1"].n_connections == 1
    assert found[None, None, "1"].n_connections == 3
    assert found["N", None, "1"].n_connections == 2
    assert "1 row without a unit, shown as (no unit)" in notes_of(rows)
    assert "1 row without a category, shown as (no category)" in notes_of(rows)


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (["Map 1", "Map 2", "Map 4"], "no map right after Map 2"),
        (["2023-01", "2023-07", "2024-03"], "not equally far apart (6, 8 months)"),
        (["2023-01", "2023-07", "2024-01"], None),
        (["Map 1", "Map 2"], None),
    ],
)
def test_uneven_steps_between_maps_are_said(labels, words):
    notes = notes_of([(label, "groups", "G1", "N") for label in labels])
    assert words in notes if words else "apart" not in notes and "right after" not in notes


def test_the_column_of_maps_may_be_called_map_or_period_but_not_both():
    names = ("period", "category", "connection")
    rows = [("1", "groups", "G1")]
    assert retention(export_of(rows, names), {}, 0.95).rows[0].map == "1"
    assert retention(export_of(rows, ("round", *names[1:])), {"map": "round"}, 0.95).rows
    both = export_of([("1", "groups", "G1", "2")], (*names, "Map"))
    with pytest.raises(DataError, match="a column 'map' and a column 'period'"):
        retention(both, {}, 0.95)
    assert retention(both, {"period": "map"}, 0.95).rows[0].map == "2"
    with pytest.raises(UsageError, match="the same role"):
        retention(both, {"period": "map", "map": "period"}, 0.95)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("1", "groups", "", "N")], "no row names a connection"),
        ([], "no row names a connection"),
        ([("1", "g", "G1", "N"), ("", "g", "G2", "N")], "1 of 2 rows .* the first in line 3"),
        ([("spring", "g", "G1", "N")], "cannot be read as a period: see line 2"),
    ],
)
def test_a_file_that_cannot_be_followed_is_refused(rows, words):
    with pytest.raises(DataError, match=words):
        retention(export_of(rows), {}, 0.95)


def test_a_file_without_units_has_no_unit_in_its_rows():
    export = export_of([("1", "groups", "G1")], ("map", "category", "connection"))
    (row,) = retention(export, {}, 0.95).rows
    assert (row.recording_unit, row.n_units, row.followed) == (None, None, "groups")


def test_a_tighter_confidence_is_inside_a_wider_one(example):
    tight, wide = (retention(example, {}, level).rows for level in (0.8, 0.99))
    for one, other in zip(tight, wide, strict=True):
        if one.pct_kept is not None:
            assert other.pct_kept_low <= one.pct_kept_low <= one.pct_kept + 1e-9
            assert one.pct_kept_high <= other.pct_kept_high
    assert np.isclose(tight[1].pct_kept, wide[1].pct_kept)
