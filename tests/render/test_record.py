import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.render.record import render
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXT
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=4
)


def document_of(*records):
    return Document(command="t", tables=(Table(key="t", title="T", records=records, columns=()),))


def test_the_answer_stands_between_its_provenance_and_its_notes(document, full):
    read = json.loads(render(document, full))
    assert list(read) == ["schema", "provenance", "results", "notes"]
    assert read["schema"] == "lpsstats/compare/1"
    assert read["provenance"] == document.provenance
    assert read["notes"] == ["804 rows read, 804 used."]


def test_records_keep_every_digit_their_order_and_their_nested_lists(document, full):
    read = json.loads(render(document, full))["results"]
    assert read == [dict(record) for record in document.tables[0].records]
    assert list(read[0]) == list(document.tables[0].records[0])


def test_findings_appear_where_there_are_any(checked, full):
    findings = json.loads(render(checked, full))["findings"]
    assert [finding["severity"] for finding in findings] == ["error", "warning", "note", "passed"]
    assert findings[0]["line"] == 82
    assert findings[1]["file"] is None


def test_a_document_without_tables_has_no_results(document, full):
    assert json.loads(render(replace(document, tables=()), full))["results"] == []


@settings(max_examples=40)
@given(record=st.dictionaries(TEXT, VALUES))
def test_what_is_read_is_what_was_written(full, record):
    assert json.loads(render(document_of(record), full))["results"] == [record]


def test_letters_are_written_as_themselves(full):
    assert "Ŵyn 中文" in render(document_of({"label": "Ŵyn 中文"}), full)


@pytest.mark.parametrize("value", [np.float64(0.5), np.int64(3), np.zeros(2), {1}, b"x"])
def test_a_foreign_value_is_refused_by_its_place(full, value):
    with pytest.raises(TypeError, match=r"results\[1\]\.items\[0\]\.alpha"):
        render(document_of({}, {"items": [{"alpha": value}]}), full)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_an_undefined_number_is_refused_by_its_place(full, value):
    with pytest.raises(ValueError, match=r"results\[0\]\.p_value"):
        render(document_of({"p_value": value}), full)


def test_a_foreign_value_in_the_provenance_is_refused_too(document, full):
    with pytest.raises(TypeError, match=r"provenance\.rows"):
        render(replace(document, provenance={"rows": np.int64(3)}), full)
