"""Who counts in the paths between three measures, and what the rows say."""

from dataclasses import replace

import numpy as np
import pytest

from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.mediation import mediation_paths
from lpsstats.analysis.pooled_base import pooled_base

EVERYWHERE = range(3)
KEYS = ("pair", "trio", "q1")


@pytest.fixture(scope="module")
def people(cross_section, surveyed):
    rng = np.random.default_rng(3)
    rows = []
    for i in range(180):
        mood = rng.normal()
        answers = np.clip(np.rint(4 + mood + rng.normal(size=5)), 1, 7).astype(int).tolist()
        rows.append((i % 3, i // 3 % 3, i % 60, answers))
    return surveyed(cross_section, rows)


def paths_of(survey, keys=("q1", "q2", "q4"), waves=EVERYWHERE, sites=EVERYWHERE):
    measures = [measure_of(survey, key) for key in keys]
    base = pooled_base(survey, waves, sites)
    return mediation_paths(measures, base, confidence=0.9, seed=1)


def changed(survey, **answers):
    return replace(survey, responses={**survey.responses, **answers})


def test_rows_name_the_measures_in_words_and_by_key(people):
    found = paths_of(people)
    assert [row.path for row in found.rows] == ["a", "b", "c", "direct", "indirect"]
    assert [row.measures for row in found.rows] == [
        "q1 to q2",
        "q2 to q4 at the same q1",
        "q1 to q4, whole",
        "q1 to q4 at the same q2",
        "q1 to q4 by way of q2",
    ]
    assert {(row.from_measure, row.by_measure, row.to_measure) for row in found.rows} == {
        ("q1", "q2", "q4")
    }
    assert {(row.status, row.reason, row.confidence) for row in found.rows} == {("ok", None, 0.9)}


def test_who_lacks_one_of_the_three_does_not_count(people):
    few = people.responses["q2"].copy()
    few[:30] = np.nan
    found = paths_of(changed(people, q2=few))
    assert (found.rows[0].n, found.n_base, found.n_cells) == (150, 180, 9)


def test_only_the_named_waves_and_sites_count(people):
    found = paths_of(people, waves=[0, 2], sites=[1])
    assert (found.rows[0].n, found.n_cells) == (40, 2)


def test_equal_weights_change_no_estimate_and_those_without_are_counted(people):
    weight = np.full(people.n, 2.5)
    equal, plain = paths_of(replace(people, weight=weight)), paths_of(people)
    for one, other in zip(equal.rows, plain.rows, strict=True):
        assert one.coefficient == pytest.approx(other.coefficient)
        assert one.method == f"weighted {other.method}"
    weight = np.where(np.arange(people.n) < 5, 0.0, weight)
    found = paths_of(replace(people, weight=weight))
    assert (found.n_without_weight, found.n_base) == (5, 175)


def test_people_of_a_panel_are_drawn_with_all_their_waves(panel, people):
    copies = {key: np.tile(values[::3], 3) for key, values in people.responses.items()}
    thrice = replace(
        people,
        responses=copies,
        wave=np.repeat(np.arange(3), 60).astype(np.int16),
        site=np.tile(people.site[::3], 3),
    )
    alone = paths_of(thrice).rows
    linked = paths_of(
        replace(thrice, dictionary=panel, person=np.tile(np.arange(60), 3).astype(np.int64))
    ).rows
    for one, other in zip(linked, alone, strict=True):
        assert one.coefficient == pytest.approx(other.coefficient)
        assert one.conf_high - one.conf_low > 1.3 * (other.conf_high - other.conf_low)


def test_a_share_of_the_whole_stands_in_the_row_of_the_indirect_part_alone(people):
    rows = paths_of(people).rows
    assert [row.share_of_whole is None for row in rows] == [True, True, True, True, False]
    assert rows[4].share_of_whole == pytest.approx(rows[4].coefficient / rows[2].coefficient)


@pytest.mark.parametrize(
    ("case", "reason"),
    [("nobody", "few_respondents"), ("constant", "constant_within"), ("copy", "dependent")],
)
def test_what_cannot_be_told_is_none_with_a_reason(people, case, reason):
    other = {
        "nobody": np.full(people.n, np.nan),
        "constant": np.full(people.n, 4.0),
        "copy": people.responses["q1"],
    }[case]
    found = paths_of(changed(people, q2=other))
    for row in found.rows:
        assert (row.status, row.reason, row.conf_low) == ("not_testable", reason, None)
    assert found.rows[4].coefficient is None or case == "constant"
    assert found.turned.conf_low is None


def test_a_survey_of_nobody_has_rows_too(people):
    found = paths_of(people, waves=[])
    assert [row.n for row in found.rows] == [0] * 5
    assert found.n_cells == 0
