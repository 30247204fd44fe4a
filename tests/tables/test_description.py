"""What stands on the page of a description, and what its notes say."""

import dataclasses

import pytest

from lpsstats.analysis.description import Respondents, Weights
from lpsstats.analysis.description_items import ItemDescription
from lpsstats.analysis.description_missing import MissingAnswers
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.tables.description import weights_table, who_table
from lpsstats.tables.description_overview import item_tables, missing_overview
from lpsstats.tables.description_places import SMALL, listed
from lpsstats.tables.formats import FORMATS
from lpsstats.tables.rounding import ABSENT, shares


@pytest.fixture(scope="module")
def dictionary(root):
    return read_dictionary(root / "data_dictionary.yaml")


def who(n, site="barton", wave="T1"):
    return Respondents(
        wave=wave, wave_label="Time One", site=site, site_label="Barton", role=None, n=n, base=100,
        pct=float(n), n_unanswered=0, n_weighted=None, pct_weighted=None,
    )  # fmt: skip


def notes(table):
    return " ".join(table.notes)


def test_a_cell_of_few_respondents_is_marked_and_still_shown(dictionary):
    table = who_table([who(SMALL - 1), who(SMALL)], dictionary)
    assert "Fewer than 10 respondents, too few for publication: Barton, T1 (9)." in table.notes
    assert [row[1].text for row in table.cells().rows()] == ["9", "10"]


def test_a_total_of_few_respondents_is_no_cell(dictionary):
    assert "Fewer than" not in notes(who_table([who(5, site=None)], dictionary))


def test_a_cell_without_respondents_is_named(dictionary):
    table = who_table([who(0)], dictionary)
    assert "No respondents: Barton, T1." in table.notes
    assert "Fewer than" not in notes(table)


def weights(**changed):
    row = Weights(
        site=None, site_label=None, wave="T1", n=90, n_zero_weight=0, n_no_weight=0, minimum=0.5,
        median=1.0, maximum=2.0, mean=1.0, cv=0.5, max_to_median=2.0, design_effect=1.25,
        n_effective=72.0, reason=None,
    )  # fmt: skip
    return dataclasses.replace(row, **changed)


def test_respondents_left_out_for_their_weight_are_counted(dictionary):
    table = weights_table([weights(n_zero_weight=3, n_no_weight=7)], dictionary)
    assert "7 without a weight, 3 with a weight of zero" in notes(table)
    assert "Left out" not in notes(weights_table([weights()], dictionary))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"design_effect": 1.51}, "Design effect above 1.5, which costs much of the n: T1 (1.51)"),
        ({"max_to_median": 5.1}, "more than 5 times the median"),
    ],
)
def test_weights_that_cost_much_are_pointed_out(dictionary, changed, words):
    assert words in notes(weights_table([weights(**changed)], dictionary))
    assert words[:12] not in notes(weights_table([weights()], dictionary)).split("Kish).")[1]


def item(n, category=None, label=None, kind="categorical", pct=50.0):
    return ItemDescription(
        measure="q", measure_label="Question", type=kind, site=None, site_label=None, wave=None,
        category=category, category_label=label, n=n, base=100, pct=pct,
    )  # fmt: skip


def test_a_line_of_many_answers_names_the_most_frequent_and_sums_the_rest(dictionary):
    answers = [item(k, str(k), f"answer {k}", pct=float(k)) for k in range(1, 9)]
    (table,) = item_tables([item(36), *answers], dictionary)
    shown = table.records[0]["answers"]
    assert shown.startswith("answer 8 8, answer 7 7, ")
    assert shown.endswith(", 2 others 3")


def test_ordered_answers_stand_as_percentages_in_the_order_of_their_codes(dictionary):
    answers = [item(k, str(k), kind="likert", pct=p) for k, p in ((1, 12.4), (2, 80.0), (3, 7.6))]
    (table,) = item_tables([item(100, kind="likert"), *answers], dictionary)
    assert table.records[0]["answers"] == "12 80 8"


def test_categorical_and_ordered_questions_have_tables_of_their_own(dictionary):
    rows = [item(9), dataclasses.replace(item(9, kind="number"), measure="age")]
    assert [table.key for table in item_tables(rows, dictionary)] == ["items", "categories"]


def missing(n, reason=None, wave=None):
    return MissingAnswers(
        measure="q", measure_label="Question", site=None, site_label=None, wave=wave,
        missing_reason=reason, n=n, base=50, pct=2.0 * n,
    )  # fmt: skip


def test_missing_answers_stand_by_wave_with_their_reasons(dictionary):
    rows = [missing(5), missing(4, "Refused"), missing(1, "empty")]
    rows += [missing(2, wave="T1"), missing(3, wave="T2")]
    (table,) = missing_overview(rows, dictionary)
    (row,) = table.cells().rows()
    assert [cell.text for cell in row[2:]] == ["5", "10.0", "4.0", "6.0", "Refused 4; empty 1"]


def test_where_nothing_is_missing_there_is_no_table(dictionary):
    assert list(missing_overview([missing(0)], dictionary)) == []


def test_a_long_list_is_cut_and_counted():
    assert listed([str(k) for k in range(10)]) == "0; 1; 2; 3; 4; 5; 6; 7; and 2 more"


@pytest.mark.parametrize(
    ("name", "values", "text"),
    [
        ("tenth", (12.345,), "12.3"),
        ("tenth", (None,), ABSENT),
        ("if_tenth", (None,), ""),
        ("if_count", (1234,), "1,234"),
        ("if_number", (None,), ""),
        ("answer", (None, None), "answered"),
        ("answer", ("1", "Yes"), "1 Yes"),
        ("answer", ("2", None), "2"),
        ("shares", (None,), ABSENT),
    ],
)
def test_formats_of_a_description(name, values, text):
    assert FORMATS[name](*values).text == text


def test_shares_are_whole_percentages():
    assert shares([12.4, 0.0, 87.6]) == "12 0 88"
