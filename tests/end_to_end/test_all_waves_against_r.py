"""The synthetic example over all three waves: what is written is what R's own functions give."""

import math

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.all_waves import all_waves_document
from lpsstats.files.options import ReadOptions
from lpsstats.files.survey import read_survey
from support.reference import table

EXPECTED = {}
for line in table("all_waves.csv"):
    if line["part"] == "example":
        key = line["measure"], line["site"]
        EXPECTED.setdefault(key, {})[line["quantity"]] = float(line["value"] or "nan")
SCALES = ("cohesion", "wellbeing", "life_satisfaction", "legitimacy", "trust")
SITES = ("barton", "westgate", "whaddon", "cashes", "")
PAIRS = ("1_2", "2_3", "1_3")


@pytest.fixture(scope="module")
def rows(root):
    dictionary = read_dictionary(root / "data_dictionary.yaml")
    survey = read_survey(dictionary, (), ReadOptions(), tolerant=False)
    found = all_waves_document(survey, measures=[*SCALES, "q24_job", "q25_access", "q26_groups"])
    return {
        (row["measure"], row["site"] or ""): row
        for row in found.tables[0].records
        if row["category"] is None
    }


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("measure", [*SCALES, "q24_job", "q25_access", "q26_groups"])
def test_waves_test_and_slope_are_those_of_r(rows, measure, site):
    row, expected = rows[measure, site], EXPECTED[measure, site]
    for place, wave in enumerate(row["waves"], start=1):
        mean = wave["mean"] if row["unit"] == "points" else wave["pct"]
        assert [wave["n"], mean] == pytest.approx(
            [expected[f"n_{place}"], expected[f"m_{place}"]], rel=1e-12
        )
    for ours in ("statistic", "df", "df_error", "p_value", "slope"):
        if ours in expected:
            assert row[ours] == pytest.approx(expected[ours], rel=1e-9), ours
    assert (row["df_error"] is None) == ("df_error" not in expected)


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("measure", SCALES)
def test_planned_contrasts_and_their_adjustment_are_those_of_r(rows, measure, site):
    row, expected = rows[measure, site], EXPECTED[measure, site]
    own = row["p_value"] if site == "" else row["p_adjusted"]
    for pair, contrast in zip(PAIRS, row["contrasts"], strict=True):
        assert contrast["p_value"] == pytest.approx(expected[f"p_{pair}"], rel=1e-8)
        held = max(expected[f"holm_{pair}"], own)
        assert contrast["p_adjusted"] == pytest.approx(held, rel=1e-8)


def test_the_example_has_rows_in_which_either_of_the_two_rules_decides(rows):
    decided = [
        expected[f"holm_{pair}"] > row["p_value"]
        for (measure, site), row in rows.items()
        if site == "" and measure in SCALES
        for expected in [EXPECTED[measure, site]]
        for pair in PAIRS
    ]
    assert set(decided) == {True, False}


@pytest.mark.parametrize("site", SITES)
def test_the_intervals_of_slopes_rest_on_hc3(rows, site):
    for measure in (*SCALES, "q24_job", "q25_access"):
        row, expected = rows[measure, site], EXPECTED[measure, site]
        half = (row["slope_high"] - row["slope_low"]) / 2
        # Satterthwaite's degrees of freedom lie between those of one wave and of all together.
        assert 1.96 < half / expected["slope_se"] < 1.99


@pytest.mark.parametrize("site", SITES)
def test_the_p_of_a_shares_trend_is_that_of_cochran_and_armitage(rows, site):
    for measure in ("q25_access", "q26_groups"):
        row, expected = rows[measure, site], EXPECTED[measure, site]
        n = sum(expected[f"n_{wave}"] for wave in (1, 2, 3))
        # R divides by N where this program divides by N - 1, as in its chi-square of two shares.
        chi_square = expected["trend_chisq"] * (n - 1) / n
        assert row["slope_p_value"] == pytest.approx(math.erfc(math.sqrt(chi_square / 2)), rel=1e-9)
