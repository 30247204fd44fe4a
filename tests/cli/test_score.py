"""`lpsstats score`: a file is written, what could not be kept is said, misuse is one message."""

import csv
import os
import re
import signal
import stat
import subprocess
import time
from dataclasses import dataclass
from functools import partial

import pytest

from lpsstats.cli.boundary import run

MISUSE = [
    ([], 2, ["--output FILE", ".sav", ".parquet"]),
    (["-o", "x.doc"], 2, ["'.doc'", ".xlsx"]),
    (["-o", "x"], 2, ["suffix ''"]),
    (["-o", "x.sav", "--labels"], 2, ["--labels"]),
    (["-o", "x.csv", "--measure", "cohesio"], 2, ["did you mean 'cohesion'?"]),
    (["-o", "x.csv", "--measure", "q1_belong"], 2, ["a single item"]),
    (["-o", "x.csv", "--keep", "responid"], 2, ["--keep responid", "did you mean 'respid'?"]),
    (["-o", "x.csv", "nowhere.sav"], 3, ["nowhere.sav"]),
    (["-o", "none/x.csv"], 4, ["there is no folder"]),
]


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    """Run a command in this process, which is quicker than starting one, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run_here(*arguments):
        status = run([str(argument) for argument in arguments])
        return Done(status, *capsys.readouterr())

    return run_here


@pytest.fixture
def score(here, root):
    return partial(here, "score", "-d", root / "data_dictionary.yaml")


@pytest.mark.parametrize(("arguments", "status", "words"), MISUSE)
def test_misuse_is_one_clear_message_and_nothing_is_written(
    score, tmp_path, arguments, status, words
):
    done = score("-q", *arguments)
    assert done.returncode == status
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in words)
    assert not list(tmp_path.iterdir())


def test_a_run_says_what_it_wrote_and_what_it_rests_on(score, tmp_path):
    done = score("-o", "scored.csv", "--measure", "trust")
    assert (done.returncode, done.stdout) == (0, "")
    assert "data: lps_t1.sav: 400 rows, all used" in done.stderr
    assert "site: numbered in the dictionary's order" in done.stderr
    assert "Trust in police: of 1,200 respondents, 74 have a score from some" in done.stderr
    assert done.stderr.endswith("written: scored.csv: 1,200 rows, 49 columns\n")
    with (tmp_path / "scored.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1200
    assert list(rows[0])[-2:] == ["trust", "trust_n"]
    assert {row["wave_key"] for row in rows} == {"T1", "T2", "T3"}


def test_quiet_says_nothing(score):
    done = score("-q", "-o", "scored.sav")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_file_written_can_be_scored_again(score, here, root, tmp_path):
    """Through a dictionary that knows the stacked file: the same means as from the three files."""
    assert score("-q", "-o", "scored.sav").returncode == 0
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    text = text.replace(', names: "{name}_t3"', "").replace("{T1: 3, T2: 3, T3: 7}", "3")
    text = re.sub(r"examples/lps/lps_t\d\.sav", "scored.sav", text)
    text = re.sub(r"(,|\n) +names: \{T2: Q\d\}", "", text)
    (tmp_path / "again.yaml").write_text(text, encoding="utf-8")
    # In the stacked file every site has one number throughout.
    again = here("compare", "-q", "-f", "csv", "-d", tmp_path / "again.yaml")
    assert again.stderr == ""
    direct = here("compare", "-q", "-f", "csv", "-d", root / "data_dictionary.yaml")
    assert again.stdout == direct.stdout
    assert len(again.stdout) > 1000


def test_an_existing_file_is_replaced_only_when_forced(score, tmp_path):
    (tmp_path / "x.sav").write_text("mine")
    assert score("-q", "-o", "x.sav").returncode == 4
    assert (tmp_path / "x.sav").read_text() == "mine"
    assert score("-q", "-o", "x.sav", "--force").returncode == 0


def test_neither_data_nor_dictionary_are_ever_written_to(here, root, tmp_path):
    for name in ("lps_t1.sav", "lps_t2.sav", "lps_t3.sav"):
        (tmp_path / "examples/lps").mkdir(parents=True, exist_ok=True)
        source = root / "examples/lps" / name
        (tmp_path / "examples/lps" / name).write_bytes(source.read_bytes())
    dictionary = tmp_path / "d.yaml"
    dictionary.write_bytes((root / "data_dictionary.yaml").read_bytes())
    for target in ("examples/lps/lps_t2.sav", "link.sav"):
        (tmp_path / "link.sav").unlink(missing_ok=True)
        (tmp_path / "link.sav").symlink_to(dictionary)
        done = here("score", "-q", "-d", dictionary, "--force", "-o", target)
        assert done.returncode == 4
        assert "was made from" in done.stderr
    assert dictionary.read_bytes() == (root / "data_dictionary.yaml").read_bytes()
    original = (root / "examples/lps/lps_t2.sav").read_bytes()
    assert (tmp_path / "examples/lps/lps_t2.sav").read_bytes() == original


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_an_output_error(score, tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        done = score("-q", "-o", "x.sav")
    finally:
        tmp_path.chmod(stat.S_IRWXU)
    assert done.returncode == 4
    assert "Permission denied" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupt_leaves_nothing_behind(command_line, root, tmp_path):
    arguments = ("score", "-d", root / "data_dictionary.yaml", "-o", "x.xlsx")
    with subprocess.Popen(
        command_line(*arguments), cwd=tmp_path, stderr=subprocess.PIPE, env={**os.environ}
    ) as running:
        while not list(tmp_path.iterdir()) and running.poll() is None:
            time.sleep(0.001)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
    assert running.returncode == 130
    assert not list(tmp_path.iterdir())


def test_the_file_has_the_permissions_of_any_other(score, tmp_path):
    assert score("-q", "-o", "x.sav").returncode == 0
    (tmp_path / "plain").write_text("")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("x.sav", "plain")}
    assert len(modes) == 1
