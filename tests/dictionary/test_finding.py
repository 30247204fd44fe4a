"""Where the dictionary is looked for, in order."""

import pytest

from lpsstats.dictionary.finding import FILE_NAME, find_dictionary
from lpsstats.errors import DictionaryError


@pytest.fixture
def folders(tmp_path, monkeypatch):
    for name in ("named", "environment", "data", "above/here"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("named", "environment", "data", "above"):
        (tmp_path / name / FILE_NAME).touch()
    monkeypatch.chdir(tmp_path / "above" / "here")
    return tmp_path


def found(folders, *args):
    return find_dictionary(*args).parent.relative_to(folders).as_posix()


def test_the_option_comes_first_then_the_environment_then_the_data_then_upward(folders):
    data = [folders / "data" / "t1.sav"]
    named, environment = folders / "named" / FILE_NAME, str(folders / "environment" / FILE_NAME)
    assert found(folders, named, environment, data) == "named"
    assert found(folders, None, environment, data) == "environment"
    assert found(folders, None, "", data) == "data"
    assert found(folders, None, None, []) == "above"


def test_a_folder_stands_for_the_file_in_it(folders):
    assert find_dictionary(folders / "named", None, []) == folders / "named" / FILE_NAME


def test_the_folder_of_every_data_file_is_looked_at(folders):
    data = [folders / "x.sav", folders / "data" / "y.sav"]
    assert found(folders, None, None, data) == "data"


def test_a_named_dictionary_that_is_not_there_is_an_error_and_nothing_else_is_tried(folders):
    with pytest.raises(DictionaryError, match=r"--dictionary names .*none\.yaml, which does not"):
        find_dictionary(folders / "none.yaml", str(folders / "named"), [])
    with pytest.raises(DictionaryError, match=r"^LPSSTATS_DICTIONARY names"):
        find_dictionary(None, str(folders / "none.yaml"), [folders / "data" / "t1.sav"])


def test_without_any_the_message_says_where_it_looked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DictionaryError, match=r"no data_dictionary\.yaml beside the data, in"):
        find_dictionary(None, None, [])


def test_a_folder_without_a_dictionary_is_said_to_hold_none(tmp_path):
    with pytest.raises(DictionaryError, match=r"this folder holds no data_dictionary\.yaml"):
        find_dictionary(tmp_path, None, [])


def test_a_name_too_long_for_any_file_is_refused(tmp_path):
    with pytest.raises(DictionaryError, match="cannot be read"):
        find_dictionary(tmp_path / ("x" * 300), None, [])


def test_a_working_folder_that_was_deleted_is_said(tmp_path, monkeypatch):
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    with pytest.raises(DictionaryError, match="no longer exists"):
        find_dictionary(None, None, [])
    monkeypatch.chdir(tmp_path)
