"""A printed table takes the richest layout that its page has room for, and cuts no number."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.layout import GAP
from lpsstats.render.word_room import UNIT, measure_in, placed
from lpsstats.tables.model import Layout

MEASURE = measure_in("Arial")
A4, TURNED = 453.5, 700.2
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 4


def of_layout(place):
    return len(place.grid.cells.columns)


def total(place):
    return sum(place.grid.widths) + GAP * len(place.grid.widths)


def count(table, layout):
    return len(table.cells(layout).columns)


# Widths of Helvetica in the AFM files that Adobe published, in thousandths of the type's size.
@pytest.mark.parametrize(
    ("text", "thousandths"),
    [("3.27", 556 * 3 + 278), ("[−0.43, +0.27]", 6 * 556 + 6 * 278 + 2 * 584), ("Will", 1722)],
)
def test_texts_are_measured_as_wide_as_they_are_printed(text, thousandths):
    assert MEASURE(text) >= thousandths / 500
    assert MEASURE(text) <= thousandths / 500 + 1.2


def test_a_font_that_is_not_known_is_taken_to_be_wide():
    assert measure_in(None)("0.1234567") > 1.2 * (MEASURE("0.1234567") - 1)
    assert measure_in("Calibri")("0.123456789") < MEASURE("0.123456789")


def test_marks_of_no_width_take_none_and_broad_letters_two():
    assert MEASURE("e\u0301\u200e") == MEASURE("e")
    assert MEASURE("中文") == 4


def test_the_richest_printed_layout_is_taken_upright_where_it_fits(table):
    place = placed(table, A4, TURNED, MEASURE)
    assert not place.turned
    assert of_layout(place) == count(table, Layout.STANDARD)


def test_a_page_is_turned_before_a_column_is_lost(table):
    place = placed(table, A4 / 2, TURNED, MEASURE)
    assert place.turned
    assert of_layout(place) == count(table, Layout.STANDARD)


def test_columns_are_lost_where_no_page_has_room_for_them(table):
    place = placed(table, A4 / 2, A4 / 1.3, MEASURE)
    assert of_layout(place) == count(table, Layout.NARROW)
    place = placed(table, A4 / 5, A4 / 2.5, MEASURE)
    assert of_layout(place) == count(table, Layout.TINY)


def test_prose_is_not_turned_for_its_length(table):
    prose = replace(table.columns[0], wraps=True)
    records = tuple({**record, "measure_label": "word " * 300} for record in table.records)
    place = placed(replace(table, columns=(prose,), records=records), A4, TURNED, MEASURE)
    assert not place.turned
    assert total(place) * UNIT <= A4


def test_a_word_wider_than_the_page_leaves_numbers_their_room(table):
    records = tuple({**record, "measure_label": LONG} for record in table.records)
    place = placed(replace(table, records=records), A4, TURNED, MEASURE)
    assert total(place) * UNIT <= TURNED
    for column, width in zip(place.grid.cells.columns[1:], place.grid.widths[1:], strict=True):
        assert all(MEASURE(column.cell(record).text) <= width for record in records)


def test_a_page_without_room_still_gives_every_column_a_width(table):
    place = placed(table, 10, 10, MEASURE)
    assert min(place.grid.widths) > 0


@given(upright=st.floats(60, 800), more=st.floats(0, 400))
def test_no_number_is_ever_wider_than_its_column(table, upright, more):
    place = placed(table, upright, upright + more, MEASURE)
    columns = zip(place.grid.cells.columns, place.grid.widths, strict=True)
    for column, width in columns:
        if column.align == "right":
            assert all(MEASURE(column.cell(record).text) <= width for record in table.records)
