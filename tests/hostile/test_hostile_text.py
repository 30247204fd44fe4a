"""Text files as they come: other encodings, other layouts, cut short, or no text at all."""

import random
from itertools import cycle, islice

import pytest

from support.hostile import HEADER, ROWS, WORDS, Case, text

CLEAN = text()
CSV = CLEAN.encode()
LINES = CLEAN.splitlines()
SEMICOLONS = text(delimiter=";")
ACCENTED = CLEAN.replace(WORDS, f"{WORDS}, café".replace(",", ""))
NOISE = random.Random(7).randbytes(3_000)
QUOTED = [[*row[:6], f'"{WORDS},\n""next"" line"'] for row in ROWS]
DECIMALS = [[*row[:3], *(f"{a},0" for a in row[3:6]), row[6]] for row in ROWS]
TWO_MARKS = [[*row[:3], f"{row[3]},0", f"{row[4]}.0", row[5], row[6]] for row in ROWS]
WIDE = [[*row, *islice(cycle("12345"), 10_000)] for row in ROWS]
WIDE_HEADER = [*HEADER, *(f"x{i}" for i in range(10_000))]


def one(content, status=0, *says, name="survey.csv", arguments=(), other=False):
    made = content if isinstance(content, bytes) else content.encode()
    return Case(
        status=status, says=says, files={name: made}, arguments=tuple(arguments), other=other
    )


def cut(size):
    return one(CSV[:size], 3)


def lines(*chosen, status=3, says=(), **more):
    return one("\n".join(chosen) + "\n", status, *says, **more)


ENCODINGS = {
    "a byte order mark": one(b"\xef\xbb\xbf" + CSV),
    "UTF-16 with a mark": one(CLEAN.encode("utf-16")),
    "UTF-32 with a mark": one(CLEAN.encode("utf-32")),
    "UTF-16 LE without a mark": one(CLEAN.encode("utf-16-le"), 0, "utf-16-le"),
    "UTF-16 BE without a mark": one(CLEAN.encode("utf-16-be"), 0, "utf-16-be"),
    "UTF-16 LE named": one(CLEAN.encode("utf-16-le"), arguments=["--encoding", "utf-16-le"]),
    "UTF-16 named, without a mark": one(
        CLEAN.encode("utf-16-be"), arguments=["--encoding", "utf-16"]
    ),
    "UTF-16 named for what is none": one(
        CSV, 3, "not text in the encoding utf-16", arguments=["--encoding", "utf-16"]
    ),
    "half a UTF-16 character": one(CLEAN.encode("utf-16")[:-1], 3, "utf-16"),
    "Latin-1": one(ACCENTED.encode("latin-1"), 0, "not UTF-8, so read as windows-1252"),
    "Windows-1252 quotes": one(CLEAN.replace(WORDS, "“so”").encode("cp1252"), 0, "1252"),
    "UTF-8 and Latin-1 mixed": one(
        ACCENTED.encode() + "900,1,north,1,2,3,caf\u00e9\x81\n".encode("latin-1"),
        3, "line 22 is not text in the encoding windows-1252 .byte 1,041 of .*--encoding",
    ),
    "a NUL in an answer": one(CSV.replace(b"Zebedee", b"Zebe\0dee", 1), 3, "line 2 holds a zero"),
    "NULs at the end": one(CSV + bytes(512), 3, "zero byte"),
    "a wrong encoding named": one(
        ACCENTED.encode("latin-1"), 3, "utf-8", arguments=["--encoding", "utf-8"]
    ),
    "the encoding of another world": Case(
        status=2, says=("--encoding: there is no encoding",), files={"survey.csv": CSV},
        arguments=("--encoding", "klingon"), blames="klingon",
    ),
}  # fmt: skip

LAYOUTS = {
    "semicolons": one(SEMICOLONS, 0, "separated by semicolons"),
    "tabs": one(text(delimiter="\t"), 0, "separated by tabs"),
    "bars": one(text(delimiter="|"), 0, "separated by vertical bars"),
    "decimal commas": one(text(DECIMALS, delimiter=";"), 0, "decimal comma"),
    "decimal commas and points": one(text(TWO_MARKS, delimiter=";"), 3, "'5,0' in 6 rows"),
    "carriage returns for line ends": one(text(end="\r")),
    "CR LF": one(text(end="\r\n")),
    "line ends of all three kinds": one(CLEAN.replace("\n", "\r\n", 3).replace("\n", "\r", 2)),
    "quotes, commas and line ends within answers": one(text(QUOTED)),
    "a quotation mark that is never closed": lines(
        *LINES[:9], LINES[9].replace("Zebedee", '"Zebedee'), *LINES[10:], says=["begins on line 10"]
    ),
    "a mark within an answer": one(CLEAN.replace("Mill", '"Mill"')),
    "a mark after a closed quote": one(CLEAN.replace(WORDS, f'"{WORDS}" x', 1), 3, "line 2 has a"),
    "rows one field too long": one(CLEAN.replace(WORDS, f"{WORDS},", 30), 3, "header"),
    "one row too long": one(CLEAN.replace(WORDS, f"{WORDS}, again", 1), 3, "line 2.*quotation"),
    "one row too short": one(CLEAN.replace(f",{WORDS}", "", 1), 3, "line 2"),
    "rows of many lengths": lines(
        *LINES[:5], "1,2", "1,2,3", *LINES[5:], says=["line 6 has 2, line 7 has 3"]
    ),
    "a totals row": lines(
        *LINES, "Total,,,60,60,60,", status=0, says=["1 row left out .no wave recorded"]
    ),
    "a header in the middle": lines(*LINES, LINES[0], *LINES[1:3], says=["wave"]),
    "two header lines": lines(LINES[0], "Number,Wave,Site,Trust,Care,Help,Other", *LINES[1:]),
    "a title above the header": lines("A survey of two sites", *LINES, says=["line 1|delimiter"]),
    "blank header cells": one(CLEAN.replace("remark", "", 1)),
    "a column twice": one(CLEAN.replace("remark", "q1", 1), 3, "'q1' .2 times"),
    "a header and nothing else": one(LINES[0] + "\n", 3, "no rows"),
    "no line end at the end": one(CLEAN.rstrip("\n")),
    "blank lines": one("\n".join([*LINES[:4], "", "", *LINES[4:]]) + "\n\n\n", 0, "left out: 2"),
    "a blank first line": one("\n" + CLEAN, 3, "line 1 is blank"),
    "one column": one("id\n1\n2\n", 3, "no column 'wave'"),
    "ten thousand more columns": one(text(WIDE, header=WIDE_HEADER)),
    "a million characters in an answer": one(CLEAN.replace(WORDS, "x" * 10**6, 1), 3, "line"),
    "a million characters in the header": one(CLEAN.replace("remark", "x" * 10**6, 1), 3, "line"),
    "a wrong delimiter named": one(CLEAN, 3, arguments=["--delimiter", ";"]),
    "no delimiter at all": Case(
        status=2, files={"survey.csv": CSV}, arguments=("--delimiter", ""), blames="--delimiter"
    ),
    "a sheet of a text file": one(CLEAN, 0, "--sheet", arguments=["--sheet", "Data"]),
}  # fmt: skip

NOT_TEXT = {
    "one byte": one(b"x", 3),
    "nothing": one(b"", 3, "empty"),
    "zeros": one(bytes(5_000), 3, "line 1 holds a zero byte"),
    "noise": one(NOISE, 3),
    "noise called .sav": one(NOISE, 3, "not an SPSS file, nor text", name="survey.sav"),
    "noise called .xlsx": one(NOISE, 3, "not an Excel", name="survey.xlsx"),
    "line ends only": one("\n" * 500, 3, "line 1 is blank"),
    "blanks only": one(" " * 500, 3),
    "commas only": one("," * 500 + "\n" + "," * 500, 3, "line 1 is blank"),
    "called .sav": one(CLEAN, 0, "content is text", name="survey.sav"),
    "called .xlsx": one(CLEAN, 0, "content is text", name="survey.xlsx"),
    "called .dat": one(CLEAN, name="survey.dat"),
    "without a suffix": one(CLEAN, name="survey"),
}


@pytest.mark.parametrize("case", ENCODINGS.values(), ids=ENCODINGS)
def test_text_in_other_encodings(attack, case):
    attack(case)


@pytest.mark.parametrize("case", LAYOUTS.values(), ids=LAYOUTS)
def test_text_in_other_layouts(attack, case):
    attack(case)


@pytest.mark.parametrize("case", NOT_TEXT.values(), ids=NOT_TEXT)
def test_what_is_no_text_or_is_called_something_else(attack, case):
    attack(case)


@pytest.mark.parametrize("size", [1, 2, 3, 10, 36, 37, 60, len(CSV) // 2, len(CSV) - 30])
def test_a_text_file_cut_short_within_a_line(attack, size):
    attack(cut(size))
