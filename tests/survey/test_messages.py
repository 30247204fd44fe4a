"""Every message about exports, whole: what does not fit and what is said of it."""

import pytest

SITE_LABELS = {"value_labels": {"site": {1.0: "Café Row"}}}
BY_FILE = (
    "T1: {code: 1,",
    "T1: {code: 1, file: x.sav,",
    "T2: {code: 2,",
    "T2: {code: 2, file: y.sav,",
)
PANEL = ("{title: Made by hand}", "{title: X, design: panel, id: pid}")
MANY = [f"Area {i}" for i in range(12)]

# What is wrong: changes of the dictionary, columns (`None` takes one away), more about the file.
PLACES = {
    "no wave column": ((), {"wave": None}, {}),
    "no wave column in a file of many columns": (
        (),
        {"wave": None, **{f"c{i}": [1] * 4 for i in range(1200)}},
        {},
    ),
    "an unknown wave": ((), {"wave": [1, 1, 2, 20180501]}, {}),
    "a wave without rows": (
        ("  column: wave\n", "  column: wave\n  other: leave_out\n"),
        {"wave": [1, 1, 4, 4]},
        {"value_labels": {"wave": {4.0: "Time 2"}}},
    ),
    "nothing tells two waves apart": (("  column: wave\n", ""), {}, {}),
    "no site column": ((), {"site": None, "sites": [1, 2, 1, 2]}, {}),
    "an unknown site, in text": ((), {"site": ["1", "Cafe Raw", "2", "Cafe Raw"]}, {}),
    "an unknown site, as a code": (
        (),
        {"site": [1, 3, 3, 2]},
        {"value_labels": {"site": {3.0: "Westgate"}}},
    ),
    "many unknown sites": (
        (),
        {"wave": [1, 2] * 6, "site": MANY, "q1": [1] * 12, "q2": [1] * 12},
        {},
    ),
    "a code labelled as another site": ((), {}, SITE_LABELS),
    "a weighted file": ((), {}, {"weight": "wt"}),
    "the id is not there": (PANEL, {}, {}),
    "an id twice in a wave": (PANEL, {"pid": [7, 7, 8, 8]}, {}),
}
ANSWERS = {
    "an item that was renamed": ((), {"q1": None, "q1x": [1] * 4}, {}),
    "an item that is nowhere": ((), {"q1": None}, {}),
    "a code with a label": (
        (),
        {"q2": [0, 1, 0, 1]},
        {"value_labels": {"q2": {0.0: "Not asked: routed"}}, "row_word": "row", "first_row": 2},
    ),
    "several codes": ((), {"q2": [-99, 1, 7, 7]}, {}),
    "a fraction": ((), {"q2": [1, 2.5, 3, 4]}, {}),
    "a text like an answer": ((), {"q1": ["Agree", "Disagre", "Disagre", "n/a"]}, {}),
    "a code that is not labelled": (
        ("  q2: {", "  job: {type: ordinal, labels: {1: Good, 2: Fair}}\n  q2: {"),
        {"job": [1, 2, 3, 1]},
        {},
    ),
    "a text for a number": (
        ("  q2: {type: likert,", "  age: {type: number}\n  q2: {type: likert,"),
        {"age": ["21", "old", "22", "23"]},
        {},
    ),
    "a negative range": (
        ("  q2: {type: likert,", "  net: {type: likert, range: [-3, 3]}\n  q2: {type: likert,"),
        {"net": [4, 1, 1, 1]},
        {},
    ),
    "a renamed column": (
        ("  q2: {", "  q2: {names: V2, "),
        {"V2": [9, 6, 1, 1], "q2": None},
        {},
    ),
    "more odd values than fit a message": (
        (),
        {"wave": [1, 2] * 6, "site": [1, 2] * 6, "q1": list(range(100, 112)), "q2": [1] * 12},
        {},
    ),
}


@pytest.fixture
def said(dictionary, export, problems, four):
    def page(cases):
        parts = []
        for title, (changes, columns, more) in cases.items():
            kept = {name: values for name, values in four(**columns).items() if values}
            found = problems(dictionary(*changes), export(kept, **more))
            parts.append(f"## {title}\n" + "\n".join(found) + "\n")
        return "\n".join(parts)

    return page


@pytest.mark.parametrize(("name", "cases"), [("places", PLACES), ("answers", ANSWERS)])
def test_what_does_not_fit_is_said_with_place_number_and_cure(said, golden, name, cases):
    golden(f"messages/{name}.txt", said(cases))


def test_rows_of_another_wave_are_said(dictionary, export, problems, golden, four):
    files = export(four(wave=[1, 1, 1, 2])), export(four(wave=[2] * 4), name="y.sav")
    golden("messages/wave-files.txt", "\n".join(problems(dictionary(*BY_FILE), *files)) + "\n")


def test_what_was_left_out_or_taken_as_missing_is_noted(dictionary, export, survey, golden, four):
    lenient = dictionary(
        "sites:\n", "sites:\n  other: leave_out\n",
        "  column: wave\n", "  column: wave\n  other: leave_out\n",
    )  # fmt: skip
    columns = {
        "wave": [1, 1, 2, 2, 3, None, 2, 1],
        "site": [1, 2, 1, 2, 1, 1, 7, None],
        "q1": [1, 2, 3, 4, 5, 5, 5, 5],
        "q2": [0, 7, 7, 2.5, 1, 1, 1, 1],
    }
    notes = survey(lenient, export(columns), tolerant=True).notes
    golden("messages/notes.txt", "\n".join(notes) + "\n")
