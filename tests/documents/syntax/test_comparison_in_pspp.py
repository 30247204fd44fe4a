"""PSPP shows what `compare` shows, from the syntax that it wrote."""

import pytest

from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.syntax.comparison import comparison_syntax

# Positions in a row of T-TEST's table, after the label.
T, DF, P, DIFFERENCE, LOW, HIGH = 3, 4, 5, 6, 8, 9


@pytest.fixture(scope="module")
def compared(root, sourced, pspp):
    survey, sources = sourced(root / "data_dictionary.yaml")
    document = comparison_document(survey, measures=("scales", "secondary", "items"))
    return document.tables[0].records, pspp(comparison_syntax(document, sources))


def test_what_the_file_itself_declares_missing_stays_so_in_every_wave(root, sourced):
    survey, sources = sourced(root / "data_dictionary.yaml")
    lines = comparison_syntax(comparison_document(survey), sources).splitlines()
    recodes = [line for line in lines if line.startswith("RECODE q")]
    assert len(recodes) == 23 * 2
    assert all("(MISSING=SYSMIS)" in line and "(ELSE=SYSMIS)" in line for line in recodes)
    # A wave's own declaration would hold for the others once they are put below it.
    assert "MISSING VALUES q1_belong ()." in lines


def rows_of(compared, *types):
    return [r for r in compared[0] if r["category"] is None and r["type"] in types]


def found(compared, place, title):
    """Give the rows of a place's table by label, those without one under the label above."""
    rows = next(rows for at, name, rows in compared[1] if (at, name) == (place, title))
    gathered, label = {}, ""
    for row in rows:
        label = row[0] or label
        gathered.setdefault(label, []).append(row[1:])
    return gathered


def near(text, value):
    return float(text) == pytest.approx(value, rel=1e-11, abs=1e-12)


def test_every_mean_is_that_of_pspp(compared):
    records = rows_of(compared, "scale", "likert", "ordinal")
    assert len(records) == 29 * 5
    for record in records:
        place, label = record["site_label"], record["measure_label"]
        after, before = found(compared, place, "Group Statistics")[label]
        for end, row in (("from", before), ("to", after)):
            assert int(float(row[1])) == record[f"n_{end}"]
            assert near(row[2], record[f"mean_{end}"])
            assert near(row[3], record[f"sd_{end}"])


def test_every_welch_test_is_that_of_pspp(compared):
    for record in rows_of(compared, "scale", "likert", "ordinal"):
        place, label = record["site_label"], record["measure_label"]
        welch = found(compared, place, "Independent Samples Test")[label][1]
        assert near(welch[DIFFERENCE], record["estimate"])
        assert near(welch[LOW], record["conf_low"])
        assert near(welch[HIGH], record["conf_high"])
        if record["type"] == "scale":
            assert near(welch[T], record["statistic"])
            assert near(welch[DF], record["df"])
            assert float(welch[P]) == pytest.approx(record["p_value"], abs=0.00051)


def test_the_chance_of_a_higher_answer_is_u_over_the_product_of_both_n(compared):
    records = rows_of(compared, "likert", "ordinal")
    for record in records:
        tables = found(compared, record["site_label"], "Test Statistics")
        smaller = float(tables[record["measure_label"]][0][0]) / record["n_from"] / record["n_to"]
        p = record["p_superior"]
        assert min(p, 1 - p) == pytest.approx(smaller, rel=1e-11)


def test_every_share_and_its_chi_square_are_those_of_pspp(compared):
    records = rows_of(compared, "categorical")
    assert len(records) == 10
    tables = [(at, name) for at, name, _ in compared[1]]
    for record in records:
        label = f"{record['measure_label']}: counts as a yes"
        at = tables.index((record["site_label"], f"{label} × lps_wave"))
        rows = compared[1][at][2]
        yes = next(row for row in rows if row[1] == "1.00")
        n = next(row for row in rows if row[0] == "Total")
        for column, end in ((3, "from"), (4, "to")):
            assert int(n[column]) == record[f"n_{end}"]
            share = 100 * int(yes[column]) / int(n[column])
            assert share == pytest.approx(record[f"pct_{end}"], rel=1e-12)
        pearson = float(next(r for r in compared[1][at + 1][2] if r[0].startswith("Pearson"))[1])
        both = record["n_from"] + record["n_to"]
        assert pearson * (both - 1) / both == pytest.approx(record["statistic"], rel=1e-11)
