"""Numbers as the APA's manual (7th edition, sections 6.36 and 6.45) wants them printed."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.tables.formats import FORMATS, TEXT_FORMATS, VERDICTS
from lpsstats.tables.rounding import ABSENT, MINUS, Cell, bounded, fixed, p_value, signed

FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)
UNIT = st.floats(min_value=0, max_value=1)
ONE_NUMBER = ["count", "number", "signed", "bounded", "p_value", "df", "percent"]
TWO_NUMBERS = ["interval", "bounded_interval"]


def exact(text):
    """Read a printed number back without any rounding of our own."""
    return Fraction(text.replace(MINUS, "-").replace(",", ""))


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (3.14159, 2, "3.14"),
        (-0.78, 2, "\u22120.78"),
        (4.1, 2, "4.10"),
        (-0.0, 2, "0.00"),
        (-0.004, 2, "0.00"),
        (-0.006, 2, "\u22120.01"),
        (0.125, 2, "0.12"),  # exactly half: to even
        (0.375, 2, "0.38"),
        (2.675, 2, "2.67"),  # the nearest double lies below 2.675
        (-0.4, 0, "0"),
        (1e6, 2, "1000000.00"),
    ],
)
def test_a_number_has_its_decimals_a_real_minus_and_no_negative_zero(number, decimals, text):
    assert fixed(number, decimals) == text


@given(FINITE, st.integers(0, 6))
def test_rounding_moves_a_number_by_at_most_half_a_unit_of_its_last_place(number, decimals):
    error = abs(exact(fixed(number, decimals)) - Fraction(number))
    assert error <= Fraction(1, 2 * 10**decimals)


@given(FINITE, st.integers(0, 6))
def test_a_rounded_number_changes_only_its_sign_with_its_sign(number, decimals):
    assert fixed(-number, decimals).lstrip(MINUS) == fixed(number, decimals).lstrip(MINUS)


@given(FINITE, st.integers(0, 6))
def test_a_printed_zero_has_no_sign(number, decimals):
    for text in (fixed(number, decimals), signed(number, decimals), bounded(number, decimals)):
        if exact(text) == 0:
            assert text[0] not in "+-" + MINUS


@pytest.mark.parametrize(
    ("number", "text"),
    [(1.126, "+1.13"), (-0.78, "\u22120.78"), (0.0, "0.00"), (0.004, "0.00"), (-0.001, "0.00")],
)
def test_a_change_shows_its_direction_unless_it_rounds_to_none(number, text):
    assert signed(number, 2) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.85, ".85"),
        (-0.713, "\u2212.71"),
        (0.0, ".00"),
        (1.0, "1.00"),
        (0.996, "1.00"),
        (-1.2, "\u22121.20"),  # alpha can fall below minus one
        (10.25, "10.25"),
    ],
)
def test_a_value_that_cannot_pass_one_has_no_leading_zero(number, text):
    assert bounded(number) == text


@given(st.floats(min_value=-1, max_value=1), st.integers(1, 5))
def test_dropping_the_leading_zero_does_not_change_the_value(number, decimals):
    text = bounded(number, decimals)
    assert exact(text) == exact(fixed(number, decimals))
    assert not text.lstrip(MINUS).startswith("0")


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0, "<.001"),
        (0.00099999, "<.001"),
        (0.001, ".001"),
        (0.0014, ".001"),
        (0.0496, ".050"),
        (0.05, ".050"),
        (0.999, ".999"),
        (0.9991, ">.999"),
        (1.0, ">.999"),
    ],
)
def test_p_is_exact_to_three_decimals_except_at_its_ends(p, text):
    assert p_value(p) == text


@given(UNIT)
def test_p_is_never_printed_as_nought_or_one(p):
    assert re.fullmatch(r"[<>]?\.\d{3}", p_value(p))
    assert p_value(p) != ".000"


@given(UNIT, UNIT)
def test_a_larger_p_is_never_printed_smaller(one, other):
    low, high = sorted([one, other])
    ends = {"<": 0, ">": 2}
    place = [(ends.get(t[0], 1), t) for t in (p_value(low), p_value(high))]
    assert place[0] <= place[1]


@pytest.mark.parametrize("name", ONE_NUMBER)
@given(number=FINITE)
def test_no_format_prints_an_ascii_minus(name, number):
    assert "-" not in FORMATS[name](number).text


@pytest.mark.parametrize("name", ONE_NUMBER)
@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_an_undefined_number_is_refused_not_printed(name, number):
    with pytest.raises(ValueError, match="cannot be shown"):
        FORMATS[name](number)


@pytest.mark.parametrize("name", [*ONE_NUMBER, "text", "bounded_with_interval", *TWO_NUMBERS])
def test_an_absent_value_is_a_muted_dash(name):
    arguments = {"bounded_with_interval": 3, **dict.fromkeys(TWO_NUMBERS, 2)}.get(name, 1)
    assert FORMATS[name](*[None] * arguments) == Cell(ABSENT, "muted")


@pytest.mark.parametrize(
    ("name", "values", "text"),
    [
        ("text", ("Barton",), "Barton"),
        ("text", ("",), ABSENT),
        ("text", (0,), "0"),
        ("count", (12345,), "12,345"),
        ("count", (-0.4,), "0"),
        ("count", (-1200,), "\u22121,200"),
        ("number", (7.576,), "7.58"),
        ("signed", (0.4,), "+0.40"),
        ("all_or", (None,), "all"),
        ("all_or", ("Barton",), "Barton"),
        ("item", ("q4_apart", True), "q4_apart (r)"),
        ("item", ("q4_apart", False), "q4_apart"),
        ("name_bounded", ("q4_apart", 0.704), "q4_apart (.70)"),
        ("name_bounded", ("q4_apart", None), ABSENT),
        ("df", (801.96,), "802.0"),
        ("percent", (0.455,), "46"),
        ("interval", (-0.43, 0.266), "[\u22120.43, +0.27]"),
        ("interval", (0.0, 0.266), "[0.00, +0.27]"),
        ("bounded_interval", (0.88, 0.914), "[.88, .91]"),
        ("bounded_with_interval", (0.9, 0.88, 0.914), ".90 [.88, .91]"),
        ("bounded_with_interval", (0.9, None, None), ".90"),
    ],
)
def test_every_format_writes_its_values(name, values, text):
    assert FORMATS[name](*values).text == text


@pytest.mark.parametrize("ends", [(None, 1.0), (1.0, None)])
@pytest.mark.parametrize("name", TWO_NUMBERS)
def test_half_an_interval_is_no_interval(name, ends):
    assert FORMATS[name](*ends).text == ABSENT


@pytest.mark.parametrize(
    ("verdict", "word", "tone"),
    [
        ("improved", "improved", "good"),
        ("declined", "declined", "bad"),
        ("changed", "changed", ""),
        ("no_clear_change", "no clear change", "muted"),
        ("practically_unchanged", "practically unchanged", "muted"),
        ("not_testable", "not testable", "muted"),
    ],
)
def test_a_verdict_is_a_word_whatever_sign_and_tone_go_with_it(verdict, word, tone):
    cell = FORMATS["verdict"](verdict)
    assert cell.text.lstrip("▲▼◆≈ ") == word
    assert cell.tone == tone


def test_opposite_verdicts_differ_in_their_sign_too():
    signs = [VERDICTS[verdict].text[0] for verdict in ("improved", "declined", "changed")]
    assert len(set(signs)) == 3
    assert not any(map(str.isalpha, signs))


def test_a_formats_name_tells_whether_it_is_text():
    assert set(FORMATS) >= TEXT_FORMATS
    assert not TEXT_FORMATS & {*ONE_NUMBER, *TWO_NUMBERS, "bounded_with_interval"}


def test_a_check_that_was_not_made_is_a_dash():
    assert FORMATS["check"]("pass").text == "pass"
    assert FORMATS["check"]("fail").tone == "bad"
    assert FORMATS["check"](None).text == ABSENT
