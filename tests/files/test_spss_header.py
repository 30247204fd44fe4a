"""Damaged and lying files: each is refused in a sentence or read rightly, and none kills us."""

import random
import struct

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from lpsstats.errors import DataError
from lpsstats.files.spss_header import read_header


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.sav"
    frame = pd.DataFrame({"q1": [1.0, 2.0, 400.5], "word": ["a", "", "long enough"], "q2": 8.0})
    labels = {"q1": {1.0: "agree", 2.0: "disagree"}, "word": {"a": "first"}}
    pyreadstat.write_sav(
        frame, path, variable_value_labels=labels, missing_ranges={"q2": [8]}, row_compress=True
    )
    return path


def header_of(path):
    with path.open("rb") as file:
        return read_header(file, name=path.name, size=path.stat().st_size)


def second_count(path):
    """Find the 64-bit case count in its extension record (type 7, subtype 16)."""
    return path.read_bytes().index(struct.pack("<4i", 7, 16, 8, 2)) + 24


def patched(path, at, form, value):
    content = bytearray(path.read_bytes())
    struct.pack_into(form, content, at, value)
    path.write_bytes(content)
    return path


def test_the_preflight_finds_the_layout(data):
    header = header_of(data / "weighted.sav")
    assert header.n_cases == 4
    # number, number, 2 cells of text, number, number, 32 + 6 cells of long text, two numbers
    assert header.n_cells == 1 + 1 + 2 + 1 + 1 + 38 + 1 + 1
    assert header.weight == 3
    assert header.variables[5].width == 300
    assert [used for _, used in header.variables[5].pieces] == [255, 45]


@pytest.mark.parametrize("name", ["weighted.sav", "weighted_plain.sav", "weighted.zsav"])
def test_every_truncation_is_refused(tmp_path, data, read, name):
    whole = (data / name).read_bytes()
    path = tmp_path / name
    for size in range(16, len(whole), 64 if name != "weighted.sav" else 16):
        path.write_bytes(whole[:size])
        with pytest.raises(DataError, match=f"^{name}: "):
            read(path)


def outcome(read, path):
    try:
        return read(path).n_rows
    except DataError as refusal:
        return {problem.partition(":")[0] for problem in refusal.problems}


def test_random_flips_never_break_the_parent(small, read):
    whole = small.read_bytes()
    rng = random.Random(20180501)
    outcomes = []
    for _ in range(200):
        content = bytearray(whole)
        for _ in range(rng.randint(1, 3)):
            content[rng.randrange(4, len(content))] ^= 1 << rng.randrange(8)
        small.write_bytes(content)
        outcomes.append(outcome(read, small))
    assert all(each in (3, {"small.sav"}) for each in outcomes)
    assert 3 in outcomes
    assert {"small.sav"} in outcomes


@pytest.mark.parametrize("n_cases", [4, 2, 2_000_000_000, -7, 0])
@pytest.mark.parametrize("both", [False, True])
def test_a_header_that_lies_about_its_cases_is_refused(small, read, n_cases, both):
    patched(small, 80, "<i", n_cases)
    if both:
        patched(small, second_count(small), "<q", n_cases)
    with pytest.raises(DataError, match="cases"):
        read(small)


def test_an_unknown_number_of_cases_is_counted(small, read):
    patched(small, second_count(small), "<q", -1)
    assert read(patched(small, 80, "<i", -1)).n_rows == 3


@pytest.mark.parametrize(
    ("at", "value"), [(64, 9), (72, 2), (72, 7), (76, 99), (76, -1), (176, 5), (180, 999)]
)
def test_an_impossible_header_field_is_refused_with_its_place(small, read, at, value):
    with pytest.raises(DataError, match=r"byte \d+.*pspp-convert"):
        read(patched(small, at, "<i", value))


def test_a_weight_in_the_header_is_named(small, read):
    assert read(patched(small, 76, "<i", 1)).weight == "q1"


def test_a_zsav_that_inflates_out_of_all_proportion_is_refused(tmp_path, read):
    path = tmp_path / "bomb.zsav"
    pyreadstat.write_sav(pd.DataFrame({"q1": np.ones(2_000)}), path, compress=True)
    content = bytearray(path.read_bytes())
    # The last table entry ends the file: its inflated size stands eight bytes before the end.
    table = content[-48:]
    struct.pack_into("<i", content, len(content) - 8, 2**30)
    assert struct.unpack_from("<i", table, 20)[0] == 1
    path.write_bytes(content)
    with pytest.raises(DataError, match="impossible size"):
        read(path)


def test_value_labels_for_no_variable_are_refused_before_native_code(small, read):
    content = small.read_bytes()
    at = content.index(struct.pack("<3i", 4, 1, 1))
    with pytest.raises(DataError, match="value labels for cell 77"):
        read(patched(small, at + 8, "<i", 77))
