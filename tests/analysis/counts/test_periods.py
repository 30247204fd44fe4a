"""Labels of periods: what is read as which time, in which order, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.analysis.counts.period_labels import MONTHS, PER_YEAR
from lpsstats.analysis.counts.periods import parse_periods
from lpsstats.errors import DataError


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (
            ["2024-Q3", "2024 Q3", "Q3 2024", "2024Q3", "q3-2024", " 2024_q3 ", "Q3  2024"],
            "quarter",
        ),
        (["2024/25 Q1", "Q1 2024/25", "2024/2025-Q1"], "quarter"),
        (["2024/25 Q1", "2024-25 Q1", "Q1 24/25", "Q1 2024-25", "FY2024/25 Q1"], "quarter"),
        (["2024/25 Q1", "fy 24/25 q1", "2024-25-Q1", "Q1 24-25", "2024-2025 Q1"], "quarter"),
        (["2023-Q2", "Apr-Jun 2023", "April - June 2023", "2023 Apr–Jun"], "quarter"),
        (["2024-01", "01/2024", "1/2024"], "month"),
        (["2023/24", "2023-24", "FY 2023/24", "2023-2024"], "year"),
        (
            ["2024-07", "2024-7", "Jul 2024", "July 2024", "JULY-2024", "Jul-24", "2024-07-01"],
            "month",
        ),
        (["Sep 2024", "Sept 2024", "Sep. 2024", "September 2024", "2024-09-01T00:00:00"], "month"),
        (["2024-H1", "H1 2024", "2024 h1"], "half"),
        (["2024", " 2024"], "year"),
        (["2023/24", "2023/2024"], "year"),
        (["1999/00", "1999/2000"], "year"),
        (["Map 1", "map 1", "MAP  1", "Map1", "Map #1"], "other"),
        (["1", "01"], "other"),
    ],
)
def test_spellings_of_one_period_are_one(labels, kind):
    periods = parse_periods(labels)
    assert periods.kind == kind
    assert periods.labels == (labels[0].strip(),)
    assert periods.index.tolist() == [0] * len(labels)


@pytest.mark.parametrize(
    ("labels", "order"),
    [
        (["2024-Q1", "2023-Q4", "Q2 2023"], ["Q2 2023", "2023-Q4", "2024-Q1"]),
        (
            ["2024/25 Q1", "2023/24 Q4", "2024/25 Q4"],
            ["2023/24 Q4", "2024/25 Q1", "2024/25 Q4"],
        ),
        (["Apr 2024", "Mar 2024", "2023-12"], ["2023-12", "Mar 2024", "Apr 2024"]),
        (["H2 2024", "H1 2024"], ["H1 2024", "H2 2024"]),
        (["Map 10", "Map 9", "Map 1"], ["Map 1", "Map 9", "Map 10"]),
    ],
)
def test_periods_stand_in_time_order(labels, order):
    periods = parse_periods(labels)
    assert list(periods.labels) == order
    assert [periods.labels[i] for i in periods.index] == labels


@pytest.mark.parametrize(
    "label",
    [
        *["", " ", "spring", "2024-13", "2024-00", "2024-07-15", "Q5", "Q1", "q3", "H1", "H3 2024"],
        *["2024-Q5", "Q0 2024", "2024/26", "2024/07", "2024/25 Q5", "Jul", "Jul 4", "July 007"],
        *["2023-25", "2023-13 Q1", "Q1 23/25", "Feb-Apr 2023", "13/2024", "00/2024", "FY24 Q1"],
        *["FY2024", "FY 24", "Year 2024", "1.5", "-1", "24-Jul", "2024-07/08", "Map 1 and 2"],
        "Map 1234567890",
    ],
)
def test_what_is_no_period_is_refused_with_the_accepted_forms(label):
    with pytest.raises(DataError) as refusal:
        parse_periods(["2024-Q1", label, label], file="log.csv")
    shown = f"'{label}'" if label.strip() else "an empty cell"
    assert str(refusal.value).startswith(
        f"log.csv: period: 1 label cannot be read as a period: {shown}."
    )
    assert "2024-Q3, Q3 2024 or Jul-Sep 2024" in str(refusal.value)


@pytest.mark.parametrize(
    ("label", "hint"),
    [
        ("2024-01-15", "write the month"),
        ("2024-01-15T00:00:00", "write the month"),
        ("01/04/2023", "1 April or 4 January"),
        ("202304", "write 2023-04"),
        ("20230401", "write 2023-04"),
        ("45292", "Excel"),
        ("1000", "above 999"),
    ],
)
def test_what_is_likely_meant_is_hinted_at(label, hint):
    with pytest.raises(DataError, match=hint):
        parse_periods(["2024-01", label])
    assert parse_periods(["1", "999"]).kind == "other"


@pytest.mark.parametrize(
    ("labels", "kind", "ordinal"),
    [
        (["2011-12"], "month", [2011 * 12 + 11]),
        (["2011-12", "2011-11"], "month", [2011 * 12 + 10, 2011 * 12 + 11]),
        (["2010-11", "2011-12"], "year", [2010, 2011]),
        (["2011-12", "2012-13"], "year", [2011, 2012]),
        (["2011-12", "2011-2012"], "month", None),
        (["2023-24"], "year", [2023]),
        (["2023-12", "2023-11"], "month", [2023 * 12 + 10, 2023 * 12 + 11]),
    ],
)
def test_a_year_and_a_number_are_a_month_unless_all_labels_are_financial_years(
    labels, kind, ordinal
):
    if ordinal is None:
        with pytest.raises(DataError, match="more than one kind"):
            parse_periods(labels)
        return
    periods = parse_periods(labels)
    assert (periods.kind, periods.ordinal.tolist()) == (kind, ordinal)


@pytest.mark.parametrize("labels", [["2024-Q1", "Jo Bloggs"], ["2024-Q1", "2024-01"]])
def test_messages_name_places_where_labels_may_not_be_quoted(labels):
    with pytest.raises(DataError) as refusal:
        parse_periods(labels, where=lambda i: f"line {i + 2}")
    assert "line 3" in str(refusal.value)
    assert "Jo" not in str(refusal.value)
    assert "'" not in str(refusal.value)


@pytest.mark.parametrize(
    "labels",
    [
        ["2024-Q1", "2024/25 Q1"],
        ["2024", "2023/24"],
        ["2024-Q1", "2024-01"],
        ["2024", "1"],
        ["Map 1", "1"],
        ["Map 1", "Wave 2"],
    ],
)
def test_periods_of_two_kinds_are_refused_by_name(labels):
    with pytest.raises(DataError) as refusal:
        parse_periods(labels)
    assert "more than one kind" in str(refusal.value)
    assert all(f"'{label}'" in str(refusal.value) for label in labels)


def test_only_the_first_few_of_many_labels_are_named():
    with pytest.raises(DataError) as refusal:
        parse_periods([f"day {i}x" for i in range(99)])
    assert "99 labels" in str(refusal.value)
    assert str(refusal.value).count("'day") == 3


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (["2024-Q1"], "quarters of calendar years"),
        (["2024/25 Q1"], "quarters of financial years (from April)"),
        (["2024-H1"], "half-years of calendar years"),
        (["2024"], "calendar years"),
        (["2024/25"], "financial years (from April)"),
        (["2024-01"], "months"),
        (["Map 1"], "numbered rounds"),
    ],
)
def test_the_kind_is_said_in_words(labels, words):
    periods = parse_periods(labels)
    assert periods.described == words
    assert periods.financial is ("financial" in words)


def test_no_labels_are_no_periods():
    periods = parse_periods([])
    assert (periods.labels, len(periods.index), periods.per_year) == ((), 0, None)


def test_neighbours_are_found_and_gaps_are_not_jumped_over():
    periods = parse_periods(["2023-Q2", "2023-Q3", "2024-Q1", "2024-Q2", "2024-Q3"])
    assert [periods.previous(i) for i in range(5)] == [None, 0, None, 2, 3]
    assert [periods.year_before(i) for i in range(5)] == [None, None, None, 0, 1]


def test_rounds_have_a_round_before_but_no_year_before():
    periods = parse_periods(["Map 1", "Map 2", "Map 4"])
    assert [periods.previous(i) for i in range(3)] == [None, 0, None]
    assert [periods.year_before(i) for i in range(3)] == [None] * 3
    assert periods.per_year is None


def written(kind, ordinal, form):
    """Write a period in one of two forms."""
    n = PER_YEAR[kind]
    year, part = divmod(ordinal, n)
    if kind == "month":
        return f"{MONTHS[part].title()} {year}" if form else f"{year}-{part + 1:02}"
    if kind == "year":
        return f"{year}/{(year + 1) % 100:02}"
    letter = {"quarter": "Q", "half": "H"}[kind]
    return f"{letter}{part + 1} {year}" if form else f"{year}-{letter}{part + 1}"


@given(
    kind=st.sampled_from(list(PER_YEAR)),
    rows=st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=40),
)
def test_steps_in_time_are_steps_of_the_ordinal(kind, rows):
    start = 1995 * PER_YEAR[kind]
    periods = parse_periods([written(kind, start + step, form) for step, form in rows])
    steps = np.array([step for step, _ in rows])
    assert (np.diff(periods.ordinal) > 0).all()
    ordinal = periods.ordinal[periods.index]
    assert (ordinal - ordinal[0] == steps - steps[0]).all()
    known = sorted(set(steps.tolist()))
    for i, step in enumerate(known):
        before = known.index(step - 1) if step - 1 in known else None
        year = step - PER_YEAR[kind]
        assert periods.previous(i) == before
        assert periods.year_before(i) == (known.index(year) if year in known else None)
