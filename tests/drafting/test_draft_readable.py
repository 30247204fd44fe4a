"""Whatever an export holds, its draft is valid and the export can be read with it."""

import string

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lpsstats.dictionary.source import read_source
from lpsstats.survey.assembling import Portion, assemble

WORDS = ["Strongly agree", "Agree", "Disagree", "yes", "No", "Refused", "Don't know", "Never",
         "Often", "Excellent", "Poor", "North", "16-24", "", "Other", "Other", "😀",
         "a: b #c"]  # fmt: skip
NAMES = st.text(string.ascii_letters + string.digits + "_ :#é'\"?", min_size=1, max_size=12)
CODES = st.sampled_from([-99.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 7.0, 8.0, 9.0, 10.0, 98.0,
                         99.0, 2.5])  # fmt: skip
NUMBERS = st.lists(st.one_of(CODES, CODES, st.none()), min_size=12, max_size=12)
TEXTS = st.lists(st.sampled_from([*WORDS, "1", "2", "NA", " 3 "]), min_size=12, max_size=12)
LABELS = st.dictionaries(CODES, st.sampled_from(WORDS), max_size=6)
RANGES = st.sampled_from([(), ((8.0, 8.0),), ((-100.0, -1.0),), ((98.0, 99.0), (-1.0, -1.0))])


@st.composite
def files(draw):
    """One or two files with the same columns, labels and missing codes of their own."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=lambda n: n.strip().casefold()))
    names = [name for name in names if name.strip()] or ["q"]
    made = []
    for number in range(draw(st.integers(1, 2))):
        columns = {name: draw(st.one_of(NUMBERS, NUMBERS, TEXTS)) for name in names}
        labels = {name: draw(LABELS) for name in names}
        ranges = {name: draw(RANGES) for name in names}
        made.append((columns, labels, ranges, f"wave{number}.sav"))
    return made


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take minutes
)
@given(made=files())
def test_a_draft_is_valid_and_reads_its_own_files(made, export, draft, read):
    exports = []
    for columns, labels, ranges, name in made:
        numbers = {n: not any(isinstance(v, str) for v in values) for n, values in columns.items()}
        facts = {
            "value_labels": {n: own for n, own in labels.items() if numbers[n]},
            "missing_ranges": {n: own for n, own in ranges.items() if numbers[n] and own},
        }
        exports.append(export(columns, name, **facts))
    dictionary = read(draft(*exports))
    if len(exports) == 2 and turned(made):
        return  # the same words on other codes: refused on purpose, whatever the dictionary says
    portions = [
        Portion(
            export=one,
            waves=tuple(
                i for i, w in enumerate(dictionary.waves) if w.file and w.file.name == one.name
            ),
        )
        for one in exports
    ]
    survey = assemble(dictionary, portions)
    assert sum(file.n_rows for file in survey.inputs) == 12 * len(exports)


def turned(made) -> bool:
    """Say whether two files label a code or a word differently."""
    for name in made[0][1]:
        first, second = (
            {(code, label.casefold()) for code, label in labels[name].items()}
            for _, labels, _, _ in made
        )
        codes = [code for code, _ in first | second]
        words = [word for _, word in first | second]
        if len(set(codes)) < len(codes) or len(set(words)) < len(words):
            return True
    return False


HOSTILE = "x: {y}\n# CHECK & *z !t\t\x07\u202e😀 'q' \"w\" " + "long " * 60


@pytest.mark.parametrize("place", ["column", "label", "answer", "text", "file", "set"])
def test_hostile_words_come_back_and_break_nothing(place, export, draft, read):
    name = HOSTILE if place == "column" else "q1"
    values = [HOSTILE[:50], "b"] * 6 if place == "text" else [1.0, 2.0, 3.0] * 4
    facts = {
        "labels": {name: HOSTILE} if place == "label" else {},
        "value_labels": {name: {1.0: HOSTILE, 2.0: "b", 3.0: "c"}} if place == "answer" else {},
    }
    text = draft(export({name: values}, HOSTILE if place == "file" else "d.sav", **facts))
    dictionary = read(text)
    (variable,) = dictionary.variables.values()
    shown = " ".join("".join(c if c.isprintable() else " " for c in HOSTILE).split())
    if place == "column":
        assert set(variable.names.values()) == {HOSTILE}
    if place in {"column", "label"}:
        assert variable.label == shown
    if place == "answer":
        assert variable.labels[1] == shown
    assert "\x07" not in text
    assert "\u202e" not in text
    assert len(read_source(text, "x").marks) <= 12


def test_texts_that_few_gave_never_stand_in_a_draft(export, draft):
    texts = ["Mr Smith of 4 High Street"] * 2 + ["Yes I do"] * 10
    text = draft(export({"note": texts, "open": [f"my words {i}" for i in range(12)]}))
    assert "Smith" not in text
    assert "my words" not in text
    assert "1 of 2 answers given by fewer than 3: none listed" in text
    enough = draft(export({"note": ["Red door"] * 3 + ["Blue door"] * 9}))
    assert "Red door" in enough


def test_long_numbers_such_as_telephone_numbers_are_not_repeated(export, draft):
    text = draft(export({"phone": [7700900123.0 + i for i in range(12)], "age": range(18, 30)}))
    assert "7700900" not in text
    assert "age: {type: number}  # 18 to 29 in the data" in text
