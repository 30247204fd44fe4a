from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.layout import GOOD_LABEL, LEAST_LABEL, fit, natural, shrunk, stacks, wrapped
from lpsstats.tables.model import Column, Layout, Table


def grid(table, room):
    return fit(table, room, str, len)


def headings(some_grid):
    return [column.heading for column in some_grid.cells.columns]


def labels_table(*labels):
    columns = (
        Column(heading="Scale", keys=("label",), format="text", wraps=True),
        Column(heading="n", keys=("n",), format="count", first=Layout.NARROW),
    )
    records = tuple({"label": label, "n": 1234} for label in labels)
    return Table(key="labels", title="Labels", records=records, columns=columns)


def test_without_a_limit_every_column_is_shown(table):
    assert headings(grid(table, None)) == [column.heading for column in table.columns]


def test_the_richest_layout_that_fits_is_taken(table):
    for layout in Layout:
        widest = natural(table, layout, str, len)
        assert len(headings(grid(table, widest.width))) >= len(widest.cells.columns)


@given(room=st.integers(20, 250))
def test_more_room_never_shows_fewer_columns(table, room):
    assert len(headings(grid(table, room))) <= len(headings(grid(table, room + 1)))


@given(room=st.integers(20, 250))
def test_a_table_is_as_wide_as_the_room_at_most_or_the_smallest_at_its_natural_width(table, room):
    chosen = grid(table, room)
    assert chosen.width <= room or chosen == natural(table, Layout.TINY, str, len)


def test_a_long_label_is_wrapped_rather_than_a_column_lost():
    table = labels_table("One", "Two", "Police legitimacy and procedural justice")
    chosen = grid(table, 30)
    assert headings(chosen) == ["Scale", "n"]
    assert chosen.widths == (len("Police legitimacy and"), len("1,234"))


def test_a_wrapped_column_is_no_wider_than_its_longest_line(table):
    chosen = grid(table, 75)
    lines = [line for row in chosen.cells.rows() for line in stacks(row, chosen, len)[0]]
    assert chosen.widths[0] == max(map(len, lines))


def test_a_column_is_lost_rather_than_a_label_squeezed_below_eighteen():
    table = labels_table("One", "Two", "Police legitimacy and procedural justice")
    assert headings(grid(table, GOOD_LABEL + 2 + 5)) == ["Scale", "n"]
    assert headings(grid(table, GOOD_LABEL + 2 + 4)) == ["Scale"]


def test_a_column_is_lost_rather_than_most_rows_made_tall():
    long = "Police legitimacy and justice, and the fair treatment of all"
    assert headings(grid(labels_table(long, "Short"), 30)) == ["Scale", "n"]
    assert headings(grid(labels_table(long, long, "Short"), 30)) == ["Scale"]


def test_the_smallest_layout_wraps_down_to_fourteen_and_no_further():
    table = labels_table("Police and law and justice", "Two or three or four words")
    assert grid(table, LEAST_LABEL).width == LEAST_LABEL
    natural_width = natural(table, Layout.TINY, str, len).width
    assert grid(table, LEAST_LABEL - 1).width == natural_width


def test_a_word_longer_than_fourteen_is_never_broken():
    table = labels_table("Disproportionality of it all", "Disproportionality too, this is")
    assert grid(table, len("Disproportionality")).width == len("Disproportionality")
    assert grid(table, len("Disproportionality") - 1).width == len(
        "Disproportionality too, this is"
    )


def test_the_indent_counts_with_the_longest_word():
    table = replace(labels_table("Disproportionality of it all"), group="label")
    assert grid(table, 20).width == 20
    assert grid(table, 19).width == natural(table, Layout.TINY, str, len).width


def test_other_columns_of_text_wrap_down_to_fourteen():
    columns = (
        Column(heading="Scale", keys=("label",), format="text"),
        Column(heading="Verdict", keys=("word",), format="text", wraps=True),
    )
    words = ("Trust", "a b c d e f g h i"), ("Trust", "x"), ("Trust", "y")
    records = tuple({"label": label, "word": word} for label, word in words)
    table = Table(key="t", title="T", records=records, columns=columns)
    assert grid(table, 5 + 2 + LEAST_LABEL).widths == (5, len("a b c d e f g"))
    assert grid(table, 5 + 2 + LEAST_LABEL - 1) == natural(table, Layout.TINY, str, len)


def test_a_column_that_does_not_wrap_keeps_its_width(table):
    wide = natural(table, Layout.WIDE, str, len)
    narrowed = shrunk(wide, wide.width - 5, GOOD_LABEL, len)
    assert narrowed.widths[1:] == wide.widths[1:]
    assert narrowed.widths[0] <= wide.widths[0] - 5


def test_rows_stand_in_from_the_heading_of_their_group(table):
    grouped = natural(table, Layout.TINY, str, len)
    assert all(row[0].text.startswith("  ") for row in grouped.cells.rows())
    alone = natural(replace(table, group=None), Layout.TINY, str, len)
    assert not any(row[0].text.startswith(" ") for row in alone.cells.rows())


def test_the_parts_of_intervals_stand_under_one_another(table):
    wide = natural(table, Layout.WIDE, str, len)
    place = headings(wide).index("95% CI")
    texts = [row[place].text for row in wide.cells.rows()]
    assert [text.rjust(wide.widths[place]) for text in texts] == [
        " [−0.43, +0.27]",
        " [−1.12, −0.44]",
        "[−10.25,  0.00]",
        "              –",
    ]


def test_a_value_without_its_interval_stands_under_the_values():
    column = Column(
        heading="Alpha",
        keys=("alpha", "low", "high"),
        format="bounded_with_interval",
    )
    records = (
        {"alpha": 0.9, "low": 0.88, "high": 0.91},
        {"alpha": 0.7, "low": None, "high": None},
        {"alpha": None, "low": None, "high": None},
    )
    table = Table(key="a", title="A", records=records, columns=(column,))
    texts = [row[0].text for row in natural(table, Layout.WIDE, str, len).cells.rows()]
    assert [text.rjust(14) for text in texts] == [
        ".90 [.88, .91]",
        ".70           ",
        "  –".rjust(14),
    ]


def test_a_table_without_rows_still_has_its_headings():
    assert grid(labels_table(), 80).widths == (5, 1)


@given(st.text(alphabet="ab 1−.", max_size=60), st.integers(1, 30))
def test_wrapping_breaks_at_blanks_only_and_loses_nothing(text, width):
    lines = wrapped(text, width, len)
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= width or " " not in line.strip(" ") for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("  one two", ["  one", "  two"]), ("one two", ["one", "two"]), ("", [""])],
)
def test_wrapped_lines_begin_where_the_first_does(text, lines):
    assert wrapped(text, 6, len) == lines


def test_a_hanging_indent_begins_all_lines_but_the_first():
    assert wrapped("one two three", 6, len, hang="  ") == ["one", "  two", "  three"]


def test_labels_on_two_lines_cost_no_column():
    two_lines = "Police legitimacy and justice"
    assert headings(grid(labels_table(two_lines, two_lines, two_lines), 30)) == ["Scale", "n"]
