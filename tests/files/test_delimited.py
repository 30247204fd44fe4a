import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpsstats.errors import DataError, UsageError

FIELDS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=6)


@given(rows=st.lists(st.tuples(FIELDS, FIELDS), max_size=20))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_quoted_fields_come_back_exactly(text_file, read, cells, rows):
    quoted = ['"id","{}","{}"'.format(*(cell.replace('"', '""') for cell in row)) for row in rows]
    export = read(text_file("\n".join(["id,a,b", *quoted]) + "\n"))
    assert export.n_rows == len(rows)
    assert cells(export, "a") == [a for a, _ in rows]
    assert cells(export, "b") == [b for _, b in rows]


def test_a_row_is_found_by_its_line(text_file, read):
    export = read(text_file("q1,q2\n1,2\n3,4\n\n\n"))
    assert (export.n_rows, export.row_word, export.first_row) == (2, "line", 2)
    assert export.notes == ()


@pytest.mark.parametrize(
    "content", ['q1,q2\n1,"a\nb"\n3,4\n', "q1,q2\n1,2\n\n3,4\n", "q1,q2\n,\n1,2\n3,4\n"]
)
def test_where_lines_and_rows_part_no_line_number_is_given(text_file, read, content):
    export = read(text_file(content))
    assert (export.n_rows, export.row_word, export.first_row) == (2, "data row", 1)


def test_lines_left_out_are_counted(text_file, read):
    export = read(text_file("q1,q2\n1,2\n\n,\n3,4\n\n"))
    assert export.n_rows == 2
    assert export.notes == ("lps.csv: lines without any value are left out: 2.",)


def test_rows_one_field_too_long_are_refused_with_the_cause(text_file, read):
    with pytest.raises(DataError) as caught:
        read(text_file("q1,q2\n" + "1,2,3\n" * 360))
    assert str(caught.value) == (
        "lps.csv: 360 of 360 data lines have 3 fields but the header has 2 (first: line 2).\n"
        "A column name is missing from line 1, or each line ends in an extra value. "
        "Nothing was computed."
    )


def test_the_first_bad_row_is_named_by_the_line_on_which_it_starts(text_file, read):
    with pytest.raises(DataError, match=r"1 of 3 data lines has 3 fields .* \(first: line 4\)"):
        read(text_file('q1,q2\n1,"a\nb"\n1,"c\nd",3\n1,2\n'))


def test_rows_of_several_lengths_are_refused(text_file, read):
    with pytest.raises(
        DataError,
        match=r"2 of 3 data lines do not have the 2 fields .*: line 3 has 1, line 4 has 3",
    ):
        read(text_file("q1,q2\n1,2\n1\n1,2,3\n"))


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(text_file, read):
    with pytest.raises(DataError, match="quotation mark"):
        read(text_file('q1,q2\n1,"a\n' + "1,2\n" * 50))


def test_a_header_alone_is_a_survey_without_respondents(text_file, read):
    export = read(text_file("q1,q2"))
    assert export.n_rows == 0
    assert export.columns["q1"].codes.shape == (0,)


def test_a_name_twice_is_refused_only_if_it_is_wanted(text_file, read):
    path = text_file("q1,q2,q1,,\n1,2,3,4,5\n")
    with pytest.raises(DataError, match=r"'q1' \(2 times\)"):
        read(path)
    export = read(path, ["q2"])
    assert list(export.columns) == ["q2"]
    assert export.column_names == ("q1", "q2", "q1", "", "")


def test_text_is_kept_as_it_stands(text_file, read, cells):
    export = read(text_file("id,word\n007, NA \n1e5,.\n"))
    assert cells(export, "id") == ["007", "1e5"]
    assert cells(export, "word") == [" NA ", "."]
    assert export.coded_missing == {"NA", "."}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_recognised(text_file, read, cells, encoding):
    export = read(text_file("naïve,q2\ncafé,2\n", encoding=encoding))
    assert cells(export, "naïve") == ["café"]
    assert export.notes == ()


def test_other_text_is_read_as_windows_1252_with_a_note(text_file, read, cells):
    path = text_file("q1\ncafé “x”\n", encoding="windows-1252")
    export = read(path)
    assert cells(export, "q1") == ["café “x”"]
    assert "windows-1252" in export.notes[0]
    assert read(path, encoding="cp1252").notes == ()


@pytest.mark.parametrize(
    ("content", "at"), [(b"q1\nab\x81\n", 5), (b"q1\n" + b"x" * 2**20 + b"\x81", 2**20 + 3)]
)
def test_bytes_that_are_no_text_are_named_by_their_place(text_file, read, content, at):
    with pytest.raises(
        DataError, match=rf"^lps\.csv: line 2 is not text .*byte {at:,} of .*\n.*--encoding"
    ):
        read(text_file(content))


def test_a_zero_byte_is_refused(text_file, read):
    with pytest.raises(DataError, match="line 2 holds a zero byte"):
        read(text_file(b"q1\n1\0\n"))


@pytest.mark.parametrize("encoding", ["utf-88", "rot13", "a\0b"])
def test_an_encoding_that_is_none_is_a_usage_error(text_file, read, encoding):
    with pytest.raises(UsageError, match="--encoding"):
        read(text_file("q1\n1\n"), encoding=encoding)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_found_and_said(text_file, read, cells, delimiter):
    content = f'a,1{delimiter}b,2{delimiter}c\n"x{delimiter}y"{delimiter}1{delimiter}2\n'
    export = read(text_file(content))
    assert export.column_names == ("a,1", "b,2", "c")
    assert cells(export, "a,1") == [f"x{delimiter}y"]
    assert "separated by" in export.notes[0]


def test_the_usual_delimiter_of_a_suffix_needs_no_note(text_file, read):
    assert read(text_file("a\tb\n1\t2\n", name="lps.tsv")).notes == ()


def test_the_delimiter_can_be_given(text_file, read):
    path = text_file("a;b,c\n1;2,3\n")
    assert read(path, delimiter=";").column_names == ("a", "b,c")
    assert read(path, delimiter=",").column_names == ("a;b", "c")
    with pytest.raises(UsageError, match="--delimiter"):
        read(path, delimiter=";;")


@pytest.mark.parametrize(
    ("content", "decimal"),
    [
        ("a;b\n3,5;x\n", ","),
        ("a;b\n3.5;x\n", "."),
        ("a;b\n3,5;1.5\n", "."),
        ("a;b\n3,5;x\n3.5;x\n", "."),
        ('a,b\n"3,5",x\n', "."),
    ],
)
def test_the_decimal_mark_is_a_comma_only_where_nothing_speaks_against_it(
    text_file, read, content, decimal
):
    assert read(text_file(content)).decimal == decimal


def test_many_blocks_are_joined_in_order(text_file, read, cells):
    rows = "".join(f"{i},{i % 7},x\n" for i in range(30_000))
    export = read(text_file("id,q1,q2\n" + rows), ["id", "q1"])
    assert cells(export, "id") == [str(i) for i in range(30_000)]
    assert cells(export, "q1") == [str(i % 7) for i in range(30_000)]
    assert len(export.columns["q1"].levels) == 7


def test_an_endless_field_is_a_data_error(text_file, read):
    with pytest.raises(DataError, match="quotation mark"):
        read(text_file('q1,q2\n1,"' + "x" * 200_000))
