"""Guesses that went wrong on real exports: each is now another guess, or bears a mark."""

import pytest

WIDE = {"q1": [1, 2, 3, 4] * 15, "q2": [2, 3, 4, 1] * 15}
ROWS = 60


def points(low, high, **rare):
    """Give answers from low to high, and rare codes: `_8=2` is code 8 twice."""
    extra = [int(code[1:]) for code, n in rare.items() for _ in range(n)]
    own = [low + i % (high - low + 1) for i in range(ROWS - len(extra))]
    return own + extra


def line_of(text, key):
    return next(line for line in text.splitlines() if line.startswith(f"  {key}:"))


def test_a_site_of_one_wave_that_reads_like_another_is_asked_about(export, draft):
    first = ["Whaddon", "Barton & Tredworth", "Cashes Green", "Ward 1", "Eastfield", "Eastgate"] * 4
    odd = ["Whadon", "Barton/Tredworth", "Barton and Tredworth (Glos)", "Cashes Grn", "Eastfeild"]
    second = [*first, *[*odd, "Ward 2", "Hill Top", "Westgate"] * 4]
    sites = {"a": first, "b": second}
    files = [export({"site": s, "q": [1, 2] * (len(s) // 2)}, n) for n, s in sites.items()]
    marks = [line for line in draft(*files).splitlines() if "another spelling" in line]
    asked = {line.partition("label: ")[2].partition("}")[0]: line for line in marks}
    assert set(asked) == set(odd)
    assert all("# CHECK only in T2: another spelling of '" in line for line in marks)
    assert "'Whaddon'?" in asked["Whadon"]
    assert "'Barton & Tredworth'?" in asked["Barton/Tredworth"]


def test_the_site_that_more_waves_have_is_the_right_spelling(export, draft):
    sites = {"a": ["Whadon", "North"], "b": ["Whaddon", "North"], "c": ["Whaddon", "North"]}
    files = [export({"site": s * 30, **WIDE}, n) for n, s in sites.items()]
    text = draft(*files)
    assert "label: Whadon}  # CHECK only in T1: another spelling of 'Whaddon'?" in text
    assert text.count("another spelling") == 1


def test_codes_in_one_wave_and_names_in_another_are_asked_about(export, draft):
    first = export({"site": [1, 2] * 30, **WIDE}, "a")
    second = export({"site": ["North", "South"] * 30, **WIDE}, "b")
    assert "# CHECK T1 has codes, T2 names: which is which?" in draft(first, second)
    assert "which is which" not in draft(first, export({"site": [1, 2] * 30, **WIDE}, "b"))


@pytest.mark.parametrize("labels", [{}, {1.0: "Not at all", 7.0: "Completely"}])
def test_8_and_9_after_1_to_7_are_drafted_as_no_answer(labels, export, draft, read):
    found = export({"q": points(1, 7, _8=3, _9=4)}, value_labels={"q": labels} if labels else {})
    text = draft(found)
    question = read(text).variables["q"]
    assert (question.low, question.high) == (1, 7)
    assert question.missing == {8: "no answer?", 9: "no answer?"}
    assert "# CHECK 8 (3 times) and 9 (4 times): no answer? else range: [1, 9]" in text


def test_8_and_9_that_many_gave_are_answers(export, draft, read):
    text = draft(export({"q": points(1, 9)}))
    assert (read(text).variables["q"].high, "no answer?" in text) == (9, False)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (points(1, 5, _6=3), "6 (3 times): no answer? then range: [1, 5] and missing: {6: why}"),
        (points(1, 5, _0=3), "0 (3 times): no answer? then range: [1, 5] and missing: {0: why}"),
        (points(1, 7, _8=1), "8 (1 time): no answer? then range: [1, 7] and missing: {8: why}"),
    ],
)
def test_a_rare_code_beside_the_answers_stays_one_and_is_asked_about(values, words, export, draft):
    text = draft(export({"q": values}))
    assert f"# CHECK {words}" in text
    assert f"range: [{min(values)}, {max(values)}]" in text


def test_a_rare_code_that_the_rest_of_the_block_lacks_is_drafted_as_no_answer(export, draft, read):
    block = {"a1": points(1, 5, _6=3), "a2": points(1, 5), "a3": points(1, 5)}
    text = draft(export(block))
    variables = read(text).variables.values()
    assert {(v.high, *v.missing) for v in variables} == {(5, 6)}  # alike, so that a scale can be
    assert "6 (3 times): no answer? else range: [1, 6]" in line_of(text, "a1")


def test_a_code_that_the_rest_of_the_block_gave_often_is_an_answer(export, draft, read):
    block = {"a1": points(1, 5, _6=3), "a2": points(1, 6), "a3": points(1, 6)}
    text = draft(export(block))
    assert (read(text).variables["a1"].high, "no answer?" in text) == (6, False)


def test_a_run_that_starts_elsewhere_in_one_file_is_asked_about(export, draft):
    first, second = export({"q": points(1, 5)}, "a"), export({"q": points(0, 4)}, "b")
    assert "# CHECK T1 has 1 to 5, T2 has 0 to 4: shifted?" in draft(first, second)
    wide = draft(first, export({"q": points(1, 7)}, "b"))
    assert "# CHECK T1 has 1 to 5, T2 has 1 to 7: another scale?" in wide
    alike = draft(first, export({"q": points(1, 5, _9=2)}, "b"))
    assert "shifted" not in alike + draft(first, first)
    assert "another scale" not in alike


def test_answers_of_which_two_files_share_none_are_asked_about(export, draft):
    first, second = export({"q": ["Agree", "Disagree"] * 9}, "a"), export({"q": ["Ja", "Nein"] * 9})
    assert "# CHECK T1 and T2 share no answer: another language or coding?" in draft(first, second)


CYTUNO = {1.0: "Cytuno'n gryf", 2.0: "Cytuno", 3.0: "Anghytuno", 4.0: "Anghytuno'n gryf"}
BLOCK = {f"q{i}": [1, 2, 3, 4] * 15 for i in (1, 2, 3)}


def test_recurring_labels_in_unknown_words_are_ordinal_with_a_mark(export, draft, read):
    text = draft(export(BLOCK, value_labels=dict.fromkeys(BLOCK, CYTUNO)))
    assert "# CHECK is there an order? else type: categorical" in text
    assert {v.type for v in read(text).variables.values()} == {"ordinal"}
    once = draft(export({"q1": BLOCK["q1"]}, value_labels={"q1": CYTUNO}))
    assert "categorical" in once
    assert "CHECK is there" not in once


def test_recurring_texts_in_unknown_words_stay_categorical_with_a_mark(export, draft, read):
    block = {key: [CYTUNO[float(code)] for code in codes] for key, codes in BLOCK.items()}
    text = draft(export(block))
    assert "# CHECK is there an order? then list the answers in it, type: ordinal" in text
    assert {v.type for v in read(text).variables.values()} == {"categorical"}


def test_recurring_texts_with_numbers_are_in_the_order_of_the_numbers(export, draft, read):
    words = {1: "1 - Cytuno'n gryf", 2: "2 - Cytuno", 3: "3 - Anghytuno"}
    text = draft(export({f"q{i}": [words[n] for n in (3, 1, 2) * 9] for i in (1, 2, 3)}))
    found = read(text).variables["q2"]
    assert (found.type, list(found.labels.values())) == ("ordinal", list(words.values()))


def test_numbers_before_words_that_differ_are_asked_about(export, draft):
    words = ["1 - Agree", "2 - Neither", "3 - Disagree", "1 - Disagree", "3 - Agree"]
    text = draft(export({f"q{i}": words * 9 for i in (1, 2, 3)}))
    assert "# CHECK 1, 3 before different words: are the answers turned round" in text


def test_words_behind_numbers_say_which_end_is_good(export, draft, read):
    text = draft(export({"q": ["1 - Strongly agree", "2 - Agree", "3 - Disagree"] * 9}))
    assert read(text).variables["q"].better == "low"
    assert "is low (1 - Strongly agree) the good end?" in text


@pytest.mark.parametrize(
    "names", [["t1_coh1", "t2_coh1"], ["t_spent"], ["time_1", "time_2", "time_3", "time_4"]]
)
def test_a_question_is_no_wave_column(names, export, draft, read):
    text = draft(export({**{name: [1, 2, 3, 4] * 15 for name in names}, "x": [5, 6] * 30}))
    assert len(read(text).waves) == 1


@pytest.mark.parametrize("name", ["t", "T2", "wave"])
def test_a_wave_column_is_still_one(name, export, draft, read):
    assert len(read(draft(export({name: [1, 2] * 30, **WIDE}))).waves) == 2


def test_a_question_like_many_others_is_no_site(export, draft):
    block = {f"coh{i}": points(1, 5) for i in (1, 2, 3)}
    assert "no site column" in draft(export({"community_belong": points(1, 5), **block}))
    assert "column: community_code" in draft(export({"community_code": points(1, 5), **block}))


def test_the_words_of_private_columns_never_stand_in_a_draft(export, draft, read):
    people = ["PC Jones", "Sgt Brown"] * 30
    columns = {"officer": people, "v7": people, "staff_no": points(101, 104), **WIDE}
    labels = {"v7": "Name of interviewer"}
    text = draft(export({**columns, "officer_fair": ["Agree", "Disagree"] * 30}, labels=labels))
    assert not {"Jones", "Brown", "104"} & set(text.replace("}", " ").split())
    found = read(text).variables
    assert {found[key].type for key in ("officer", "v7", "staff_no")} == {"text"}
    assert "Disagree" in found["officer_fair"].labels.values()  # asked about officers


@pytest.mark.parametrize(
    "bad", ["worried", "afraid", "lonely", "of a problem", "dissatisfied", "unsafe"]
)
def test_more_of_a_bad_thing_is_the_bad_end(bad, export, draft, read):
    words = [f"Not at all {bad}", f"Fairly {bad}", f"Very {bad}"]
    labels = dict(enumerate(words, start=1))
    text = draft(export({"q": [1, 2, 3] * 9}, value_labels={"q": labels}))
    assert read(text).variables["q"].better == "low"
    assert f"is low ({words[0]}) the good end?" in text


@pytest.mark.parametrize("name", ["Respondent number", "v1"])
def test_a_respondent_number_is_an_id(name, export, draft, read):
    labels = {"v1": "Respondent number"} if name == "v1" else {}
    assert read(draft(export({name: range(ROWS), **WIDE}, labels=labels))).id == name


def test_ids_that_run_on_from_any_number_are_no_evidence_of_a_panel(export, draft, read):
    numbered = {"id": range(10001, 10001 + ROWS), **WIDE}
    text = draft(export(numbered, "a"), export(numbered, "b"))
    assert read(text).design == "repeated_cross_section"
    assert "ids are running numbers in every file, as 10001 to 10060 in T1" in text


def test_a_file_with_the_bytes_of_another_is_asked_about(export, draft):
    first, second = export(WIDE, "a.sav"), export(WIDE, "b.sav")
    assert "the same bytes" not in draft(first, second)
    text = draft(first, first, export(WIDE, "c.sav"))
    assert text.count("# CHECK the same bytes as a.sav: a copy?") == 1


@pytest.mark.parametrize(
    ("names", "beside"),
    [
        ([f"t{w}_{q}" for w in (1, 2) for q in ("coh", "trust", "well")], True),
        ([f"{q}_w{w}" for w in (1, 2) for q in ("coh", "trust", "well")], True),
        ([f"coh{i}_{w}" for w in (1, 2) for i in range(6)], True),
        ([f"{q}_{i}" for q in ("coh", "trust", "well") for i in (1, 2, 3, 4)], False),
        (["t1_coh", "t2_coh", "q1", "q2"], False),
    ],
)
def test_waves_side_by_side_are_asked_about(names, beside, export, draft):
    text = draft(export({name: points(1, 5) for name in names}))
    assert ("waves side by side? then give each wave a file of its own" in text) is beside


def test_a_private_yes_or_no_is_kept_and_an_address_is_not(export, draft, read):
    street = [f"{number} High Street" for number in (12, 14, 16)] * 20
    columns = {"knows_officer": [1, 2] * 30, "address": street}
    found = read(draft(export(columns))).variables
    assert (found["knows_officer"].type, found["address"].type) == ("categorical", "text")
