"""Which measures go together: what the statistics are given, and what rows say of them."""

import dataclasses

import numpy as np
import pandas
import pingouin
import pytest

from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.relations.relating import RelationQuestion, relate
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.survey import read_survey
from support.reference import table

PEOPLE = """\
format: 1
survey: {title: Made up}
waves:
  baseline: one
  endline: one
  values: {one: {file: people.csv}}
sites:
  column: cell
  values: {a: {code: 0}, b: {code: 1}, c: {code: 2}, d: {code: 3}, e: {code: 4}, f: {code: 5}}
defaults: {seven: {type: likert, range: [1, 7]}}
variables:
  a1: {use: seven}
  a2: {use: seven}
  a3: {use: seven}
  a4: {use: seven}
  b1: {use: seven}
  b2: {use: seven}
  single: {type: likert, range: [1, 5], better: high}
scales:
  a: {label: A, items: [a1, a2, a3, a4], better: high}
  b: {label: B, items: [b1, b2], better: low, min_items: 2}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory, root):
    """Read the made-up people of the reference values as a survey of six sites."""

    def read(more="title: Made up", scales=""):
        folder = tmp_path_factory.mktemp("relations")
        text = PEOPLE.replace("title: Made up", more) + scales
        (folder / "data_dictionary.yaml").write_text(text, encoding="utf-8")
        source = root / "tests/reference/inputs/relations_people.csv"
        (folder / "people.csv").write_text(source.read_text("utf-8"), encoding="utf-8")
        return read_survey(read_dictionary(folder / "data_dictionary.yaml"))

    return read


def related(survey, keys=("a", "b", "single"), **more):
    options = {
        "waves": tuple(range(len(survey.dictionary.waves))),
        "sites": tuple(range(len(survey.dictionary.sites))),
        "method": "pearson",
        "adjust": "holm",
        "confidence": 0.95,
        "seed": 1,
    }
    measures = [measure_of(survey, key) for key in keys]
    return relate(survey, measures, RelationQuestion(**(options | more)))


def of_r(quantity):
    return {
        (row["first"], row["second"]): row
        for row in table("relations.csv")
        if row["quantity"] == quantity
    }


@pytest.mark.parametrize(
    ("quantity", "survey", "method"),
    [
        ("pearson", "title: Made up", "pearson"),
        ("spearman", "title: Made up", "spearman"),
        ("weighted", "title: Made up, weight: weight", "pearson"),
        ("streets", "title: Made up, weight: weight, cluster: street", "pearson"),
    ],
)
def test_a_survey_gives_the_correlations_of_r(made, quantity, survey, method):
    expected = of_r(quantity)
    found = related(made(survey), method=method)
    assert len(found.rows) == 3
    for row in found.rows:
        known = expected[row.measure, row.other_measure]
        ours = (row.n, row.r, row.conf_low, row.conf_high, row.p_value, row.df)
        theirs = [float(known[key]) for key in ("n", "r", "low", "high", "p", "df")]
        assert ours == pytest.approx(theirs, rel=1e-8)
        assert row.p_adjusted >= row.p_value
        assert row.n_tests == 3
    assert found.n_cells == 6


def test_partials_reliabilities_corrections_and_shares_are_those_of_r(made):
    found, partial = related(made()), of_r("partial")
    for row in found.rows:
        expected = float(partial[row.measure, row.other_measure]["r"])
        assert row.r_partial == pytest.approx(expected, rel=1e-9)
    first = found.rows[0]
    reliability = of_r("reliability")
    assert first.reliability == pytest.approx(float(reliability["a", ""]["r"]), rel=1e-9)
    assert first.other_reliability == pytest.approx(float(reliability["b", ""]["r"]), rel=1e-9)
    assert first.r_corrected == pytest.approx(float(of_r("corrected")["a", "b"]["r"]), rel=1e-9)
    summary = found.summary
    assert summary.first_factor_share == pytest.approx(
        float(of_r("first_factor")["", ""]["r"]), rel=1e-9
    )
    items = of_r("first_factor_items")["", ""]
    assert summary.first_factor_share_items == pytest.approx(float(items["r"]), rel=1e-9)
    assert (summary.n, summary.n_all_items, summary.n_items) == (170, int(items["n"]), 6)


def test_the_mean_r_turns_measures_their_better_way(made):
    found = related(made())
    a_b, a_single, b_single = (row.r for row in found.rows)
    assert found.summary.mean_r == pytest.approx((-a_b + a_single - b_single) / 3)


def test_the_mean_r_leaves_out_measures_without_a_better_end(made):
    survey = made(scales="  c: {label: C, items: [b1, b2], better: neither, min_items: 2}\n")
    found = related(survey, ("a", "single", "c"))
    assert found.summary.mean_r == found.rows[0].r
    assert related(survey, ("a", "c")).summary.mean_r is None


def test_words_say_which_ends_go_together(made):
    found = related(made())
    assert [row.together for row in found.rows] == [
        "better_with_worse",
        "better_with_better",
        "better_with_worse",
    ]
    loose = dataclasses.replace(measure_of(made(), "a"), better="neither")
    survey = made()
    rows = relate(
        survey,
        [loose, measure_of(survey, "b")],
        RelationQuestion(
            waves=(0,), sites=(0,), method="pearson", adjust="none", confidence=0.95, seed=1
        ),
    ).rows
    assert rows[0].together in {"more_with_more", "not_clear"}
    assert (rows[0].together == "not_clear") == (rows[0].p_value >= 0.05)


def test_single_questions_and_formative_scales_and_ranks_are_not_corrected(made):
    reasons = [row.corrected_reason for row in related(made()).rows]
    assert reasons == [None, "single_question", "single_question"]
    survey = made(scales="  c: {label: C, items: [a1, b1], better: high, kind: formative}\n")
    row = related(survey, ("a", "c")).rows[0]
    assert (row.corrected_reason, row.other_reliability) == ("formative", None)
    assert row.reliability is not None
    assert related(made(), ("a", "b"), method="spearman").rows[0].corrected_reason == "ranks"


def test_shared_questions_are_counted_and_leave_no_correction(made):
    survey = made(scales="  c: {label: C, items: [a1, a2, b1], better: high}\n")
    found = related(survey, ("a", "c", "a1"))
    assert [row.shared_items for row in found.rows] == [2, 1, 1]
    assert found.rows[0].corrected_reason == "shared_items"


def test_a_whole_and_its_part_are_related_and_not_tested(made):
    survey = made(scales="  c: {label: C, items: [a1, a2, b1], better: high}\n")
    found = related(survey, ("a", "c", "b"))
    part, other, third = found.rows
    assert (part.status, part.reason, part.edge) == ("not_testable", "shared_items", False)
    assert part.r is not None
    assert (part.conf_low, part.p_value, part.p_adjusted, part.together) == (None,) * 4
    assert {row.shared_items for row in (other, third)} >= {0}
    assert part.n_tests == sum(row.status == "ok" for row in found.rows) < 3


def test_a_scale_of_items_that_disagree_has_no_reliability(made):
    scales = """\
  c: {label: C, items: [a3, b1], reverse: [b1], better: high, min_items: 2}
  d: {label: D, items: [a1, a2], better: high, min_items: 2}
"""
    row = related(made(scales=scales), ("d", "c")).rows[0]
    assert (row.other_reliability, row.r_corrected) == (None, None)
    assert row.corrected_reason == "no_reliability"
    assert row.reliability > 0.5


@pytest.fixture(scope="module")
def example(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def test_the_example_is_what_pingouin_makes_of_dummies_for_cells(example):
    keys = ("cohesion", "trust")
    row = related(example, keys).rows[0]
    values = {key: measure_of(example, key).values for key in keys}
    dummies = (example.cell[:, None] == np.unique(example.cell)[1:]).astype(float)
    names = [f"cell{k}" for k in range(dummies.shape[1])]
    frame = pandas.DataFrame(values | dict(zip(names, dummies.T, strict=True))).dropna()
    known = pingouin.partial_corr(frame, *keys, names).iloc[0]
    assert row.r == pytest.approx(known["r"], rel=1e-9)
    assert row.n == known["n"]


def test_waves_and_sites_choose_whose_answers_count(example):
    found = related(example, ("cohesion", "trust"), waves=(2,), sites=(0, 1))
    inside = (example.wave == 2) & (example.site <= 1)
    assert found.n_base == inside.sum()
    assert found.n_cells == 2


def emptied(survey, keep):
    """Keep the answers of some respondents, and of the others none."""
    responses = {key: np.where(keep, x, np.nan) for key, x in survey.responses.items()}
    return dataclasses.replace(survey, responses=responses)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 20])
@pytest.mark.parametrize("method", ["pearson", "spearman"])
@pytest.mark.parametrize("weighted", [False, True])
def test_few_or_no_answers_leave_rows_with_reasons(example, n, method, weighted):
    keep = np.arange(example.n) < n
    survey = emptied(example, keep)
    if weighted:
        survey = dataclasses.replace(survey, weight=np.where(keep, 1.5, 0.0))
    found = related(survey, tuple(survey.dictionary.scales), method=method)
    for row in found.rows:
        assert (row.status == "ok") == (row.reason is None)
        assert (row.p_value is None) == (row.reason is not None)
        assert not row.edge or row.partial_low is not None
        assert (row.r_partial is None) <= (row.partial_reason is not None)
    if n < 4:
        assert {row.reason for row in found.rows} == {"few_respondents"}


def test_a_constant_measure_and_a_copy_are_not_testable(example):
    same = dataclasses.replace(measure_of(example, "trust"), key="copy", label="Copy")
    flat = dataclasses.replace(same, key="flat", values=np.where(np.isnan(same.values), np.nan, 3))
    question = RelationQuestion(
        waves=(0, 1, 2), sites=(0,), method="pearson", adjust="holm", confidence=0.95, seed=1
    )
    found = relate(example, [measure_of(example, "trust"), same, flat], question)
    copy, constant, _ = found.rows
    assert (copy.r, copy.conf_low, copy.p_value, copy.reason) == (1.0, None, None, "identical")
    assert (copy.partial_reason, found.dependent) == ("dependent", ("Trust in police", "Copy"))
    assert (constant.r, constant.reason) == (None, "constant_within")
    assert constant.n_tests == 0


def test_a_panel_counts_a_person_once(root):
    survey = read_survey(read_dictionary(root / "examples/mood/data_dictionary.yaml"))
    keys = tuple(survey.dictionary.scales)[:2]
    row = related(survey, keys).rows[0]
    unlinked = dataclasses.replace(survey, person=None)
    alone = related(unlinked, keys).rows[0]
    assert row.r == pytest.approx(alone.r, rel=1e-12)
    assert "linearised" in row.method
    assert "linearised" not in alone.method
    assert row.df < alone.df
