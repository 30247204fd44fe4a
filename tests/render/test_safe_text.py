"""Nothing that a label holds does anything in the place it is written to."""

import csv
import io
import json
import re
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.safe_text import anchored, safe_text

ANY = st.text(st.characters())  # surrogates included
EVERY = "".join(map(chr, range(0x110000)))
ONE_LINE = ["terminal", "csv", "markdown", "latex", "dot", "mermaid", "html", "xlsx", "docx"]
SINKS = [*ONE_LINE, "xml", "github"]
# Unicode Standard Annex 9, table 4: what turns the direction of text that follows it.
TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
ACTIVE = {
    character
    for character in EVERY
    if unicodedata.category(character) in {"Cc", "Cs"}
    or unicodedata.bidirectional(character) in TURNS
}


@pytest.mark.parametrize("sink", SINKS)
def test_no_control_character_of_all_unicode_passes(sink):
    allowed = "" if sink in ONE_LINE else "\n"
    assert set(safe_text(EVERY, sink)) & ACTIVE <= set(allowed)


@pytest.mark.parametrize("sink", ONE_LINE)
def test_no_character_of_all_unicode_breaks_the_line(sink):
    assert len(safe_text(EVERY, sink).splitlines()) == 1


@pytest.mark.parametrize("sink", SINKS)
@given(text=ANY)
def test_what_comes_out_can_be_written_as_utf_8(sink, text):
    safe_text(text, sink).encode("utf-8")


@pytest.mark.parametrize("sink", SINKS)
def test_letters_of_every_script_stay(sink):
    text = "Café, Ŵyn, 中文, עברית, العربية 👨‍👩‍👧"
    assert safe_text(text, sink) == text


def test_an_escape_sequence_leaves_a_visible_trace_and_no_escape():
    assert (
        safe_text("\x1b[31mred\x9b2J", "terminal")
        == "\N{REPLACEMENT CHARACTER}[31mred\N{REPLACEMENT CHARACTER}2J"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n+", " @", "＝", "\u202e="])
def test_a_cell_that_a_spreadsheet_would_compute_begins_with_an_apostrophe(start):
    assert safe_text(f"{start}1+1", "csv").startswith("'")


def test_a_cell_that_only_holds_a_sign_further_in_stays():
    assert safe_text("1+1=2", "csv") == "1+1=2"


@given(ANY)
def test_a_csv_reader_gets_the_text_back(text):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([safe_text(text, "csv"), "end"])
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [[safe_text(text, "csv"), "end"]]
    assert out.getvalue().count("\n") == 1


@given(ANY)
def test_an_xml_reader_gets_the_text_back(text):
    element = ET.Element("a", b=safe_text(text, "xml"))
    element.text = safe_text(text, "xml")
    read = ET.fromstring(ET.tostring(element, encoding="utf-8"))
    assert (read.text or "") == read.get("b") == safe_text(text, "xml")


def test_every_character_of_unicode_can_stand_in_xml():
    element = ET.Element("a")
    element.text = safe_text(EVERY, "xml")
    assert ET.fromstring(ET.tostring(element, encoding="utf-8")).text == element.text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_json_reader_gets_the_very_text_back(text):
    written = safe_text(json.dumps(text, ensure_ascii=False), "json")
    assert json.loads(written) == text


def test_json_shows_no_raw_control_or_turning_character():
    written = safe_text(json.dumps(EVERY, ensure_ascii=False), "json")
    categories = {unicodedata.category(character) for character in written}
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(character) for character in written} & TURNS


@given(ANY)
def test_latex_specials_are_all_escaped(text):
    written = safe_text(text, "latex")
    allowed = r"\\[a-zA-Z]+(?:\{\})?|\\[&%$#_{}]|\{[\[\]*]\}|\$(?:[<>|−-]|\\[A-Za-z]+|\^2)\$"
    rest = re.sub(allowed, "", written)
    assert not set(rest) & set('\\&%$#_{}~^[]*<>|"')


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"50% & up_1 #2 {x} \input", r"50\% \& up\_1 \#2 \{x\} \textbackslash{}input"),
        ("−0.08 [a]", r"$-$0.08 {[}a{]}"),
        ("▲ improved †", r"$\bigtriangleup$ improved $\dagger$"),
    ],
)
def test_latex_shows_the_same_signs(text, written):
    assert safe_text(text, "latex") == written


@pytest.mark.parametrize("label", ["עברית", "العربية", "abc\u200f"])
def test_a_right_to_left_label_cannot_reorder_its_neighbours(label):
    assert anchored(label) == f"\u200e{label}\u200e"


@pytest.mark.parametrize("label", ["Barton", "中文", "−0.08", ""])
def test_other_labels_need_no_anchor(label):
    assert anchored(label) == label
