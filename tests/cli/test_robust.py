"""`compare --robust` as people see it."""

import csv
import io
import json
import re

import pytest

DIVIDED = "Westgate, Trust in police: improved in 6 of 17; not by rank test"


@pytest.fixture(scope="module")
def page(cli):
    done = cli("compare", "-q", "--robust")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def answer(cli):
    return json.loads(cli("compare", "-q", "--robust", "-f", "json").stdout)


def test_the_page_counts_the_variants_of_every_row(page):
    heading = next(line for line in page.splitlines() if line.startswith("Scale"))
    assert heading.index("Verdict") < heading.index("Robust")
    rows = [line for line in page.splitlines() if re.search(r"\d/\d", line)]
    assert len(rows) == 25
    assert "38/38" in rows[0]


def test_rows_that_are_not_unanimous_have_a_line_and_the_others_are_counted(page, answer):
    divided = [r for r in answer["results"] if r["n_same"] != r["n_variants"]]
    assert f"Every variant gives the same verdict in {25 - len(divided)} of 25 rows." in page
    for row in divided:
        assert f"{row['site_label']}, {row['measure_label']}: {row['robustness']}." in page
    assert DIVIDED in page


def test_the_page_says_what_was_varied_and_what_the_count_is_not(page):
    text = " ".join(page.split())
    for words in (
        "Welch t-test, permutation test of Welch's t, Brunner-Munzel test",
        "prorated scores or complete cases",
        "all items or one left out",
        "adjusted for Age group, Sex",
        "1,999 resamples",
        "the count is no probability",
    ):
        assert words in text
    assert "weighted or not" not in text


def test_csv_has_the_counts_and_the_sentence_and_no_lists(cli):
    text = cli("compare", "-q", "--robust", "-f", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["robustness"] == "improved in all 38"
    assert (rows[0]["n_same"], rows[0]["n_variants"]) == ("38", "38")
    assert "variants" not in rows[0]


def test_json_lists_the_variants_and_fits_the_printed_schema(cli, answer):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(cli("schema", "compare").stdout)
    jsonschema.Draft7Validator(schema).validate(answer)
    assert answer["provenance"]["options"]["robust"] is True
    for row in answer["results"]:
        assert len(row["variants"]) == row["n_variants"]


def test_without_the_option_the_page_says_nothing_of_it(plain_compare):
    assert "Robust" not in plain_compare


def test_questions_of_categories_are_said_to_have_no_variants(cli, root, tmp_path):
    text = (root / "data_dictionary.yaml").read_text(encoding="utf-8")
    text = re.sub(r"\n    success: .*", "", text).replace(
        "examples/lps", str(root / "examples/lps")
    )
    path = tmp_path / "data_dictionary.yaml"
    path.write_text(text, encoding="utf-8")
    done = cli("compare", "-q", "--robust", "-d", path, "--measure", "q25_access")
    assert done.returncode == 0
    assert "have no variants" in " ".join(done.stdout.split())
    assert "/" not in next(
        line for line in done.stdout.splitlines() if "q25" in line or "Can you" in line
    )


def test_a_narrow_page_keeps_the_interval_and_the_lines(terminal):
    shown = terminal(80, "compare", "-q", "--robust", "--site", "westgate", NO_COLOR="1")
    assert "95% CI" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert DIVIDED in " ".join(shown.split())


def test_it_does_not_go_with_all_waves(cli):
    done = cli("compare", "-q", "--robust", "--waves", "all")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: --robust does not go with --waves all: its variants")
