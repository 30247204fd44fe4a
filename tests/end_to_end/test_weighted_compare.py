"""A survey with weights, streets and targets: every row of `compare` is what R's survey gives.

The survey is made up (tests/reference/inputs/make_compare_inputs.py); R read the same file.
"""

import math
import re

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
# Reading the whole survey section of each run, and whether people are held alike in covariates.
RUNS = {
    "weighted": ("weight: weight", COVARIATES),
    "streets": ("weight: none, cluster: street", ""),
    "both": ("weight: weight, cluster: street", COVARIATES),
    "raked": (
        "weight: {targets: {agegroup: {1: 20, 2: 45, 3: 35}, sex: {1: 48, 2: 52}}}",
        "",
    ),
}
KINDS = {
    ("trust", ""): 4, ("job", ""): 4, ("rating", ""): 4, ("access", ""): 4, ("transport", ""): 4,
    ("news", ""): 4, **{("transport", str(c)): 4 for c in (1, 2, 3)},
    **{("news", f"box{c}"): 4 for c in (1, 2, 3, 4)},
}  # fmt: skip
ROWS = table("weighted_compare.csv")


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory):
    """Read the survey as one of the runs has it."""

    def read(run):
        survey, covariates = RUNS[run]
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
def documents(surveyed, rendered, parsed):
    """Give the JSON of each run, made once."""
    made = {}

    def ask(run):
        if run not in made:
            document = comparison_document(surveyed(run), measures=["primary", "secondary"])
            made[run] = parsed(rendered(document, "json"))
        return made[run]

    return ask


@pytest.fixture(scope="module")
def found(documents):
    """Give the rows of a run by measure, category and site; other waves stand in the row."""

    def rows(run):
        return {
            (row["measure"], row["category"] or "", row["site"] or ""): row
            | {f"{key}_{o['wave']}": v for o in row["other_waves"] for key, v in o.items()}
            for row in documents(run)["results"]
        }

    return rows


def expected(run):
    """Group what R found by row; `estimate_unweighted` only where there are weights."""
    rows = {}
    for line in (line for line in ROWS if line["run"] == run):
        if run == "streets" and line["quantity"] == "estimate_unweighted":
            continue
        key = line["measure"], line["category"], line["site"]
        rows.setdefault(key, {})[line["quantity"]] = float(line["value"])
    return rows


@pytest.mark.parametrize("run", RUNS)
def test_every_number_of_every_row_is_that_of_r(found, run):
    rows, numbers = found(run), expected(run)
    if run == "streets" or run == "raked":  # no covariates are declared there
        numbers = {
            key: {q: v for q, v in row.items() if "_adjusted" not in f"_{q}" or q == "p_adjusted"}
            for key, row in numbers.items()
        }
    assert rows.keys() == numbers.keys()
    far = [
        (key, quantity, rows[key][quantity], value)
        for key, row in numbers.items()
        for quantity, value in row.items()
        if not close(rows[key][quantity], value)
    ]
    assert far == []
    assert sum(len(row) for row in numbers.values()) > 700


def close(ours, theirs):
    return isinstance(ours, int | float) and math.isclose(ours, theirs, rel_tol=1e-8, abs_tol=1e-9)
