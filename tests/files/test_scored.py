"""Scored data written and read back: the same respondents, answers, reasons and scores."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.files.scored import read_scored, write_scored
from lpsstats.files.survey import read_survey
from lpsstats.survey.export import NumberColumn
from lpsstats.survey.scoring import score

SCALES = ["cohesion", "wellbeing", "life_satisfaction", "legitimacy", "trust"]


@pytest.fixture(scope="module")
def lps(root):
    return read_scored(read_dictionary(root / "data_dictionary.yaml"))


def read_back(path):
    """Read a file as columns of plain values: numbers, texts, None where empty."""
    if path.suffix == ".xlsx":
        rows = python_calamine.load_workbook(str(path)).get_sheet_by_name("Data").to_python()
        return {name: [plain(row[j]) for row in rows[1:]] for j, name in enumerate(rows[0])}
    if path.suffix in {".csv", ".tsv"}:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ","))
        return {name: [plain(row[j]) for row in rows[1:]] for j, name in enumerate(rows[0])}
    export = read_export(path, None, ReadOptions())
    return {name: cells(column) for name, column in export.columns.items()}


def held(cell, suffix):
    """Round to the sixteen digits that the Excel library writes."""
    return float(f"{cell:.16G}") if suffix == ".xlsx" and isinstance(cell, float) else cell


def cells(column):
    if isinstance(column, NumberColumn):
        return [None if math.isnan(x) else x for x in column.values.tolist()]
    return [column.levels[code] or None for code in column.codes]


def plain(value):
    try:
        return float(value)
    except ValueError:
        return value or None


@pytest.mark.parametrize("suffix", [".sav", ".zsav", ".csv", ".tsv", ".xlsx"])
def test_every_format_holds_the_same_cells(lps, tmp_path, suffix):
    path = tmp_path / f"lps{suffix}"
    written = write_scored(lps, path)
    columns = read_back(path)
    keys = [c.name for c in lps.columns if c.role != "key" or suffix not in {".sav", ".zsav"}]
    assert list(columns) == keys
    assert (written.n_rows, written.n_columns) == (1200, len(keys))
    for column in lps.columns:
        if column.name in columns:
            assert columns[column.name] == [held(x, suffix) for x in cells(column.data)]


@pytest.mark.parametrize("suffix", [".sav", ".zsav", ".csv", ".tsv", ".xlsx"])
def test_two_runs_write_the_same_bytes(lps, tmp_path, suffix):
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    write_scored(lps, first)
    write_scored(lps, second)
    assert first.read_bytes() == second.read_bytes()


def test_scores_and_items_answered_are_those_of_pspp(lps, root):
    lines = (root / "tests/reference/scored_pspp.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(lines[2:]))
    columns = {column.name: column.data for column in lps.columns}
    order = zip(columns["wave"].values, columns["respid"].values, strict=True)
    place = {key: i for i, key in enumerate(order)}
    assert len(rows) > 150
    for row in rows:
        i = place[float(row["wave"]), float(row["respid"])]
        assert columns["site"].values[i] == float(row["site"])
        for scale in SCALES:
            value = columns[scale].values[i]
            if row[scale].strip() == ".":
                assert np.isnan(value)
            else:
                assert value == pytest.approx(float(row[scale]), abs=1e-12)
            assert columns[f"{scale}_n"].values[i] == float(row[f"{scale}_n"])


def test_labels_stand_for_codes_where_they_are_asked_for(lps, tmp_path):
    coded, labelled = tmp_path / "coded.csv", tmp_path / "labelled.csv"
    write_scored(lps, coded)
    write_scored(lps, labelled, labelled=True)
    codes, words = read_back(coded), read_back(labelled)
    assert set(words["wave"]) == {"Time One", "Time Two", "Time Three"}
    assert words["wave_key"] == codes["wave_key"]
    meaning = {1: "Excellent", 2: "Good", 3: "Fair", 4: "Poor", 5: "Very poor", 8: "Refused"}
    meaning |= {9: "Don't know", None: None}
    assert words["q24_job"] == [meaning[code] for code in codes["q24_job"]]
    assert words["cohesion"] == codes["cohesion"]


SURVEY = """\
format: 1
survey: {{title: Random, id: who}}
waves:
  column: wave
  baseline: T1
  endline: T2
  values:
    T1: {{code: 1, label: One}}
    T2: {{code: 2, label: Two}}
sites: {{column: site, values: {{a: {{code: 1}}, b: {{code: 2}}}}}}
missing: {{codes: {missing}}}
variables:
  q1: {{type: likert, range: [1, 5]}}
  q2: {{type: likert, range: [1, 5]}}
  q3: {{type: ordinal, labels: {{1: low, 2: high}}}}
  n: {{type: number}}
scales:
  s: {{items: [q1, q2], reverse: [q2], better: high}}
"""
CODES = {8: "Refused", 9: "Don't know", -1: "Lost", 77: "Not said", 99: "No answer"}


@st.composite
def surveys(draw):
    """Draw missing codes and some rows; every item is answered once in each wave and site."""
    codes = draw(st.lists(st.sampled_from(sorted(CODES)), max_size=5, unique=True))
    absent = [None, *codes]
    coded = st.sampled_from([1, 2, 3, 4, 5, *absent])
    number = st.one_of(
        st.floats(-1e6, 1e6, allow_nan=False, width=32).filter(lambda x: x not in codes),
        # More than three of a number would not fit into SPSS: between them may be answers.
        st.sampled_from(absent[:4]),
    )
    row = st.tuples(
        st.sampled_from([1, 2]), st.sampled_from([1, 2]), st.integers(1, 10**9),
        coded, coded, st.sampled_from([1, 2, *absent]), number,
    )  # fmt: skip
    full = [(wave, site, wave * 10 + site, 1, 2, 1, 0.5) for wave in (1, 2) for site in (1, 2)]
    return codes, [*full, *draw(st.lists(row, max_size=12))]


@pytest.mark.parametrize("suffix", [".sav", ".csv"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=surveys())
def test_a_random_survey_written_and_read_back_is_the_same_survey(tmp_path_factory, suffix, drawn):
    codes, rows = drawn
    folder = tmp_path_factory.mktemp("random")
    first = read_scored(random_dictionary(folder, codes), [random_file(folder, rows)])
    path = folder / f"again{suffix}"
    write_scored(first, path)
    dictionary = read_dictionary(folder / "random.yaml")
    again = read_survey(dictionary, [path], codes=True)
    before = read_survey(dictionary, [folder / "random.csv"], codes=True)
    np.testing.assert_array_equal(again.cell, before.cell)
    for key in dictionary.variables:
        np.testing.assert_array_equal(again.responses[key], before.responses[key])
        np.testing.assert_array_equal(again.codes[key], before.codes[key])
        assert reasons(again, key) == reasons(before, key)
    scale = dictionary.scales["s"]
    np.testing.assert_array_equal(score(again, scale).values, score(before, scale).values)
    assert read_back(path)["s"] == [
        None if math.isnan(x) else x for x in score(before, scale).values.tolist()
    ]


def random_dictionary(folder: Path, codes):
    missing = ", ".join(f'{code}: "{CODES[code]}"' for code in codes)
    path = folder / "random.yaml"
    path.write_text(SURVEY.format(missing=f"{{{missing}}}"), encoding="utf-8")
    return read_dictionary(path)


def random_file(folder: Path, rows):
    lines = [["wave", "site", "who", "q1", "q2", "q3", "n"]]
    lines += [["" if cell is None else repr(cell) for cell in row] for row in rows]
    path = folder / "random.csv"
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


def reasons(survey, key):
    return [survey.reasons[number] for number in survey.missing[key]]


def test_real_surveys_keep_every_answer_and_reason(real_data, tmp_path):
    """The American panel: five missing codes of a range, weights, other names in each file."""
    exports = sorted((real_data / "gss").glob("*.sav"))
    names = read_export(exports[0], [], ReadOptions()).column_names
    item = next(name for name in names if name.startswith("conpress"))
    stem = item.removesuffix("_1a")
    path = tmp_path / "d.yaml"
    path.write_text(
        "format: 1\nsurvey: {title: Panel, weight: none}\n"
        "waves:\n  baseline: A\n  endline: B\n  values:\n"
        f'    A: {{file: {exports[0]}, names: "{{name}}_1a"}}\n'
        f'    B: {{file: {exports[1]}, names: "{{name}}_1b"}}\n'
        f"variables:\n  {stem}: {{type: likert, range: [1, 3]}}\n",
        encoding="utf-8",
    )
    scored = read_scored(read_dictionary(path))
    write_scored(scored, tmp_path / "gss.sav")
    back = read_export(tmp_path / "gss.sav", [stem], ReadOptions())
    raw = [read_export(p, None, ReadOptions()) for p in exports[:2]]
    parts = [raw[0].columns[f"{stem}_1a"].values, raw[1].columns[f"{stem}_1b"].values]
    np.testing.assert_array_equal(back.columns[stem].values, np.concatenate(parts))
    values, ranges = back.columns[stem].values, back.missing_ranges[stem]
    lost = (values < 0) & ~np.any([(values >= lo) & (values <= hi) for lo, hi in ranges], axis=0)
    assert (values < 0).any()
    assert not lost.any()
