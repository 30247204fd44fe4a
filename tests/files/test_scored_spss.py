"""What an SPSS user finds in the file: names, labels, missing codes, levels, weight, dates."""

import itertools
import unicodedata

import numpy as np
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.files.scored import read_scored, write_scored
from lpsstats.files.write_inert import inert
from lpsstats.files.write_spss_columns import spss_column
from lpsstats.files.write_spss_missing import declare_missing
from lpsstats.files.write_spss_names import RESERVED, spss_names
from lpsstats.render.safe_text import safe_text
from lpsstats.survey.export import NumberColumn, TextColumn
from lpsstats.survey.numbers import as_number
from lpsstats.survey.scored import ScoredColumn


@pytest.fixture(scope="module")
def written(root, tmp_path_factory):
    """Give the example as pyreadstat reads it back: its metadata."""
    path = tmp_path_factory.mktemp("scored") / "lps.sav"
    write_scored(read_scored(read_dictionary(root / "data_dictionary.yaml")), path)
    return pyreadstat.read_sav(path, user_missing=True, output_format="dict")[1]


def test_labels_and_levels_are_in_the_file(written):
    labels = written.column_names_to_labels
    assert labels["q4_apart"] == "People round here keep themselves to themselves"
    assert labels["cohesion"] == "Community cohesion (mean of 5 items, at least 3 answered)"
    assert labels["cohesion_n"] == "Community cohesion: items answered, of 5"
    levels = written.variable_measure
    assert levels["wave"] == levels["q1_belong"] == "ordinal"
    assert levels["site"] == levels["sex"] == "nominal"
    assert levels["cohesion"] == "scale"


def test_value_labels_and_missing_codes_are_in_the_file(written):
    assert written.variable_value_labels["q10_home"] == {
        1: "Not at all content", 10: "Entirely content", 98: "Refused", 99: "Don't know"
    }  # fmt: skip
    assert written.variable_value_labels["wave"] == {1: "Time One", 2: "Time Two", 3: "Time Three"}
    assert written.missing_ranges["q10_home"] == [{"lo": 98, "hi": 98}, {"lo": 99, "hi": 99}]
    assert "cohesion" not in written.missing_ranges


def test_formats_show_whole_numbers_whole(written):
    formats = written.original_variable_types
    assert (formats["wave"], formats["q10_home"], formats["respid"]) == ("F1.0", "F2.0", "F4.0")
    assert formats["cohesion"] == "F8.2"


def test_the_file_says_what_it_is_and_where_it_comes_from(written, root):
    assert written.file_label == "SYNTHETIC Local Policing Survey (example, no real answers)"
    notes = " ".join(written.notes)
    assert "lps_t1.sav, 400 rows, 400 used" in notes
    assert read_dictionary(root / "data_dictionary.yaml").sha256 in notes
    assert written.creation_time.year == 2000


SURVEY = """\
format: 1
survey: {title: Wäge, weight: wt, id: person}
waves: {baseline: A, endline: A, values: {A: {label: One}}}
variables:
  when: {type: date, label: Day}
  q 1: {type: likert, range: [1, 5], names: q1}
  with: {type: likert, range: [1, 5], names: q2}
"""


@pytest.fixture
def weighted(tmp_path):
    """A weighted file with dates, long texts and names that SPSS refuses."""
    (tmp_path / "d.yaml").write_text(SURVEY, encoding="utf-8")
    (tmp_path / "d.csv").write_text(
        "person,wt,when,q1,q2,said\n"
        "00001,1.5,2016-12-01,1,2,=1+1\n00002,0.5,,2,2,é\n00003,1,1999-02-28,3,2,\n",
        encoding="utf-8",
    )
    return read_scored(read_dictionary(tmp_path / "d.yaml"), [tmp_path / "d.csv"], keep=["said"])


def test_a_weighted_file_stays_weighted(weighted, tmp_path):
    write_scored(weighted, tmp_path / "plain.sav")
    assert read_export(tmp_path / "plain.sav", None, ReadOptions()).weight is None
    columns = [c for c in weighted.columns if c.role == "text"]
    assert columns, "texts stand before the weight, so that cells and columns differ"
    for suffix in (".sav", ".zsav"):
        path = tmp_path / f"weighted{suffix}"
        write_scored(replaced(weighted, weighted_by="wt"), path)
        assert read_export(path, None, ReadOptions()).weight == "wt"


def replaced(scored, **changes):
    kept = {name: getattr(scored, name) for name in scored.__slots__}
    return type(scored)(**{**kept, **changes})


def test_days_are_dates_and_ids_stay_texts(weighted, tmp_path):
    write_scored(weighted, tmp_path / "x.sav")
    data, meta = pyreadstat.read_sav(tmp_path / "x.sav", output_format="dict")
    assert meta.original_variable_types["when"] == "SDATE10"
    assert [str(day) for day in data["when"]] == ["2016-12-01", "None", "1999-02-28"]
    assert list(data["person"]) == ["00001", "00002", "00003"]
    assert list(data["said"]) == ["=1+1", "é", ""]


def test_names_that_spss_refuses_are_changed_and_said(weighted, tmp_path):
    written = write_scored(weighted, tmp_path / "x.sav")
    names = read_export(tmp_path / "x.sav", None, ReadOptions()).column_names
    assert names == ("wave", "person", "wt", "when", "q_1", "with_", "said")
    assert any("'q 1' as 'q_1', 'with' as 'with_'" in note for note in written.notes)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=90), unique_by=str.casefold, max_size=6))
def test_any_names_become_names_that_spss_takes_each_its_own(names):
    given_names = spss_names(names)
    assert len({name.casefold() for name in given_names}) == len(names)
    for name in given_names:
        assert len(name.encode()) <= 64
        assert name[0].isalpha() or name[0] == "@"
        assert all(c.isalnum() or c in "._$#@" for c in name)
        assert name[-1] != "."
        assert name.casefold() not in RESERVED


def test_names_that_are_fine_are_kept():
    fine = ("q1", "Größe", "a.b", "x_2", "@y")
    assert spss_names(fine) == fine
    assert spss_names(("q 1", "q_1")) == ("q_1_2", "q_1")


codes = st.integers(-9, 12)


@settings(max_examples=300, deadline=None)
@given(st.lists(codes, max_size=30), st.lists(codes, unique=True, max_size=7))
def test_as_many_missing_answers_keep_their_code_as_spss_allows(values, missing):
    column = ScoredColumn(
        name="q",
        label="",
        data=NumberColumn(values=np.array(values, dtype=np.float64)),
        role="code",
        missing=tuple((float(code), float(code)) for code in missing),
    )
    chosen = declare_missing(column)
    ranges = [each for each in chosen.declared if isinstance(each, dict)]
    single = [each for each in chosen.declared if not isinstance(each, dict)]
    assert (len(ranges), len(single)) in [(0, n) for n in range(4)] + [(1, 0), (1, 1)]
    kept = [v for v in values if v in single or any(r["lo"] <= v <= r["hi"] for r in ranges)]
    assert set(kept) <= set(missing)
    lost = [v for v in values if v in missing and v not in kept]
    assert set(chosen.dropped) == set(lost)
    assert len(kept) == most_kept(values, missing)


def most_kept(values, missing):
    """Try every declaration that SPSS allows."""
    answers = [v for v in values if v not in missing]
    singles = [set(c) for n in range(4) for c in itertools.combinations(missing, n)]
    spans = [
        {m for m in missing if lo <= m <= hi}
        for lo, hi in itertools.product(missing, repeat=2)
        if lo <= hi and not any(lo < a < hi for a in answers)
    ]
    ranges = [span | {one} for span in spans for one in missing]
    return max(sum(v in declared for v in values) for declared in [*singles, *ranges])


def number(values, *missing):
    return ScoredColumn(
        name="n",
        label="",
        data=NumberColumn(values=np.array(values, dtype=np.float64)),
        role="number",
        missing=missing,
    )


def test_between_missing_codes_of_a_number_answers_of_another_wave_may_lie():
    codes = [(float(code), float(code)) for code in (5, 100, 200, 1000)]
    chosen = declare_missing(number([1, 2, 5, 100, 100, 200, 200, 1000, 1000], *codes))
    assert chosen.declared == [100, 200, 1000]
    assert chosen.dropped.tolist() == [5]


def test_a_range_declared_for_a_number_stays_as_it_is():
    kept = declare_missing(number([1, 5, 100, 200, 1000], (100.0, np.inf), (5.0, 5.0)))
    assert kept.declared == [{"lo": 100, "hi": np.inf}, 5]
    crowded = declare_missing(
        number([1, 5, 7, 7, 100, 200, 1000], (100.0, np.inf), (5.0, 5.0), (7.0, 7.0))
    )
    assert crowded.declared == [{"lo": 100, "hi": np.inf}, 7]


def test_neighbouring_missing_codes_of_whole_numbers_are_a_range():
    codes = [(float(code), float(code)) for code in (96, 97, 98, 99)]
    assert declare_missing(number([1, 96, 97, 98, 99], *codes)).declared == [{"lo": 96, "hi": 99}]
    assert len(declare_missing(number([1.5, 96, 97, 98, 99], *codes)).declared) == 3


def test_codes_without_room_are_emptied_and_said():
    column = ScoredColumn(
        name="q",
        label="",
        data=NumberColumn(values=np.array([-1, 0, 1, 2, 2, 3, 4, 5, 5, 6.0])),
        role="code",
        missing=((-1, -1), (1, 1), (3, 3), (5, 5), (2, 2)),
    )
    fitted = spss_column(column, "q")
    assert fitted.missing.declared == [{"lo": 1, "hi": 3}, 5]
    assert np.isnan(fitted.cells).tolist() == [True, *[False] * 9]
    assert any("q: 1 answer is empty" in note and "-1" in note for note in fitted.notes())


def test_what_is_too_long_is_cut_between_characters_and_said():
    column = ScoredColumn(
        name="q",
        label="é" * 200,
        data=TextColumn(levels=("", "é" * 20_000, "a\0b"), codes=np.array([1, 2, 0], np.int32)),
        role="text",
        labels={"x": "ü" * 70},
    )
    fitted = spss_column(column, "q")
    assert fitted.label == "é" * 127
    assert fitted.cells.tolist() == ["é" * 16_383, "a\N{REPLACEMENT CHARACTER}b", ""]
    assert fitted.labels == {"x": "ü" * 60}
    assert fitted.n_shortened == 3
    assert "q: 3 texts or labels were too long" in next(fitted.notes())


def test_texts_are_as_harmless_as_in_any_other_output():
    """All of Unicode, alone and after each sign that starts a formula; plain numbers stay."""
    for code in range(0x110000):
        text = chr(code)
        if unicodedata.category(text) not in {"Cn", "Co", "Lo"}:
            assert inert(f"{text}a") == safe_text(f"{text}a", "csv")
    for text in ("=1+1", " @x", "-a", "＋1x", "+1-1=", "a=1", "-"):
        assert inert(text) == safe_text(text, "csv")
    for number in ("-99", "+4.5", "-1e3"):
        assert as_number(number) is not None
        assert inert(number) == number
