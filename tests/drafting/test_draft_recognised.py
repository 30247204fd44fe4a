"""What a draft recognises: waves, sites, ids, weights, missing codes, answer formats."""

import pytest

from lpsstats.errors import DataError, UsageError
from lpsstats.survey.export import ResponseSet

AGREE = {1.0: "Strongly agree", 2.0: "Agree", 3.0: "Disagree", 4.0: "Strongly disagree"}
WIDE = {"q1": [1, 2, 3, 4] * 3, "q2": [2, 3, 4, 1] * 3}


def test_files_with_a_year_in_their_names_are_waves_by_year(export, draft, read):
    dictionary = read(draft(export(WIDE, "panel_2016.sav"), export(WIDE, "panel_2018.sav")))
    assert [(w.key, w.date) for w in dictionary.waves] == [("2016", "2016"), ("2018", "2018")]


def test_a_wave_column_gives_keys_codes_and_labels(export, draft, read):
    columns = {"wave": [1, 2, 3] * 4, **WIDE}
    labels = {"wave": {1.0: "Time One", 2.0: "Time Two", 3.0: "Time Three"}}
    dictionary = read(draft(export(columns, value_labels=labels)))
    found = [(w.key, w.label, w.codes) for w in dictionary.waves]
    assert found[2] == ("T3", "Time Three", (3,))
    assert "wave" not in dictionary.variables


def test_a_constant_wave_column_in_every_file_is_kept_as_its_code(export, draft, read):
    first, second = export({"wave": [1] * 12, **WIDE}, "a"), export({"wave": [3] * 12, **WIDE}, "b")
    dictionary = read(draft(first, second))
    assert [(w.key, w.codes) for w in dictionary.waves] == [("T1", (1,)), ("T3", (3,))]


def test_sites_are_the_same_place_by_label_though_codes_differ(export, draft, read):
    def wave(code, name):
        names = {1.0: "North End", code: "South & East"}
        return export({"site": [1.0, code] * 6, **WIDE}, name, value_labels={"site": names})

    dictionary = read(draft(wave(2.0, "a_t1.sav"), wave(7.0, "a_t2.sav")))
    north, south = dictionary.sites
    assert (north.key, north.codes) == ("north_end", {"T1": (1,), "T2": (1,)})
    assert (south.label, south.codes) == ("South & East", {"T1": (2,), "T2": (7,)})


def test_a_site_that_few_respondents_named_in_writing_is_left_out_and_said(export, draft, read):
    text = draft(export({"town": ["Ham"] * 5 + ["Eggs"] * 5 + ["Mr Green's farm"] * 2, **WIDE}))
    assert "Green" not in text
    assert read(text).sites_other == "leave_out"
    assert "1 value is not listed" in text


def test_a_column_of_answers_is_no_site(export, draft):
    labels = {"area": {1.0: "Very good", 2.0: "Good", 3.0: "Poor"}}
    assert "no site column" in draft(export({"area": [1, 2, 3] * 4}, value_labels=labels))


def test_options_name_the_columns_instead(export, draft, read):
    columns = {"study": [1, 2] * 6, "occ": [1, 1, 2, 2] * 3, **WIDE}
    dictionary = read(draft(export(columns), wave="occ", site="study"))
    assert len(dictionary.waves) == len(dictionary.sites) == 2
    with pytest.raises(UsageError, match=r"--site studdy.*did you mean 'study'"):
        draft(export(columns), site="studdy")


@pytest.mark.parametrize(
    ("second", "design"),
    [(range(500, 524, 2), "repeated_cross_section"), (range(100, 124, 2), "panel")],
)
def test_shared_ids_make_a_panel(second, design, export, draft, read):
    waves = export({"id": range(100, 124, 2), **WIDE}, "a"), export({"id": second, **WIDE}, "b")
    assert read(draft(*waves)).design == design


def test_running_numbers_are_no_evidence_of_a_panel(export, draft, read):
    numbered = {"id": range(1, 13), **WIDE}
    text = draft(export(numbered, "a"), export(numbered, "b"))
    assert read(text).design == "repeated_cross_section"
    assert "running numbers" in text


def test_a_saved_weight_is_taken_over_and_a_likely_one_pointed_to(export, draft, read):
    columns = {"wt": [0.5, 1.5, 0.8] * 4, **WIDE}
    saved = draft(export(columns, weight="wt"))
    assert read(saved).weight == "wt"
    assert "# CHECK saved with WEIGHT BY wt" in saved
    unsaved = draft(export(columns))
    assert read(unsaved).weight == "none"
    assert "'wt' may be a weight" in unsaved


def test_names_that_differ_by_wave_are_written_where_they_differ(export, draft, read):
    label = {"q1": "People here can be relied on", "Q9": "People here can be relied on"}
    first = export({"q1": [1, 2] * 6, "q2": [1, 2] * 6}, "a", labels={"q1": label["q1"]})
    second = export({"Q9": [1, 2] * 6, "q2": [1, 2] * 6}, "b", labels={"Q9": label["Q9"]})
    text = draft(first, second)
    assert read(text).variables["q1"].names == {"T1": "q1", "T2": "Q9"}
    assert "# CHECK paired by label, match 1.00" in text


def test_a_question_that_a_wave_lacks_is_null_there(export, draft, read):
    dictionary = read(draft(export(WIDE, "a"), export({"q1": WIDE["q1"]}, "b")))
    assert dictionary.variables["q2"].names == {"T1": "q2"}


def test_an_identifying_column_is_a_variable_only_where_its_name_differs(export, draft, read):
    first = export({"site_t1": [1, 2] * 6, "q1_t1": [1, 2] * 6, "q2_t1": [1, 2] * 6}, "a")
    second = export({"site_t2": [1, 2] * 6, "q1_t2": [1, 2] * 6, "q2_t2": [1, 2] * 6}, "b")
    dictionary = read(draft(first, second))
    assert dictionary.variables["site"].names == {"T1": "site_t1", "T2": "site_t2"}
    assert dictionary.site_names == {"T1": "site_t1", "T2": "site_t2"}


def test_a_file_without_questions_is_refused(export, draft):
    with pytest.raises(DataError, match="holds no question"):
        draft(export({"site": [1, 2] * 6}))


@pytest.fixture
def drafted_alone(export, draft, read):
    """Draft a question without labels that is all there is."""
    return lambda values: variable(draft(export({"q": values})), read)


def variable(text, read, key="q"):
    return read(text).variables[key]


def test_words_for_no_answer_are_missing_with_a_mark_unless_declared(export, draft, read):
    labels = {"q": {**AGREE, 9.0: "Don't know"}}
    text = draft(export({"q": [1, 2, 3, 4, 9, 9] * 2}, value_labels=labels))
    assert variable(text, read).missing == {9: "Don't know"}
    assert "is 9 no answer?" in text
    ranges = {"q": ((9.0, 9.0),)}
    declared = draft(export({"q": [1, 9] * 6}, value_labels=labels, missing_ranges=ranges))
    assert variable(declared, read).missing == {}
    assert "no answer?" not in declared


def test_a_code_that_only_one_file_declares_missing_is_written_down(export, draft, read):
    labels = {"q": {**AGREE, 9.0: "Don't know"}}
    first = export({"q": [1, 9] * 6}, "a", value_labels=labels, missing_ranges={"q": ((9.0, 9.0),)})
    second = export({"q": [1, 9] * 6}, "b", value_labels=labels)
    assert variable(draft(first, second), read).missing == {9: "Don't know"}


def test_a_code_without_label_is_counted_and_can_be_read(export, draft, read):
    text = draft(export({"q": [1, 2, 3, 4, 5, 99] * 2}, value_labels={"q": AGREE}))
    assert "no label of its own for 5 (2 rows)" in text
    assert "99 (2 rows) has no label: no answer?" in text
    assert (variable(text, read).low, variable(text, read).high) == (1, 5)
    assert variable(text, read).missing == {99: "No label in the file"}


def test_labelled_ends_make_a_range(export, draft, read):
    labels = {"q": {0.0: "Not at all satisfied", 10.0: "Completely satisfied"}}
    found = variable(draft(export({"q": range(11)}, value_labels=labels)), read)
    assert (found.type, found.low, found.high, found.better) == ("likert", 0, 10, "high")
    assert found.anchors == ("Not at all satisfied", "Completely satisfied")


@pytest.mark.parametrize(
    ("values", "type_", "ends"),
    [
        ([1, 2, 3, 4, 5, 9], "likert", (1, 5)),
        ([1, 2, 3, 4, 98, 99], "likert", (1, 4)),
        ([0, 1, 0, 1, 1, 1], "categorical", (0, 1)),
        ([1.5, 2.0, 3.0, 1.0, 2.0, 2.5], "number", (None, None)),
        ([18, 35, 62, 44, 71, 29], "number", (None, None)),
    ],
)
def test_numbers_without_labels(values, type_, ends, drafted_alone):
    found = drafted_alone(values * 2)
    assert (found.type, (found.low, found.high)) == (type_, ends)


def test_texts_in_known_words_are_ordered_and_others_listed(export, draft, read):
    columns = {"q": ["Often", "Never", "Always", "Rarely"] * 3, "hair": ["Red", "Brown"] * 6}
    dictionary = read(draft(export(columns)))
    assert list(dictionary.variables["q"].labels.values()) == ["Never", "Rarely", "Often", "Always"]
    assert dictionary.variables["q"].type == "ordinal"
    assert dictionary.variables["hair"].type == "categorical"


def test_an_item_of_which_nobody_chose_the_end_gets_the_range_of_its_block(export, draft, read):
    columns = {"x1": [1, 2, 3, 4, 5] * 2, "x2": [1, 2, 3, 4, 5] * 2, "x3": [1, 2, 3, 4, 4] * 2}
    text = draft(export(columns))
    assert variable(text, read, "x3").high == 5
    assert "only 1 to 4 seen in this one" in text


def test_declared_sets_and_ticked_boxes_are_one_question(export, draft, read):
    boxes = {f"b_{i}": [1, None, 1, None] * 3 for i in (1, 2, 3)}
    declared = (ResponseSet(name="M", label="Which?", columns=("s_1", "s_2"), counted=1.0),)
    columns = {**boxes, "s_1": [0, 1] * 6, "s_2": [1, 0] * 6}
    text = draft(export(columns, sets=declared))
    found = read(text).variables
    assert found["b"].columns == ("b_1", "b_2", "b_3")
    assert (found["m"].columns, found["m"].label) == (("s_1", "s_2"), "Which?")
    assert text.count("one question, every box that applies?") == 1


def test_a_header_that_is_a_question_becomes_a_short_key(export, draft, read):
    question = "Thinking of your street, how safe do you feel there after dark?"
    (found,) = read(draft(export({question: [1, 2, 3] * 4}))).variables.values()
    assert found.key == "q1_thinking_street_safe"
    assert (found.label, found.names) == (question, {"T1": question})
