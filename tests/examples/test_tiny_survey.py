"""The twelve respondents hold what tiny_expected.md works out, in exact fractions."""

import csv
import re
from fractions import Fraction
from math import sqrt
from pathlib import Path
from statistics import mean, variance

import pytest

from lpsstats.dictionary.reading import read_dictionary

TINY = Path(__file__).parent / "tiny"


def answers(row):
    """Give the turned answers, None where there is none."""
    given = [None if row[item] in ("", "9") else int(row[item]) for item in ("welcome", "known")]
    return [*given, 6 - int(row["apart"])]


@pytest.fixture(scope="module")
def rows():
    with (TINY / "tiny.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(row):
    given = [answer for answer in answers(row) if answer is not None]
    return Fraction(sum(given), len(given))


def scores(rows, site, wave):
    return [score(row) for row in rows if (row["site"], row["wave"]) == (site, wave)]


def test_the_scores_are_those_of_the_table(rows):
    table = (TINY / "tiny_expected.md").read_text(encoding="utf-8")
    worked = dict(re.findall(r"^\| (\d+) \| T\d .* = ([\d.]+) \|$", table, flags=re.MULTILINE))
    assert {row["id"]: score(row) for row in rows} == {k: Fraction(v) for k, v in worked.items()}


@pytest.mark.parametrize(
    ("site", "wave", "expected_mean", "expected_variance"),
    [
        ("north", "1", 2, 1),
        ("north", "2", 4, 1),
        ("south", "1", 3, 1),
        ("south", "2", Fraction(5, 2), Fraction(9, 4)),
    ],
)
def test_means_and_variances(rows, site, wave, expected_mean, expected_variance):
    here = scores(rows, site, wave)
    assert (mean(here), variance(here)) == (expected_mean, expected_variance)


@pytest.mark.parametrize(
    ("site", "estimate", "statistic", "df"),
    [("north", 2, sqrt(6), Fraction(4)), ("south", Fraction(-1, 2), -0.480384, Fraction(338, 97))],
)
def test_welch_statistic_and_degrees_of_freedom(rows, site, estimate, statistic, df):
    first, second = scores(rows, site, "1"), scores(rows, site, "2")
    shares = [variance(group) / len(group) for group in (first, second)]
    difference = mean(second) - mean(first)
    assert difference == estimate
    assert float(difference) / sqrt(sum(shares)) == pytest.approx(statistic, abs=5e-7)
    assert sum(shares) ** 2 / sum(share**2 / Fraction(2) for share in shares) == df


def test_alpha_is_150_of_169(rows):
    complete = [answers(row) for row in rows if None not in answers(row)]
    items = list(zip(*complete, strict=True))
    exact = [[Fraction(answer) for answer in item] for item in items]
    sums = [sum(column) for column in zip(*exact, strict=True)]
    parts = sum(variance(item) for item in exact)
    assert Fraction(3, 2) * (1 - parts / variance(sums)) == Fraction(150, 169)


def test_one_answer_is_a_missing_code_and_one_cell_is_empty(rows):
    cells = [row[item] for row in rows for item in ("welcome", "known", "apart")]
    assert (cells.count("9"), cells.count("")) == (1, 1)


def test_the_dictionary_fits_the_file(rows):
    dictionary = read_dictionary(TINY / "tiny.yaml")
    assert {*dictionary.variables, "id", "wave", "site"} == set(rows[0])
    assert dictionary.scales["belonging"].min_items == 2
