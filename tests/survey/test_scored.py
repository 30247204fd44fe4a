"""What stands in a data file with scores: columns, codes, labels, names, and what is said of it."""

import numpy as np
import pytest

from lpsstats.errors import UsageError
from lpsstats.survey.assembling import Portion, assemble
from lpsstats.survey.export import NumberColumn, ResponseSet
from lpsstats.survey.scored_building import scored_survey
from lpsstats.survey.scored_names import Names
from lpsstats.survey.scored_raw import refuse_unknown
from lpsstats.survey.scoring import score


@pytest.fixture
def scored():
    """Lay out one export that holds all waves, or one export per wave."""

    def laid_out(dictionary, *exports, **options):
        waves = range(len(dictionary.waves))
        held = [tuple(waves)] if len(exports) == 1 else [(wave,) for wave in waves]
        portions = [Portion(export=e, waves=w) for e, w in zip(exports, held, strict=True)]
        survey = assemble(dictionary, portions, codes=True, tolerant=options.pop("tolerant", False))
        return scored_survey(survey, portions, version="1", **options)

    return laid_out


@pytest.fixture
def cells():
    """Give a column as a list: numbers with None where empty, or texts."""

    def listed(result, name):
        data = column(result, name).data
        if isinstance(data, NumberColumn):
            return [None if np.isnan(x) else x for x in data.values.tolist()]
        return [data.levels[code] for code in data.codes]

    return listed


def column(result, name):
    return next(column for column in result.columns if column.name == name)


def names(result):
    return [column.name for column in result.columns]


def said(result, *words):
    return any(all(word in note for word in words) for note in result.notes)


def test_the_columns_are_where_and_when_then_answers_then_scores(scored, dictionary, export, four):
    result = scored(dictionary(), export(four()))
    assert names(result) == ["wave", "wave_key", "site", "site_key", "q1", "q2", "s", "s_n"]
    assert result.n == 4


def test_scores_and_items_answered_are_those_of_the_scale(scored, dictionary, export, four, cells):
    result = scored(dictionary(), export(four(q1=[1, 2, 8, 4], q2=[5, 5, 3, None])))
    assert cells(result, "s") == [3, 3.5, None, None]
    assert cells(result, "s_n") == [2, 2, 1, 1]
    expected = score(result.survey, result.survey.dictionary.scales["s"]).values
    np.testing.assert_array_equal(column(result, "s").data.values, expected)


def test_missing_codes_stay_with_their_labels(scored, dictionary, export, four, cells):
    result = scored(dictionary(), export(four(q1=[1, 8, 9, None])))
    assert cells(result, "q1") == [1, 8, 9, None]
    q1 = column(result, "q1")
    assert q1.labels == {1: "Agree", 5: "Disagree", 8: "Refused", 9: "Don't know"}
    assert q1.missing == ((8, 8), (9, 9))
    assert (q1.level, q1.role) == ("ordinal", "code")


def test_codes_that_only_the_file_declares_missing_stay_too(
    scored, dictionary, export, four, cells
):
    file = export(
        four(q1=[1, -1, -2, 4]),
        missing_ranges={"q1": ((-9.0, -1.0),)},
        value_labels={"q1": {-1.0: "Not asked there"}},
    )
    result = scored(dictionary(), file)
    assert cells(result, "q1") == [1, -1, -2, 4]
    assert column(result, "q1").missing == ((8, 8), (9, 9), (-9, -1))
    assert column(result, "q1").labels[-1] == "Not asked there"
    assert -2 not in column(result, "q1").labels


def test_labels_of_the_files_fill_in_what_the_dictionary_leaves_out(
    scored, dictionary, export, cells
):
    said_early = {1.0: "Never", 2.0: "Rarely", 3.0: "Often", -1.0: "Lost", 8.0: "No answer"}
    early = export(
        {"site": [1, 2], "q1": [1, 2], "q2": [1, 1]},
        labels={"q1": "How often?"},
        value_labels={"q1": said_early},
        missing_ranges={"q1": ((-1.0, -1.0),)},
    )
    late = export(
        {"site": [1, 2], "q1": [3, 1], "q2": [1, 1]},
        name="y.sav",
        value_labels={"q1": {2.0: "rarely ", 3.0: "Always"}},
    )
    q1 = column(scored(dictionary("  column: wave\n", ""), early, late), "q1")
    assert q1.label == "How often?"
    assert q1.labels == {
        1: "Agree", 2: "Rarely", 5: "Disagree", 8: "Refused", 9: "Don't know", -1: "Lost"
    }  # fmt: skip
    assert q1.missing == ((8, 8), (9, 9), (-1, -1))
    own = dictionary("  column: wave\n", "", "q1: {type", "q1: {label: Mine, type")
    assert column(scored(own, early, late), "q1").label == "Mine"


def test_labels_of_the_files_are_not_given_to_codes_that_are_texts_there(
    scored, dictionary, export, four
):
    own = dictionary(
        "  q1: {type", "  sex: {type: categorical, labels: {f: Woman, m: Man}}\n  q1: {type"
    )
    file = export(four(sex=["m", "f", "m", ""]), value_labels={"sex": {3.0: "x"}})
    sex = column(scored(own, file), "sex")
    assert sex.data.values.tolist()[:3] == [2, 1, 2]
    assert sex.labels == {1: "Woman", 2: "Man", 8: "Refused", 9: "Don't know"}


def test_a_reason_in_words_becomes_its_code(scored, dictionary, export, four, cells):
    result = scored(dictionary(), export(four(q1=["1", "refused", "Don't know", ""])))
    assert cells(result, "q1") == [1, 8, 9, None]


def test_a_reason_in_words_without_a_code_is_counted(scored, dictionary, export, four, cells):
    own = dictionary(
        "q2: {type: likert, range: [1, 5]}",
        "q2: {type: likert, range: [1, 5], missing: {none: Gone}}",
    )
    result = scored(own, export(four(q2=["1", "none", "Gone", ""])))
    assert cells(result, "q2") == [1, None, None, None]
    assert said(result, "q2: 2 answers are empty", "by a word")


def test_a_code_that_is_missing_in_one_file_and_an_answer_in_another_is_left_empty_and_counted(
    scored, dictionary, export, four, cells
):
    early = export(
        {"site": [1, 2], "q1": [1, 5], "q2": [1, 1]}, missing_ranges={"q1": ((5.0, 5.0),)}
    )
    late = export({"site": [1, 2], "q1": [5, 2], "q2": [1, 1]}, name="y.sav")
    result = scored(dictionary("  column: wave\n", ""), early, late)
    assert cells(result, "q1") == [1, None, 5, 2]
    assert (5, 5) not in column(result, "q1").missing
    assert said(result, "q1: 1 answer is empty", "an answer in other rows")


def test_answers_out_of_range_taken_as_missing_are_empty(scored, dictionary, export, four, cells):
    result = scored(dictionary(), export(four(q1=[1, 7, 3, 4])), tolerant=True)
    assert cells(result, "q1") == [1, None, 3, 4]


def test_wave_and_site_keep_the_codes_of_the_files(scored, dictionary, export, four, cells):
    own = dictionary("T2: {code: 2,", "T2: {code: 5,")
    result = scored(own, export(four(wave=[1, 1, 5, 5])))
    assert cells(result, "wave") == [1, 1, 5, 5]
    assert column(result, "wave").labels == {1: "Time One", 5: "Time Two"}
    assert cells(result, "wave_key") == ["T1", "T1", "T2", "T2"]
    assert column(result, "site").labels == {1: "Barton & Tredworth", 2: "Café Row"}
    assert cells(result, "site_key") == ["north", "south", "north", "south"]


NOT_ONE_NUMBER = {
    "{T1: 2, T2: 7}": [1, 2, 1, 7],
    "[2, 7]": [1, 7, 1, 2],
    "two": ["1", "two", "1", "two"],
}


@pytest.mark.parametrize("code", NOT_ONE_NUMBER)
def test_a_site_whose_code_is_not_one_number_is_numbered_which_is_said(
    scored, dictionary, export, four, code
):
    own = dictionary("south: {code: 2,", f"south: {{code: {code},")
    result = scored(own, export(four(site=NOT_ONE_NUMBER[code])))
    assert column(result, "site").data.values.tolist() == [1, 2, 1, 2]
    assert said(result, "site: numbered", "1 Barton & Tredworth, 2 Café Row")


def test_without_sites_there_is_no_site_column(scored, dictionary, export, four):
    own = dictionary(
        "sites:\n  column: site\n  values:\n"
        "    north: {code: 1, label: Barton & Tredworth}\n    south: {code: 2, label: Café Row}\n",
        "",
    )
    assert "site" not in names(scored(own, export(four())))


def test_a_name_that_a_variable_has_is_not_taken_from_it(scored, dictionary, export, four):
    own = dictionary(
        "  q1: {type",
        "  Wave: {type: number, names: {T1: q2, T2: q2}}\n  s_n: {type: number, "
        "names: {T1: q2, T2: q2}}\n  q1: {type",
    )
    result = scored(own, export(four()))
    assert names(result)[:2] == ["survey_wave", "wave_key"]
    assert names(result)[-1] == "s_answered"
    assert said(result, "'wave' is written as 'survey_wave'")


def test_names_never_repeat_ignoring_case():
    given = Names()
    assert [given.claim(name) for name in ("a", "A", "a_2", "a", "B")] == [
        "a", "A_2", "a_2_2", "a_3", "B"
    ]  # fmt: skip


def test_id_and_weight_stand_in_front(scored, dictionary, export, four, cells):
    own = dictionary("{title: Made by hand}", "{title: Made by hand, id: resp, weight: wt}")
    file = export(four(resp=["007", "8", "9", "10"], wt=[1, 0.5, None, 2]))
    result = scored(own, file)
    assert names(result)[4:6] == ["resp", "wt"]
    assert cells(result, "resp") == ["007", "8", "9", "10"]
    assert cells(result, "wt") == [1, 0.5, None, 2]


def test_id_and_weight_that_are_variables_too_stand_in_front_once(
    scored, dictionary, export, four, cells
):
    own = dictionary(
        "{title: Made by hand}",
        "{title: Made by hand, id: who, weight: w}",
        "  q1: {type",
        "  who: {type: number, names: resp}\n  w: {type: number, names: wt}\n  q1: {type",
    )
    result = scored(own, export(four(resp=[21, 22, 23, 24], wt=[1, 2, 3, 4])))
    assert names(result)[4:7] == ["who", "w", "q1"]
    assert len(names(result)) == 10
    assert cells(result, "who") == [21, 22, 23, 24]
    assert not any("is written as" in note for note in result.notes)


def test_data_are_weighted_where_every_file_was(scored, dictionary, export, four):
    own = dictionary("{title: Made by hand}", "{title: Made by hand, weight: wt}")
    weighted = scored(own, export(four(wt=[1, 1, 1, 1]), weight="wt"))
    assert weighted.weighted_by == "wt"
    assert scored(own, export(four(wt=[1, 1, 1, 1]))).weighted_by is None


def test_a_weight_left_unused_and_response_sets_are_said_to_be_lost(
    scored, dictionary, export, four
):
    own = dictionary("{title: Made by hand}", "{title: Made by hand, weight: none}")
    boxes = ResponseSet(name="news", label="", columns=("q1",), counted=1.0)
    result = scored(own, export(four(wt=[1, 1, 1, 1]), weight="wt", sets=(boxes,)))
    assert result.weighted_by is None
    assert said(result, "saved weighted by 'wt'")
    assert said(result, "$news", "MRSETS")


def test_rows_left_out_of_the_survey_are_left_out_of_every_column(
    scored, dictionary, export, four, cells
):
    file = export(four(site=[1, None, 2, 1], age=[20, 30, 40, 50], q1=[1, 2, 3, 4]))
    result = scored(dictionary(), file, keep=["age"])
    assert cells(result, "age") == [20, 40, 50]
    assert cells(result, "q1") == [1, 3, 4]
    assert said(result, "1 row left out")


def test_columns_of_no_variable_are_left_out_and_counted(scored, dictionary, export, four):
    file = export(four(age=[1, 2, 3, 4], sex=[1, 2, 1, 2]))
    result = scored(dictionary(), file)
    assert "age" not in names(result)
    assert said(result, "2 columns", "were left out; --keep COLUMN carries one along")
    one = scored(dictionary(), file, keep=["age"])
    assert said(one, "1 column of the files", "was left out; --keep COLUMN carries it along")
    assert not said(scored(dictionary(), export(four())), "--keep")


def test_a_kept_column_is_carried_as_it_is_with_what_the_file_says(
    scored, dictionary, export, four, cells
):
    file = export(
        four(age=[20, 999, None, 50]),
        labels={"age": "Age in years"},
        value_labels={"age": {999.0: "Not said"}},
        missing_ranges={"age": ((999.0, 999.0),)},
        measures={"age": "scale"},
    )
    result = scored(dictionary(), file, keep=["age", "age"])
    age = column(result, "age")
    assert names(result).count("age") == 1
    assert cells(result, "age") == [20, 999, None, 50]
    assert (age.label, age.level, age.missing) == ("Age in years", "scale", ((999, 999),))


def test_kept_texts_become_numbers_only_where_no_character_is_lost(
    scored, dictionary, export, four, cells
):
    file = export(four(a=["1", "", "30", "4"], b=["01", "2", "3", "4"], c=["1.0", "2", "", "4"]))
    result = scored(dictionary(), file, keep=["a", "b", "c"])
    assert cells(result, "a") == [1, None, 30, 4]
    assert cells(result, "b") == ["01", "2", "3", "4"]
    assert cells(result, "c") == ["1.0", "2", "", "4"]


def test_a_column_that_is_number_in_one_file_and_text_in_another_is_text(
    scored, dictionary, export, cells
):
    early = export({"site": [1, 2], "q1": [1, 1], "q2": [1, 1], "area": [12, None]})
    late = export({"site": [1, 2], "q1": [1, 1], "q2": [1, 1], "area": ["x", "12"]}, name="y.sav")
    result = scored(dictionary("  column: wave\n", ""), early, late, keep=["area"])
    assert cells(result, "area") == ["12", "", "x", "12"]


def test_a_kept_column_that_a_file_lacks_is_empty_there_which_is_said(
    scored, dictionary, export, cells
):
    early = export({"site": [1, 2], "q1": [1, 1], "q2": [1, 1]})
    late = export({"site": [1, 2], "q1": [1, 1], "q2": [1, 1], "age": [5, 6]}, name="y.sav")
    result = scored(dictionary("  column: wave\n", ""), early, late, keep=["age"])
    assert cells(result, "age") == [None, None, 5, 6]
    assert said(result, "--keep age", "2 of 4 respondents")


def test_keeping_what_is_there_already_adds_nothing(scored, dictionary, export, four):
    result = scored(dictionary(), export(four()), keep=["q1"])
    assert names(result).count("q1") == 1
    assert said(result, "--keep q1", "already")


def test_a_column_no_file_has_cannot_be_kept(export, four):
    portions = [Portion(export=export(four(postcode=[1, 2, 3, 4])), waves=(0, 1))]
    with pytest.raises(UsageError, match=r"--keep postcod: .*did you mean 'postcode'"):
        refuse_unknown(["postcod"], portions)


def test_a_scale_is_chosen_by_its_key(scored, dictionary, export, four):
    own = dictionary("  s: {items", "  other: {items: [q1, q2], better: high}\n  s: {items")
    assert names(scored(own, export(four()), measures=["s"]))[-2:] == ["s", "s_n"]
    assert "other" not in names(scored(own, export(four()), measures=["s"]))
    with pytest.raises(UsageError, match="did you mean 'other'"):
        scored(own, export(four()), measures=["othr"])
    with pytest.raises(UsageError, match="a single item"):
        scored(own, export(four()), measures=["q1"])


DECLARED = """\
  when: {type: date, label: Day of interview}
  news: {type: multiple, columns: [n1, n2], counted: 1, missing: {9: Refused}}
  said: {type: text}
  q1: {type"""


def test_dates_and_boxes_go_along_but_peoples_own_words_do_not(
    scored, dictionary, export, four, cells
):
    file = export(
        four(
            when=["2016-12-01", "", "2017-01-31", "2017-02-01"],
            n1=[1, 0, 9, None],
            n2=["0", "1", "", ""],
            said=["a", "b", "c", "d"],
        )
    )
    result = scored(dictionary("  q1: {type", DECLARED), file)
    assert column(result, "when").role == "date"
    assert cells(result, "n1") == [1, 0, 9, None]
    assert (column(result, "n1").missing, column(result, "n1").labels) == (
        ((9, 9),),
        {9: "Refused"},
    )
    assert cells(result, "n2") == [0, 1, None, None]
    assert "said" not in names(result)
    assert said(result, "own words", "(said)")
    kept = scored(dictionary("  q1: {type", DECLARED), file, keep=["said"])
    assert cells(kept, "said") == ["a", "b", "c", "d"]
    assert not said(kept, "own words")


def test_boxes_follow_the_pattern_of_a_wave(scored, dictionary, export, cells):
    own = dictionary(
        "  column: wave\n", "", "T2: {code: 2,", 'T2: {names: "{name}_t2", code: 2,',
        "  q1: {type", "  news: {type: multiple, columns: [n1], counted: 1}\n  q1: {type",
    )  # fmt: skip
    early = export({"site": [1, 2], "q1": [1, 1], "q2": [1, 1], "n1": [1, 0]})
    late = export({"site": [1, 2], "q1_t2": [1, 1], "q2_t2": [1, 1], "n1_t2": [0, 1]}, name="y.sav")
    assert cells(scored(own, early, late), "n1") == [1, 0, 0, 1]


def test_a_wide_file_is_stacked_and_its_other_columns_repeated(scored, dictionary, export, cells):
    own = dictionary("  column: wave\n", "", "T2: {code: 2,", 'T2: {names: "{name}_t2", code: 2,')
    wide = export({
        "site": [1, 2], "age": [30, 40],
        "q1": [1, 2], "q2": [1, 2], "q1_t2": [4, 5], "q2_t2": [4, 5]
    })  # fmt: skip
    result = scored(own, wide, keep=["age"])
    assert cells(result, "wave_key") == ["T1", "T1", "T2", "T2"]
    assert cells(result, "q1") == [1, 2, 4, 5]
    assert cells(result, "age") == [30, 40, 30, 40]


def test_where_the_data_come_from_is_told(scored, dictionary, export, four):
    about = dict(scored(dictionary(), export(four())).about)
    assert about["Survey"] == "Made by hand"
    assert about["Program"] == "lpsstats 1"
    assert "x.sav, 4 rows, 4 used, SHA-256" in about["Data"]
    assert len(about["Dictionary"].split()[-1]) == 64
