"""A sparkline stands only where there is room to spare, with the sentence that explains it."""

from dataclasses import replace

from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.tables.document import Document
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Column
from lpsstats.tables.sparkline import NOTE, scales_of, sparkline

KEYS = ("measure_label", "mean_from", "mean_to", "estimate", "p_value", "p_value", "p_value")
COLUMN = Column(heading="Waves", keys=KEYS, format="sparkline", spare=True, note=NOTE)


def shown(table, width, *, unicode=True, format="terminal"):
    document = Document(command="compare", tables=(table,))
    return render(document, format, Page(width, False, unicode))


def test_it_pushes_nothing_out_and_goes_first(table):
    with_line = replace(table, columns=(*table.columns, COLUMN))
    plain = [shown(table, width) for width in range(40, 140)]
    drawn = [shown(with_line, width) for width in range(40, 140)]
    assert any(NOTE.split()[0] in text for text in drawn)
    for one, other in zip(plain, drawn, strict=True):
        assert one == other or set(heading(one)) | {"Waves"} == set(heading(other))


def heading(text):
    """The words of the line of headings."""
    return text.split("\n")[2].split()


def test_no_other_format_has_it(table):
    with_line = replace(table, columns=(*table.columns, COLUMN))
    for format in ("plain", "markdown"):
        assert shown(with_line, None, format=format) == shown(table, None, format=format)


def test_it_has_stand_ins_where_only_ascii_can_be_shown(table):
    text = shown(replace(table, columns=(*table.columns, COLUMN)), 200, unicode=False)
    assert text.isascii()
    assert "#" in text
    assert "?" not in text


NONE = (None, None, None)


def lines(*rows):
    """Draw rows as a table of them does."""
    scales = scales_of(rows)
    return [sparkline(scales, *row).text for row in rows]


def test_a_sparkline_runs_from_the_least_to_the_greatest():
    assert lines(("a", 1.0, 2.0, 3.0, *NONE)) == ["▁▅█"]
    assert lines(("a", *NONE, 50.0, 20.0, 35.0)) == ["█▁▅"]
    assert lines(("a", 1.0, None, 3.0, 2.0, *[None] * 4)) == ["▁ █▅"]
    assert lines(("a", 2.0, 2.0, 2.0, *NONE)) == ["▅▅▅"]
    assert lines(("a", 1.0, None, 3.0, *NONE)) == [""]


def test_rows_of_a_measure_share_a_scale_so_that_a_small_change_looks_small():
    large, small, other = (
        ("a", 1.0, 3.0, 5.0, *NONE),
        ("a", 3.0, 3.1, 3.0, *NONE),
        ("b", 3.0, 3.1, 3.0, *NONE),
    )
    assert lines(large, small, other) == ["▁▅█", "▅▅▅", "▁█▁"]
    assert lines(large, ("a", *NONE, 30.0, 60.0, 90.0)) == ["▁▅█", "▁▅█"]


def test_a_withheld_value_stretches_no_scale():
    rows = ("a", 1.0, 2.0, 3.0, *NONE), ("a", HIDDEN, 2.0, 3.0, *NONE)
    assert scales_of(rows) == {("a", True): (1.0, 3.0)}
