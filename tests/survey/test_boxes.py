"""Questions of which several answers may be ticked: who ticked what, and who counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.findings import Severity
from lpsstats.survey.assembling import Portion, assemble, columns_needed, examine

N = 6


@pytest.fixture
def asked(dictionary):
    """Read the small dictionary with a question `news` of the given body, and other changes."""

    def reading(body, *changes):
        return dictionary(
            "  q1: {type", f"  news: {{type: multiple, {body}}}\n  q1: {{type", *changes
        )

    return reading


@pytest.fixture
def six(export):
    """Make an export of six respondents, three per wave, with some columns of boxes."""

    def made(**columns):
        places = {"wave": [1, 1, 1, 2, 2, 2], "site": [1, 2] * 3}
        return export({**places, "q1": [1] * N, "q2": [2] * N, **columns})

    return made


def ticks(survey, key="news"):
    """Give the ticks as lists, None outside the base."""
    return [
        [None if np.isnan(x) else int(x) for x in row] for row in survey.boxes[key].ticked.tolist()
    ]


def why(survey, key="news"):
    return [survey.reasons[i] for i in survey.missing[key]]


def findings(dictionary, *exports, **options):
    waves = range(len(dictionary.waves))
    held = [tuple(waves)] if len(exports) == 1 else [(wave,) for wave in waves]
    portions = [Portion(export=e, waves=w) for e, w in zip(exports, held, strict=True)]
    return examine(dictionary, portions, **options).findings


CODED = {"a": [1, 0, 9, None, 2, 9], "b": [0, 0, 9, None, 1, 1]}


def test_a_box_is_ticked_where_the_column_has_the_code_that_is_counted(asked, six, survey):
    made = survey(asked("columns: [a, b], counted: 1, labels: {a: Paper, b: Radio}"), six(**CODED))
    assert made.boxes["news"].categories == (("a", "Paper"), ("b", "Radio"))
    assert ticks(made) == [[1, 0], [0, 0], [None, None], [0, 0], [0, 1], [0, 1]]
    assert why(made) == ["", "", "Don't know", "", "", ""]


@pytest.mark.parametrize(
    ("base", "outside"),
    [
        ("asked", ["", "", "Don't know", "", "", ""]),
        ("answered", ["", "", "Don't know", "empty", "", ""]),
        ("any", ["", "none ticked", "Don't know", "empty", "", ""]),
    ],
)
def test_the_base_is_who_was_asked_who_made_an_entry_or_who_ticked(
    asked, six, survey, base, outside
):
    made = survey(asked(f"columns: [a, b], counted: 1, base: {base}"), six(**CODED))
    assert why(made) == outside
    inside = [row != [None, None] for row in ticks(made)]
    assert inside == [reason == "" for reason in outside]


def test_a_code_that_the_file_declares_missing_is_no_answer(asked, export, survey):
    columns = {"wave": [1, 2], "site": [1, 2], "q1": [1, 1], "q2": [1, 1]}
    file = export(
        {**columns, "a": [-100, 1], "b": [-100, 0]},
        missing_ranges={"a": ((-100.0, -97.0),), "b": ((-100.0, -97.0),)},
    )
    made = survey(asked("columns: [a, b], counted: 1"), file)
    assert ticks(made) == [[None, None], [1, 0]]
    assert why(made) == ["user-missing", ""]


def test_a_tick_that_the_file_declares_missing_is_none(asked, export, survey):
    file = export(
        {"wave": [1, 2], "site": [1, 2], "q1": [1, 1], "q2": [1, 1], "a": [1, 0], "b": [1, 1]},
        missing_ranges={"a": ((1.0, 1.0),)},
    )
    assert ticks(survey(asked("columns: [a, b], counted: 1"), file)) == [[0, 1], [0, 1]]


@pytest.mark.parametrize("counted", ["Yes", "yes ", "1"])
def test_a_tick_may_be_a_text_or_the_label_of_a_code(asked, six, survey, counted):
    own = asked(f"columns: [a, b], counted: {counted!r}")
    if counted == "1":
        texts = six(a=["1", "", "0", "", "1", ""], b=["", "1.0", "", "NO", "1", ""])
    else:
        texts = six(a=["Yes", "", "no", "", "YES", ""], b=["", " yes", "", "?", "Yes", ""])
    assert ticks(survey(own, texts)) == [[1, 0], [0, 1], [0, 0], [0, 0], [1, 1], [0, 0]]


def test_a_tick_named_by_its_label_follows_each_files_own_codes(asked, export, survey):
    own = asked("columns: [a], counted: Yes", "  column: wave\n", "")
    base = {"site": [1, 2], "q1": [1, 1], "q2": [1, 1]}
    first = export({**base, "a": [1, 2]}, name="x", value_labels={"a": {1.0: "Yes", 2.0: "No"}})
    second = export({**base, "a": [1, 2]}, name="y", value_labels={"a": {1.0: "No", 2.0: "Yes"}})
    assert ticks(survey(own, first, second)) == [[1], [0], [0], [1]]


def test_the_name_of_a_box_is_its_label_here_or_in_the_file_or_its_column(asked, six, survey):
    def names(body, **said):
        file = six(a=[1] * N, b=[0] * N)
        return survey(asked(body), type(file)(**{**fields(file), **said})).boxes["news"].categories

    def fields(file):
        return {name: getattr(file, name) for name in file.__slots__}

    said = {"labels": {"a": "Newspapers", "b": "The radio"}}
    assert names("columns: [a, b], counted: 1", **said) == (
        ("a", "Newspapers"), ("b", "The radio"),
    )  # fmt: skip
    assert names("columns: [a, b], counted: 1") == (("a", "a"), ("b", "b"))
    by_position = "columns: [a, b], counted: 1, labels: {2: Radio}"
    assert names(by_position, **said) == (("a", "Newspapers"), ("b", "Radio"))


def test_a_column_may_have_another_name_in_a_wave_or_not_be_offered(asked, export, survey):
    own = asked("columns: {a: {T2: a_new}, b: , c: {T1: null}}, counted: 1", "  column: wave\n", "")
    assert {"a", "b"} <= columns_needed(own, [0])
    assert not {"a_new", "c"} & columns_needed(own, [0])
    assert {"a_new", "b", "c"} <= columns_needed(own, [1])
    base = {"site": [1, 2], "q1": [1, 1], "q2": [1, 1]}
    first = export({**base, "a": [1, 0], "b": [0, 9]}, name="x")
    second = export({**base, "a_new": [1, 0], "b": [0, 1], "c": [1, 0], "a": [5, 5]}, name="y")
    made = survey(own, first, second)
    assert ticks(made) == [[1, 0, None], [0, 0, None], [1, 0, 1], [0, 1, 0]]
    assert why(made) == [""] * 4


def test_a_wave_that_did_not_ask_is_not_in_the_base(asked, six, survey):
    own = asked("columns: [a, b], counted: 1, names: {T1: null}")
    made = survey(own, six(**CODED))
    assert ticks(made)[:3] == [[None, None]] * 3
    assert why(made)[:3] == ["not asked"] * 3
    assert own.variables["news"].names.keys() == {"T2"}
    nulls = asked("columns: {a: {T1: null}, b: {T1: null}}, counted: 1")
    assert ticks(survey(nulls, six(**CODED))) == ticks(made)


def test_columns_of_categories_hold_named_answers_in_any_order(asked, six, survey):
    own = asked("columns: [a, b, c], labels: {1: Paper, 2: Radio, 3: Web}")
    file = six(
        a=[3, 1, 9, None, 2, 2], b=[1, 1, None, None, 9, None], c=[None, 2, None, None, None, 3]
    )
    made = survey(own, file)
    assert made.boxes["news"].categories == (("1", "Paper"), ("2", "Radio"), ("3", "Web"))
    assert ticks(made) == [[1, 0, 1], [1, 1, 0], [None] * 3, [0] * 3, [0, 1, 0], [0, 1, 1]]
    assert why(made) == ["", "", "Don't know", "", "", ""]


def test_categories_may_be_texts_with_codes_of_ones_own(asked, six, survey):
    own = asked("columns: [a, b], labels: {paper: The paper, radio: Radio}")
    file = six(a=["the paper", "", "Radio", "radio", "", " PAPER"], b=["radio", "", "", "", "", ""])
    made = survey(own, file)
    assert made.boxes["news"].categories == (("paper", "The paper"), ("radio", "Radio"))
    assert ticks(made) == [[1, 1], [0, 0], [0, 1], [0, 1], [0, 0], [1, 0]]


def test_an_answer_that_is_no_box_is_an_error_and_only_repeated_words_are_shown(
    asked, six, problems
):
    own = asked("columns: [a, b], labels: {paper: Paper, radio: Radio}")
    file = six(a=["Telly"] * 3 + ["my own words", "Papers", "Radio"], b=[""] * N)
    (message,) = problems(own, file)
    assert message.splitlines()[0] == (
        "x.sav: news (column 'a'): 5 cells with an answer that is none of the 2 labelled ones: "
        "'Telly' (3), others (survey.yaml:17)."
    )
    assert "own words" not in message
    assert "out_of_range: missing" in message
    coded = asked("columns: [a], labels: {1: Paper, 2: Radio}")
    (message,) = problems(coded, six(a=[1, 7, 2, 7, 1, 1]))
    assert "2 cells with an answer that is none of the 2 labelled ones: 7 (2) (" in message


@pytest.mark.parametrize(
    "case",
    [
        ("labels: {1: Litter, 2: Traffic}", "; "),
        ("labels: {lit: Litter, tra: Traffic}", ", "),
        ("labels: {1: Litter, 2: Traffic}", "|"),
        ("labels: {1: Litter, 2: Traffic}", ";"),
    ],
)
def test_a_forgotten_separator_is_suggested_once(asked, six, problems, survey, case):
    body, between = case
    both = f"Litter{between}Traffic"
    file = six(a=[both] * 3 + ["Litter", f"Traffic{between}Litter", "Traffic"])
    (message,) = problems(asked(f"columns: [a], {body}"), file)
    cure = f'news: {{separator: "{between}"}}'
    assert message.count(cure) == message.count("separator") == 1
    assert "meant to be" not in message
    made = survey(asked(f'columns: [a], separator: "{between}", {body}'), file)
    assert ticks(made) == [[1, 1]] * 3 + [[1, 0], [1, 1], [0, 1]]


def test_no_separator_is_suggested_for_words_that_are_no_labels(asked, six, problems):
    file = six(a=["Litter; Dogs"] * 3 + ["Traffic, or so", "Traffic", "Litter"])
    (message,) = problems(asked("columns: [a], labels: {1: Litter, 2: Traffic}"), file)
    assert "separator" not in message


def test_answers_that_are_no_box_can_be_left_aside_and_are_counted(asked, six, survey):
    own = asked("columns: [a, b], labels: {1: Paper, 2: Radio}, out_of_range: missing")
    made = survey(own, six(a=[1, 7, 9, 7, 1, 1], b=[7, None, 7, None, 2, None]))
    assert ticks(made) == [[1, 0], [0, 0], [0, 0], [0, 0], [1, 1], [1, 0]]
    (note,) = [note for note in made.notes if "left aside" in note]
    assert note.startswith("x.sav: news: 4 cells with an answer that is none of the 2 labelled")
    tolerant = asked("columns: [a, b], labels: {1: Paper, 2: Radio}, base: any")
    made = survey(tolerant, six(a=[1, 7, 9, 7, 1, 1], b=[7] * N), tolerant=True)
    assert why(made) == ["", *["none ticked"] * 3, "", ""]


def test_a_cell_may_hold_several_answers_and_a_separator_within_an_answer(asked, six, survey):
    own = asked('columns: [a], separator: ", ", labels: {r: R, ide: "RStudio, desktop", x: Excel}')
    file = six(a=[
        "R, RStudio, desktop", "Excel, r,  R", "", "RStudio, Desktop, Excel", "8", "refused"
    ])  # fmt: skip
    made = survey(own, file)
    assert made.boxes["news"].categories[1] == ("ide", "RStudio, desktop")
    assert ticks(made) == [[1, 1, 0], [1, 0, 1], [0, 0, 0], [0, 1, 1], [None] * 3, [None] * 3]
    assert why(made) == ["", "", "", "", "Refused", "Refused"]


def test_several_coded_answers_in_a_cell_may_be_told_by_any_separator(asked, six, survey):
    own = asked("columns: [a], separator: ;, labels: {1: Paper, 2: Radio, 10: Web}")
    made = survey(own, six(a=["1;2;", "10", " 2 ; 10 ", "", "Paper;1", " "]))
    assert ticks(made)[:5] == [[1, 1, 0], [0, 0, 1], [0, 1, 1], [0, 0, 0], [1, 0, 0]]
    alone = survey(own, six(a=[1, 2, 10, None, 9, 1]))
    assert ticks(alone) == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0] * 3, [None] * 3, [1, 0, 0]]


def test_own_words_among_joined_answers_are_counted_and_not_repeated(asked, six, survey, problems):
    body = "columns: [a], separator: ';', labels: {paper: Paper, radio: Radio}"
    file = six(a=["Paper;Blog", "Blog", "Radio;Blog", "what I hear", "Paper", "what I see;Paper"])
    (message,) = problems(asked(body), file)
    assert (
        "5 cells with an answer that is none of the 2 labelled ones: 'Blog' (3), others" in message
    )
    assert "what I" not in message
    made = survey(asked(f"{body}, out_of_range: missing"), file)
    assert ticks(made) == [[1, 0], [0, 0], [0, 1], [0, 0], [1, 0], [1, 0]]
    assert not any("what I" in note for note in made.notes)


def test_a_column_that_is_not_there_is_an_error_that_says_how_to_name_it(asked, six, problems):
    own = asked("columns: [news_a, news_b], counted: 1")
    (message,) = problems(own, six(news_a=[1] * N, news_bb=[0] * N))
    assert message.splitlines()[:3] == [
        "x.sav has no column 'news_b' (variables.news.columns, survey.yaml:17).",
        "Did you mean 'news_bb'?",
        "If it was renamed: news: {columns: {news_b: {T1: news_bb}}}",
    ]
    assert "news: {names: {T1: null}}" in message


def test_respondents_without_an_entry_are_counted_in_a_note(asked, six):
    own = asked("columns: [a, b], counted: 1")
    found = findings(own, six(a=[1, None, None, 1, None, 1], b=[None, 1, None, None, None, 1]))
    (one,) = [f for f in found if f.code == "LPS130"]
    assert one.severity is Severity.NOTE
    assert one.message.startswith(
        "news: 2 respondents without an entry in any column (T1: 1 of 3; T2: 1 of 3) count as"
    )
    answered = asked("columns: [a, b], counted: 1, base: answered")
    assert not findings(answered, six(a=[1, None] * 3, b=[None] * N))


def test_it_is_a_warning_where_boxes_that_are_not_ticked_have_entries(asked, six):
    found = findings(asked("columns: [a, b], counted: 1"), six(**CODED))
    first, second = [f for f in found if f.code == "LPS130"]
    assert (first.severity, second.severity) == (Severity.WARNING, Severity.NOTE)
    assert "but T2 has entries for boxes that are not ticked" in first.message
    assert "1 respondent with a code declared missing in some columns" in second.message


def test_a_wave_in_which_nobody_ticked_anything_is_an_error(asked, export):
    own = asked("columns: [a], counted: 2")
    places = {"wave": [1] * 12 + [2] * 12, "site": [1] * 24, "q1": [1] * 24, "q2": [1] * 24}
    (one,) = findings(own, export({**places, "a": [2, 1] * 6 + [1, 0] * 6}))
    assert (one.code, one.severity) == ("LPS131", Severity.ERROR)
    assert one.message.startswith("news: nobody of 12 ticked any box in T2 (counted: 2)")
    few = {key: values[10:20] for key, values in places.items()}
    assert not findings(own, export({**few, "a": [2, 2] + [1] * 8}))


CELLS = st.sampled_from([None, 1, 2, 9])
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=12)
BODY = "columns: [{}], counted: 1, base: {}"


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Read a dictionary of one question `news` for two waves in one file."""
    path = tmp_path_factory.mktemp("boxes") / "survey.yaml"

    def reading(body):
        path.write_text(
            "format: 1\nsurvey: {title: t}\nwaves: {column: wave, baseline: T1, endline: T2, "
            "values: {T1: {code: 1}, T2: {code: 2}}}\nmissing: {codes: {9: No}}\n"
            f"variables:\n  news: {{type: multiple, {body}}}\n",
            encoding="utf-8",
        )
        return read_dictionary(path)

    return reading


def boxes_of(dictionary, export, columns, n):
    file = export({"wave": [1, *[2] * (n - 1)], **columns})
    made = assemble(dictionary, [Portion(export=file, waves=(0, 1))])
    return made.boxes["news"], made.missing["news"]


@given(ROWS, st.permutations(range(3)), st.sampled_from(["asked", "answered", "any"]))
@settings(max_examples=40, deadline=None)
def test_the_order_of_columns_changes_nothing_but_the_order_of_boxes(
    read, export, rows, order, base
):
    columns = {name: [row[j] for row in rows] for j, name in enumerate("abc")}
    first, why_first = boxes_of(read(BODY.format("a, b, c", base)), export, columns, len(rows))
    names = ", ".join("abc"[j] for j in order)
    second, why_second = boxes_of(read(BODY.format(names, base)), export, columns, len(rows))
    np.testing.assert_array_equal(first.ticked[:, list(order)], second.ticked)
    np.testing.assert_array_equal(why_first, why_second)


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_respondents_changes_only_the_order_of_rows(read, export, rows, random):
    order = list(range(1, len(rows)))
    random.shuffle(order)
    order = [0, *order]  # the first one is the first wave
    columns = {name: [row[j] for row in rows] for j, name in enumerate("abc")}
    moved = {name: [values[i] for i in order] for name, values in columns.items()}
    own = read(BODY.format("a, b, c", "asked"))
    first, _ = boxes_of(own, export, columns, len(rows))
    second, _ = boxes_of(own, export, moved, len(rows))
    np.testing.assert_array_equal(first.ticked[order], second.ticked)


@given(ROWS, st.permutations(range(3)), st.sampled_from(["asked", "any"]))
@settings(max_examples=60, deadline=None)
def test_the_same_answers_as_ticks_as_categories_and_joined_are_the_same_boxes(
    read, export, rows, order, base
):
    n, labels = len(rows), "labels: {1: Paper, 2: Radio, 3: Web}"
    # Refused altogether, or ticks; nothing else: categories have no code for an unticked box.
    rows = [(9, 9, 9) if row[0] == 9 else [1 if x == 1 else None for x in row] for row in rows]
    ticked = {name: [row[j] for row in rows] for j, name in enumerate("abc")}
    named = [[j + 1 for j in order if row[j] == 1] or ([9] if 9 in row else []) for row in rows]
    slots = {name: [(*row, None, None, None)[j] for row in named] for j, name in enumerate("abc")}
    joined = {"a": [";".join(map(str, row)) for row in named]}
    first, why_first = boxes_of(read(BODY.format("a, b, c", base)), export, ticked, n)
    for body, columns in (
        (f"columns: [a, b, c], {labels}, base: {base}", slots),
        (f"columns: [a], separator: ';', {labels}, base: {base}", joined),
    ):
        other, why_other = boxes_of(read(body), export, columns, n)
        np.testing.assert_array_equal(first.ticked, other.ticked)
        np.testing.assert_array_equal(why_first == 0, why_other == 0)


def test_ticks_and_bases_are_those_counted_by_hand(read, export):
    rng = np.random.default_rng(7)
    cells = rng.choice([np.nan, 0, 1, 9], p=[0.1, 0.4, 0.4, 0.1], size=(400, 3))
    columns = {
        name: [None if np.isnan(x) else x for x in cells[:, j]] for j, name in enumerate("abc")
    }
    boxes, why_out = boxes_of(read(BODY.format("a, b, c", "asked")), export, columns, 400)
    refused = np.array([9 in row and not {0, 1} & set(row) for row in cells.tolist()])
    np.testing.assert_array_equal(why_out != 0, refused)
    np.testing.assert_array_equal(np.nansum(boxes.ticked, axis=0), (cells == 1).sum(axis=0))
    assert (~np.isnan(boxes.ticked)).all(axis=1).sum() == (~refused).sum()
