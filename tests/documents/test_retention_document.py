"""Connection maps as a page and as data: whole, small ones flagged, no name of a connection."""

import csv
import io
import json
import re

import pytest

from lpsstats.documents.counts_retention import retention_document
from lpsstats.errors import UsageError
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.tables.glossary import GLOSSARY
from lpsstats.tables.result_schema import result_schema

FORMATS = ["terminal", "plain", "csv", "tsv", "json", "markdown", "latex"]
FORBIDDEN = r"caus|impact|effect of|influence|lead(s|ing)? to|driv|because of"
UNITS = """\
Map,Category,Connection,Unit
Map 1,residents,Zebedee Quux,North
Map 1,residents,Wilma Xylo,South
Map 2,residents,Zebedee  Quux,North
Map 2,residents,Zebedee Quux,North
Map 2,residents,Zebedee Quux,South
Map 2,places,Yggdrasil,North
Map 2,residents,,North
Map 3,residents,ZEBEDEE QUUX,North
Map 5,residents,Zebedee Quux,North
Map 1,residents,Wilma Xylo,West
Map 2,residents,Wilma Xylo,West
Map 3,places,Yggdrasil,West
Map 5,residents,Wilma Xylo,West
"""


@pytest.fixture(scope="module")
def example(root):
    return read_export(root / "examples/counts/maps.csv", None, ReadOptions())


@pytest.fixture(scope="module")
def teams(tmp_path_factory):
    path = tmp_path_factory.mktemp("maps") / "teams.csv"
    path.write_text(UNITS, encoding="utf-8")
    return read_export(path, None, ReadOptions())


def shown(document, format, width=None):
    return render(document, format, Page(width=width, colour=False, unicode=True))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_maps_on_a_terminal(example, golden, width):
    text = shown(retention_document(example), "terminal", width)
    assert max(map(len, text.splitlines())) <= width
    assert "86 [49,  97]" in text
    assert "6/7" in text
    golden(f"retention-terminal-{width}.txt", text)


def test_maps_as_json(example, golden):
    text = shown(retention_document(example, categories=["Organisations"]), "json")
    golden("retention-json.txt", text)


@pytest.mark.parametrize("format", FORMATS)
def test_no_name_of_a_connection_is_ever_shown(teams, format):
    document = retention_document(teams)
    text = shown(document, format) + "\n".join(document.notes)
    assert not re.search("zebedee|quux|wilma|xylo|yggdrasil", text, re.IGNORECASE)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_whole_and_claims_nothing(example, teams, format):
    for export in (example, teams):
        document = retention_document(export)
        text = shown(document, format)
        assert not re.search(r"\bnan\b|None", text)
        notes = "\n".join(document.notes + document.tables[0].notes)
        assert not re.search(FORBIDDEN, text + notes, re.IGNORECASE)
        if format in {"csv", "tsv"}:
            assert len(text.splitlines()) == 1 + len(document.tables[0].records)


def test_csv_and_json_hold_the_same_rows_with_every_column(teams):
    document = retention_document(teams)
    rows = json.loads(shown(document, "json"))["results"]
    lines = list(csv.DictReader(io.StringIO(shown(document, "csv"))))
    assert set(lines[0]) == set(rows[0]) - {"persistence"}
    assert set(rows[0]) | set(rows[0]["persistence"][0]) <= set(GLOSSARY)
    assert [line["n_connections"] for line in lines] == [str(row["n_connections"]) for row in rows]


def test_the_json_fits_the_schema(example, teams):
    jsonschema = pytest.importorskip("jsonschema")
    for export in (example, teams):
        answer = json.loads(shown(retention_document(export), "json"))
        jsonschema.validate(answer, result_schema("counts"))


def test_options_choose_what_is_shown_and_change_no_number(teams):
    every = retention_document(teams).tables[0].records
    north = retention_document(teams, units=["north "]).tables[0].records
    assert {row["recording_unit"] for row in north} == {"North"}
    assert [dict(row) for row in north] == [
        dict(row) for row in every if row["recording_unit"] == "North"
    ]
    places = retention_document(teams, categories=["places"]).tables[0].records
    assert {row["category"] for row in places} == {"places"}


def test_the_second_table_says_on_how_many_maps_connections_stand(teams):
    records = retention_document(teams).tables[1].records
    north = {row["followed"]: row for row in records}["North · residents"]
    assert [north[key] for key in ("n_maps", "n_seen", "on_1", "on_2", "on_3", "on_4")] == [
        *(4, 1, 0, 0, 0, 1)
    ]
    south = {row["followed"]: row for row in records}["South · residents"]
    assert [south[key] for key in ("n_maps", "n_seen", "on_1", "on_2", "on_3", "on_4")] == [
        *(2, 2, 2, 0, None, None)
    ]


def test_more_than_four_maps_share_the_last_column(tmp_path):
    path = tmp_path / "many.csv"
    lines = [f"{m},groups,G{k}" for m in range(1, 8) for k in range(m)]
    path.write_text("\n".join(["period,category,connection", *lines]), encoding="utf-8")
    document = retention_document(read_export(path, None, ReadOptions()))
    (row,) = document.tables[1].records
    assert [row[f"on_{k}"] for k in (1, 2, 3, 4)] == [1, 1, 1, 4]
    assert "On 4 or more" in shown(document, "plain")


def test_one_map_has_no_second_table_and_says_why_there_are_dashes(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("map,category,connection\n2024-H1,groups,G1\n", encoding="utf-8")
    document = retention_document(read_export(path, None, ReadOptions()))
    assert len(document.tables) == 1
    assert "A dash: the first map: there is none before it." in document.tables[0].notes


def test_notes_say_what_the_words_mean_and_who_wrote_it_down(teams):
    notes = " ".join(retention_document(teams).tables[0].notes)
    for words in (
        "on no earlier map",
        "of the connections of the map before",
        "every map up to this one",
        "each apart from the others",
        "not tested against each other",
        "Recorded by the teams themselves",
        "rows a percentage is of fewer than 10",
        "All units: the 2 that have every map",
    ):
        assert words in notes


def test_provenance_counts_the_rows_that_name_no_connection(teams):
    provenance = retention_document(teams, roles={"unit": "Unit"}).provenance
    (file,) = provenance["inputs"]
    assert (file["n_rows"], file["n_used"], file["left_out"]) == (13, 12, {"no_connection": 1})
    assert provenance["options"]["column"] == {"unit": "Unit"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"units": ["Nroth"]}, r"--unit Nroth: teams.csv has none .*did you mean 'North'\?"),
        ({"categories": ["zzz"]}, r"--category zzz: .*there are: residents, places"),
        ({"units": ["South"], "categories": ["places"]}, "no connection of both"),
        ({"confidence": 95}, "did you mean 0.95"),
        ({"confidence": 0.3}, "must lie between 0.5 and 1"),
        ({"roles": {"person": "x"}}, "no such role"),
    ],
)
def test_what_cannot_be_shown_is_one_clear_message(teams, options, words):
    with pytest.raises(UsageError, match=words):
        retention_document(teams, **options)


def test_a_unit_cannot_be_chosen_without_such_a_column(example):
    with pytest.raises(UsageError, match="--column unit=COLUMN"):
        retention_document(example, units=["North"])
