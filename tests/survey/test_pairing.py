"""Pairing columns between files: the traps are renumbered questions and batteries."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.survey import label_pairing
from lpsstats.survey.export import Export
from lpsstats.survey.pairing import Pair, label_score, name_patterns, pair_columns, stem


def export(labels, answers=None, names=None):
    return Export(
        name="x.sav",
        path=Path("x.sav"),
        sha256="",
        n_rows=0,
        column_names=tuple(names or labels),
        columns={},
        labels=labels,
        value_labels=answers or {},
    )


def found(pairs):
    return {(p.first, p.second): p.by for p in pairs}


@pytest.fixture(scope="module")
def lps(root):
    paths = [root / "examples" / "lps" / f"lps_t{wave}.sav" for wave in (1, 2, 3)]
    return [read_export(path, None, ReadOptions()) for path in paths]


def test_the_three_waves_of_the_example_pair_completely(lps):
    patterns = name_patterns([wave.column_names for wave in lps])
    assert patterns == ("{name}", "{name}", "{name}_t3")
    renamed = pair_columns(lps[0], lps[1])
    assert len(renamed) == 45
    by_label = [p for p in renamed if p.by == "label"]
    assert [p.second for p in by_label] == [f"Q{n}" for n in range(1, 10)]
    assert all(p.first.startswith(f"{p.second.lower()}_") and p.score == 1 for p in by_label)
    suffixed = pair_columns(lps[0], lps[2], (patterns[0], patterns[2]))
    assert {p.second.removesuffix("_t3") for p in suffixed} == set(lps[0].column_names)
    assert all(p.first == p.second.removesuffix("_t3") and p.score == 1 for p in suffixed)


def test_labels_alone_pair_what_a_pattern_would(lps):
    pairs = pair_columns(lps[0], lps[2])
    assert all(p.second in {p.first, f"{p.first}_t3"} for p in pairs)
    assert len(pairs) == 45


def test_names_pair_without_regard_to_case_and_accents():
    pairs = pair_columns(export({"Café": "", "a": ""}), export({"CAFE": "", "b": ""}))
    assert pairs == (Pair(first="Café", second="CAFE", score=1.0, by="name"),)


def test_an_exact_name_goes_before_a_folded_one():
    pairs = pair_columns(export({"q": "", "Q": ""}), export({"Q": "", "q": ""}))
    assert found(pairs) == {("q", "q"): "name", ("Q", "Q"): "name"}


def test_a_renumbered_question_goes_by_its_label_and_not_by_its_number():
    before = {"q5": "I feel safe after dark", "q6": "The council listens to residents"}
    after = {
        "q5": "Litter is a problem",
        "q6": "I feel safe after dark",
        "q7": "The council listens to residents",
    }
    pairs = pair_columns(export(before), export(after))
    assert found(pairs) == {("q5", "q6"): "label", ("q6", "q7"): "label"}


def test_a_name_that_got_another_question_keeps_its_pair_at_a_low_score():
    (pair,) = pair_columns(
        export({"q5": "I feel safe after dark"}), export({"q5": "How old is your vehicle?"})
    )
    assert (pair.by, pair.score) == ("name", 0.0)


def test_a_name_is_enough_where_one_file_has_no_labels():
    (pair,) = pair_columns(export({"q5": "I feel safe after dark"}), export({"q5": ""}))
    assert (pair.by, pair.score) == ("name", 1.0)


def test_two_questions_of_one_battery_are_not_taken_for_each_other():
    start = "How much confidence do you have in the following institution"
    shared = {f"s{i}": f"{start}: {w}" for i, w in enumerate(["army", "church", "banks", "unions"])}
    first = export({**shared, "a1": f"{start}: the press"})
    second = export({**shared, "b1": f"{start}: the courts"})
    assert ("a1", "b1") not in found(pair_columns(first, second))
    # On their own the two labels look nearly alike: it is the battery that tells them apart.
    assert label_score(f"{start}: the press", f"{start}: the courts", {}, {}) > 0.8


def test_a_label_that_two_columns_have_pairs_with_neither():
    second = export({"b": "Comments on policing", "c": "Comments on policing"})
    assert not pair_columns(export({"a": "Comments on policing"}), second)


def test_abbreviated_and_reworded_labels_pair():
    first = export(
        {
            "a": "confid. in exec branch of fed govt",
            "x": "Officers deal fairly with everyone",
            "y": "age of respondent",
        }
    )
    second = export(
        {
            "b": "Q12. Confidence in exec. branch of federal govt",
            "z": "Officers round here deal fairly with everybody",
            "w": "region of interview",
        }
    )
    assert found(pair_columns(first, second)) == {("a", "b"): "label", ("x", "z"): "label"}


def test_a_negation_and_other_answers_lower_the_score():
    agree, often = {1.0: "Agree", 2.0: "Disagree"}, {1.0: "Often", 2.0: "Never"}
    turned = {1.0: "Disagree", 2.0: "Agree"}
    same = "I feel safe here"
    assert label_score(same, same, agree, turned) == 1
    assert label_score(same, same, agree, often) == pytest.approx(0.8)
    # 4 and 6 words, 4 shared: 8/10, halved.
    assert label_score(same, "I do not feel safe here", {}, {}) == pytest.approx(0.4)
    assert label_score("Q5: I feel safe here", "q6_1. I feel safe here", {}, {}) == 1


texts = st.text(max_size=30)
answers = st.dictionaries(st.integers(0, 9).map(float), texts, max_size=4)


@given(texts, texts, answers, answers)
def test_the_score_is_symmetric_and_between_0_and_1(one, other, first, second):
    score = label_score(one, other, first, second)
    assert 0 <= score <= 1
    assert score == label_score(other, one, second, first)
    assert label_score(one, one, first, first) == 1


@given(
    st.dictionaries(st.text(max_size=4), texts, max_size=8),
    st.dictionaries(st.text(max_size=4), texts, max_size=8),
)
def test_pairs_are_one_to_one_and_in_the_order_of_the_first_file(first, second):
    pairs = pair_columns(export(first), export(second))
    names = [p.first for p in pairs]
    assert names == [name for name in first if name in names]
    assert len(set(names)) == len(names)
    assert len({p.second for p in pairs}) == len(pairs)
    assert {p.second for p in pairs} <= set(second)
    exact = [p for p in pairs if p.first == p.second]
    assert all(p.by == "name" for p in exact if not first[p.first].strip())


@given(st.dictionaries(st.text(max_size=4), texts, max_size=8))
def test_a_file_pairs_with_itself_by_name(labels):
    pairs = pair_columns(export(labels), export(labels))
    assert [(p.first, p.second, p.score, p.by) for p in pairs] == [
        (name, name, 1.0, "name") for name in labels
    ]


@pytest.mark.parametrize(
    ("headers", "patterns"),
    [
        ([["id", "con_1a", "pol_1a", "soc_1a"], ["id", "con_2", "pol_2", "soc_2"]],
         ("{name}_1a", "{name}_2")),
        ([["t1_a", "t1_b", "t1_c"], ["t3_a", "t3_b", "t3_c"]], ("t1_{name}", "t3_{name}")),
        ([["asex", "ajob", "awt", "aage", "ahid"], ["bsex", "bjob", "bwt", "bage", "bhid"]],
         ("a{name}", "b{name}")),
        ([["A_T1", "B_T1", "C_T1"], ["a_T2", "b_T2", "c_T2"]], ("{name}_T1", "{name}_T2")),
        ([["a", "b", "c"], ["a_t2", "b_t2", "c_t2"], ["a", "b", "c"]],
         ("{name}", "{name}_t2", "{name}")),
        # Nothing to believe in: two columns; numbers cut in two; a battery's number.
        ([["a", "b"], ["a_2", "b_2"]], ("{name}", "{name}")),
        ([["q1", "q2", "q3", "q4", "q5"], ["q10", "q20", "q30", "q40", "q50"]],
         ("{name}", "{name}")),
        ([["q1_1", "q1_2", "q1_3"], ["q2_1", "q2_2", "q2_3"]], ("{name}", "{name}")),
        # Three of eight new columns happen to end alike.
        ([["a", "b", "c", *"defgh"], ["a_x", "b_x", "c_x", "m", "n", "o", "p", "r"]],
         ("{name}", "{name}")),
        ([["a"]], ("{name}",)),
        ([], ()),
        ([[], ["a"]], ("{name}", "{name}")),
    ],
)  # fmt: skip
def test_a_pattern_is_believed_only_on_evidence(headers, patterns):
    assert name_patterns(headers) == patterns


def test_a_stem_is_what_the_pattern_leaves():
    assert stem("trust_t3", "{name}_t3") == "trust"
    assert stem("t3_trust", "t3_{name}") == "trust"
    assert stem("trust", "{name}_t3") is None
    assert stem("_t3", "{name}_t3") is None
    assert stem("trust", "{name}") == "trust"


@given(st.lists(st.text(max_size=6), max_size=8), st.lists(st.text(max_size=6), max_size=8))
def test_patterns_of_any_headers_can_be_applied(first, second):
    patterns = name_patterns([first, second])
    assert all(pattern.count("{name}") >= 1 for pattern in patterns)
    pair_columns(export(dict.fromkeys(first, "")), export(dict.fromkeys(second, "")), patterns)


def test_real_waves_pair_by_pattern_and_as_well_by_label(real_data):
    paths = [real_data / "gss" / f"gss_panel20_{year}.sav" for year in (2016, 2018, 2020)]
    waves = [read_export(path, None, ReadOptions()) for path in paths]
    patterns = name_patterns([wave.column_names for wave in waves])
    assert patterns == ("{name}_1a", "{name}_1b", "{name}_2")
    for wave, pattern in zip(waves[1:], patterns[1:], strict=True):
        assert len(pair_columns(waves[0], wave, (patterns[0], pattern))) == 56
        by_label = pair_columns(waves[0], wave)
        bare = [(p.first.removesuffix("_1a"), p.second.removesuffix(pattern[6:])) for p in by_label]
        assert all(one == other for one, other in bare)
        assert len(bare) == 50  # six columns have no label


def test_no_question_of_a_real_survey_pairs_with_another(real_data, root):
    gss = read_export(real_data / "gss" / "gss_panel20_2016.sav", None, ReadOptions())
    mood = read_export(root / "examples" / "mood" / "mood.sav", None, ReadOptions())
    for wave in (gss, mood):
        halves = [
            replace(
                wave,
                column_names=tuple(f"{side}{n}" for n in wave.column_names[start::2]),
                labels={f"{side}{n}": wave.labels.get(n, "") for n in wave.column_names},
                value_labels={f"{side}{n}": v for n, v in wave.value_labels.items()},
            )
            for side, start in (("x", 0), ("y", 1))
        ]
        assert not pair_columns(*halves)


def test_ten_thousand_columns_are_not_compared_each_with_each(monkeypatch):
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfgklmnprstvz"]
    first, second = {}, {}
    for i in range(10_000):
        picked = [words[(i * step + step) % len(words)] for step in (1, 7, 11, 13, 17, 19, 23)]
        first[f"a{i}"] = f"How is {' '.join(picked)} {i}"
        second[f"b{i}"] = f"How was {' '.join(picked)} {i}"
    compared = []
    scored = label_pairing.score_in_context
    monkeypatch.setattr(
        label_pairing, "score_in_context", lambda *labels: compared.append(1) or scored(*labels)
    )
    pairs = pair_columns(export(first), export(second))
    assert len(compared) <= label_pairing.CANDIDATES * len(first)
    assert all(p.first[1:] == p.second[1:] for p in pairs)
    assert len(pairs) > 9_500
