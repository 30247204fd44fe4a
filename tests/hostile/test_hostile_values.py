"""Codes, names of sites and labels that mean something to a terminal, a spreadsheet or Python."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest

from support.hostile import (
    COMMANDS,
    HEADER,
    ROWS,
    Case,
    changed,
    csv_of,
    dictionary,
    prepared,
    text,
)

SITES = [row[2] for row in ROWS]


def one(content, status=0, *says, other=False, arguments=(), **more):
    return Case(
        status=status, says=says, files={"survey.csv": content}, other=other,
        arguments=tuple(arguments), **more,
    )  # fmt: skip


def sites(north, *, declared="north", status=0, says=()):
    """Spell one site in the file and perhaps otherwise in the dictionary."""
    spelled = [north if site == "north" else site for site in SITES]
    label = json.dumps(declared)
    return one(
        csv_of(site=spelled), status, *says, other=True,
        dictionary=dictionary("{label: north}", f"{{label: {label}}}"),
    )  # fmt: skip


def waves(first, second=2, status=0, says=()):
    return one(csv_of(wave=[first] * 10 + [second] * 10), status, *says)


NUMBERS = {
    "codes with decimals": waves("1.0", "2.00"),
    "codes with zeros before": waves("01", "002"),
    "codes with blanks around": waves(" 1 ", "2\u00a0"),
    "codes as powers of ten": waves("1e0", "0.2e1"),
    "labels for codes": waves("One", " two "),
    "a wave nobody declared": waves(7, says=["no declared wave: '7'"], status=3),
    "-99": one(changed({0: -99, 5: -99}, "q1"), 3, "q1 has the code -99 in 2 rows", "line 2"),
    "1e308": one(changed({3: "1e308"}, "q2"), 3, "the code 1e\\+308 in 1 row .first: line 5"),
    "1e999": one(changed({3: "1e999"}, "q2"), 3, "q2"),
    "1e-320": one(changed({3: "1e-320"}, "q2"), 3, "q2"),
    "inf": one(changed({3: "inf"}, "q2"), 3, "the answer 'inf'"),
    "nan": one(changed({3: "nan"}, "q2"), 3, "the answer 'nan'"),
    "an underscore in a number": one(changed({3: "1_0"}, "q2"), 3, "'1_0'"),
    "Arabic digits": one(changed({3: "٣"}, "q2"), 3, "q2"),
    "a thousand separator": one(changed({3: "1 000"}, "q2"), 3, "'1 000'"),
    "2.5 on a scale of whole numbers": one(changed({3: 2.5}, "q2"), 3, "2.5.*whole numbers"),
    "a word for a number": one(changed({3: "five"}, "q2"), 3, "'five'"),
    "NA and .": one(changed({3: "NA", 4: "."}, "q2"), 0, other=True),
    "odd codes taken as missing": one(
        changed({3: -99}, "q2"), 0, "1 row .*out_of_range", other=True,
        arguments=["--out-of-range", "missing"],
    ),
    "no answers at all": one(csv_of(q1="", q2="", q3=""), 0, other=True),
    "nothing but refusals": one(csv_of(q1=9, q2=9, q3=9), 0, other=True),
    "one answer throughout": one(csv_of(q1=3, q2=3, q3=3), 0, other=True),
    "one respondent": one(text(ROWS[:1]).encode(), 3, "no rows for wave T2"),
    "two respondents": one(text([ROWS[0], ROWS[-1]]).encode(), 0, other=True),
    "an escape sequence for an answer": one(changed({0: "\x1b]0;owned\x07"}, "q1"), 3, "owned"),
    "a weight that the file has not": one(
        csv_of(), 3, "no column 'wt'",
        dictionary=dictionary("weight: none", "weight: wt"),
    ),
}  # fmt: skip

SITE_NAMES = {
    "NA": sites("NA", declared="NA"),
    "null": sites("null", declared="null"),
    "nan": sites("nan", declared="nan"),
    "true": sites("true", declared="true"),
    "a point": sites(".", declared="."),
    "a number": sites("17", declared="17"),
    "capitals and blanks": sites(" NORTH  "),
    "a hard blank": sites("north\u00a0"),
    "a mark of no width": sites("no\u200brth"),
    "letters from two alphabets": sites("n\u043erth", status=3, says=["no declared site"]),
    "one Unicode form": sites("Caf\u00e9", declared="Cafe\u0301"),
    "the other Unicode form": sites("Cafe\u0301", declared="Caf\u00e9"),
    "an underscore for a blank": sites("north_", status=3, says=["no declared site"]),
    "blank": sites("", says=["10 rows left out .no site recorded"]),
    "an escape sequence": sites("\x1b[2Jnorth", status=3, says=["no declared site"]),
    "a formula": sites("=1+1", declared="=1+1"),
    "a very long name": sites("n" * 60_000, status=3, says=["no declared site"]),
}

LABELS = [
    "\x1b[31mred\x1b[0m \x9b2J \x07",
    "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
    "a\nb\r\nc\u2028d\te",
    "\u202eabc\u2066def",
    "[red]bold[/red] [link=x]y[/link] :smile: {x} %s %(x)s",
    "<script>alert(1)</script> & \"x\" 'y' ]]>",
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "@SUM(A1)",
    "-1+1|cmd",
    r"\input{x} $x^2$ 50% & #1 ~ \\ \end{table}",
    "| a | b | `c` <b> [x](y) \\",
    "::error::x %0A::warning::",
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
    "👨‍👩‍👧 e\u0301\u0327 \u200b\ufeff",
    "x" * 3_000,
]
ACTIVE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
FORMATS = ["terminal", "plain", "csv", "tsv", "json", "markdown", "latex"]


@pytest.mark.parametrize("case", NUMBERS.values(), ids=NUMBERS)
def test_an_odd_code_is_read_rightly_or_named_with_its_place(attack, case):
    attack(case)


@pytest.mark.parametrize("case", SITE_NAMES.values(), ids=SITE_NAMES)
def test_an_odd_site_is_one_site_or_named(attack, case):
    attack(case)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("label", LABELS, ids=lambda label: ascii(label[:18]))
def test_a_label_commands_nothing_in_any_format(launch, tmp_path, label, form):
    quoted = json.dumps(label)
    written = dictionary(
        "label: Trust", f"label: {quoted}", "{label: north}", f"{{code: north, label: {quoted}}}",
        "A small survey", quoted,
    )  # fmt: skip
    case = Case(status=0, files={"survey.csv": csv_of()}, dictionary=written)
    for command in COMMANDS:
        ending = launch(*command, *prepared(case, tmp_path), "-f", form)
        assert ending.status in {0, 1}, ending.err
        allowed = "\t" if form == "tsv" else ""
        shown = re.sub(f"[{allowed}]", "", ending.out) if allowed else ending.out
        assert not ACTIVE.search(shown.replace("\n", "")), form
        assert not ACTIVE.search(ending.err.replace("\n", ""))
        if form in {"csv", "tsv"}:
            delimiter = {"csv": ",", "tsv": "\t"}[form]
            table = list(csv.reader(io.StringIO(ending.out), delimiter=delimiter))
            assert {len(row) for row in table} == {len(table[0])}
            assert not [c for row in table for c in row if re.match(r"\s*[=+@]", c)]


@pytest.mark.parametrize("label", LABELS, ids=lambda label: ascii(label[:18]))
def test_a_label_stays_text_in_lists_of_checks(launch, tmp_path, label):
    written = dictionary("label: Trust", f"label: {json.dumps(label)}")
    case = Case(status=0, files={"survey.csv": csv_of()}, dictionary=written)
    made = prepared(case, tmp_path)
    junit = launch("reliability", *made, "-q", "--min-alpha", "0.99", "-f", "junit")
    assert len(ET.fromstring(junit.out)) == 1
    github = launch("reliability", *made, "-q", "--min-alpha", "0.99", "-f", "github")
    assert len([line for line in github.out.splitlines() if line.startswith("::")]) == 1


def test_the_columns_of_the_clean_survey_stand_where_the_cases_say():
    assert HEADER[3:6] == ("q1", "q2", "q3")
