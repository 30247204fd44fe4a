"""`counts` as a person and a script meet it."""

import csv
import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from lpsstats.cli.boundary import run
from lpsstats.documents.counts import counts_document
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.tables.glossary import GLOSSARY
from lpsstats.tables.result_schema import result_schema

WEEKS = ("--column", "exposure=builder_weeks")


@pytest.fixture
def called(capsys, monkeypatch, root):
    """Run the program in this process, in the folder of the example."""

    def call(*arguments, cwd=root / "examples" / "counts"):
        monkeypatch.chdir(cwd)
        monkeypatch.setenv("LPSSTATS_DICTIONARY", "nowhere.yaml")
        status = run(["counts", *map(str, arguments)])
        shown = capsys.readouterr()
        return SimpleNamespace(returncode=status, stdout=shown.out, stderr=shown.err)

    return call


@pytest.fixture(scope="module")
def activities(root):
    return read_export(root / "examples/counts/activities.csv", None, ReadOptions())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_counts_fit_the_width_of_the_page(activities, golden, width):
    document = counts_document(activities, roles={"exposure": "builder_weeks"}, per=13)
    shown = render(document, "terminal", Page(width=width, colour=False, unicode=True))
    assert max(map(len, shown.splitlines())) <= width
    golden(f"counts-terminal-{width}.txt", shown)


def test_a_terminal_shows_the_same(terminal, root):
    expected = (root / "tests/golden/counts-terminal-80.txt").read_text("utf-8")
    folder = root / "examples" / "counts"
    arguments = ("counts", "activities.csv", *WEEKS, "--per", "13")
    assert terminal(80, *arguments, cwd=folder, NO_COLOR="1") == expected


def test_counts_load_nothing_that_only_other_programs_need(root):
    script = (
        "from lpsstats.cli.boundary import run\n"
        f"run(['counts', {str(root / 'examples/counts/activities.csv')!r}, '-q'])\n"
        "import sys; print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    loaded = set(done.stderr.split("\n"))
    assert "numpy" in loaded
    assert not loaded & {"pandas", "scipy.stats", "scipy.optimize", "statsmodels", "pingouin"}


def test_trends_alone(called, golden):
    done = called("activities.csv", "-q", *WEEKS, "--table", "trend")
    golden("counts-trend.txt", done.stdout)


@pytest.mark.parametrize("format", ["csv", "json"])
def test_counts_in_each_data_format(called, golden, format):
    done = called("activities.csv", "-q", *WEEKS, "--category", "connections", "-f", format)
    assert (done.returncode, done.stderr) == (0, "")
    golden(f"counts-{format}.txt", done.stdout)


@pytest.mark.parametrize("table", ["changes", "trend"])
@pytest.mark.parametrize("exposure", [(), WEEKS])
def test_csv_and_json_hold_the_same_rows_and_obey_the_schema(called, table, exposure):
    jsonschema = pytest.importorskip("jsonschema")
    asked = ("activities.csv", "-q", "--table", table, *exposure)
    answer = json.loads(called(*asked, "-f", "json").stdout)
    jsonschema.Draft7Validator(result_schema("counts")).validate(answer)
    rows = list(csv.DictReader(io.StringIO(called(*asked, "-f", "csv").stdout)))
    assert set(rows[0]) == set(answer["results"][0]) <= set(GLOSSARY)
    assert len(rows) == len(answer["results"]) == 12
    for row, result in zip(rows, answer["results"], strict=True):
        assert row["recording_unit_label"] == result["recording_unit_label"]
        assert row["count"] == str(result["count"])


def test_every_row_of_every_period_obeys_the_schema(called):
    jsonschema = pytest.importorskip("jsonschema")
    asked = ("activities.csv", "-q", "--period", "all", "--add-categories", "-f", "json")
    answer = json.loads(called(*asked).stdout)
    jsonschema.Draft7Validator(result_schema("counts")).validate(answer)
    assert len(answer["results"]) == 13 * (9 + 3 + 3 + 1)
    answer["results"][0]["surplus"] = 1
    assert list(jsonschema.Draft7Validator(result_schema("counts")).iter_errors(answer))


def test_a_data_format_says_which_table_it_holds_and_pages_hold_both(called):
    done = called("activities.csv", "-f", "csv")
    assert "table: changes" in done.stderr
    assert "absent: 1 of 117" in done.stderr
    page = called("activities.csv", "-f", "markdown")
    assert page.stdout.count("**activities.csv") == 2
    assert "table: changes" not in page.stderr


def test_an_output_file_is_written_whole_and_never_over_the_input(called, tmp_path):
    target = tmp_path / "counts.csv"
    assert called("activities.csv", "-q", "-o", target).returncode == 0
    assert target.read_text("utf-8") == called("activities.csv", "-q", "-f", "csv").stdout
    assert called("activities.csv", "-q", "-o", target).returncode == 4
    log = tmp_path / "log.csv"
    log.write_text("period,unit,category,count\n2023-Q1,North,walks,3\n", encoding="utf-8")
    assert called(log, "-q", "-o", log, "--force").returncode == 4
    assert log.read_text("utf-8").startswith("period,unit")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["activities.csv", "--unit", "Nroth"], 2, "did you mean 'North'?"),
        (["activities.csv", "--period", "1999"], 2, "--period 1999"),
        (["activities.csv", "--column", "builder_weeks"], 2, "write ROLE=COLUMN"),
        (["activities.csv", "--column", "weeks=builder_weeks"], 2, "exposure"),
        (["activities.csv", *WEEKS, *WEEKS], 2, "named twice"),
        (["activities.csv", "--column", "unit=ward"], 3, "--column unit=COLUMN"),
        (["activities.csv", "--per", "13"], 2, "no column 'exposure'"),
        (["activities.csv", "--adjust", "bonf"], 2, "fdr_bh"),
        (["activities.csv", "--table", "trend", "--period", "all"], 2, "no effect"),
        (["activities.csv", "-f", "junit"], 2, "counts are none"),
        (["activities.csv", "-f", "svg"], 2, "drawing"),
        (["nowhere.csv"], 3, "nowhere.csv"),
        ([], 2, "FILE"),
        (["maps.csv", "--retention", "--period", "all"], 2, "--period: does not go with"),
        (["maps.csv", "--retention", "--per", "1", "--absent", "zero"], 2, "--per, --absent"),
        (["maps.csv", "--retention", "--adjust", "holm"], 2, "--adjust"),
        (["maps.csv", "--retention", "--table", "trend"], 2, "--table"),
        (["maps.csv", "--retention", "--add-categories"], 2, "--add-categories"),
        (["maps.csv"], 3, "--column"),
    ],
)
def test_misuse_of_counts_is_one_clear_message(called, arguments, status, words):
    done = called(*arguments, "-q")
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    assert words in done.stderr


def test_connection_maps_are_followed_and_no_name_is_printed(called, root):
    done = called("maps.csv", "--retention", "--confidence", "0.9")
    assert done.returncode == 0
    lines = (root / "examples/counts/maps.csv").read_text("utf-8").splitlines()[1:]
    names = {line.split(",")[2] for line in lines}
    assert len(names) > 50
    assert not [name for name in names if name in done.stdout + done.stderr]
    only = called("maps.csv", "--retention", "--category", "residents", "-q", "-f", "csv")
    assert {row["category"] for row in csv.DictReader(io.StringIO(only.stdout))} == {"residents"}


@pytest.mark.parametrize("name", ["log.xlsx", "log.sav"])
def test_other_files_hold_counts_too(called, activities, tmp_path, name):
    import pandas as pd
    import pyreadstat

    frame = pd.DataFrame(
        {
            "period": ["2022-Q1", "2022-Q2"],
            "unit": ["North", "North"],
            "category": ["walks", "walks"],
            "count": [40, 65],
        }
    )
    path = tmp_path / name
    if name.endswith("sav"):
        pyreadstat.write_sav(frame, path)
    else:
        frame.to_excel(path, index=False)
    (row,) = json.loads(called(path, "-q", "-f", "json").stdout)["results"]
    assert (row["count"], row["ratio_previous"], row["verdict"]) == (65, 1.625, "higher")


def test_names_of_a_file_can_do_no_harm(called, tmp_path):
    log = tmp_path / "log.csv"
    rows = [f'2022-Q{i},"=cmd()",\x1b[31mred,{i}' for i in (1, 2)]
    text = "\n".join(["period,unit,category,count", *rows, ""])
    log.write_text(text, encoding="utf-8")
    assert "\x1b" not in called(log).stdout
    rows = list(csv.reader(io.StringIO(called(log, "-q", "-f", "csv").stdout)))
    assert rows[1][1] == "'=cmd()"


def test_help_names_the_roles_and_the_examples(called):
    done = called("--help")
    assert done.returncode == 0
    assert "exposure=builder_weeks" in done.stdout
    assert "connection" in done.stdout
    assert "[default: None]" not in done.stdout
