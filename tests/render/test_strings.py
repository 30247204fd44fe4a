from dataclasses import replace

from lpsstats.render.strings import closing_lines, origin, with_groups_as_column, written


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
        "lps_t1.sav: rows 403",
        "lps_t3.sav: rows 401",
    ]


def test_what_a_document_was_made_from_is_worded_for_people(document):
    inputs = [
        {"name": "a.sav", "sha256": "00ff", "n_rows": 1400, "n_used": 1397, "left_out": {}},
        {"name": "b.sav", "sha256": "", "n_rows": 1, "n_used": 0, "left_out": {"no site": 1}},
    ]
    options = {"from": "T1", "site": ["x", "y", "z"], "measure": [], "adjust": None, "seed": 0}
    options |= {"confidence": 0.95, "robust": False, "retention": True, "column": {"unit": "u"}}
    files = {"dictionary": {"name": "d.yaml", "sha256": "ab"}, "inputs": inputs}
    made = {"program": "lpsstats 0.1.0", **files, "options": options}
    assert origin(replace(document, provenance=made)) == [
        ("made with", "lpsstats 0.1.0"),
        ("dictionary", "d.yaml (SHA-256 ab)"),
        ("a.sav", "1,400 rows, 1,397 used, SHA-256 00ff"),
        ("b.sav", "1 row, 0 used, 1 left out (no site)"),
        (
            "options",
            "from T1, site x, y and z, seed 0, confidence 0.95, retention, column (unit u)",
        ),
    ]
    nothing = {"dictionary": None, "inputs": [], "dictionaries": [{"name": "d.yaml"}]}
    assert origin(replace(document, provenance=nothing)) == [("dictionary", "d.yaml")]
