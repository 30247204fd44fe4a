"""`demo` with its examples: named, unpacked, bundled, and never written over."""

import tomllib
from types import SimpleNamespace

import pytest

from lpsstats.cli.boundary import run
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.example import EXAMPLES

SURVEYS = ["lps", "workshop"]


@pytest.fixture
def called(capsys, monkeypatch, tmp_path):
    """Run the program in this process, away from any dictionary."""

    def call(*arguments, cwd=tmp_path):
        monkeypatch.chdir(cwd)
        monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)
        status = run(arguments)
        shown = capsys.readouterr()
        return SimpleNamespace(returncode=status, stdout=shown.out, stderr=shown.err)

    return call


def test_demo_alone_compares_the_residents(called):
    assert called("demo", "-q").stdout == called("demo", "lps", "-q").stdout


@pytest.mark.parametrize("name", SURVEYS)
def test_an_example_unpacked_gives_the_comparison_that_demo_shows(called, tmp_path, name):
    shown = called("demo", name, "-q")
    unpacked = called("demo", "--unpack", "trial", name, "-q")
    again = called("compare", "-q", cwd=tmp_path / "trial")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == unpacked.stdout == again.stdout
    assert shown.stdout.startswith("SYNTHETIC")


def test_the_workshop_is_compared_from_its_start_to_its_end(called):
    shown = called("demo", "workshop", "-q").stdout
    assert "Start of workshop one (2017-03) to End of workshop five (2017-11)" in shown


def test_it_says_what_was_copied_and_what_else_to_try(called, tmp_path):
    told = called("demo", "--unpack", "trial", "workshop").stderr
    assert "trial: data_dictionary.yaml, knowledge.yaml, workshop_start.csv" in told
    assert "try there: lpsstats contrast; lpsstats themes; lpsstats compare -d knowl" in told
    again = called("compare", "-q", "-d", tmp_path / "trial" / "knowledge.yaml")
    assert (again.returncode, again.stderr) == (0, "")


def test_the_other_view_of_the_workshop_is_unpacked_with_it(called, tmp_path):
    called("demo", "--unpack", "trial", "workshop", "-q")
    done = called("compare", "-d", "knowledge.yaml", "-q", cwd=tmp_path / "trial")
    assert done.returncode == 0
    assert "Knowledge of the four topics" in done.stdout


def test_nothing_is_overwritten_without_force(called, tmp_path):
    mine = tmp_path / "trial" / "workshop_later.csv"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    refused = called("demo", "--unpack", "trial", "workshop")
    assert (refused.returncode, refused.stdout) == (4, "")
    assert "workshop_later.csv exists already" in refused.stderr
    assert "--force" in refused.stderr
    assert [path.name for path in mine.parent.iterdir()] == [mine.name]
    assert mine.read_text(encoding="utf-8") == "mine"
    assert called("demo", "--unpack", "trial", "workshop", "--force", "-q").returncode == 0
    assert mine.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize("unpack", [(), ("--unpack", "trial")])
def test_an_unknown_example_is_one_message_with_the_nearest_name(called, tmp_path, unpack):
    done = called("demo", *unpack, "Workshp")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: there is no example 'Workshp' (did you mean 'workshop'?); "
        f"there are: {', '.join(EXAMPLES)}\n"
    )
    assert not (tmp_path / "trial").exists()


def test_records_are_unpacked_with_a_command_to_try(called, tmp_path):
    done = called("demo", "--unpack", "trial", "counts")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "trial: activities.csv, maps.csv; try there: lpsstats counts activities.csv\n"
    )
    assert {path.name for path in (tmp_path / "trial").iterdir()} == {"activities.csv", "maps.csv"}
    again = called("demo", "--unpack", "other", "counts", "-q")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


@pytest.mark.parametrize("options", [(), ("--unpack", "trial", "-f", "csv")])
def test_records_are_not_compared(called, tmp_path, options):
    done = called("demo", "counts", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: counts is no survey to compare; copy it with --unpack FOLDER (and no --format), "
        "and try there: lpsstats counts activities.csv\n"
    )
    assert not (tmp_path / "trial").exists()


def test_a_folder_that_cannot_be_made_is_said_in_one_line(called, tmp_path):
    (tmp_path / "trial").write_text("a file", encoding="utf-8")
    done = called("demo", "--unpack", "trial", "workshop")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("error: trial: the example could not be copied there")


def test_a_list_of_checks_is_refused_before_anything_is_copied(called, tmp_path):
    done = called("demo", "--unpack", "trial", "-f", "junit")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--format junit" in done.stderr
    assert not (tmp_path / "trial").exists()


def test_every_file_of_an_example_is_there_and_in_the_wheel(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    bundled = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    paths = [f"{e.folder}/{file}".lstrip("/") for e in EXAMPLES.values() for file in e.files]
    assert [path for path in paths if not (root / path).is_file()] == []
    assert bundled == {path: f"lpsstats/example/{path}" for path in paths}


@pytest.mark.parametrize("name", SURVEYS)
def test_an_example_holds_every_file_that_its_dictionaries_name(root, name):
    example = EXAMPLES[name]
    folder = root / example.folder
    dictionaries = [folder / file for file in example.files if file.endswith(".yaml")]
    named = {wave.file for one in dictionaries for wave in read_dictionary(one).waves}
    listed = {folder / file for file in example.files}
    assert listed == named | set(dictionaries)
