"""Dictionaries that are bombs, code, another kind of file, or written in a hurry."""

import pytest

from support.hostile import DICTIONARY, Case, csv_of, dictionary

CSV = {"survey.csv": csv_of()}
YAML = "survey.yaml"


def one(content, status=2, *says, arguments=(), blames=YAML):
    made = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return Case(
        status=status, says=says, files=CSV, dictionary=made, blames=blames, arguments=arguments
    )


def with_title(title):
    return dictionary("A small survey", title)


def added(*lines):
    return DICTIONARY + "\n".join(lines) + "\n"


LAUGHS = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"] + [
    f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)
]

SOUND = {
    "as it should be": one(DICTIONARY, 0),
    "a byte order mark": one(b"\xef\xbb\xbf" + DICTIONARY.encode(), 0),
    "CR LF": one(DICTIONARY.replace("\n", "\r\n"), 0),
    "anchors and aliases": one(
        dictionary("q1: {use: agree}, q2: {use: agree}", "q1: &q {use: agree}, q2: *q"), 0
    ),
    "emoji and Hebrew in a label": one(with_title("סקר 👨‍👩‍👧 e\u0301"), 0),
    "markup in a label": one(with_title("'[red]x[/red] <b>&amp;</b> $x_1$ `y`'"), 0),
    "a formula for a label": one(with_title('"=HYPERLINK(1)"'), 0),
    "YAML 1.2 said": one("%YAML 1.2\n---\n" + DICTIONARY, 0),
    "quoted codes": one(dictionary("code: 1,", 'code: "1",'), 0),
    "a code with decimals": one(dictionary("code: 1,", "code: 1.0,"), 0),
    "an escape sequence in a label": one(with_title(r'"\e[31m\x9b2J\x07"'), 0),
    "turned reading direction in a label": one(with_title(r'"\u202Eabc\u2066"'), 0),
    "a line break in a label": one(with_title(r'"a\nb\r\nc\u2028d"'), 0),
}

WRONG = {
    "nothing": one("", 2),
    "one byte": one("x", 2),
    "zeros": one(bytes(900), 2, "zero byte|control character U\\+0000"),
    "noise": one(bytes(range(256)) * 9, 2, "UTF-8"),
    "UTF-16": one(DICTIONARY.encode("utf-16"), 2, "save the file as UTF-8"),
    "Latin-1": one(with_title("x").replace(b": x,", b": caf\xe9,"), 2, ":2: .*UTF-8"),
    "a NUL": one(DICTIONARY.replace("One", "O\0ne"), 2, ":7: .*U\\+0000"),
    "a control character": one(DICTIONARY.replace("One", "O\x1bne"), 2, ":7: .*U\\+001B"),
    "a lone surrogate": one(with_title(r'"\ud800"'), 2, ":2: "),
    "tabs": one(DICTIONARY.replace("  column: wave", "\tcolumn: wave"), 2, ":4: a tab"),
    "a list": one("- a\n- b\n", 2, "holds no keys"),
    "JSON that is cut short": one('{"format": 1, "survey": {', 2, "not valid YAML"),
    "a CSV file": one(csv_of(), 2),
    "a key twice": one(added("format: 1"), 2, ":16: the key 'format' stands twice"),
    "a key twice within": one(
        DICTIONARY.replace("q1: {use: agree}", "q1: {use: agree, use: agree}"), 2, ":13: .*twice"
    ),
    "two documents": one(DICTIONARY + "---\n" + DICTIONARY, 2, "another document"),
    "a merge key": one(
        DICTIONARY.replace("q2: {use: agree}", "q2: {<<: {use: agree}}"), 2, ":13: '<<'"
    ),
    "a Python object": one(
        added("x: !!python/object/apply:os.system ['touch hacked']"), 2, ":16: the tag '!!python/"
    ),
    "a tag of their own": one(added("x: !run 1"), 2, ":16: the tag '!run'"),
    "an integer tag": one(added("x: !!int 1"), 2, ":16: "),
    "a binary tag": one(added("x: !!binary aGk="), 2, ":16: the tag '!!binary'"),
    "aliases without end": one("\n".join([DICTIONARY, *LAUGHS]), 2, ":\\d+: .*alias"),
    "an alias of itself": one(added("x: &x [*x]"), 2),
    "an alias of nothing": one(added("x: *nobody"), 2, ":16: "),
    "deep nesting": one("x: " + "[" * 3_000 + "]" * 3_000, 2, "nested too deeply"),
    "deep mappings": one("".join(" " * i + "a:\n" for i in range(900)), 2, "nested too deeply"),
    "a line of half a million characters": one(added("# " + "x" * 600_000), 2, "larger than"),
    "a key of 100,000 characters": one(added("x" * 100_000 + ": 1"), 2),
    "a thousand unknown keys": one(added(*(f"x{i}: 1" for i in range(1_000))), 2, "unknown key"),
    "a mapping for a key": one(added("? {a: 1}\n: 2"), 2, ":16"),
    "a list for a key": one(added("? [a, b]\n: 2"), 2, ":16"),
    "nothing for a key": one(added("null: 2"), 2, ":16"),
    "a date for a key": one(added("2018-05-14: 2"), 2, "2018-05-14"),
    "a truth value for a key": one(added("true: 2"), 2, ":16"),
    "infinity": one(DICTIONARY.replace("[1, 5]", "[1, .inf]"), 2, ":12"),
    "not a number": one(DICTIONARY.replace("[1, 5]", "[.nan, 5]"), 2, ":12"),
    "an octal number": one(DICTIONARY.replace("[1, 5]", "[1, 0o5]"), 0),
    "a huge number": one(DICTIONARY.replace("[1, 5]", "[1, 1e999]"), 2, ":12"),
    "an integer of 5,000 digits": one(DICTIONARY.replace("[1, 5]", f"[1, {'9' * 5_000}]"), 2),
    "yes for a number": one(DICTIONARY.replace("[1, 5]", "[yes, on]"), 2, ":12"),
    "a range turned round": one(DICTIONARY.replace("[1, 5]", "[5, 1]"), 2, ":12"),
    "a misspelt key": one(DICTIONARY.replace("items:", "itmes:"), 2, ":15: .*mean 'items'"),
    "an escape sequence in a misspelt key": one(added(r'"\e[31mx": 1'), 2, ":16"),
    "the names of a file that leads outside": one(
        DICTIONARY.replace("{code: 1, label: One}", "{code: 1, file: ../../etc/passwd}"), 0
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SOUND.values(), ids=SOUND)
def test_an_odd_dictionary_that_is_sound_gives_the_right_result(attack, case):
    attack(case)


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_dictionary_that_is_wrong_is_refused_with_its_line(attack, case):
    attack(case)
