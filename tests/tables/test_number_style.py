"""A cell carries the numbers that its text shows, each with the style that printed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.tables import number_style
from lpsstats.tables.format_parts import PARTS
from lpsstats.tables.formats import FORMATS, TEXT_FORMATS
from lpsstats.tables.number_style import P_VALUE, Number, Style

STYLES = {name: style for name, style in vars(number_style).items() if isinstance(style, Style)}
FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9)
COUNTS = st.integers(0, 100_000)
YEAR = "year_before"
# For each format of numbers: values that it can be given, some of them words.
ARGUMENTS = {
    "level": st.tuples(st.none() | FINITE, FINITE),
    "change": st.tuples(FINITE, st.sampled_from(["points", "percent"])),
    "change_interval": st.tuples(FINITE, FINITE, st.sampled_from(["points", "percent"])),
    "hedges": st.tuples(FINITE, st.just("Hedges g")),
    "cramer": st.tuples(FINITE, st.just("Cramer V")),
    "unseen": st.tuples(FINITE, st.just("no_clear_change"), st.sampled_from(["points", "pct"])),
    "judged_p": st.tuples(st.none() | FINITE, FINITE, COUNTS),
    "from_to": st.tuples(FINITE, FINITE, st.just("points")),
    "rank": st.tuples(COUNTS, COUNTS),
    "out_of": st.tuples(COUNTS, COUNTS),
    "rank_range": st.tuples(COUNTS, COUNTS),
    "bounded_with_interval": st.tuples(FINITE, FINITE, FINITE),
    "pct_with_interval": st.tuples(FINITE, FINITE, FINITE),
    "deciding_interval": st.tuples(st.just(YEAR), FINITE, FINITE, FINITE, FINITE),
    "deciding_p": st.tuples(st.just(YEAR), *[FINITE] * 2, COUNTS, *[FINITE] * 2, COUNTS),
    "deciding_rate": st.tuples(st.just(YEAR), FINITE, FINITE, st.just(2.0), *[FINITE] * 3),
    "earlier_rate": st.tuples(FINITE, FINITE, st.floats(1, 10)),
    "compared_rate": st.tuples(st.none(), FINITE, *[st.just(1.0)] * 5),
    "compared_limits": st.tuples(st.none(), *[FINITE] * 5),
}
for name in ("interval", "bounded_interval", "signed_bounded_interval", "ratio_interval"):
    ARGUMENTS[name] = st.tuples(FINITE, FINITE)
for name in ("ratio3_interval", "whole_interval", "whole_percents"):
    ARGUMENTS[name] = st.tuples(FINITE, FINITE)
for name in ("compared_count", "compared_tenth"):
    ARGUMENTS[name] = st.tuples(st.just(YEAR), FINITE, FINITE, FINITE)
for name in ("deciding_count", "deciding_number"):
    ARGUMENTS[name] = st.tuples(st.just(YEAR), FINITE, FINITE)
OF_NUMBERS = sorted(set(FORMATS) - TEXT_FORMATS - {"shares"})


@pytest.mark.parametrize("name", OF_NUMBERS)
@given(data=st.data())
def test_a_cell_shows_its_numbers_in_their_order_and_no_other_digits(name, data):
    cell = FORMATS[name](*data.draw(ARGUMENTS.get(name, st.tuples(FINITE))))
    rest = cell.text
    assert cell.numbers
    for number in dict.fromkeys(cell.numbers) if name == "rank_range" else cell.numbers:
        before, found, rest = rest.partition(number.text)
        assert found
        assert not any(map(str.isdigit, before))
    assert not any(map(str.isdigit, rest))


@pytest.mark.parametrize("name", sorted(PARTS))
@given(data=st.data())
def test_every_number_of_a_composite_has_a_name(name, data):
    cell = FORMATS[name](*data.draw(ARGUMENTS[name]))
    assert len(cell.numbers) == len(PARTS[name])


@given(FINITE)
def test_a_number_keeps_all_its_digits(value):
    assert [number.value for number in FORMATS["signed"](value).numbers] == [value]


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("from_to", (58.4, 43.2, "points"), (58.4, 43.2)),
        ("change", (-12.34, "percent"), (-12.34,)),
        ("percent", (0.455,), (45.5,)),
        ("judged_p", (None, 0.02, 4), (0.02,)),
        ("rank_range", (3, 3), (3, 3)),
        ("name_bounded", ("q4", 0.704), (0.704,)),
    ],
)
def test_the_numbers_of_a_cell_are_the_values_it_was_given(name, values, expected):
    assert tuple(number.value for number in FORMATS[name](*values).numbers) == expected


def test_half_an_interval_of_a_ratio_says_that_it_is_the_lower_end():
    cell = FORMATS["ratio_interval"](1.25, None)
    assert [number.text for number in cell.numbers] == ["≥1.25"] == [cell.text]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("text", ("Trust 2",)),
        ("measure", ("Trust 2", None, None)),
        ("item", ("q4", True)),
        ("verdict", ("improved",)),
        ("number", (None,)),
        ("interval", (1.0, None)),
        ("if_count", (None,)),
    ],
)
def test_words_and_what_is_absent_carry_no_numbers(name, values):
    assert FORMATS[name](*values).numbers == ()


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_no_style_prints_what_is_undefined(style, value):
    with pytest.raises(ValueError, match="cannot be shown"):
        style.text(value)


@given(FINITE)
def test_what_is_printed_is_one_text_whoever_asks(value):
    style = Style(decimals=1, signed=True, thousands=True, prefix="≥", suffix=" pp")
    assert Number(value, style).text == style.text(value)
    assert style.text(1234.56) == "≥+1,234.6 pp"
    assert P_VALUE.text(0.0004) == "<.001"
