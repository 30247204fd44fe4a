"""What `counts` shows, says and refuses."""

import pytest

from lpsstats.documents.counts import counts_document
from lpsstats.errors import DataError, UsageError
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
WEEKS = {"exposure": "weeks"}


@pytest.fixture
def exported(tmp_path):
    def make(text, name="log.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_export(path, None, ReadOptions())

    return make


@pytest.fixture
def shown(exported):
    """Give the document of a text."""

    def make(text=LOG, **options):
        return counts_document(exported(text), **{"roles": WEEKS} | options)

    return make


def notes(document, place=0):
    return "\n".join(document.tables[place].notes)


def series(document, place=0):
    return [
        (row["recording_unit"], row["category"], row.get("period"))
        for row in document.tables[place].records
    ]


def test_the_latest_period_is_shown_and_others_by_any_spelling(shown):
    assert {period for *_, period in series(shown())} == {"2022-Q4"}
    assert {period for *_, period in series(shown(period="q3 2022"))} == {"2022-Q3"}
    everything = series(shown(period="ALL"))
    assert len(everything) == 8 * 4
    assert everything[0] == ("North", "walks", "2021-Q1")


def test_units_and_categories_are_shown_by_name_and_tests_stay_those_of_the_file(shown):
    whole = {(row["recording_unit"], row["category"]): row for row in shown().tables[0].records}
    named = shown(units=["south"], categories=["Walks"])
    (row,) = named.tables[0].records
    assert row == whole["South", "walks"]
    assert row["n_tests_year"] == 3
    assert [one[0] for one in series(shown(categories=["walks"]))] == ["North", "South", None]
    assert [one[0] for one in series(shown(units=["North"]))] == ["North"]


def test_a_table_may_be_asked_for_alone(shown):
    assert [table.key for table in shown().tables] == ["changes", "trend"]
    assert [table.key for table in shown(table="changes").tables] == ["changes"]
    alone = shown(table="trend")
    assert [table.key for table in alone.tables] == ["trend"]
    assert "records that the teams made themselves" in notes(alone)
    assert "records that the teams made themselves" not in notes(shown(), 1)


def test_without_any_trend_there_is_no_table_of_trends_unless_asked_for(shown):
    short = HEAD + "2022-Q1,North,walks,4,13\n2022-Q2,North,walks,5,13\n"
    assert [table.key for table in shown(short).tables] == ["changes"]
    assert "A trend needs 6 quarters with records: North, walks (4 more)" in notes(
        shown(short, table="trend")
    )


def test_notes_say_who_recorded_what_is_per_what_and_what_decided(shown):
    text = notes(shown(per=26))
    assert "records that the teams made themselves" in text
    assert "count per 26 of weeks" in text
    assert "Verdicts rest on the year before" in text
    assert "Benjamini-Hochberg over all units and categories" in text
    assert "(3 against the year before, 3 against the quarter before)" in text
    assert "No exposure is named (--column exposure=COLUMN)" in notes(shown(roles={}))
    assert "Small numbers, below 10 in a count" in text
    assert "No ratio to nothing, only its lower limit: South, talks" in text


def test_series_that_scatter_more_than_chance_are_named_with_their_dispersion(shown):
    text = notes(shown())
    assert "The exact test would take that for change" in text
    line = next(one for one in shown().tables[0].notes if "quasi-Poisson" in one)
    assert "South, walks" in line
    assert "North" not in line


def test_rows_decided_by_the_quarter_before_are_named_where_others_are_not(shown):
    text = notes(shown(LOG.replace("2021-Q4,North,walks,4,13\n", "")))
    assert "Decided by the quarter before, for want of the year before: North, walks" in text


def test_totals_that_lack_a_unit_say_what_they_compare(shown):
    document = shown(period="2022-Q3")
    text = notes(document)
    # North has no second quarter: the total is compared with it in South alone.
    assert (
        "Totals are compared in what has both periods: all units, walks (2 against 60, in 1 unit; "
        "all that is recorded: 14)" in text
    )
    (total,) = (row for row in document.tables[0].records if not row["recording_unit"])
    assert (total["count"], total["count_matched_previous"], total["count_year"]) == (14, 2, 11)


def test_a_total_in_the_file_is_refused_unless_others_are_named(shown):
    text = LOG + "2022-Q4,Total,walks,100,13\n"
    with pytest.raises(DataError, match="unit 'Total'"):
        shown(text)
    assert series(shown(text, units=["North"]))[0][0] == "North"


def test_what_is_not_testable_is_named_with_its_reason(shown):
    first = notes(shown(period="2021-Q1"))
    assert "Not testable 3 (totals not counted)." in first
    assert "Not testable against the quarter before, nor against the year before: " in first
    assert "the file has no such period" in first


def test_the_account_counts_holes_gaps_empty_and_added_rows(shown):
    text = LOG + "2022-Q4,North,walks,1,13\n2020-Q1,East,walks,,13\n2020-Q1,East,talks,3,\n"
    said = "\n".join(shown(text).notes)
    assert "26 rows, 3 units, 2 categories" in said
    assert "9, read as quarters of calendar years, 2020-Q1 to 2022-Q4" in said
    assert "3 between the first and the last are not in the file at all" in said
    assert "1 row is of the same period, unit and category as another; added up" in said
    assert "empty in 1 row; taken as not recorded" in said
    assert "1 count without one" in said
    assert "not added up, as they may count different things" in said
    zero = "\n".join(shown(text, absent="zero", add_categories=True).notes)
    assert "taken as 0, as asked for" in zero
    assert "added up, as asked for" in zero


def test_holes_filled_with_zeros_and_holes_left_add_up(shown):
    missing = [note for note in shown().notes if note.startswith("absent")]
    assert missing[0].startswith("absent: 1 of 24 periods of units and categories have no count")
    zero = [note for note in shown(absent="zero").notes if note.startswith("absent")]
    assert zero[0].startswith("absent: 1 of 24 periods of units and categories have no row")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"period": "2025-Q1"}, "--period 2025-Q1: the file has no such period.*2022-Q4; or all"),
        ({"period": "yesterday"}, "--period yesterday"),
        ({"units": ["Norht"]}, "--unit Norht.*did you mean 'North'"),
        ({"categories": ["swims"]}, "--category swims"),
        ({"units": ["North"], "categories": ["talks"]}, "nothing of both"),
        ({"per": 0}, "--per 0: must be a number above 0"),
        ({"per": float("inf")}, "--per inf"),
        ({"per": float("nan")}, "--per nan"),
        ({"per": 13, "roles": {}}, "no column 'exposure'"),
        ({"confidence": 95}, "did you mean 0.95"),
        ({"confidence": 0.3}, "--confidence 0.3"),
        ({"adjust": "bonf"}, "--adjust bonf"),
        ({"table": "rates"}, "--table rates: must be one of changes, trend"),
        ({"absent": "none"}, "--absent none"),
        ({"table": "trend", "period": "all"}, "--period: has no effect on --table trend"),
        ({"roles": {"exposures": "weeks"}}, "exposures"),
    ],
)
def test_what_cannot_be_asked_is_refused(shown, options, words):
    with pytest.raises(UsageError, match=words):
        shown(**options)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("period,unit,kind,count\n2022-Q1,North,walks,4\n", "--column category=COLUMN"),
        (HEAD + "2022-Q1,North,walks,-4,1\n", "count -4 in line 2"),
        (HEAD + "2022-Q1,North,walks,4,0\n", "exposure 0 in line 2"),
        (HEAD, "no row holds"),
        (HEAD + ",,,,\n", "no row holds"),
    ],
)
def test_data_that_do_not_fit_are_refused(shown, text, words):
    with pytest.raises(DataError, match=words):
        shown(text)


def test_columns_follow_from_what_there_is(shown):
    def headings(document):
        return [column.heading for column in document.tables[0].columns]

    assert headings(shown())[:6] == ["Unit", "2022-Q4", "Exposure", "Rate", "95% CI", "2021-Q4"]
    assert headings(shown())[6:8] == ["Rate 2021-Q4", "Ratio"]
    narrow = [column.heading for column in shown().tables[0].cells(Layout.TINY).columns]
    assert narrow == ["Unit", "Rate", "Rate 2021-Q4", "Ratio", "Verdict"]
    counts = [column.heading for column in shown(roles={}).tables[0].cells(Layout.TINY).columns]
    assert counts == ["Unit", "2022-Q4", "2021-Q4", "Ratio", "Verdict"]
    assert shown().tables[0].title == "log.csv: recorded in 2022-Q4, and before"
    assert shown(period="all").tables[0].title == "log.csv: recorded in every quarter, and before"
    bare = headings(shown(roles={}))
    assert "Rate" not in bare
    assert "2021-Q4" in bare
    everything = headings(shown(period="all"))
    assert everything[1:3] == ["Period", "Count"]
    assert "Decided by" in everything
    rounds = HEAD + "Map 1,North,walks,4,13\nMap 2,North,walks,5,13\n"
    assert headings(shown(rounds))[-4:] == ["Ratio", "95% CI", "p adj", "Verdict"]


def test_provenance_names_the_file_and_every_option(shown, exported):
    found = shown(period="all", units=["North"]).provenance
    assert found["inputs"][0]["name"] == "log.csv"
    assert found["inputs"][0]["sha256"] == exported(LOG).sha256
    assert (found["inputs"][0]["n_rows"], found["inputs"][0]["n_used"]) == (23, 23)
    assert found["options"]["period"] == "all"
    assert found["options"]["column"] == WEEKS
    assert found["options"]["per"] == 1.0


def test_a_year_of_years_has_one_comparison_and_no_season(shown):
    text = HEAD + "".join(f"{year},North,walks,{year - 2010},13\n" for year in range(2012, 2022))
    document = shown(text)
    assert "against the year before" in document.tables[0].title
    assert not any("season" in note.casefold() for note in document.tables[1].notes)
    assert document.tables[1].records[0]["status"] == "ok"
