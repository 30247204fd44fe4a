"""`check --dictionary-only` reads dictionaries and no data."""

import json

import pytest

from lpsstats.cli.boundary import run


@pytest.fixture(autouse=True)
def _at_home(monkeypatch, root):
    monkeypatch.chdir(root)
    monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)


def test_a_dictionary_without_its_data_is_fine(root, tmp_path, capsys):
    path = tmp_path / "data_dictionary.yaml"
    path.write_bytes((root / "data_dictionary.yaml").read_bytes())
    assert run(["check", "--dictionary-only", str(path)]) == 0
    shown = capsys.readouterr()
    assert "data_dictionary.yaml: valid; variables: " in shown.err
    assert "0 errors, 0 warnings" in shown.out


def test_without_files_the_dictionary_is_found_as_ever(capsys):
    assert run(["check", "--dictionary-only", "-q", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["results"] == []


def test_guesses_are_said(root, tmp_path, capsys):
    path = tmp_path / "guessed.yaml"
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    path.write_text(text.replace("baseline: T1", "baseline: T1 # CHECK is it?", 1), "utf-8")
    assert run(["check", "--dictionary-only", "-q", str(path)]) == 0
    assert "LPS001" in capsys.readouterr().out


def test_all_that_is_wrong_with_any_of_them_is_said(tmp_path, root, capsys):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("survey: {nothing: true}\n", "utf-8")
    good = root / "data_dictionary.yaml"
    files = [str(tmp_path / "one.yaml"), str(good), str(tmp_path / "two.yaml")]
    assert run(["check", "--dictionary-only", "-q", *files]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "one.yaml:" in shown.err
    assert "two.yaml:" in shown.err


def test_files_and_a_dictionary_are_two_ways_to_say_the_same(capsys):
    both = ["-d", "data_dictionary.yaml", "data_dictionary.yaml"]
    assert run(["check", "--dictionary-only", *both]) == 2
    assert "the FILEs are the dictionaries" in capsys.readouterr().err.replace("\n  ", " ")
