"""What is withheld is withheld in every format, in notes and in drawings."""

import csv
import io
import json
from dataclasses import replace

import pytest

from lpsstats.dictionary.disclosing import Disclosure
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.description import description_document
from lpsstats.files.survey import read_survey
from lpsstats.publishing import fit_for
from lpsstats.render.page import Page
from lpsstats.render.registry import PUBLISHABLE, render
from lpsstats.tables.diagram import Diagram, Edge, Node
from lpsstats.tables.disclosure import small_numbers, suppress
from lpsstats.tables.disclosure.drawing import without_withheld
from lpsstats.tables.disclosure.notes import veiled
from lpsstats.tables.document import Document
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Column, Table

PAGE = Page(width=None, colour=False, unicode=True)
TEXTS = ("terminal", "plain", "markdown", "latex", "html", "csv", "tsv", "json")


def who(site, n, base, wave="T1"):
    return {
        "wave": wave,
        "wave_label": wave,
        "site": site,
        "site_label": site or "All sites",
        "role": None,
        "n": n,
        "base": base,
        "pct": 100 * n / base,
        "n_unanswered": 0,
        "n_weighted": None,
        "pct_weighted": None,
    }


COLUMNS = (
    Column(heading="Site", keys=("site_label",), format="text"),
    Column(heading="n", keys=("n",), format="count"),
    Column(heading="%", keys=("pct",), format="tenth"),
)


def document(*sizes, notes=()):
    total = sum(sizes)
    records = [who(name, n, total) for name, n in zip("abcd", sizes, strict=False)]
    table = Table(
        key="who",
        title="Who",
        records=(*records, who(None, total, total)),
        columns=COLUMNS,
        group="wave_label",
        notes=notes,
    )
    return Document(command="describe", tables=(table,), disclosure=Disclosure())


def shown(made):
    return [record["n"] for record in made.tables[0].records]


def test_a_small_count_takes_the_next_smallest_with_it_and_the_total_stays():
    assert shown(suppress(document(7, 30, 200), 10)) == [HIDDEN, HIDDEN, 200, 237]


def test_counts_that_are_large_enough_are_left_alone():
    given = document(10, 30, 200)
    assert suppress(given, 10).tables == given.tables


def test_small_counts_that_are_few_together_take_another():
    assert shown(suppress(document(2, 3, 60, 200), 10)) == [HIDDEN, HIDDEN, HIDDEN, 200, 265]


def test_a_threshold_of_nothing_changes_nothing():
    given = document(1, 2)
    assert suppress(given, 0) is given


def test_what_rests_on_a_count_goes_with_it_and_the_row_says_so():
    record = suppress(document(7, 30, 200), 10).tables[0].records[0]
    assert record["pct"] is HIDDEN
    assert {"n", "pct"} <= set(record["suppressed"])
    assert record["site_label"] == "a"


@pytest.mark.parametrize("format", TEXTS)
def test_every_format_withholds_the_same(format):
    text = str(render(suppress(document(7, 33, 291), 10), format, PAGE))
    cells = text.replace("|", " ").replace("&", " ").replace("<", " ").replace(">", " ").split()
    assert not {"7", "33", "2.1", "10.0"} & {cell.strip(",") for cell in cells}
    assert ("null" if format == "json" else "c]") in text.replace("\\", "")
    assert "291" in text


def test_json_names_what_is_withheld_and_csv_writes_the_mark():
    made = suppress(document(7, 33, 291), 10)
    first = json.loads(render(made, "json", PAGE))["results"][0]
    assert first["n"] is None
    assert "n" in first["suppressed"]
    row = next(csv.DictReader(io.StringIO(str(render(made, "csv", PAGE)))))
    assert row["n"] == "[c]"
    assert "suppressed" not in row


def test_only_what_is_published_is_withheld_unless_that_is_asked_for():
    given = document(7, 33, 291)
    for format in ("terminal", "csv", "json"):
        assert 7 in shown(fit_for(given, format, None))
        assert 7 not in shown(fit_for(given, format, 10))
    for format in PUBLISHABLE - {"svg", "dot", "mermaid"}:
        assert 7 not in shown(fit_for(given, format, None))
        assert 7 in shown(fit_for(given, format, 0))


def test_the_dictionary_holds_in_every_format_and_the_command_line_before_it():
    given = replace(document(7, 33, 291), disclosure=Disclosure(suppress_below=5))
    assert 7 in shown(fit_for(given, "html", None))
    assert 7 not in shown(fit_for(given, "terminal", 10))
    declared = replace(given, disclosure=Disclosure(suppress_below=8))
    assert 7 not in shown(fit_for(declared, "terminal", None))


def test_a_page_that_shows_small_counts_says_that_it_is_not_for_publication():
    given = document(7, 33, 291)
    assert small_numbers(given, 10) == 1
    notes = " ".join(fit_for(given, "terminal", None).notes)
    assert "not for publication: 1 cell rests on fewer than 10 respondents" in notes
    assert "not for publication" not in " ".join(fit_for(given, "html", None).notes)
    assert not fit_for(document(70, 33), "terminal", None).notes


def test_notes_say_how_many_are_withheld_and_which_bases_are_weak():
    notes = suppress(document(7, 33, 291), 10, flag_below=500).tables[0].notes
    assert any("2 numbers of respondents, 1 of them for the second reason" in n for n in notes)
    assert any("fewer than 500 respondents: read them with care" in note for note in notes)


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("3 respondents without an entry", "fewer than 10 respondents without an entry"),
        ("412 respondents without an entry", "412 respondents without an entry"),
        ("57 respondents are not linked", "[c] respondents are not linked"),
        ("x.csv: 2 rows left out (no site).", "x.csv: fewer than 10 rows left out (no site)."),
        ("data: x.csv: 3 rows, 3 used", "data: x.csv: 3 rows, 3 used"),
        ("Not testable: A: too few (n = 3 and 80).", "Not testable: A: too few."),
        ("A true change of 0.35 points", "A true change of [c] points"),
    ],
)
def test_notes_tell_no_number_that_is_withheld(note, left):
    assert veiled([note], frozenset({"57", "0.35"}), 10, told=False) == (left,)


@pytest.mark.parametrize("note", ["3 improved, 1 declined.", "Detectable: where no change"])
def test_notes_that_sum_up_rows_go_where_a_row_is_withheld(note):
    assert veiled([note], frozenset(), 10, told=True) == ()
    assert veiled([note], frozenset(), 10, told=False) == (note,)


def test_a_line_of_a_drawing_goes_with_its_number():
    nodes = tuple(Node(key=key, label=key) for key in "abc")
    edges = tuple(Edge(source="a", target=end, value=0.3, text="+.30") for end in "bc")
    record = {"measure": "a", "other_measure": "b", "r": HIDDEN}
    left = without_withheld(Diagram(title="T", nodes=nodes, edges=edges), [record])
    assert [edge.target for edge in left.edges] == ["c"]


@pytest.fixture(scope="module")
def survey(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def test_the_example_keeps_its_comparison(survey):
    made = suppress(comparison_document(survey), 10)
    assert all(record["verdict"] is not HIDDEN for record in made.tables[0].records)


def test_a_line_of_answers_leaves_the_rare_ones_out(survey):
    made = suppress(description_document(survey, by="site"), 10)
    items = next(table for table in made.tables if table.key == "items")
    assert any("[c]" in str(record["answers"]) for record in items.records)
    text = str(render(made, "markdown", PAGE))
    assert "Hidden.HIDDEN" not in text


def test_two_runs_withhold_the_same(survey):
    first = suppress(description_document(survey), 10)
    assert suppress(description_document(survey), 10) == first
