"""SVG: the same picture in shape, number and words, and nothing in it but the picture."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.tables.diagram import LINES, Diagram, Edge, Node
from lpsstats.tables.document import Document

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    "]]><!--",
    '" onload="alert(1)',
    "&lt;b&gt; &amp; & &#x41;",
    "\x00\x1b[31m\x07 bell\ufffe",
    "line\nbreak\ttab\u2028",
    "\ud800 broken",
    "\u202eturned\u202c \u2066isolated",
    "עברית والعربية 中文 👨‍👩‍👧",
    "javascript:alert(1) url(http://example.org/x)",
    "x" * 400,
    "",
]


def drawn(diagram, format="svg"):
    return render(Document(command="relate", tables=(), diagram=diagram), format, FULL)


FULL = Page(None, False, True)


def parts(text, name):
    return ET.fromstring(text).findall(f"{SVG}{name}")


def test_a_small_diagram_is_drawn_as_expected(golden, diagram):
    golden("diagram.svg", drawn(diagram))


def test_it_is_an_image_with_a_title_and_its_lines_in_words(diagram):
    root = ET.fromstring(drawn(diagram))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Which measures go together"
    assert root.findtext(f"{SVG}desc").startswith("Social cohesion and Trust: +.31. ")
    assert '"Fear" & crime and Trust: −.20.' in root.findtext(f"{SVG}desc")


def test_the_sign_is_in_colour_shape_and_number(diagram):
    lines = parts(drawn(diagram), "line")
    assert [line.get("stroke-dasharray") for line in lines] == [None, None, None, "9 6"]
    assert [line.get("stroke") for line in lines] == ["#0072B2"] * 3 + ["#D55E00"]
    assert {"+.31", "+.12", "+.55", "−.20"} <= {text.text for text in parts(drawn(diagram), "text")}


def test_lines_are_as_wide_as_their_values_are_large(diagram):
    widths = [float(line.get("stroke-width")) for line in parts(drawn(diagram), "line")]
    assert widths[2] == max(widths) > widths[0] > widths[3] > widths[1]


def test_only_lines_with_a_direction_have_arrow_heads(diagram):
    edges = (replace(diagram.edges[0], directed=True), *diagram.edges[1:])
    text = drawn(replace(diagram, edges=edges))
    assert len(parts(text, "polygon")) == 1
    assert "Social cohesion to Trust: +.31." in text
    assert not parts(drawn(diagram), "polygon")


def test_an_arrow_head_points_at_the_target():
    nodes = (Node(key="a", label="A"), Node(key="b", label="B"))
    edge = Edge(source="a", target="b", value=1.0, text="+1.00", directed=True)
    text = drawn(Diagram(title="T", nodes=nodes, edges=(edge,)))
    head = parts(text, "polygon")[0]
    tip = float(head.get("points").split(",")[0])
    first, second = (float(circle.get("cx")) for circle in parts(text, "circle"))
    assert abs(tip - second) < abs(tip - first)


def test_without_lines_the_nodes_and_a_sentence_are_left(diagram):
    text = drawn(replace(diagram, edges=()))
    assert len(parts(text, "circle")) == 4
    assert not parts(text, "line")
    assert text.count("No interval excludes 0, so there is no line.") == 2
    assert LINES not in text


def test_values_of_zero_are_drawn(diagram):
    edges = tuple(replace(edge, value=0.0, text=".00") for edge in diagram.edges)
    lines = parts(drawn(replace(diagram, edges=edges)), "line")
    assert [line.get("stroke-width") for line in lines] == ["1.5"] * 4


def test_a_diagram_of_nothing_is_a_title(diagram):
    text = drawn(replace(diagram, nodes=(), edges=()))
    assert not parts(text, "circle")
    assert "Which measures go together" in text


def test_no_text_begins_or_ends_outside_the_sheet(diagram):
    root = ET.fromstring(drawn(replace(diagram, title="A very long title " * 20)))
    left, top, width, height = map(float, root.get("viewBox").split())
    for text in root.findall(f"{SVG}text"):
        assert left < float(text.get("x")) < left + width
        assert top < float(text.get("y")) < top + height


def hostile_diagram(text):
    nodes = (Node(key="a", label=text), Node(key="b", label="B"))
    edge = Edge(source="a", target="b", value=-0.5, text=text)
    return Diagram(title=text, nodes=nodes, edges=(edge,), notes=(text,))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_stays_a_label(text):
    svg = drawn(hostile_diagram(text))
    svg.encode("utf-8")
    root = ET.fromstring(svg)
    allowed = {"svg", "title", "desc", "g", "rect", "text", "line", "circle", "polygon"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", svg)


@given(st.text(st.characters()))
def test_any_label_gives_xml_that_can_be_read_back(text):
    said = ET.fromstring(drawn(hostile_diagram(text))).findtext(f"{SVG}title")
    assert " ".join(said.split()) == said


def test_no_link_script_or_font_is_fetched(diagram):
    svg = drawn(diagram)
    assert "href" not in svg
    assert "url(" not in svg
    assert svg.count("http") == 1  # the name of the format
