"""A spreadsheet shows of every number what the page shows, and holds the whole of it."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lpsstats.render.excel_numbers import GENERAL, MOST_LITERALS, agrees, code, placed
from lpsstats.tables import number_style
from lpsstats.tables.number_style import (
    COUNT,
    NUMBER,
    P_VALUE,
    SIGNED,
    SIGNED_BOUNDED,
    SIGNED_POINTS,
    WHOLE,
    Number,
    Style,
)
from support.excel_display import displayed

STYLES = [style for style in vars(number_style).values() if isinstance(style, Style)]
STYLES += [Style(decimals=2, prefix="≥")]
# Halves in decimals: what a sum of answers divided by a count often is.
HALVES = st.integers(-20_000, 20_000).map(lambda n: n / 200)
CLOSE = HALVES.map(lambda x: math.nextafter(x, math.inf))
ANY = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.floats(-2, 2) | HALVES | CLOSE | st.integers(0, 10**7) | ANY
ENDS = st.sampled_from([0.001, 0.999]) | st.floats(0, 0.002) | st.floats(0.998, 1)


def shown(number):
    value, code = placed(number, set())
    return value if isinstance(value, str) else displayed(value, code)


@given(VALUES, st.sampled_from(STYLES))
@example(-0.004, SIGNED)
@example(0.004, SIGNED)
@example(-0.0, NUMBER)
@example(0.125, NUMBER)
@example(2.675, NUMBER)
@example(12.5, SIGNED_POINTS)
@example(-0.996, SIGNED_BOUNDED)
@example(1234567.0, COUNT)
@example(1e22, COUNT)
@example(1.7e308, NUMBER)
def test_the_sheet_shows_the_text_of_the_page(value, style):
    if not style.p_value:
        assert shown(Number(value, style)) == style.text(value)


@given(st.lists(VALUES, min_size=30, max_size=30))
def test_every_style_is_shown_as_on_the_page(values):
    for style in STYLES:
        for value in values:
            number = Number(abs(value) % 1 if style.p_value else value, style)
            assert shown(number) == number.text


@given(ENDS)
@example(math.nextafter(0.001, 0))
@example(math.nextafter(0.999, 1))
def test_the_ends_of_p_are_shown_as_on_the_page(p):
    assert shown(Number(p, P_VALUE)) == P_VALUE.text(p)


@given(st.floats(-1e12, 1e12), st.sampled_from(STYLES))
def test_the_whole_number_lies_beneath(value, style):
    assert placed(Number(value, style), set())[0] == value


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (0.126, SIGNED, '"+"0.00;"−"0.00;0.00'),
        (-0.004, SIGNED, "0.00;0.00;0.00"),
        (0.03, P_VALUE, '[<0.001]"<.001";[>0.999]">.999";#.000'),
        (12345, COUNT, '#,##0;"−"#,##0;#,##0'),
        (0.125, NUMBER, '"0.12";"0.12";"0.12"'),
        (0.375, NUMBER, '0.00;"−"0.00;0.00'),
        (-12.5, SIGNED_POINTS, '"−12 pp";"−12 pp";"−12 pp"'),
    ],
)
def test_a_format_goes_on_when_the_number_is_edited_unless_a_half_asks_for_its_own(
    value, style, expected
):
    assert placed(Number(value, style), set())[1] == expected


def test_a_spreadsheet_and_a_page_rarely_differ():
    numbers = [Number(n / 997, NUMBER) for n in range(1, 10_000) if n % 997]
    assert all(map(agrees, numbers))


def test_past_so_many_formats_a_cell_holds_what_is_printed():
    full = {f'"{n}";"{n}";"{n}"' for n in range(MOST_LITERALS)}
    assert placed(Number(0.125, NUMBER), full) == (0.12, code(NUMBER))
    assert placed(Number(0.125, NUMBER), {*full, '"0.12";"0.12";"0.12"'})[0] == 0.125
    assert placed(Number(math.nextafter(0.001, 0), P_VALUE), full) == ("<.001", GENERAL)


def test_a_number_of_more_digits_than_a_format_holds_is_a_text():
    assert placed(Number(1e200, WHOLE), set()) == (WHOLE.text(1e200), GENERAL)


def test_no_format_is_longer_than_a_workbook_allows():
    numbers = [Number(10.0**n + 0.5, COUNT) for n in range(60)]
    assert max(len(placed(number, set())[1]) for number in numbers) <= 255
