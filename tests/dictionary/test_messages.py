"""Every message about a dictionary, whole: one wrong thing at a time and what is said of it."""

import pytest

WRONG_SHAPES = [
    ("format: 1", "format: 2"),
    ("{title: A small survey}", ""),
    ("{title: A small survey}", "{titel: X}"),
    ("A small survey", "2018"),
    ("T1: {code: 1}", "T1: {date: May 2018}"),
    ("T1: {code: 1}", "T1: {code: true}"),
    ("T1: {code: 1}", "T1: {code: [1, [2]]}"),
    ("T1: {code: 1}", "T1: {code: 1, label: 2016-12-01}"),
    ("range: [1, 5]", "range: [5, 1]"),
    ("range: [1, 5]", "range: [1, 3, 5]"),
    ("range: [1, 5]", "range: 1-5"),
    ("range: [1, 5]", "range: [1, .inf]"),
    ("range: [1, 5]", "labels: {1: 16-24, 2: 25}"),
    ("range: [1, 5]", "labels: {~: none}"),
    ("better: high}\nvariables", "better: hihg}\nvariables"),
    ("items: [welcome, known, apart]", "items: []"),
    ("items: [welcome, known, apart]", "items: welcome"),
    ("[apart], better: high}", "[apart]}"),
    ("[apart], better: high}", "[apart], better: high, min_items: 1.5}"),
    ("[apart], better: high}", "[apart], better: high, min_items: 0}"),
    ("{use: agree5, better: low}", "{use: agree5, comparable: no}"),
    ("missing: {codes:", "missing: {code:"),
    ("format: 1", "format: 1\nanalysis: {interval: 95}"),
    ("format: 1", "format: 1\nanalysis: {smallest_change: {belonging: 0}}"),
    ("format: 1", "format: 1\nchecks: {reliability: {at_least: 0.7, judge: worst}}"),
]

CONTRADICTIONS = [
    ("baseline: T1", "baseline: T11"),
    ("endline: T2", "endline: zz"),
    ("endline: T2", "endline: T1"),
    ("T2: {code: 2}", "T2: {code: 1}"),
    ("T2: {code: 2}", "T2: {code: [2, '1']}"),
    ("T2: {code: 2}", "T2: {label: t1}"),
    ("T2: {code: 2}", "T2: {names: name_t2}"),
    ("south: {code: 2}", "south: {code: 1}"),
    ("south: {code: 2}", "south: {code: {T1: 2, T2: 1}}"),
    ("south: {code: 2}", "south: {code: {T3: 2}}"),
    ("south: {code: 2}", "south: {label: 'NORTH  sidé'}"),
    ("south: {code: 2}", "south: {code: North side}"),
    ("known: {use: agree5}", "known: {use: agree6}"),
    ("known: {use: agree5}", "known: {use: agree5, names: {T3: Q2}}"),
    ("known: {use: agree5}", "known: {label: x}"),
    ("known: {use: agree5}", "known: {type: ordinal}"),
    ("  known: {use", "  extra: {type: multiple}\n  known: {use"),
    ("known: {use: agree5}", "known: {use: agree5, missing: {5: Refused}}"),
    ("known: {use: agree5}", "known: {type: ordinal, labels: {1: a, 5: b}, missing: {5: c}}"),
    ("known: {use: agree5}", "known: {use: agree5, labels: {7: Always}}"),
    ("known: {use: agree5}", "known: {use: agree5, labels: {1: Yes, 5: yes}}"),
    ("  known: {use", "  extra: {type: categorical, labels: {1: a, B: b}}\n  known: {use"),
    ("known: {use: agree5}", "known: {use: agree5, success: [6]}"),
    ("known: {use: agree5}", "known: {type: text}"),
    ("known: {use: agree5}", "known: {type: number}"),
    ("known: {use: agree5}", "known: {use: agree5, comparable: false, reason: reworded}"),
    ("known: {use: agree5}", "known: {use: agree5, range: [0, 10]}"),
    ("known, apart], reverse", "knwon, apart], reverse"),
    ("known, apart], reverse", "known, known, apart], reverse"),
    ("reverse: [apart]", "reverse: [apart, knwon]"),
    ("reverse: [apart]", "reverse: []"),
    ("reverse: [apart]", "reverse: [apart, known]"),
    ("[apart], better: high}", "[apart], better: high, min_items: 4}"),
    ("  belonging: {", "  known: {"),
    ("{title: A small survey}", "{title: X, design: panel}"),
    ("format: 1", "format: 1\nanalysis: {smallest_change: {belong: 1}}"),
    ("format: 1", "format: 1\nanalysis: {families: {main: {measures: [belongin]}}}"),
    (
        "format: 1",
        "format: 1\nanalysis: {families: {main: {measures: [known]}, more: {measures: [known]}}}",
    ),
    ("format: 1", "format: 1\nanalysis: {families: {main: {}, more: {}}}"),
]


def page(problems, cases):
    """Write each change of the small dictionary over what is said of it."""
    said = ((old, new, "\n".join(problems(old, new))) for old, new in cases)
    return "\n".join(f"{old!r} -> {new!r}\n{text}\n" for old, new, text in said)


@pytest.mark.parametrize(
    ("name", "cases"),
    [("dictionary-shape", WRONG_SHAPES), ("dictionary-references", CONTRADICTIONS)],
)
def test_each_wrong_thing_is_said_in_plain_words_with_its_place(problems, golden, name, cases):
    golden(f"messages/{name}.txt", page(problems, cases))


@pytest.mark.parametrize("case", CONTRADICTIONS, ids=str)
def test_a_contradiction_is_named_once(problems, case):
    assert len(problems(*case)) == 1
