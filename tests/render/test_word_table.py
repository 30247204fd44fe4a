"""A grid in Word keeps the APA's rules, and its rows on their pages."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from lpsstats.render.word import render
from lpsstats.render.word_room import SIZE
from lpsstats.tables.model import Column, Layout


@pytest.fixture
def drawn(document, full):
    """Give the grid of the sample table with some of its fields changed."""

    def draw(**changes):
        table = replace(document.tables[0], **changes)
        content = render(replace(document, tables=(table,)), full)
        return docx.Document(io.BytesIO(content)).element.body.find(qn("w:tbl"))

    return draw


def kept(tbl):
    """Say of every row whether it stays on the page of the next."""
    return [
        {p.find(qn("w:keepNext")) is not None for p in row.iter(qn("w:pPr"))} == {True}
        for row in tbl.tr_lst
    ]


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(c * share for c, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def test_only_the_row_of_headings_is_repeated_on_every_page(drawn):
    repeated = [bool(row.xpath("w:trPr/w:tblHeader")) for row in drawn().tr_lst]
    assert repeated == [True, *[False] * 6]


def test_no_row_is_split_between_pages(drawn):
    assert all(row.xpath("w:trPr/w:cantSplit") for row in drawn().tr_lst)


def test_there_are_three_rules_and_no_vertical_line(drawn):
    tbl = drawn()
    assert [rule.tag for rule in tbl.tblPr.find(qn("w:tblBorders"))] == [
        qn("w:top"),
        qn("w:bottom"),
    ]
    ruled = [{b.tag for b in row.xpath(".//w:tcBorders/*")} for row in tbl.tr_lst]
    assert ruled == [{qn("w:bottom")}, *[set()] * 6]


def test_a_table_has_a_title_and_a_description_for_those_who_hear_it(drawn):
    properties = drawn().tblPr
    assert properties.xpath("w:tblCaption/@w:val") == ["Change from Time One to Time Three"]
    (description,) = properties.xpath("w:tblDescription/@w:val")
    assert description.startswith("4 rows in 2 groups; columns: Scale, Good, T1")


def test_a_group_heading_spans_the_table_and_stays_with_its_rows(drawn):
    tbl = drawn()
    spans = [row.xpath("w:tc/w:tcPr/w:gridSpan/@w:val") for row in tbl.tr_lst]
    assert spans == [[], ["8"], [], [], ["8"], [], []]
    assert kept(tbl)[1]


def test_rows_of_a_group_are_set_in(drawn):
    indents = [row.xpath("w:tc[1]/w:p/w:pPr/w:ind/@w:left") for row in drawn().tr_lst]
    assert [bool(indent) for indent in indents] == [False, False, True, True, False, True, True]
    assert not any(row.xpath(".//w:ind") for row in drawn(group=None).tr_lst)


def test_numbers_stand_at_the_right_and_words_at_the_left(drawn):
    tbl = drawn()
    for row in (tbl.tr_lst[0], tbl.tr_lst[2]):
        sides = [cell.xpath("string(w:p/w:pPr/w:jc/@w:val)") for cell in row.iter(qn("w:tc"))]
        assert sides == ["", "", *["right"] * 5, ""]


def test_a_short_table_stays_on_one_page_with_its_first_note(drawn):
    assert kept(drawn()) == [True] * 7
    assert kept(drawn(notes=())) == [*[True] * 6, False]


def test_a_long_table_may_break_but_not_after_a_heading_nor_before_its_last_row(drawn, table):
    tbl = drawn(records=table.records[:1] * 30)
    stays = kept(tbl)
    assert stays[:2] == [True, True]
    assert stays[-2:] == [True, True]
    assert not any(stays[2:-2])


def test_a_long_table_breaks_between_its_groups(drawn, table):
    records = tuple({**table.records[0], "site_label": f"Site {n // 5}"} for n in range(30))
    assert kept(drawn(records=records)) == [
        True,
        *([True] * 5 + [False]) * 5,
        *[True] * 6,
    ]


def test_widths_are_set_and_the_same_in_grid_and_cells(drawn):
    tbl = drawn()
    grid = tbl.xpath("w:tblGrid/w:gridCol/@w:w")
    assert tbl.xpath("w:tr[1]/w:tc/w:tcPr/w:tcW/@w:w") == grid
    assert tbl.xpath("w:tblPr/w:tblLayout/@w:type") == ["fixed"]
    assert tbl.xpath("w:tblPr/w:tblW/@w:w") == [str(sum(map(int, grid)))]
    assert sum(map(int, grid)) <= 16 / 2.54 * 1440


def test_intervals_and_numbers_have_no_place_to_break(drawn, table):
    cells = table.cells(Layout.STANDARD)
    interval = [column.heading for column in cells.columns].index("95% CI")
    text = drawn().tr_lst[2].tc_lst[interval].xpath("string()")
    assert text == "[−0.43,\xa0+0.27]"


def test_labels_may_break_but_a_mark_stays_with_its_word(drawn):
    verdict = Column(heading="Verdict", keys=("verdict",), format="verdict", wraps=True)
    label = Column(heading="Scale", keys=("measure_label",), format="text", wraps=True)
    rows = drawn(columns=(label, verdict)).tr_lst
    assert [cell.xpath("string()") for cell in rows[3].tc_lst] == [
        "Police legitimacy and procedural justice",
        "▲\xa0improved",
    ]
    assert rows[2].tc_lst[1].xpath("string()") == "no clear change"


def test_colours_are_dark_enough_and_never_alone(drawn):
    tones = drawn().xpath("//w:tbl//w:r[w:rPr/w:color]")
    assert tones
    for run in tones:
        colour = run.xpath("string(w:rPr/w:color/@w:val)")
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5
        assert run.xpath("string()").strip()


def test_every_run_of_a_grid_has_the_size_that_its_widths_are_measured_in(drawn):
    sizes = {run.xpath("string(w:rPr/w:sz/@w:val)") for run in drawn().iter(qn("w:r"))}
    assert sizes == {str(round(2 * SIZE))}
