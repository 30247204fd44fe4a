"""A survey with weights, streets and targets: every row of `compare` is what R's survey gives.

The survey is made up (tests/reference/inputs/make_compare_inputs.py); R read the same file.
"""

import math
from pathlib import Path

import pytest

from lpsstats import comparison_document, read_dictionary, read_survey
from support.reference import REFERENCE, table

DICTIONARY = """\
format: 1
survey: {{title: Made up and weighted, id: person, {survey}}}
waves:
  column: wave
  baseline: T1
  endline: T3
  values:
    T1: {{code: 1, file: {file}}}
    T2: {{code: 2, file: {file}}}
    T3: {{code: 3, file: {file}}}
sites: {{column: site, values: {{"1": {{code: 1}}, "2": {{code: 2}}, "3": {{code: 3}}}}}}
defaults: {{agree7: {{type: likert, range: [1, 7]}}}}
variables:
  sex: {{type: categorical, labels: {{1: Female, 2: Male}}}}
  agegroup: {{type: ordinal, labels: {{1: Young, 2: Middling, 3: Old}}}}
  q1: {{use: agree7}}
  q2: {{use: agree7}}
  q3: {{use: agree7}}
  q4: {{use: agree7}}
  job: {{type: likert, range: [1, 5], better: low}}
  rating: {{type: ordinal, better: low, labels: {{1: Good, 2: Fair, 3: Poor, 4: Bad}}}}
  access: {{type: categorical, better: high, labels: {{1: Yes, 2: No}}, success: [1]}}
  transport: {{type: categorical, labels: {{1: Bus, 2: Bicycle, 3: Car}}}}
  news:
    type: multiple
    columns: [box1, box2, box3, box4]
    counted: 1
    missing: {{9: Refused}}
scales:
  trust: {{items: [q1, q2, q3, q4], reverse: [q3], better: low}}
analysis:
  {covariates}
  families:
    primary: {{measures: [trust, job], adjust: holm}}
    secondary: {{measures: [rating, access, transport, news], adjust: fdr_bh}}
"""
COVARIATES = "covariates: [sex, agegroup]"
# What each run has in its survey section, and whether people are held alike in covariates.
RUNS = {
    "weighted": ("weight: weight", COVARIATES),
    "streets": ("weight: none, cluster: street", ""),
    "both": ("weight: weight, cluster: street", COVARIATES),
    "raked": (
        "weight: {targets: {agegroup: {1: 20, 2: 45, 3: 35}, sex: {1: 48, 2: 52}}}",
        "",
    ),
}
ROWS = table("weighted_compare.csv")
ADJUSTED = {
    "estimate_adjusted", "adjusted_low", "adjusted_high", "adjusted_p_value", "n_adjusted",
}  # fmt: skip


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory):
    """Read the survey as one of the runs has it."""

    def read(run, *parts):
        survey, covariates = parts or RUNS[run]
        text = DICTIONARY.format(
            survey=survey,
            covariates=covariates,
            file=(REFERENCE / "inputs/weighted_survey.csv").as_posix(),
        )
        path = tmp_path_factory.mktemp(run) / "data_dictionary.yaml"
        path.write_text(text, encoding="utf-8")
        return read_survey(read_dictionary(path))

    return read


@pytest.fixture(scope="module")
def documents(surveyed):
    """Compare once by each run."""
    made = {}

    def ask(run):
        if run not in made:
            made[run] = comparison_document(surveyed(run), measures=["primary", "secondary"])
        return made[run]

    return ask


@pytest.fixture(scope="module")
def found(documents, rendered, parsed):
    """Give the rows of a run as JSON has them, by measure, category and site.

    What is said of other waves stands in the row itself.
    """

    def rows(run):
        return {
            (row["measure"], row["category"] or "", row["site"] or ""): row
            | {f"{key}_{o['wave']}": v for o in row["other_waves"] for key, v in o.items()}
            for row in parsed(rendered(documents(run), "json"))["results"]
        }

    return rows


def expected(run, lines=ROWS):
    """Group what R found by row: of quantities that the run has."""
    absent = set() if run in {"weighted", "both"} else ADJUSTED
    absent |= {"estimate_unweighted"} if run == "streets" else set()
    rows = {}
    for line in lines:
        if line["run"] == run and line["quantity"] not in absent:
            key = line["measure"], line["category"], line["site"]
            rows.setdefault(key, {})[line["quantity"]] = float(line["value"])
    return rows


def disagreements(rows, numbers):
    return [
        (key, quantity, rows[key][quantity], value)
        for key, row in numbers.items()
        for quantity, value in row.items()
        if not close(rows[key][quantity], value)
    ]


def close(ours, theirs):
    return isinstance(ours, int | float) and math.isclose(ours, theirs, rel_tol=1e-8, abs_tol=1e-9)


@pytest.mark.parametrize("run", RUNS)
def test_every_number_of_every_row_is_that_of_r(found, run):
    rows, numbers = found(run), expected(run)
    assert rows.keys() == numbers.keys()
    assert disagreements(rows, numbers) == []
    assert sum(len(row) for row in numbers.values()) > 700


METHODS = {
    "trust": "Design-based t-test",
    "job": "design-based Brunner-Munzel test",
    "rating": "design-based Brunner-Munzel test",
    "access": "Design-based t-test",
    "transport": "Rao-Scott F test",
    "news": "smallest of 4 boxes' p times their number",
}


@pytest.mark.parametrize("run", RUNS)
def test_every_measure_is_tested_by_the_sampling_design(found, run):
    for (measure, category, _), row in found(run).items():
        assert row["method"] == ("Design-based t-test" if category else METHODS[measure])
        assert (row["status"], row["p_permutation"], row["n_pairs"]) == ("ok", None, None)


@pytest.mark.parametrize(("run", "n", "without"), [("weighted", 327, 27), ("raked", 334, 20)])
def test_the_notes_count_who_is_left_out_for_want_of_a_weight(documents, run, n, without):
    [said] = [s for s in documents(run).tables[0].notes if s.startswith("Weighted (")]
    assert f" of {n}; {without} respondents without a weight are left out." in said


def test_a_survey_with_streets_and_no_weights_shows_nothing_unweighted_beside(documents, found):
    assert {row["estimate_unweighted"] for row in found("streets").values()} == {None}
    assert not [s for s in documents("streets").tables[0].notes if s.startswith("Weighted")]


def test_weights_and_streets_change_precision_and_streets_alone_no_estimate(found):
    weighted, both = found("weighted"), found("both")
    same = [
        (key, row["estimate"], row["std_error"] == both[key]["std_error"])
        for key, row in weighted.items()
        if row["estimate"] != both[key]["estimate"]
        or (row["std_error"] is not None and row["std_error"] == both[key]["std_error"])
    ]
    assert same == []


@pytest.mark.parametrize("run", ["weighted", "both", "raked"])
def test_without_weights_the_same_change_is_found_as_stands_beside_the_weighted(
    surveyed, found, run
):
    """`weight: none` in place of the weight; streets remain what respondents share."""
    rest = "cluster: street" if run == "both" else "out_of_range: error"
    document = comparison_document(
        surveyed("none", f"weight: none, {rest}", RUNS[run][1]), measures=["primary", "secondary"]
    )
    plain = {
        (r["measure"], r["category"] or "", r["site"] or ""): r for r in document.tables[0].records
    }
    for key, row in found(run).items():
        expected = plain[key]["estimate"]
        assert row["estimate_unweighted"] == (expected and pytest.approx(expected, rel=1e-12))
        assert row["verdict_unweighted"] == plain[key]["verdict"]


@pytest.fixture(scope="module")
def general(root, real_data, tmp_path_factory):
    """Compare the General Social Survey, with or without what neighbours share."""

    def compare(run):
        here = tmp_path_factory.mktemp("gss_weighted")
        text = (root / "tests/real/gss_weighted.yaml").read_text(encoding="utf-8")
        if run == "weighted":
            text = "\n".join(s for s in text.splitlines() if not s.startswith("  cluster:"))
        (here / "data_dictionary.yaml").write_text(text, encoding="utf-8")
        for source in Path(real_data, "gss").iterdir():
            (here / source.name).symlink_to(source.resolve())
        survey = read_survey(read_dictionary(here / "data_dictionary.yaml"))
        return comparison_document(survey, measures=["primary", "secondary"]).tables[0].records

    return compare


@pytest.mark.parametrize("run", ["weighted", "clustered"])
def test_the_general_social_survey_weighted_is_that_of_r(general, run):
    rows = {(r["measure"], r["category"] or "", r["site"] or ""): r for r in general(run)}
    numbers = expected(run, table("gss_weighted.csv"))
    assert rows.keys() == numbers.keys()
    assert len(rows) == 40
    assert disagreements(rows, numbers) == []
