"""What a page of counts shows in its rows, and how its lines are worded."""

import pytest

from lpsstats.documents.counts import counts_document
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.tables.model import Layout

HEAD = "period,unit,category,count,weeks\n"
LOG = HEAD + "".join(
    f"{2021 + i // 4}-Q{i % 4 + 1},{unit},{category},{count},13\n"
    for unit, category, counts in (
        ("North", "walks", [5, 7, 9, 4, 6, 8, 12, 30]),
        ("South", "walks", [3, 40, 2, 55, 1, 60, 2, 70]),
        ("South", "talks", [0, 0, 0, 0, 0, 0, 0, 9]),
    )
    for i, count in enumerate(counts)
    if (unit, i) != ("North", 5)
)


@pytest.fixture
def shown(tmp_path):
    """Give the document of a text."""

    def make(text=LOG, **options):
        path = tmp_path / "log.csv"
        path.write_text(text, encoding="utf-8")
        export = read_export(path, None, ReadOptions())
        return counts_document(export, **{"roles": {"exposure": "weeks"}} | options)

    return make


def test_a_page_shows_what_of_a_total_was_compared(shown):
    # Without its third quarter of 2021 North stands outside the comparison that decides.
    text = LOG.replace("2021-Q3,North,walks,9,13\n", "")
    table = shown(text, period="2022-Q3", per=13).tables[0]
    cells = table.cells(Layout.WIDE)
    headings = [column.heading for column in cells.columns]
    (total,) = (row for row in cells.rows() if row[0].text == "all units")
    assert dict(zip(headings[1:3], (cell.text for cell in total[1:3]), strict=True)) == {
        "2022-Q3": "2",
        "Exposure": "13.0",
    }
    assert [cell.text for cell in total[3:5]] == ["2.00", "–"]
    (record,) = (row for row in table.records if not row["recording_unit"])
    assert (record["count"], record["rate"]) == (14, 7)
    assert "all that is recorded: 14" in "\n".join(table.notes)


def test_a_narrow_page_shows_the_comparison_that_decided_whichever_it_was(shown):
    mixed = shown(LOG.replace("2021-Q4,North,walks,4,13\n", ""), per=13).tables[0]
    cells = mixed.cells(Layout.NARROW)
    assert [column.heading for column in cells.columns] == [
        *("Unit", "Rate", "Rate before", "Ratio", "95% CI", "p adj", "Verdict"),
    ]
    texts = [[cell.text for cell in row][:5] for row in cells.rows()]
    assert texts[0][:4] == ["North", "30.00", "12.00", "2.50"]
    assert texts[1][:4] == ["South", "70.00", "55.00", "1.27"]
    # After nothing there is only a lower limit.
    assert texts[3][:4] == ["South", "9.00", "0.00", "–"]
    assert texts[3][4].startswith("≥")


def test_lines_count_series_and_say_where_totals_are_not_among_them(shown):
    changes, trends = shown().tables
    assert changes.notes[0].endswith(" (totals not counted).")
    assert trends.notes[0].endswith(" (totals not counted).")
    alone = shown(units=["North"])
    assert [table.notes[0] for table in alone.tables] == ["Higher 1.", "Rising 1."]


def test_one_trend_is_called_one(shown):
    text = HEAD + "".join(f"2021-{month:02},North,walks,{month},1\n" for month in range(1, 9))
    document = shown(text)
    assert any("over the one trend of the file" in note for note in document.tables[1].notes)
    line = next(note for note in document.tables[0].notes if note.startswith("Verdicts"))
    assert line == (
        "Verdicts rest on the month before, and need a p adj below .05; no clear change is no "
        "proof of none. Seasons may be in what changed."
    )
