"""The synthetic example: PSPP's scores, tests and reliabilities are the program's."""

import csv
import itertools

import pytest

from lpsstats import comparison_document, read_dictionary, read_survey, reliability_document

SITES = {"barton": "barton", "westgate": "westgate", "whaddon": "whaddon", "cashes": "cashes"}
SITES |= {"everywhere": None}
SCALES = ["cohesion", "wellbeing", "life_satisfaction", "legitimacy", "trust"]
COHESION = ["q1_belong", "q2_hand", "q3_rely", "q4_apart", "q5_newcomers"]
DIGITS = 1e-12  # PSPP printed sixteen decimals of numbers between .001 and 400


@pytest.fixture(scope="module")
def printed(root):
    """PSPP's tables by the headings above them: {(heading, title): rows}."""
    path = root / "tests/reference/lps_pspp.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    tables, heading = {}, ""
    for blank, block in itertools.groupby(lines[1:], key=lambda line: not line):
        rows = list(csv.reader(block))
        if blank or rows[0][0].startswith("Scale: "):
            continue
        if rows[0][0].startswith("Table: "):
            tables[heading, rows[0][0].removeprefix("Table: ")] = rows[1:]
        else:
            heading = rows[0][0]
    return tables


@pytest.fixture(scope="module")
def survey(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


@pytest.fixture(scope="module")
def changes(survey):
    records = comparison_document(survey).tables[0].records
    return {(row["site"], row["measure"]): row for row in records}


@pytest.fixture(scope="module")
def reliabilities(survey):
    records = reliability_document(survey, by="wave").tables[0].records
    return {(row["wave"], row["scale"]): row for row in records}


@pytest.mark.parametrize("site", SITES)
def test_means_and_spreads_agree(printed, changes, site):
    rows = printed[site, "Group Statistics"][1:]
    assert len(rows) == 10
    for scale, late, early in zip(SCALES, rows[::2], rows[1::2], strict=True):
        row = changes[SITES[site], scale]
        assert late[0] == scale
        assert [row["n_to"], row["n_from"]] == [int(late[2]), int(early[2])]
        expected = [float(x) for x in (late[3], late[4], early[3], early[4])]
        got = [row[key] for key in ("mean_to", "sd_to", "mean_from", "sd_from")]
        assert got == pytest.approx(expected, abs=DIGITS)


@pytest.mark.parametrize("site", SITES)
def test_welch_tests_agree(printed, changes, site):
    rows = [row for row in printed[site, "Independent Samples Test"] if "not assumed" in row[1]]
    keys = ("statistic", "df", "estimate", "std_error", "conf_low", "conf_high")
    for scale, row in zip(SCALES, rows, strict=True):
        found = changes[SITES[site], scale]
        expected = [float(row[i]) for i in (4, 5, 7, 8, 9, 10)]
        assert [found[key] for key in keys] == pytest.approx(expected, rel=1e-11)
        assert found["p_value"] == pytest.approx(float(row[6]), abs=0.000501)


@pytest.mark.parametrize("scale", SCALES)
def test_alphas_agree(printed, reliabilities, scale):
    row = reliabilities[None, scale]
    assert row["n"] == int(printed[scale, "Case Processing Summary"][1][1])
    value, k = printed[scale, "Reliability Statistics"][1]
    assert (row["alpha"], row["n_items"]) == (pytest.approx(float(value), abs=DIGITS), int(k))
    check_items(row["items"], printed[scale, "Item-Total Statistics"][1:])


@pytest.mark.parametrize("wave", ["T1", "T2", "T3"])
def test_alphas_of_cohesion_agree_wave_by_wave(printed, reliabilities, wave):
    row = reliabilities[wave, "cohesion"]
    value = float(printed[wave, "Reliability Statistics"][1][0])
    assert row["alpha"] == pytest.approx(value, abs=DIGITS)
    assert [item["item"] for item in row["items"]] == COHESION
    check_items(row["items"], printed[wave, "Item-Total Statistics"][1:])


def check_items(items, rows):
    assert len(items) == len(rows)
    for item, (*_, item_rest, alpha) in zip(items, rows, strict=True):
        expected = [float(item_rest), float(alpha)]
        got = [item["item_rest"], item["alpha_if_deleted"]]
        assert got == pytest.approx(expected, abs=DIGITS)
