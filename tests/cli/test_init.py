"""`lpsstats init` as a process: what it writes, what it refuses, what it says."""

import shutil

import pytest

FILES = ("lps_t1.sav", "lps_t2.sav", "lps_t3.sav")


@pytest.fixture
def folder(root, tmp_path):
    """A folder with the exports of the example and nothing else."""
    for name in FILES:
        shutil.copy(root / "examples" / "lps" / name, tmp_path)
    return tmp_path


def test_init_writes_a_dictionary_and_its_schema_and_says_what_next(cli, folder):
    done = cli("init", *FILES, "--title", "Policing: a survey", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    text = (folder / "data_dictionary.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=data_dictionary.schema.json\n")
    assert 'title: "Policing: a survey"\n' in text
    assert "file: lps_t1.sav" in text
    assert '"$schema"' in (folder / "data_dictionary.schema.json").read_text("utf-8")
    assert "3 waves (by 'wave'), 4 sites (by 'site')" in done.stderr
    assert "marked # CHECK" in done.stderr
    assert "lpsstats check" in done.stderr


def test_a_drafted_dictionary_passes_the_check(cli, folder):
    assert cli("init", *FILES, "-q", cwd=folder).stderr == ""
    assert cli("check", "-q", cwd=folder).returncode == 0


def test_init_never_overwrites_without_force_and_never_an_export(cli, folder):
    target = folder / "data_dictionary.yaml"
    target.write_text("mine", "utf-8")
    refused = cli("init", *FILES, cwd=folder)
    assert (refused.returncode, target.read_text("utf-8")) == (4, "mine")
    assert "--force" in refused.stderr
    assert cli("init", *FILES, "--force", cwd=folder).returncode == 0
    before = (folder / "lps_t1.sav").read_bytes()
    refused = cli("init", *FILES, "--force", "-o", "lps_t1.sav", cwd=folder)
    assert refused.returncode == 4
    assert (folder / "lps_t1.sav").read_bytes() == before


def test_another_schema_beside_the_dictionary_is_left_alone(cli, folder):
    other = folder / "data_dictionary.schema.json"
    other.write_text("{}", "utf-8")
    assert cli("init", *FILES, cwd=folder).returncode == 0
    assert other.read_text("utf-8") == "{}"
    assert "yaml-language-server" not in (folder / "data_dictionary.yaml").read_text("utf-8")


def test_files_are_named_from_the_dictionary_s_folder(cli, folder):
    (folder / "plan").mkdir()
    assert cli("init", *FILES, "-o", "plan/survey.yaml", cwd=folder).returncode == 0
    assert "../lps_t1.sav" in (folder / "plan" / "survey.yaml").read_text("utf-8")


def test_add_keeps_what_is_there_and_adds_a_wave(cli, folder):
    assert cli("init", *FILES[:2], "-q", cwd=folder).returncode == 0
    target = folder / "data_dictionary.yaml"
    noted = target.read_text("utf-8").replace("format: 1", "format: 1  # our own remark")
    target.write_text(noted, "utf-8")
    done = cli("init", "--add", "lps_t3.sav", cwd=folder)
    assert done.returncode == 0, done.stderr
    text = target.read_text("utf-8")
    assert "# our own remark" in text
    assert "file: lps_t3.sav" in text
    again = cli("init", "--add", "lps_t3.sav", cwd=folder)
    assert (again.returncode, target.read_text("utf-8")) == (2, text)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ([], 2, "name the export"),
        (["nowhere.sav"], 3, "nowhere.sav"),
        (["lps_t1.sav", "lps_t1.sav"], 2, "stands twice"),
        (["lps_t1.sav", "--site", "sitt"], 2, "did you mean 'site'?"),
        (["lps_t1.sav", "--wave", "wave", "-o", "no/where.yaml"], 4, "no folder"),
        (["--add", "lps_t3.sav", "lps_t1.sav"], 2, "--add FILE stands alone"),
        (["lps_t1.sav", "-d", "x.yaml"], 2, "--dictionary goes with --add"),
    ],
)
def test_misuse_is_refused_and_nothing_written(arguments, status, words, cli, folder):
    done = cli("init", *arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith("error: ")
    assert words in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
