"""Whatever a file says comes back from the YAML as it was, and is nothing but text there."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.dictionary.source import check_marks, read_source
from lpsstats.drafting.quoting import (
    PLAIN,
    comment,
    flow_list,
    flow_map,
    one_line,
    quoted,
    slug,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NASTY = [
    "", " ", "yes", "NO", "null", "~", "1e3", "0x1f", "2016-12-01", "- a", "? b", "a: b", "a #b",
    "# CHECK this", "a # CHECK", "!tag", "&anchor", "*alias", "{a", "[b", "a, b", "'", '"', "\\",
    "\n", "\r\n", "\x00", "\x85", "\u2028", "\ufeff", "\u202egnp.exe", "😀", "שלום", "%x", "@y",
    "`z", "|", ">", "---", "...", "<<", "=", "a" * 300, "é\u0301", "\ufffe", "\U000e0001", "a ",
    "don't", "Trust & safety (all)", "1,5", "a:", ":a", "\ttab", "x\u200bz", ".nan", "-.inf",
]  # fmt: skip


def parsed(text: str) -> object:
    return read_source(text, "x.yaml").tree


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_comes_back_as_value_key_and_entry(text):
    assert parsed(f"a: {quoted(text)}\n") == {"a": text}
    assert parsed(f"a: {flow_map([(quoted(text), quoted(text))])}\n") == {"a": {text: text}}
    assert parsed(f"a: {flow_list([quoted(text), 'b'])}\n") == {"a": [text, "b"]}


@given(TEXTS)
def test_any_text_comes_back_as_value_key_and_entry(text):
    inside = flow_map([(quoted(text), flow_list([quoted(text), quoted(text)]))])
    assert parsed(f"a: {inside}\n") == {"a": {text: [text, text]}}


@given(TEXTS)
def test_a_text_stays_on_its_line_and_is_no_mark_of_ours(text):
    assert len(quoted(text).splitlines()) == 1
    assert not check_marks(f"a: {quoted(text)}\n")
    assert not check_marks(f"a: {quoted('x # CHECK ' + text)}\n")


@given(TEXTS)
def test_a_comment_is_one_line_of_visible_characters(text):
    said = comment(text)
    assert parsed(f"a: 1  # {said}\nb: 2\n") == {"a": 1, "b": 2}
    assert not any(unicodedata.category(c)[0] == "C" for c in said)


@given(TEXTS)
def test_a_label_loses_nothing_but_what_cannot_be_seen(text):
    kept = "".join(c for c in text if not (c.isspace() or unicodedata.category(c)[0] in {"C", "Z"}))
    shown = one_line(text)
    assert (
        "".join(c for c in shown if not (c.isspace() or unicodedata.category(c)[0] == "Z")) == kept
    )


@given(TEXTS)
def test_a_slug_is_a_plain_key(text):
    key = slug(text)
    assert key.isascii()
    assert len(key) <= 24
    assert not key or key == key.lower().strip("_")


def test_a_broken_surrogate_is_replaced():
    assert quoted("a\ud800b") == '"a\N{REPLACEMENT CHARACTER}b"'


def test_ordinary_labels_stay_readable():
    for label in ("Strongly agree", "Barton & Tredworth", "Don't know", "Good/fair"):
        assert PLAIN.fullmatch(label)
        assert quoted(label) == label
