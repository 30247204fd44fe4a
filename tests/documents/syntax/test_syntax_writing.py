"""Nothing that a label, a path or an answer holds can end a command, a comment or a string."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.documents.syntax.files import FileForm, unreadable
from lpsstats.documents.syntax.heading import refusal
from lpsstats.documents.syntax.writing import (
    command,
    comment,
    free_names,
    is_name,
    is_writable,
    label,
    literal,
    quoted,
)
from lpsstats.survey.export import Export, TextColumn

TEXTS = st.text() | st.text(alphabet="'\"./* \n\r\x85\u2028\u202eab", max_size=300)
BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@given(TEXTS)
def test_a_string_is_one_line_and_ends_where_it_should(text):
    for written in (quoted(text), label(text)):
        assert not BREAKS.search(written)
        assert written[0] == written[-1] == "'"
        assert "'" not in written[1:-1].replace("''", "")
    assert len(label(text).encode()) <= 250


@given(TEXTS)
def test_only_the_last_line_of_a_comment_ends_with_a_stop(text):
    lines = list(comment(text))
    assert lines[0].startswith("* ")
    assert all(line.startswith("  ") for line in lines[1:])
    assert [line.endswith(".") for line in lines] == [False] * (len(lines) - 1) + [True]
    assert not any(BREAKS.search(line) or "/*" in line for line in lines)


@given(st.lists(st.text(alphabet="abc_1é ", min_size=1) | st.sampled_from(["ALL", "to", "lps_x"])))
def test_every_name_is_one_that_spss_takes_and_no_two_are_alike(wanted):
    names = free_names(dict.fromkeys(wanted), "lps_v")
    assert all(is_name(name) for name in names.values())
    assert len({name.casefold() for name in names.values()}) == len(names)


def test_a_command_breaks_between_its_tokens_alone():
    text = "\n".join(command("COMPUTE", *(f"'{i:040d} .'" for i in range(9))))
    assert text.count("\n") > 3
    assert all(line.count("'") % 2 == 0 and len(line) <= 101 for line in text.splitlines())


def test_a_literal_is_not_changed():
    assert literal("it's\u200d") == "'it''s\u200d'"
    assert is_writable("it's\u200d")
    assert not is_writable("a\nb")
    assert not is_writable("x" * 400)


@pytest.mark.parametrize(
    ("form", "level", "why"),
    [
        (FileForm(kind="an Excel workbook"), "a", "it is an Excel workbook"),
        (FileForm(kind="text", encoding="utf-16"), "a", "its encoding is utf-16"),
        (FileForm(kind="sav"), "a\nb", "an answer in 'q'"),
    ],
)
def test_a_file_that_no_syntax_reads_is_refused_with_its_reason(form, level, why):
    column = TextColumn(levels=(level,), codes=np.zeros(1, dtype=np.int32))
    export = Export(
        name="f", path=Path("f"), sha256="", n_rows=1, column_names=("q",), columns={"q": column},
        row_word="line",
    )  # fmt: skip
    found = unreadable(export, form)
    assert found is not None
    assert found.startswith(why)
    lines = list(refusal({"f": found}))
    assert all(line.startswith(("* ", "  ")) for line in lines)


def test_a_file_that_syntax_reads_has_no_reason():
    export = Export(
        name="f", path=Path("f"), sha256="", n_rows=0, column_names=(), columns={}, row_word="line"
    )
    assert unreadable(export, FileForm(kind="text", encoding="utf-8", delimiter=",")) is None
