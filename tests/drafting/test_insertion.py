"""Textual additions: what was there stays to the byte, and means what it meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from lpsstats.drafting.insertion import (
    Entry,
    add_entries,
    add_remark,
    apply_edits,
    compose,
    content_end,
    descend,
    find,
    replace_value,
)
from lpsstats.drafting.quoting import quoted
from lpsstats.errors import DictionaryError


def load(text):
    return YAML(typ="safe", pure=True).load(text)


def added(text, path, *entries):
    node = descend(compose(text), *path)
    edits = add_entries(text, node, [Entry(key=k, value=v, remark=r) for k, v, r in entries])
    assert all(edit.start == edit.end for edit in edits)  # nothing that was there is touched
    return apply_edits(text, edits)


# In front and behind, with `+` where the addition goes.
FILES = {
    "block": "a:\n  b: 1\n  c: 2 # why\n+# below\nz: 1\n",
    "CRLF": "a:\r\n  b: 1\r\n+z: 1\r\n",
    "nested": "a:\n  b:\n    c:\n      - x\n      - y\n+\nz: 1\n",
    "list of mappings": "a:\n  b:\n    - c: 1\n      d: 2\n+\n# end\n",
    "text over lines": "a:\n  b: one\n    two\n  c: |\n    three\n\n+# four\nz: 1\n",
    "empty value": "a:\n  b:\n+z: 1\n",
    "alias": "y: &y 1\na:\n  b: *y\n+z: 1\n",
}
FLOW = {
    "flow": "a: {b: 1+}-\nz: 1\n",
    "with blanks": "a: { b: 1+ }-\n",
    "trailing comma": "a: {b: 1+,}-\n",
    "old comment": "a: {b: 1+} # why-\n",
    "over lines": "a: {b: 1,\n    c: 2+, # two-\n   }\n",
    "CRLF": "a: {b: 1+}-\r\n",
    "at the end": "a: {b: 1+}-",
    "alias": "y: &y [1]\na: {b: *y+}-\n",
    "quotes": 'a: {b: \'it\'\'s\', "c": "x\\"}"+}-\n',
}


@pytest.mark.parametrize("name", FILES)
def test_an_entry_goes_below_the_last_one_written_over_lines(name):
    text = FILES[name].replace("+", "")
    newline = "\r\n" if name == "CRLF" else "\n"
    result = added(text, ["a"], ("n", "5", "CHECK it"))
    assert result == FILES[name].replace("+", f"  n: 5 # CHECK it{newline}")
    tree = load(text)
    assert load(result) == {**tree, "a": {**tree["a"], "n": 5}}


@pytest.mark.parametrize("name", FLOW)
def test_an_entry_goes_behind_the_last_one_in_braces(name):
    text = FLOW[name].replace("+", "").replace("-", "")
    result = added(text, ["a"], ("n", "5", "CHECK it"))
    assert result == FLOW[name].replace("+", ", n: 5").replace("-", " # CHECK it")
    tree = load(text)
    assert load(result) == {**tree, "a": {**tree["a"], "n": 5}}


def test_an_empty_mapping_and_a_file_without_a_last_newline_can_be_added_to():
    assert added("a: {}\n", ["a"], ("n", "5", "")) == "a: {n: 5}\n"
    assert added("a:\n  b: 1", ["a"], ("n", "5", "CHECK")) == "a:\n  b: 1\n  n: 5 # CHECK"


def test_nothing_is_added_to_what_others_share():
    text = "a: &a {b: 1}\nc: *a\n"
    for key in ("a", "c"):
        with pytest.raises(DictionaryError, match="written with an alias or an anchor"):
            descend(compose(text), key)


def test_a_missing_mapping_is_a_key_error():
    with pytest.raises(KeyError):
        descend(compose("a: 1\n"), "a", "b")


def test_what_is_no_mapping_cannot_be_added_to():
    with pytest.raises(DictionaryError):
        compose("- a\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y: &y 7\na: {code: 3, b: 1}\n", "y: &y 7\na: {code: {T: 3}, b: 1}\n"),
        ("y: &y 7\na:\n  code: '3' # why\n", "y: &y 7\na:\n  code: {T: 3} # why\n"),
        ("y: &y 7\na:\n  code:\n  b: 1\n", "y: &y 7\na:\n  code: {T: 3}\n  b: 1\n"),
        ("y: &y 7\na: {code: *y, b: 1}\n", "y: &y 7\na: {code: {T: 3}, b: 1}\n"),
        ("y: &y 7\na: {code: [3, 4]}\n", "y: &y 7\na: {code: {T: 3}}\n"),
    ],
)
def test_a_value_is_replaced_and_nothing_else(text, expected):
    entry = find(descend(compose(text), "a"), "code")
    assert apply_edits(text, [replace_value(text, *entry, "{T: 3}")]) == expected


def test_edits_at_one_place_follow_one_another():
    text = "a: {b: 1}\n"
    remarks = [*add_remark(text, 3, ["one", "", "two"]), *add_remark(text, 3, ["three"])]
    assert apply_edits(text, remarks) == "a: {b: 1} # one; two # three\n"
    assert add_remark(text, 3, [""]) == []


# Any tree, written in any mixture of styles, with comments and blank lines in between.

scalars = st.sampled_from(["1", "x", "'it''s'", '"a: {b"', "null", "2018", "~", "k y", "'#'"])
keys = st.sampled_from(["b", "cc", "'2018'", '"T 1"', "d_e", "9"])


@st.composite
def flow(draw, depth):
    if depth == 0 or draw(st.booleans()):
        return draw(scalars)
    chosen = draw(st.lists(keys, unique=True, max_size=3))
    comma = draw(st.sampled_from(["", ",", " ,"])) if chosen else ""
    gap = draw(st.sampled_from([" ", "\n      ", " # c\n      "]))
    pairs = [f"{key}: {draw(flow(depth - 1))}" for key in chosen]
    return "{" + f",{gap}".join(pairs) + comma + draw(st.sampled_from(["", " "])) + "}"


@st.composite
def block(draw, indent, depth):
    lines = []
    for key in draw(st.lists(keys, unique=True, min_size=1, max_size=3)):
        tail = draw(
            st.sampled_from(["", "  ", " # note", "\n", "\n" + " " * indent + "# own line"])
        )
        if depth and draw(st.booleans()):
            body = draw(block(indent + draw(st.integers(1, 3)), depth - 1))
            head = draw(st.sampled_from(["", " # head"]))
            lines.append(f"{' ' * indent}{key}:{head}\n{body}")
        else:
            lines.append(f"{' ' * indent}{key}: {draw(flow(2))}{tail}\n")
    return "".join(lines)


@st.composite
def files(draw):
    inner = draw(st.one_of(flow(2), block(2, 2)))
    body = inner if inner.startswith("  ") else f" {inner}\n"
    first = f"a:{chr(10) if body.startswith('  ') else ''}{body}"
    text = draw(st.sampled_from(["", "# top\n\n", "y: {q: 1}\n"])) + first
    text += draw(st.sampled_from(["", "\n", "z: 1\n", "\n# below\nz: [1, 2]\n", "# end"]))
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@settings(max_examples=120, deadline=None)
@given(files(), st.text(max_size=8), st.sampled_from(["", "CHECK this"]))
def test_the_tree_gains_the_key_and_without_the_addition_the_text_is_the_old(text, value, remark):
    tree = load(text)
    if not isinstance(tree["a"], dict):
        return
    node = descend(compose(text), "a")
    entries = [
        Entry(key="new", value=quoted(value), remark=remark),
        Entry(key="more", value="{x: null}", remark=remark),
    ]
    edits = add_entries(text, node, entries)
    result = apply_edits(text, edits)
    expected = value.encode("utf-8", "replace").decode()
    assert load(result) == {**tree, "a": {**tree["a"], "new": expected, "more": {"x": None}}}
    position, rest = 0, result
    for edit in sorted(edits, key=lambda e: e.start):
        at = rest.index(edit.text, position if edit.start else 0)
        rest = rest[:at] + rest[at + len(edit.text) :] if at == edit.start else rest
        position = edit.start
    assert rest == text


@settings(max_examples=40, deadline=None)
@given(files())
def test_a_remark_changes_no_tree(text):
    root = compose(text)
    end = content_end(text, *root.value[-1])
    assert load(apply_edits(text, add_remark(text, end, ["CHECK"]))) == load(text)
