"""Verdicts go the way of what was tested, and what is tested suits the respondents there are."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.stats

import lpsstats
from lpsstats.analysis.strata import linked_strata_of, strata_of
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.all_waves import all_waves_document
from lpsstats.documents.comparison import comparison_document
from lpsstats.survey.model import Boxes, Survey

DICTIONARY = """\
format: 1
survey: {{title: Made up, design: {design}, weight: none, id: person}}
waves:
  column: wave
  baseline: T1
  endline: T2
  values: {{T1: {{code: 1}}, T2: {{code: 2}}}}
variables:
  item: {{type: likert, range: [1, 7], better: high}}
  yes: {{type: categorical, labels: {{1: Yes, 2: No}}, success: [1], better: high}}
  kind: {{type: categorical, labels: {{1: A, 2: B, 3: C}}, better: high}}
  boxes: {{type: multiple, columns: [a, b], counted: 1, base: any, better: high}}
"""


@pytest.fixture
def made(tmp_path):
    """Make a survey of two waves from its answers."""

    def make(answers, wave, person=None, boxes=None) -> Survey:
        path = tmp_path / "data_dictionary.yaml"
        design = "repeated_cross_section" if person is None else "panel"
        path.write_text(DICTIONARY.format(design=design), encoding="utf-8")
        n = len(wave)
        given = {key: np.full(n, np.nan) for key in ("item", "yes", "kind")}
        given |= {key: np.array(values, dtype=float) for key, values in answers.items()}
        ticked = np.full((n, 2), np.nan) if boxes is None else np.array(boxes, dtype=float)
        return Survey(
            dictionary=read_dictionary(path),
            wave=np.array(wave, dtype=np.int16),
            site=np.zeros(n, dtype=np.int16),
            person=None if person is None else np.array(person, dtype=np.int64),
            responses=given,
            missing={key: np.isnan(values).astype(np.uint8) for key, values in given.items()},
            reasons=("", "empty"),
            inputs=(),
            notes=(),
            boxes={"boxes": Boxes(categories=(("a", "A"), ("b", "B")), ticked=ticked)},
        )

    return make


def rows_of(survey, measure, **options):
    document = comparison_document(survey, measures=[measure], **options)
    return [dict(record) for record in document.tables[0].records]


def panel_of(made, before, after):
    n = len(before)
    answers = {"item": [*before, *after]}
    return made(answers, [0] * n + [1] * n, [*range(n), *range(n)])


def test_signed_ranks_decide_the_side_though_more_people_moved_the_other_way(made):
    """34 people move down by one and 26 up by four: the ranks of the moves point up."""
    before = [3] * 60
    after = [2] * 34 + [7] * 26
    survey = panel_of(made, before, after)
    [row] = rows_of(survey, "item")
    assert row["p_superior"] < 0.5 < row["statistic"]
    assert row["p_value"] < 0.05
    assert row["verdict"] == "improved"
    [weighted] = rows_of(replace(survey, weight=np.ones(survey.n)), "item")
    assert weighted["verdict"] == weighted["verdict_unweighted"]


def test_a_whole_table_has_no_better_end(made):
    answers = {"kind": [1] * 60 + [2] * 20 + [3] * 20 + [1] * 20 + [2] * 20 + [3] * 60}
    boxes = [[1, 0]] * 60 + [[1, 1]] * 40 + [[0, 1]] * 60 + [[1, 1]] * 40
    survey = made(answers, [0] * 100 + [1] * 100, boxes=boxes)
    for measure in ("kind", "boxes"):
        whole, *parts = rows_of(survey, measure)
        assert (whole["verdict"], whole["better"]) == ("changed", "neither")
        assert parts
    assert {part["better"] for part in rows_of(survey, "boxes")[1:]} == {"high"}
    assert {part["verdict"] for part in rows_of(survey, "boxes")[1:]} == {"improved", "declined"}


def test_a_rare_weighted_share_is_tested_by_the_t_test_of_its_mean(made):
    """Rao and Scott's F finds p = .000001 here, R's Wald test and svyttest .17."""
    answers = {"yes": [1] + [2] * 99 + [1, 1] + [2] * 98}
    survey = made(answers, [0] * 100 + [1] * 100)
    weight = np.ones(200)
    weight[0] = 0.05
    [row] = rows_of(replace(survey, weight=weight), "yes")
    assert row["method"] == "Design-based t-test"
    assert row["verdict"] == "no_clear_change"
    assert 0.1 < row["p_value"] < 0.3


def test_one_weight_beside_which_no_other_counts_leaves_nothing_to_test(made):
    answers = {"yes": [1, 2] * 20, "item": [1, 7] * 20}
    survey = made(answers, [0] * 20 + [1] * 20)
    weight = np.ones(40)
    weight[0] = 1e6
    for measure in ("yes", "item"):
        [row] = rows_of(replace(survey, weight=weight), measure)
        assert (row["verdict"], row["reason"], row["conf_low"]) == ("not_testable", "n_lt_2", None)


def test_the_same_streets_in_both_waves_are_the_same_units(made):
    """Each street moves by about as much: paired by street that is clear, else nothing is."""
    random = np.random.default_rng(4)
    level = np.repeat(random.integers(1, 6, 12), 10)
    answers = {"item": [*level, *(level + 1)]}
    survey = made(answers, [0] * 120 + [1] * 120)
    street = np.tile(np.repeat(np.arange(12), 10), 2)
    noisy = answers["item"] + np.r_[random.integers(0, 2, 120), random.integers(0, 2, 120)]
    survey = replace(survey, responses={**survey.responses, "item": np.minimum(noisy, 7.0)})
    [same] = rows_of(replace(survey, cluster=street), "item")
    apart = np.where(survey.wave == 0, street, street + 100)
    [other] = rows_of(replace(survey, cluster=apart), "item")
    assert same["estimate"] == other["estimate"]
    assert same["std_error"] < other["std_error"] / 2
    assert (same["verdict"], other["verdict"]) == ("improved", "no_clear_change")


def test_a_box_of_one_wave_alone_does_not_change_the_base_of_the_others(made):
    """Who ticked any of the boxes that both waves offered: everybody here, in both waves."""
    boxes = [[1, 0]] * 50 + [[1, 1]] * 50 + [[np.nan, 1]] * 50 + [[np.nan, 1]] * 50
    whole, gone, kept = rows_of(made({}, [0] * 100 + [1] * 100, boxes=boxes), "boxes")
    assert gone["reason"] == "wave_missing"
    assert (kept["pct_from"], kept["pct_to"], kept["n_from"]) == (100, 100, 50)
    assert whole["verdict"] != "changed"


def test_a_permutation_decides_where_a_wave_is_tiny(made):
    before, after = [1, 2, 2, 3], [3, 5, 6, 7]
    survey = made({"item": [*before, *after]}, [0] * 4 + [1] * 4)
    [row] = rows_of(survey, "item")
    assert row["method"].startswith("permutation test")
    assert row["p_value"] == row["p_permutation"]
    assert row["p_value"] > scipy.stats.brunnermunzel(before, after).pvalue


def test_no_share_could_have_changed_by_more_than_all(made):
    answers = {"yes": [1, 2, 1, 2], "item": [1, 2, 1, 2], "kind": [1, 2, 2, 1]}
    survey = made(answers, [0, 0, 1, 1])
    [alone] = rows_of(survey, "yes", confidence=0.6, adjust="none")
    assert 0 < alone["detectable"] < 100
    [row] = rows_of(survey, "yes", confidence=0.6)
    assert (row["verdict"], row["detectable"]) == ("no_clear_change", None)


def test_strata_span_the_waves_only_where_units_do():
    site, wave = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    alone, _ = strata_of(site, wave, None)
    assert alone.tolist() == [0, 1, 2, 3]
    spanning, together = strata_of(site, wave, np.array([5, 5, 6, 7]))
    assert spanning[0] == spanning[1]
    assert len({spanning[0], spanning[2], spanning[3]}) == 3
    assert together.tolist() == spanning.tolist()
    _, crossing = strata_of(site, wave, np.array([5, 5, 5, 7]))
    assert len(set(crossing.tolist())) == 1
    _, waves = strata_of(site, wave, np.array([5, 6, 5, 7]))
    assert waves.tolist() == [0, 1, 0, 1]
    by_site, _ = linked_strata_of(site, wave, None)
    assert by_site.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("compare", [comparison_document, all_waves_document])
def test_a_verdict_rests_on_the_p_that_stands_beside_it_in_all_sites_together_too(root, compare):
    survey = lpsstats.read(root / "data_dictionary.yaml")
    asked = ["cohesion", "q25_access", "q27_seen", "q28_like"]
    records = compare(survey, measures=asked).tables[0].records
    answers = [row for row in records if row["n_sites"] is not None and row["category"]]
    below = [row for row in answers if row["verdict"] == "no_clear_change"]
    assert any(row["p_value"] < 0.05 for row in below)
    for row in records:
        judged = row["p_value"] if row["p_adjusted"] is None else row["p_adjusted"]
        if row["verdict"] not in {None, "not_testable"}:
            assert (row["verdict"] in {"improved", "declined", "changed"}) == (judged < 0.05)
