import errno
import os
from pathlib import Path

import pytest

from lpsstats.errors import OutputError
from lpsstats.files.writing import write_beside, write_whole


def test_text_is_written_as_utf_8_with_its_line_ends(tmp_path):
    write_whole(tmp_path / "out.csv", "é\r\n", force=False)
    assert (tmp_path / "out.csv").read_bytes() == b"\xc3\xa9\r\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


def test_an_existing_file_is_replaced_only_with_force(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(OutputError, match="--force"):
        write_whole(path, "new", force=False)
    assert path.read_text() == "old"
    write_whole(path, b"new", force=True)
    assert path.read_text() == "new"


def test_a_link_is_followed(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole(tmp_path / "link", "x", force=False)
    assert (tmp_path / "real").read_text() == "x"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize(
    ("name", "what"),
    [("", "folder"), ("no/out.csv", "no folder"), ("n" * 300, "cannot"), ("a\0b", "cannot")],
)
def test_an_impossible_place_is_said(tmp_path, name, what):
    with pytest.raises(OutputError, match=what):
        write_whole(tmp_path / name, "x", force=True)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    path.write_text("old")

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(path, "new", force=True)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_devices_are_written_directly():
    write_whole(Path("/dev/null"), "x", force=False)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(Path("/dev/full"), "x", force=False)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_permission_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission"):
        write_whole(tmp_path / "out.csv", "x", force=False)


def test_a_name_taken_in_the_meantime_is_not_replaced(tmp_path):
    target = tmp_path / "out.csv"

    def slowly(temporary):
        temporary.write_text("ours")
        target.write_text("theirs")

    with pytest.raises(OutputError, match="exists already"):
        write_beside(target, slowly, force=False)
    assert target.read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
