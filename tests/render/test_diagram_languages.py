"""Graphviz and Mermaid: what is drawn, and that no label ends its quotation marks."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.render.safe_text import safe_text
from lpsstats.tables.diagram import Diagram, Edge, Node
from lpsstats.tables.document import Document

FORMATS = ["dot", "mermaid"]
FULL = Page(None, False, True)
QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
TEXTS = st.text(st.characters())


def drawn(diagram, format):
    return render(Document(command="relate", tables=(), diagram=diagram), format, FULL)


def labelled(text):
    nodes = (Node(key="a", label=text), Node(key="b", label="B"))
    edge = Edge(source="a", target="b", value=0.5, text="+.50")
    return Diagram(title="T", nodes=nodes, edges=(edge,), notes=(text,))


@pytest.mark.parametrize("format", FORMATS)
def test_a_small_diagram_is_written_as_expected(golden, diagram, format):
    golden(f"diagram-{format}.txt", drawn(diagram, format))


@pytest.mark.parametrize("format", FORMATS)
@given(text=TEXTS)
def test_no_label_adds_a_line_or_ends_its_quotation_marks(format, text):
    written = drawn(replace(labelled(text), notes=()), format)
    plain = drawn(replace(labelled("A"), notes=()), format)
    assert written.count("\n") == plain.count("\n")
    assert QUOTED.sub("", written) == QUOTED.sub("", plain)
    written.encode("utf-8")


@given(TEXTS)
def test_no_note_does_anything_in_mermaid(text):
    lines = [line for line in drawn(labelled(text), "mermaid").split("\n") if line[:2] == "%%"]
    assert len(lines) == 2
    assert all(not {*'"#{}<>%'} & {*re.sub(r"#\d+;", "", line[3:])} for line in lines)


def test_graphviz_reads_escapes_back_as_what_was_meant():
    assert safe_text('a "b" \\N &amp;', "dot") == r"a \"b\" \\N &amp;amp;"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('"end"] --> x', "#34;end#34;#93; --#62; x"),
        ("%%{init}%%", "#37;#37;#123;init#125;#37;#37;"),
        ("1. Trust", "1#46; Trust"),
        ("- Trust", "#45; Trust"),
        ("+.14", "+.14"),
        ("1.5", "1.5"),
        ("#quot;", "#35;quot;"),
        ("style:#x", "style#58;#35;x"),
    ],
)
def test_mermaid_is_given_entities_for_what_it_would_act_on(text, written):
    assert safe_text(text, "mermaid") == written


def test_a_node_without_a_label_is_blank_in_mermaid():
    assert 'n1[" "]' in drawn(labelled(""), "mermaid")


def test_direction_and_sign_are_written(diagram):
    directed = replace(diagram, edges=tuple(replace(edge, directed=True) for edge in diagram.edges))
    assert drawn(diagram, "dot").startswith("graph {")
    assert drawn(directed, "dot").startswith("digraph {")
    assert 'n4 -> n2 [label="−.20"' in drawn(directed, "dot")
    assert 'n1 ---|"+.31"| n2' in drawn(diagram, "mermaid")
    assert 'n4 -.-|"−.20"| n2' in drawn(diagram, "mermaid")
    assert 'n1 -->|"+.31"| n2' in drawn(directed, "mermaid")
    assert 'n4 -.->|"−.20"| n2' in drawn(directed, "mermaid")


@pytest.mark.parametrize("format", FORMATS)
def test_without_lines_the_sentence_says_so(diagram, format):
    assert "No interval excludes 0" in drawn(replace(diagram, edges=()), format)
