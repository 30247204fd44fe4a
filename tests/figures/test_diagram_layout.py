"""Nothing in a drawing lies on anything else, however many nodes and however long their names."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.figures.diagram_layout import lay_out, mark
from lpsstats.figures.diagram_numbers import number_box
from lpsstats.figures.text import text_width, wrapped
from lpsstats.tables.diagram import Diagram, Edge, Node

WORDS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=30), max_size=12
).map(" ".join)


def diagram_of(labels, pairs=(), *, directed=False):
    edges = [
        Edge(source=str(i), target=str(j), value=0.1 * (i - j), text=f"+.{i}{j}", directed=directed)
        for i, j in pairs
    ]
    nodes = [Node(key=str(number), label=label) for number, label in enumerate(labels)]
    return Diagram(title="All", nodes=tuple(nodes), edges=tuple(edges))


@st.composite
def diagrams(draw):
    labels = draw(st.lists(WORDS, min_size=1, max_size=12))
    possible = list(combinations(range(len(labels)), 2))
    pairs = draw(st.lists(st.sampled_from(possible), unique=True, max_size=14)) if possible else []
    return diagram_of(labels, pairs)


def assert_apart(diagram):
    drawing = lay_out(diagram)
    boxes = [place.box for place in drawing.places if place.lines]
    boxes += [mark(place) for place in drawing.places]
    boxes += [
        number_box(line.text, *place)
        for line, place in zip(drawing.lines, drawing.numbers, strict=True)
    ]
    assert not [1 for one, other in combinations(boxes, 2) if one.meets(other)]
    ends = drawing.ends
    for box in boxes:
        assert ends.left <= box.left <= box.right <= ends.right
        assert ends.top <= box.top <= box.bottom <= ends.bottom
    return drawing


@given(diagrams())
def test_no_label_number_or_node_meets_another_and_all_are_inside(diagram):
    assert_apart(diagram)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 7, 8, 13, 30])
def test_lines_of_any_number_of_nodes_leave_room_for_their_numbers(n):
    labels = [f"Measure {i} of how people get on with their neighbours" for i in range(n)]
    drawing = assert_apart(diagram_of(labels, list(combinations(range(n), 2))[:60]))
    assert len(drawing.numbers) == min(60, n * (n - 1) // 2)


@pytest.mark.parametrize("n", [3, 4, 8])
def test_no_line_crosses_a_label(n):
    labels = ["A name that takes as many lines as names may take in one drawing"] * n
    drawing = lay_out(diagram_of(labels, combinations(range(n), 2)))
    for line in drawing.lines:
        points = [line.at(step / 200) for step in range(201)]
        for place in drawing.places:
            box = place.box
            assert not [
                1 for x, y in points if box.left < x < box.right and box.top < y < box.bottom
            ]


def test_three_nodes_are_a_triangle_from_the_top_clockwise():
    top, right, left = lay_out(diagram_of(["top", "right", "left"])).places
    assert top.y < right.y == left.y
    assert left.x < top.x < right.x


def test_numbers_reach_no_further_than_the_drawing():
    assert_apart(diagram_of(["", ""], [(0, 1)]))
    assert_apart(diagram_of([""] * 4, [(0, 1)]))


def test_every_number_stands_on_its_line():
    drawing = lay_out(diagram_of(list("abcdef"), combinations(range(6), 2)))
    for line, place in zip(drawing.lines, drawing.numbers, strict=True):
        (x, y), (dx, dy) = place, (line.x2 - line.x1, line.y2 - line.y1)
        assert dx * (y - line.y1) == pytest.approx(dy * (x - line.x1), abs=1e-6)


@given(WORDS, st.floats(20, 300))
def test_wrapping_leaves_nothing_out_and_keeps_to_the_width(text, width):
    lines = wrapped(text, width, 14)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(text_width(line, 14) <= width or len(line.rstrip()) == 1 for line in lines if line)


def test_a_word_that_is_too_long_is_broken_and_the_next_goes_on_after_it():
    assert wrapped("aaaaaaaaaa b", 30.0, 10) == ("aaaa", "aaaa", "aa b")


def test_what_a_font_shows_wide_counts_wide():
    assert text_width("中文", 10) > 20
    assert text_width("e\N{COMBINING ACUTE ACCENT}", 10) == text_width("e", 10)
