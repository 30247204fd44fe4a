"""The JSON of every command and of every table of it is what `schema` says it is."""

import json

import jsonschema
import pytest

from lpsstats.cli.boundary import run
from lpsstats.cli.schema import Subject
from lpsstats.tables.result_schema import result_schema

WORKSHOP = "-d examples/workshop/data_dictionary.yaml"
ASKED = [
    "check",
    "check --dictionary-only",
    *(f"describe --table {table}" for table in ("who", "scales", "items", "missing")),
    "describe --table composition",
    "describe --table items --by wave --measure cohesion --suppress-below 20",
    "compare",
    "compare --measure items --suppress-below 60",
    "compare --robust --measure trust",
    "compare --waves all",
    f"compare {WORKSHOP}",
    "contrast --pairs",
    "contrast --suppress-below 120",
    "plan",
    "plan --sd 1.2 --n 200",
    "relate --table pairs --measure trust --measure cohesion",
    "relate --table summary",
    "relate --mediation cohesion trust wellbeing",
    "drivers --outcome trust --predictor q27_seen --draws 100",
    "reliability",
    "reliability --items",
    "reliability --by wave,site --ordinal --measure cohesion --suppress-below 150",
    "reliability --dimensions --measure cohesion",
    "reliability --influence",
    "reliability --invariance --measure cohesion",
    "reliability --invariance --items --measure cohesion",
    "themes --table themes",
    "themes --table question",
    f"themes --table agreement {WORKSHOP}",
    "themes --by none --suppress-below 30",
    "counts examples/counts/activities.csv",
    "counts examples/counts/activities.csv --table trend",
    "counts examples/counts/activities.csv --suppress-below 10",
    "counts examples/counts/maps.csv --retention",
]


@pytest.fixture(autouse=True)
def _at_home(monkeypatch, root):
    monkeypatch.chdir(root)
    monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)


@pytest.mark.parametrize("asked", ASKED)
def test_the_json_is_what_the_schema_says(asked, capsys):
    command = asked.split()[0]
    status = run([*asked.split(), "-q", "-f", "json"])
    shown = capsys.readouterr()
    assert status in {0, 1}, shown.err
    answer = json.loads(shown.out)
    jsonschema.Draft7Validator(result_schema(command)).validate(answer)
    assert answer["results"] or command == "check"


def test_no_command_with_a_schema_is_left_out():
    asked = {one.split()[0] for one in ASKED}
    assert asked == set(Subject) - {Subject.DICTIONARY}
