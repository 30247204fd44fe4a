"""Scores: reversed by the declared range, the mean of enough items, and who has none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.survey.scoring import item_matrix, score

NAN = np.nan
ANSWER = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, None])
MATRIX = st.lists(st.lists(ANSWER, min_size=3, max_size=3), min_size=1, max_size=20)


@pytest.fixture(scope="module")
def scored(tmp_path_factory, export, survey):
    """Score rows of three answers, with more said of the scale."""
    path = tmp_path_factory.mktemp("scoring") / "survey.yaml"

    def scoring(rows, said="", ranges="[1, 5]"):
        path.write_text(TEXT.format(said=said, ranges=ranges), encoding="utf-8")
        made = read_dictionary(path)
        columns = dict(zip(("a", "b", "c"), map(list, zip(*rows, strict=True)), strict=True))
        together = survey(made, export({"wave": [1] * len(rows), **columns}))
        return together, made.scales["s"]

    return scoring


TEXT = """\
format: 1
survey: {{title: X}}
waves: {{column: wave, baseline: T1, endline: T1, values: {{T1: {{code: 1}}}}}}
variables:
  a: {{type: likert, range: [1, 5]}}
  b: {{type: likert, range: [1, 5]}}
  c: {{type: likert, range: {ranges}}}
scales:
  s: {{items: [a, b, c], better: high{said}}}
"""


def test_a_score_is_the_mean_of_the_items_answered(scored):
    # By hand: (1 + 2 + 3) / 3, (4 + 5) / 2; one answer of three is too few.
    values = score(*scored([[1, 2, 3], [4, None, 5], [None, 5, None], [None] * 3])).values
    assert np.array_equal(values, [2, 4.5, NAN, NAN], equal_nan=True)


def test_a_reversed_item_is_turned_by_its_declared_range(scored):
    values = score(*scored([[1, 1, 2]], ", reverse: [c]")).values
    assert values.tolist() == [2]  # (1 + 1 + (1 + 5 - 2)) / 3


def test_a_sum_is_the_mean_times_the_number_of_items(scored):
    values = score(*scored([[1, 2, 3], [4, None, 5]], ", score: sum")).values
    assert values.tolist() == [6, 13.5]


def test_rescaled_items_run_from_0_to_100(scored):
    said = ", rescale: 0-100, reverse: [c]"
    made = scored([[1, 5, 10], [3, 3, 0], [5, 5, 0]], said, "[0, 10]")
    assert item_matrix(*made).tolist() == [[0, 100, 0], [50, 50, 100], [100, 100, 100]]
    assert score(*made).values[2] == 100


def test_a_written_number_of_items_replaces_the_half_rule(scored):
    rows = [[1, 2, 3], [4, None, 5], [None, 5, None]]
    assert np.isfinite(score(*scored(rows, ", min_items: 3")).values).tolist() == [1, 0, 0]
    assert np.isfinite(score(*scored(rows, ", min_items: 1")).values).tolist() == [1, 1, 1]


def test_complete_cases_keep_only_those_who_answered_every_item(scored):
    values = score(*scored([[1, 2, 3], [4, None, 5]])).complete().values
    assert np.array_equal(values, [2, NAN], equal_nan=True)


@settings(max_examples=100, deadline=None)
@given(
    rows=MATRIX, said=st.sampled_from(["", ", reverse: [b]", ", score: sum", ", rescale: 0-100"])
)
def test_scores_stay_within_the_range_of_the_scale(scored, rows, said):
    together, scale = scored(rows, said)
    values = score(together, scale).values
    given_ = values[np.isfinite(values)]
    assert np.all((given_ >= scale.low - 1e-9) & (given_ <= scale.high + 1e-9))


@settings(max_examples=100, deadline=None)
@given(rows=MATRIX)
def test_reversing_twice_is_identity_and_reversing_all_mirrors_the_score(scored, rows):
    plain, turned = scored(rows), scored(rows, ", reverse: [a, b, c]")
    items = item_matrix(*turned)
    back = np.where(np.isnan(items), NAN, 6 - items)
    assert np.array_equal(back, item_matrix(*plain), equal_nan=True)
    np.testing.assert_allclose(score(*turned).values, 6 - score(*plain).values, rtol=1e-12)


@settings(max_examples=100, deadline=None)
@given(rows=MATRIX, min_items=st.integers(1, 3))
def test_everybody_has_a_full_or_prorated_score_or_is_dropped_or_unanswered(
    scored, rows, min_items
):
    scores = score(*scored(rows, f", min_items: {min_items}"))
    full = scores.answered == 3
    parts = np.stack([full, scores.prorated, scores.dropped, scores.unanswered])
    assert np.all(parts.sum(axis=0) == 1)
    assert np.array_equal(np.isfinite(scores.values), full | scores.prorated)


@settings(max_examples=50, deadline=None)
@given(rows=MATRIX, seed=st.integers(0, 2**32 - 1))
def test_a_score_depends_on_nobody_else_s_answers(scored, rows, seed):
    order = np.random.default_rng(seed).permutation(len(rows))
    values = score(*scored(rows)).values
    shuffled = score(*scored([rows[i] for i in order])).values
    assert np.array_equal(shuffled, values[order], equal_nan=True)
