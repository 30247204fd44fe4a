from dataclasses import replace

from lpsstats.render.strings import closing_lines, with_groups_as_column, written


def test_every_string_passes_through_the_function_and_tones_stay(table):
    cells = written(table.cells(), str.upper)
    assert cells.columns[0].heading == "SCALE"
    assert cells.groups[0][0] == "BARTON"
    improved = list(cells.rows())[1][-1]
    assert (improved.text, improved.tone) == ("▲ IMPROVED", "good")


def test_the_group_becomes_a_first_column_named_after_its_key(table):
    headings, aligns, rows = with_groups_as_column(table, table.cells())
    assert (headings[0], aligns[0]) == ("Site", "left")
    assert [row[0] for row in rows] == ["Barton", "Barton", "Whaddon", "Whaddon"]


def test_a_table_without_groups_gains_no_column(table):
    plain = replace(table, group=None)
    headings, aligns, rows = with_groups_as_column(plain, plain.cells())
    assert headings[0] == "Scale"
    assert len(aligns) == len(headings) == len(rows[0])


def test_the_closing_lines_say_what_was_done_and_from_what(document):
    assert closing_lines(document) == [
        "804 rows read, 804 used.",
        "version: 0.1.0",
        "inputs: name lps_t1.sav, rows 403; name lps_t3.sav, rows 401",
        "seed: none",
    ]
