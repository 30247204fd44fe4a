import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.delimited import comma, tab
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
)


def document_of(*records):
    return Document(command="t", tables=(Table(key="t", title="T", records=records, columns=()),))


def read(text, delimiter=","):
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("write", "delimiter"), [(comma, ","), (tab, "\t")])
def test_every_key_is_a_column_and_every_number_keeps_its_digits(document, full, write, delimiter):
    rows = read(write(document, full), delimiter)
    records = document.tables[0].records
    assert list(rows[0]) == [key for key in records[0] if key != "items"]
    for row, record in zip(rows, records, strict=True):
        for key in ("estimate", "mean_from", "conf_low", "p_value"):
            assert record[key] is None or float(row[key]) == record[key]


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_read_back_to_the_last_bit(full, value):
    assert float(read(comma(document_of({"x": value, "y": 1}), full))[0]["x"]) == value


def test_absent_and_truth_values_have_their_own_words(full):
    text = comma(document_of({"a": None, "b": True, "c": False, "d": 0}), full)
    assert text == "a,b,c,d\n,true,false,0\n"


def test_a_negative_number_is_no_formula_but_such_a_text_is_made_harmless(full):
    text = comma(document_of({"number": -0.5, "text": "-0.5", "call": "=cmd|' /C calc'!A0"}), full)
    assert text.splitlines()[1] == "-0.5,'-0.5,'=cmd|' /C calc'!A0"


def test_commas_and_quotes_are_quoted(full):
    label = 'Barton, "the" Tredworth'
    text = comma(document_of({"label": label}), full)
    assert text == 'label\n"Barton, ""the"" Tredworth"\n'


def test_a_key_that_only_later_records_have_is_still_a_column(full):
    assert comma(document_of({"a": 1}, {"a": 2, "b": 3}), full) == "a,b\n1,\n2,3\n"


def test_without_records_the_columns_keys_are_the_heading(document, full):
    empty = replace(document, tables=(replace(document.tables[0], records=()),))
    text = comma(empty, full)
    assert text.count("\n") == 1
    assert text.startswith("site_label,measure_label,better,")


@pytest.mark.parametrize("write", [comma, tab])
@given(label=st.text(st.characters()))
def test_a_record_is_one_line_whatever_its_label(full, write, label):
    text = write(document_of({"label": label, "n": 1}), full)
    assert len(text.splitlines()) == 2
    text.encode("utf-8")


@pytest.mark.parametrize("value", [np.float64(0.5), np.int64(3), np.bool_(True), object()])
def test_a_foreign_value_is_refused_by_name(full, value):
    with pytest.raises(TypeError, match="estimate"):
        comma(document_of({"estimate": value}), full)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_an_undefined_number_is_refused_by_name(full, value):
    with pytest.raises(ValueError, match="estimate"):
        comma(document_of({"estimate": value}), full)
