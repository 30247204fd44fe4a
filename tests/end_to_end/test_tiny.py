"""Twelve respondents through the command: the numbers are those worked out by hand."""

import csv
from math import sqrt

import pyreadstat
import pytest
import xlsxwriter

HEADER = ["id", "wave", "site", "welcome", "known", "apart"]
# tests/examples/tiny/tiny_expected.md works all of these out.
NORTH = {
    "n_from": 3, "mean_from": 2, "sd_from": 1, "n_to": 3, "mean_to": 4, "sd_to": 1,
    "estimate": 2, "std_error": sqrt(2 / 3), "statistic": sqrt(6), "df": 4, "p_value": 0.070484,
    "p_adjusted": 0.140968, "conf_low": -0.266958, "conf_high": 4.266958, "effect": 1.6,
    "n_prorated": 1, "n_dropped": 0, "n_tests": 2,
}  # fmt: skip
SOUTH = {
    "n_from": 3, "mean_from": 3, "sd_from": 1, "n_to": 3, "mean_to": 2.5, "sd_to": 1.5,
    "estimate": -0.5, "std_error": sqrt(13 / 12), "statistic": -0.480384, "df": 338 / 97,
    "p_value": 0.659530, "p_adjusted": 0.659530, "conf_low": -3.566474, "conf_high": 2.566474,
    "effect": -0.313786, "n_prorated": 1, "n_dropped": 0, "n_tests": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def tiny(root):
    return root / "tests/examples/tiny"


@pytest.fixture(scope="module")
def cells(tiny):
    """The file's cells, numbers as numbers."""
    with (tiny / "tiny.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == HEADER
    return [[_cell(text) for text in row] for row in rows[1:]]


def _cell(text):
    return None if text == "" else int(text) if text.isdigit() else text


@pytest.fixture(scope="module")
def run(cli, parsed, tiny):
    def ask(*arguments):
        done = cli(*arguments, "-d", tiny / "tiny.yaml", "-f", "json")
        assert done.returncode == 0, done.stderr
        return parsed(done.stdout)["results"]

    return ask


@pytest.fixture(scope="module")
def compared(run):
    return run("compare")


@pytest.mark.parametrize(("row", "site", "by_hand"), [(0, "north", NORTH), (1, "south", SOUTH)])
def test_the_comparison_is_the_one_by_hand(compared, row, site, by_hand):
    found = compared[row]
    assert (found["site"], found["verdict"], found["status"]) == (site, "no_clear_change", "ok")
    assert {key: found[key] for key in by_hand} == pytest.approx(by_hand, abs=1e-6)


def test_both_sites_together_are_the_one_by_hand(compared):
    # T1: 1 2 3 2 3 4, T2: 3 4 5 1 2.5 4; squared deviations 5.5 and 10.208333
    found = compared[2]
    variances = [5.5 / 5, (73.25 - 19.5**2 / 6) / 5]
    std_error = sqrt(sum(variances) / 6)
    expected = {
        "n_from": 6, "mean_from": 2.5, "sd_from": sqrt(variances[0]), "n_to": 6, "mean_to": 3.25,
        "sd_to": sqrt(variances[1]), "estimate": 0.75, "std_error": std_error,
        "statistic": 0.75 / std_error, "n_sites": 2, "n_prorated": 2,
        "df": sum(variances) ** 2 / sum(v**2 / 5 for v in variances),
    }  # fmt: skip
    assert {key: found[key] for key in expected} == pytest.approx(expected, rel=1e-12)
    assert (found["site"], found["p_adjusted"], found["n_tests"]) == (None, None, None)


def test_alpha_is_150_of_169(run):
    (row,) = run("reliability")
    assert row["alpha"] == pytest.approx(150 / 169, rel=1e-12)
    assert (row["n"], row["n_items"], row["check"]) == (10, 3, "not_judged")
    items = {item["item"]: item for item in row["items"]}
    assert [items[key]["n"] for key in ("welcome", "known", "apart")] == [12, 10, 12]
    assert [items[key]["missing"] for key in ("welcome", "known", "apart")] == [0, 2, 0]
    assert [items[key]["reversed"] for key in ("welcome", "known", "apart")] == [False, False, True]
    # turned answers of all twelve: 1 2 2 3 2 3 3 3 5 1 3 3
    assert items["apart"]["mean"] == pytest.approx(31 / 12, rel=1e-12)


def test_an_spss_file_of_the_same_cells_gives_the_same_results(run, compared, cells, tmp_path):
    import pandas as pd

    path = tmp_path / "tiny.sav"
    pyreadstat.write_sav(pd.DataFrame(cells, columns=HEADER).astype({"known": float}), str(path))
    assert run("compare", path) == compared


def test_a_spreadsheet_of_the_same_cells_gives_the_same_results(run, compared, cells, tmp_path):
    path = tmp_path / "tiny.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADER, *cells]):
            sheet.write_row(number, 0, row)
    assert run("compare", path) == compared
