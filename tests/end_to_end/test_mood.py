"""The mood example, a panel of real answers: the program agrees with R, from either file."""

import csv

import pytest

from lpsstats import comparison_document, read_dictionary, read_survey, reliability_document

TESTS = ("n_pairs", "estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high")
PAIRS = {"pairs_mean_from": "mean_from", "pairs_mean_to": "mean_to"}


@pytest.fixture(scope="module")
def mood(root):
    return root / "examples/mood"


@pytest.fixture(scope="module")
def surveys(mood):
    dictionary = read_dictionary(mood / "data_dictionary.yaml")
    return {"sav": read_survey(dictionary), "csv": read_survey(dictionary, [mood / "mood.csv"])}


@pytest.fixture(scope="module")
def expected(mood):
    """R's numbers: {(measure, site, wave_from, wave_to, quantity): value}."""
    lines = (mood / "reference.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    keys = ("measure", "site", "wave_from", "wave_to", "quantity")
    return {tuple(row[key] for key in keys): float(row["value"]) for row in rows}


@pytest.fixture(scope="module")
def written(cli, parsed, mood):
    done = cli("compare", "-d", mood / "data_dictionary.yaml", "--linked", "pairs", "-f", "json")
    assert done.returncode == 0, done.stderr
    return parsed(done.stdout)


def disagreements(expected, records, wave_to):
    """Lay R's paired tests beside the program's rows."""
    rows = {(row["measure"], row["site"]): row for row in records}
    names = {name: name for name in TESTS} | PAIRS
    checked = [
        (key, rows[key[:2]][names[key[4]]], value)
        for key, value in expected.items()
        if key[2:4] == ("T1", wave_to) and key[4] in names
    ]
    assert len({key[:2] for key, _, _ in checked}) > 12
    return [c for c in checked if c[1] != pytest.approx(c[2], rel=1e-9)]


def test_paired_tests_are_those_of_r(written, expected):
    assert disagreements(expected, written["results"], "T2") == []


def test_paired_tests_of_a_later_wave_are_those_of_r(surveys, expected):
    document = comparison_document(surveys["sav"], waves=("T1", "T3"), linked="pairs")
    assert disagreements(expected, document.tables[0].records, "T3") == []


def test_studies_that_r_could_not_test_are_not_testable(written, expected):
    tested = {key[:2] for key in expected if key[2:4] == ("T1", "T2")}
    rows = [row for row in written["results"] if row["site"]]
    assert {(r["measure"], r["site"]) for r in rows if r["status"] == "ok"} == tested
    assert {r["reason"] for r in rows if r["status"] != "ok"} == {"wave_missing"}
    assert {row["n_tests"] for row in rows} == {len(tested)}


def test_the_pooled_row_holds_everybody_linked(written):
    for pooled in (row for row in written["results"] if row["site"] is None):
        here = [r for r in written["results"] if r["measure"] == pooled["measure"] and r["site"]]
        assert pooled["n_pairs"] == sum(r["n_pairs"] for r in here)
        total = sum(r["n_pairs"] * r["estimate"] for r in here if r["n_pairs"])
        assert pooled["estimate"] == pytest.approx(total / pooled["n_pairs"], rel=1e-9)
        assert pooled["n_sites"] == sum(r["n_pairs"] > 0 for r in here)


def test_alphas_are_those_of_psych(surveys, expected):
    records = [
        record
        for by in ("wave", "wave,site")
        for record in reliability_document(surveys["sav"], by=by).tables[0].records
    ]
    rows = {(r["scale"], r["site"] or "", r["wave"] or ""): r for r in records}
    names = {"alpha": "alpha", "alpha_n": "n"}
    alphas = {key: value for key, value in expected.items() if key[4] in names}
    assert len(alphas) > 200
    for (measure, site, wave, _, quantity), value in alphas.items():
        assert rows[measure, site, wave][names[quantity]] == pytest.approx(value, rel=1e-9)


def test_the_spss_file_and_the_text_file_give_the_same_results(surveys):
    for question in (comparison_document, reliability_document):
        one, other = (question(surveys[kind]) for kind in ("sav", "csv"))
        for table, twin in zip(one.tables, other.tables, strict=True):
            assert table.records == twin.records


def test_a_pooled_sd_is_refused_where_the_same_people_are_compared(cli, mood):
    done = cli("compare", "-d", mood / "data_dictionary.yaml", "--effect", "pooled")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--effect pooled" in done.stderr
