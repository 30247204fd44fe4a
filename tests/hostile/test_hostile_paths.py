"""Names that are folders, pipes, devices, links to nothing, or not names at all."""

import errno
import os
import re
import socket

import pytest

from support.hostile import DICTIONARY, csv_of

ACTIVE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LINUX_ONLY = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs Linux's devices")  # noqa: PTH110
LONG = "n" * 300


@pytest.fixture
def place(tmp_path):
    """A folder with a survey and one of everything that is no file."""
    (tmp_path / "survey.yaml").write_text(DICTIONARY, "utf-8")
    (tmp_path / "survey.csv").write_bytes(csv_of())
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "link.csv").symlink_to("survey.csv")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    if hasattr(socket, "AF_UNIX"):
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket")  # short: the whole path may be too long for a socket
    return tmp_path


@pytest.fixture
def compare(launch, place):
    return lambda *arguments: launch("compare", "-q", *arguments)


def assert_refused(ending, status, *words):
    assert (ending.status, ending.out) == (status, ""), ending.err
    assert ending.err.startswith("error: ")
    assert not ACTIVE.search(ending.err.replace("\n", ""))
    assert not ending.left
    for word in words:
        assert word in ending.said


DATA = {
    "folder": ("folder", "this is a folder"),
    ".": (".", "this is a folder"),
    "pipe": ("pipe", "not a regular file"),
    "socket": ("socket", "not a regular file"),
    "dangling": ("dangling", "a link to 'nowhere', which does not exist"),
    "loop": ("loop", "Too many levels"),
    "absent": ("survy.csv", "did you mean 'survey.csv'?"),
    "absent folder": ("nowhere/survey.csv", "there is no folder"),
    "file as folder": ("survey.csv/x.csv", "there is no folder"),
    "newline": ("a\nb.csv", "no such file"),
    "escape": ("a\x1b[31mb\x07.csv", "no such file"),
    "turned": ("a\u202eb.csv", "no such file"),
    "invalid UTF-8": (os.fsdecode(b"\xff\xfe.csv"), "no such file"),
    "300 characters": (LONG, "cannot be opened"),
    "/dev/null": ("/dev/null", "not a regular file"),
    "/dev/zero": ("/dev/zero", "not a regular file"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "says"), DATA.values(), ids=DATA)
def test_data_that_are_no_file_are_refused_and_not_waited_for(compare, name, says):
    assert_refused(compare("-d", "survey.yaml", name), 3, says)


DICTIONARIES = {
    "pipe": ("pipe", "not a file"),
    "socket": ("socket", "not a file"),
    "dangling": ("dangling", "does not exist"),
    "absent": ("no.yaml", "does not exist"),
    "invalid UTF-8": (os.fsdecode(b"\xff.yaml"), "does not exist"),
    "/dev/zero": ("/dev/zero", "not a file"),
    "/dev/null": ("/dev/null", "not a file"),
    "a folder without one": ("folder", "data_dictionary.yaml"),
}


@pytest.mark.parametrize(("name", "says"), DICTIONARIES.values(), ids=DICTIONARIES)
def test_a_dictionary_that_is_no_file_is_refused_and_not_waited_for(compare, name, says):
    assert_refused(compare("-d", name, "survey.csv"), 2, says)


OUTPUTS = {
    "folder": ("folder", "this is a folder"),
    ".": (".", "this is a folder"),
    "nothing": ("", "this is a folder"),
    "absent folder": ("nowhere/t.csv", "there is no folder"),
    "file as folder": ("survey.csv/t.csv", "no folder"),
    "300 characters": (f"{LONG}.csv", "too long"),
    "loop": ("loop", "cannot be written"),
    "existing": ("survey.yaml", "made from"),
    "the data": ("survey.csv", "made from"),
    "a link to the data": ("link.csv", "made from"),
    "the data by another way": ("folder/../survey.csv", "made from"),
}


@pytest.mark.parametrize(("name", "says"), OUTPUTS.values(), ids=OUTPUTS)
@pytest.mark.parametrize("more", [(), ("-f", "csv", "--force")], ids=["plain", "force"])
def test_an_output_that_cannot_be_leaves_everything_as_it_was(compare, name, says, more):
    named = () if name.endswith(".csv") or name in {"folder", ".", ""} else ("-f", "csv")
    ending = compare("-d", "survey.yaml", "survey.csv", "-o", name, *(more or named))
    assert_refused(ending, 4, says)


@LINUX_ONLY
@pytest.mark.parametrize("name", ["/dev/full", "/proc/table.csv", "/sys/table.csv"])
def test_an_output_that_takes_nothing_is_said(compare, name):
    ending = compare("-d", "survey.yaml", "survey.csv", "-f", "csv", "-o", name)
    assert_refused(ending, 4, "cannot be written", "Nothing was written")


def test_an_output_without_a_suffix_asks_for_a_format(compare):
    ending = compare("-d", "survey.yaml", "survey.csv", "-o", "table")
    assert_refused(ending, 2, "has no suffix", ".csv", "--format")


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_refuses_leaves_no_half_file(compare, monkeypatch, number):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    ending = compare("-d", "survey.yaml", "survey.csv", "-o", "table.csv")
    assert_refused(ending, 4, os.strerror(number))


def test_a_name_of_any_bytes_is_written_and_read(compare, place):
    odd = os.fsdecode(b"\xff caf\xe9\n=1.csv")
    (place / "survey.csv").rename(place / odd)
    ending = compare("-d", "survey.yaml", odd, "-f", "plain")
    assert ending.status == 0
    assert not ACTIVE.search(ending.out.replace("\n", ""))


def test_the_same_file_for_two_waves_counts_nobody_twice(compare):
    once = compare("-d", "survey.yaml", "survey.csv", "-f", "csv")
    twice = compare("-d", "survey.yaml", "survey.csv", "survey.csv", "-f", "csv")
    assert twice.status == 0
    assert twice.out == once.out


def test_a_link_to_a_file_is_the_file(compare):
    assert compare("-d", "survey.yaml", "link.csv", "-f", "csv").status == 0
