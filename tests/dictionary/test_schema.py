"""The JSON Schema says what the reader says, in a form that editors understand."""

import datetime as dt
import json
import os
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from lpsstats.dictionary import schema
from lpsstats.dictionary.schema import SCHEMA_FILE, dictionary_schema, dictionary_schema_text

NEWER_THAN_DRAFT_7 = {
    "$defs", "$anchor", "$dynamicRef", "prefixItems", "dependentRequired", "dependentSchemas",
    "unevaluatedProperties", "unevaluatedItems", "minContains", "maxContains",
}  # fmt: skip


@pytest.fixture(scope="module")
def validator():
    return jsonschema.Draft7Validator(dictionary_schema())


def as_json(value):
    """Turn a YAML tree into what an editor's JSON Schema checker sees."""
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def tree(text):
    return as_json(YAML(typ="safe", pure=True).load(text))


def keywords(node):
    """Give the keywords of a schema, not the names of properties."""
    if isinstance(node, list):
        for each in node:
            yield from keywords(each)
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            named = key in {"properties", "definitions"}
            yield from keywords(list(value.values()) if named else value)


def test_it_is_a_valid_schema_of_draft_7():
    jsonschema.Draft7Validator.check_schema(dictionary_schema())
    assert dictionary_schema()["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_it_uses_nothing_newer_than_draft_7():
    assert not NEWER_THAN_DRAFT_7 & set(keywords(dictionary_schema()))
    assert "#/$defs" not in dictionary_schema_text()


@pytest.mark.parametrize(
    "path",
    [
        "data_dictionary.yaml",
        "examples/mood/data_dictionary.yaml",
        "tests/real/gss.yaml",
        "tests/real/rcs.yaml",
        "tests/examples/tiny/tiny.yaml",
    ],
)
def test_the_dictionaries_of_this_project_satisfy_it(root, validator, path):
    errors = validator.iter_errors(tree((root / path).read_text(encoding="utf-8")))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T1: {code: 1}", "T1: {code: 1, date: 2016-12-01}"),
        ("T1: {code: 1}", "T1: {code: 1, date: 2016}"),
        ("south: {code: 2}", "south: {code: {T1: [2, b], T2: 3}}"),
        ("known: {use: agree5}", "known: {use: agree5, names: {T2: Q2}}"),
        ("known: {use: agree5}", "known: {use: agree5, labels: {1: no}}"),
    ],
)
def test_what_the_reader_takes_satisfies_it(read, small, validator, old, new):
    assert read(old, new)
    assert validator.is_valid(tree(small(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: 1", "format: 2"),
        ("[apart], better: high}", "[apart]}"),
        ("[apart], better: high}", "[apart], better: good}"),
        ("reverse: [apart]", "revers: [apart]"),
        ("range: [1, 5]", "range: [1]"),
        ("range: [1, 5]", "range: 1-5"),
        ("T1: {code: 1}", "T1: {code: 1, date: soon}"),
        ("T1: {code: 1}", "T1: {code: 1, label: 2016}"),
        ("survey: {title: A small survey}\n", ""),
        ("format: 1", "format: 1\nanalysis: {interval: 95}"),
    ],
)
def test_what_the_reader_refuses_for_its_shape_violates_it(problems, small, validator, old, new):
    assert problems(old, new)
    assert not validator.is_valid(tree(small(old, new)))


def test_the_copy_in_the_package_is_current():
    path = Path(schema.__file__).with_name(SCHEMA_FILE)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(dictionary_schema_text(), encoding="utf-8")
    shipped = path.read_text(encoding="utf-8")
    assert shipped == dictionary_schema_text()
    assert json.loads(shipped) == dictionary_schema()


def test_every_key_has_words_for_the_editor(root):
    definitions = dictionary_schema()["definitions"]
    assert all(part.get("description") for part in definitions.values())
