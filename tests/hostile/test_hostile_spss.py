"""SPSS files that are cut, that lie, or that hold what nobody expects."""

import struct

import numpy as np
import pytest

from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from support.hostile import HEADER, ROWS, Case, csv_of, dictionary, frame, patched, spss

SAV, ZSAV, POR = spss(), spss(".zsav"), spss(".por")
PLAIN = spss(row_compress=False)
FIRST = ROWS[0]
# Where the cases of the uncompressed file start: at the first respondent's five numbers.
CASES = PLAIN.index(struct.pack("<d", FIRST[0]) + struct.pack("<d", FIRST[1]))
Q1 = CASES + 16 + 8  # after id, wave, and the eight bytes of the site
SECOND_COUNT = SAV.index(struct.pack("<4i", 7, 16, 8, 2)) + 24
# Portable files know capitals only.
IN_CAPITALS = dictionary(
    "column: wave", "column: WAVE", "column: site", "column: SITE", "id: id", "id: ID",
    "q1: {use: agree}, q2: {use: agree}, q3: {use: agree}",
    "q1: {names: Q1, use: agree}, q2: {names: Q2, use: agree}, q3: {names: Q3, use: agree}",
)  # fmt: skip
DAMAGED = "damaged or incomplete"


def one(content, status=3, *says, name="survey.sav", other=False, **more):
    return Case(status=status, says=says, files={name: content}, other=other, **more)


def lying(n_cases):
    """State another number of cases, in both places."""
    return patched(patched(SAV, 80, "<i", n_cases), SECOND_COUNT, "<q", n_cases)


def with_column(name, values, **options):
    data = frame()
    data[name] = values
    return spss(data=data, **options)


def answer(value):
    """Put a number into the first respondent's first answer, and leave the others."""
    return patched(PLAIN, Q1, "<d", value)


def renamed(new):
    """Give the column of the remarks another name, in the short and in the long names."""
    assert len(new) == 6
    return SAV.replace(b"REMARK", new).replace(b"remark", new)


SOUND = {
    "as it should be": one(SAV, 0),
    "without compression": one(PLAIN, 0),
    "zsav": one(ZSAV, 0, name="survey.zsav"),
    "zsav called .sav": one(ZSAV, 0),
    "portable": one(POR, 0, "portable", name="survey.por", dictionary=IN_CAPITALS),
    "called .csv": one(SAV, 0, "content is an SPSS file", name="survey.csv"),
    "called .xlsx": one(SAV, 0, "content is an SPSS file", name="survey.xlsx"),
    "a text of 32,767 bytes": one(with_column("long", "x" * 32_767), 0),
    "days that no calendar has": one(
        with_column("day", [1e300, -1e300, 1e15, np.nan] * 5, variable_format={"day": "DATE11"}), 0
    ),
    "a column of nothing": one(with_column("none", np.nan), 0),
    "labels that would command a terminal": one(
        spss(
            column_labels={"q1": "\x1b[31m\x1b]0;owned\x07", "q2": "a\nb\u202ec"},
            variable_value_labels={"q1": {1.0: "\x1b[2J", 2.0: "=HYPERLINK(1)"}},
        ), 0
    ),
    "a --delimiter that it does not have": one(
        SAV, 0, "--delimiter has no effect", arguments=("--delimiter", ";")
    ),
    "a weight that the dictionary leaves unused": one(patched(SAV, 76, "<i", 2), 0),
}  # fmt: skip

LYING = {
    "two thousand million cases": one(lying(2_000_000_000), 3, "states 2,000,000,000 cases"),
    "more cases than there are": one(lying(21), 3, "states 21 cases but holds 20"),
    "fewer cases than there are": one(lying(19), 3, "states 19 cases but holds 20"),
    "a negative number of cases": one(lying(-5), 3, "negative"),
    "no cases": one(lying(0), 3, "states 0 cases"),
    "two numbers of cases": one(patched(SAV, 80, "<i", 7), 3, "two numbers of cases"),
    "a compression nobody knows": one(patched(SAV, 72, "<i", 9), 3, "compression 9"),
    "a layout nobody knows": one(patched(SAV, 64, "<i", 77), 3, "unknown layout"),
    "a weight out of range": one(patched(SAV, 76, "<i", 99), 3, "cell 99 is the weight"),
    "a weight that the dictionary does not know": one(
        patched(SAV, 76, "<i", 2), 3, "WEIGHT BY wave", dictionary=dictionary(", weight: none", "")
    ),
    "an encoding nobody knows, though the code page is given": one(
        SAV.replace(b"\x05\0\0\0UTF-8", b"\x05\0\0\0KLING"), 0
    ),
    "text in another encoding": one(SAV.replace(b"southern", b"s\xfcdern  "), 3, "--encoding"),
    "one name twice": one(renamed(b"q1\0\0\0\0"), 3),
    "a name that would command a terminal": one(renamed(b"\x1b[2Jxx"), 3),
    "the longest block of a .zsav": one(patched(ZSAV, len(ZSAV) - 8, "<i", 2**31 - 1), 3, "size"),
    "an infinite answer": one(answer(np.inf), 3, "q1 has the code inf.*outside 1-5"),
    "a huge answer": one(answer(1e308), 3, "q1 has the code 1e\\+308"),
    "a tiny answer": one(answer(1e-320), 3, "q1"),
    "an answer that is no number": one(answer(np.nan), 0, other=True),
    "blanks for a number": one(PLAIN[:Q1] + b" " * 8 + PLAIN[Q1 + 8 :], 3, "holds blanks"),
}  # fmt: skip

FOREIGN = {
    "an old workbook": one(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), 3, "xls"),
    "a PDF": one(b"%PDF-1.7\n" + csv_of(), 3, "PDF"),
    "R data": one(b"RDX3\nX\n\0\0\0\3" + bytes(90), 3, "R data"),
    "Parquet": one(b"PAR1\x15\x04" + bytes(90), 3, "Parquet"),
    "gzip": one(b"\x1f\x8b\x08" + bytes(90), 3, "compressed"),
    "a web page": one(b"<!DOCTYPE html><table><tr><td>id", 3, "web page", name="survey.xls"),
    "Stata": one(b"<stata_dta><header>", 3, "Stata"),
}


@pytest.mark.parametrize("case", SOUND.values(), ids=SOUND)
def test_an_odd_spss_file_that_is_sound_gives_the_right_result(attack, case):
    attack(case)


@pytest.mark.parametrize("case", LYING.values(), ids=LYING)
def test_an_spss_file_that_lies(attack, case):
    attack(case)


@pytest.mark.parametrize("case", FOREIGN.values(), ids=FOREIGN)
def test_another_kind_of_file_under_the_name_of_one(attack, case):
    attack(case)


@pytest.mark.parametrize("size", [1, 2])
def test_an_spss_file_of_which_hardly_anything_is_left(attack, size):
    attack(one(SAV[:size], 3, "not an SPSS file, nor text"))


@pytest.mark.parametrize("size", [3, 4, 5, 60, 175, 176, 300, 700, -400, -9, -1])
def test_an_spss_file_cut_short(attack, size):
    attack(one(SAV[:size], 3, DAMAGED))


def test_texts_that_differ_only_after_a_zero_byte_are_one(tmp_path):
    remarks = [f"{text}{'y' * 20}" for text in ("ab\0x", "ab\0z", "abcd")] * 4
    content = spss(data=frame()[:12].assign(remark=[each.replace("\0", "#") for each in remarks]))
    path = tmp_path / "zero.sav"
    path.write_bytes(content.replace(b"ab#", b"ab\0"))
    column = read_export(path, ["remark"], ReadOptions()).columns["remark"]
    assert column.levels == ("ab", remarks[2])
    assert column.codes.tolist() == [0, 0, 1] * 4


@pytest.mark.parametrize("size", [4, 200, 800, -60, -1])
def test_a_zsav_file_cut_short(attack, size):
    attack(one(ZSAV[:size], 3, DAMAGED, name="survey.zsav"))


@pytest.mark.parametrize("size", [1, 200, 470, 600, 900])
def test_a_portable_file_cut_short(attack, size):
    attack(one(POR[:size], name="survey.por"))


def test_the_file_holds_the_header_that_the_cases_patch():
    assert struct.unpack_from("<d", PLAIN, Q1)[0] == FIRST[HEADER.index("q1")]
