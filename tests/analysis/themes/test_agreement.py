"""Two codings of the same answers, as a dictionary declares them."""

import pytest

from lpsstats.analysis.themes.agreement import agreements
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.survey import read_survey

HEAD = """\
format: 1
survey: {title: Coded twice}
waves: {baseline: one, endline: one, values: {one: {file: answers.csv}}}
variables:
"""
CATEGORIES = """\
  like: {type: multiple, columns: [a1, a2], base: answered, second_coder: again,
    labels: {1: Parks, 2: People, 3: Other}}
  again: {type: multiple, columns: [b1, b2], labels: {3: Other, 2: People, 1: Parks}}
"""
BOXES = """\
  like: {type: multiple, columns: [a1, a2], counted: 1, base: answered, second_coder: again,
    labels: {1: Parks, 2: People}}
  again: {type: multiple, columns: [b1, b2], counted: 1, labels: {b1: Parks, b2: People}}
"""


@pytest.fixture
def coded(tmp_path):
    def rows(variables, *lines):
        (tmp_path / "data_dictionary.yaml").write_text(HEAD + variables, encoding="utf-8")
        numbered = [f"{line},{k}" for k, line in enumerate(lines)]  # no row is empty
        (tmp_path / "answers.csv").write_text("\n".join(["a1,a2,b1,b2,id", *numbered]) + "\n")
        survey = read_survey(read_dictionary(tmp_path / "data_dictionary.yaml"))
        return agreements(survey, ["like"], 0.95)

    return rows


def counts(row):
    return (row.named_both, row.named_first, row.named_second, row.named_neither)


def test_answers_are_paired_by_their_codes_whatever_their_order(coded):
    found = coded(CATEGORIES, "1,2,2,1", "3,,3,", "1,,2,", "2,,,", ",,1,")
    assert [row.category_label for row in found] == ["Parks", "People", "Other", None]
    assert [counts(row) for row in found] == [
        (1, 1, 0, 1),
        (1, 0, 1, 1),
        (1, 0, 0, 2),
        (3, 1, 1, 4),
    ]
    assert {(row.n_first_coder, row.n_second_coder) for row in found} == {(1, 1)}
    assert found[0].agreement == pytest.approx(200 / 3)
    assert found[2].kappa == 1


def test_boxes_are_paired_by_their_places(coded):
    found = coded(BOXES, "1,0,1,0", "0,1,1,1", "1,1,,", "0,0,0,0")
    assert [counts(row) for row in found] == [(1, 0, 1, 1), (1, 0, 0, 2), (2, 0, 1, 3)]
    assert found[0].n_first_coder == 1


def test_all_decisions_together_have_the_mean_kappa_and_no_interval(coded):
    found = coded(BOXES, "1,0,1,0", "0,1,1,1", "1,0,1,0", "0,0,0,0")
    whole = found[-1]
    assert whole.n_decisions == 8
    assert whole.kappa_mean == pytest.approx((found[0].kappa + found[1].kappa) / 2)
    assert (whole.kappa_low, whole.kappa_high) == (None, None)


def test_who_agree_by_having_found_nothing_have_no_kappa_and_it_does_not_count(coded):
    found = coded(BOXES, "1,0,1,0", "0,0,1,0", "1,0,0,0", "0,0,0,0")
    assert (found[1].kappa, found[1].reason, found[1].agreement) == (None, "coders_constant", 100)
    assert found[-1].kappa_mean == found[0].kappa


@pytest.mark.parametrize("variables", [CATEGORIES, BOXES])
def test_who_has_no_entry_is_not_coded_by_the_first_coder_alone(coded, variables):
    asked = variables.replace("base: answered", "base: asked", 1)
    found = coded(asked, "1,,1,", "1,,,", ",,,", ",,,")
    assert {(row.n_first_coder, row.n_second_coder) for row in found} == {(1, 0)}
    once = asked.replace(", second_coder: again", "")
    (row,) = coded(once, "1,,1,", "1,,,", ",,,", ",,,")
    assert (row.reason, row.n_first_coder) == ("coded_once", 2)


def test_nobody_coded_twice_is_a_reason(coded):
    found = coded(CATEGORIES, "1,,,", "2,,,", ",,3,")
    assert {(row.reason, row.n_decisions) for row in found} == {("not_coded_twice", 0)}
    assert {(row.n_first_coder, row.n_second_coder) for row in found} == {(2, 1)}
