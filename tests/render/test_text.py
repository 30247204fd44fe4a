from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lpsstats.render.page import Page
from lpsstats.render.safe_text import anchored, safe_text
from lpsstats.render.text import markdown, plain
from lpsstats.tables.document import Document, Section
from lpsstats.tables.model import Column, Table

TRAPS = ["4.10", "007", "1e5", ".045", "1,234", "inf", "nan", "True", "0x10", "1_000", "−0.08"]


def parsed(text):
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def spoken(tokens):
    """Give the text of every inline token, and the kinds of markup in it."""
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children}
    return ["".join(child.content for child in token.children) for token in inline], kinds


def one_column(values):
    table = Table(
        key="t",
        title="T",
        records=tuple({"value": value} for value in values),
        columns=(Column(heading="Value", keys=("value",), format="text"),),
    )
    return Document(command="t", tables=(table,))


def test_plain_text_has_one_line_for_a_record_with_its_group_first(document, full):
    lines = plain(document, full).splitlines()
    assert [line.split()[0] for line in lines[3:7]] == ["Barton", "Barton", "Whaddon", "Whaddon"]
    assert lines[2].split()[:3] == ["Site", "Scale", "Good"]
    assert lines[5].endswith("[−10.25, 0.00]   .010  ▼ declined")


def test_plain_text_ends_with_what_was_done_and_from_what(document, full):
    assert plain(document, full).splitlines()[-4:] == [
        "804 rows read, 804 used.",
        "version: 0.1.0",
        "lps_t1.sav: rows 403",
        "lps_t3.sav: rows 401",
    ]


def test_plain_text_can_be_ascii(document):
    assert plain(document, Page(None, False, False)).isascii()


@pytest.mark.parametrize("render", [plain, markdown])
@pytest.mark.parametrize("trap", TRAPS)
def test_no_number_is_rewritten(render, full, trap):
    # alone in its column, for a column of numbers is what tabulate would set anew
    last = render(one_column([trap]), full).splitlines()[-1]
    assert last.strip("| ").replace("\\", "") == trap


def test_markdown_is_a_table_with_title_above_and_notes_below(document, full):
    tokens = parsed(markdown(document, full))
    kinds = [token.type for token in tokens if token.level == 0]
    blocks = [kind.removesuffix("_open") for kind in kinds if kind.endswith("_open")]
    assert blocks == ["paragraph", "table", "bullet_list", "bullet_list"]
    texts, _ = spoken(tokens)
    assert texts[0] == "Change from Time One to Time Three"
    assert texts[1:4] == ["Site", "Scale", "Good"]
    assert "[−10.25, 0.00]" in texts
    assert "<.001" in texts
    assert "Welch; weighted." in texts
    assert "804 rows read, 804 used." in texts


def test_markdown_aligns_text_left_and_numbers_right(document, full):
    rule = markdown(document, full).splitlines()[3]
    assert [cell.endswith(":") for cell in rule.strip("|").split("|")] == (
        [False] * 3 + [True] * 6 + [False]
    )


@pytest.mark.parametrize(
    "text",
    [
        "a|b",
        "`rm`",
        "*b*",
        "_i_",
        "<b>x</b>",
        "[x](http://y)",
        "![x](y)",
        "~~s~~",
        "&lt;",
        "\\|",
        "a\nb",
    ],
)
def test_markup_in_a_label_stays_text(labelled, full, text):
    texts, kinds = spoken(parsed(markdown(labelled(text), full)))
    assert kinds <= {"text", "strong_open", "strong_close", "text_special"}
    assert texts.count(text.replace("\n", " ")) == 6  # title, heading, group, label, both notes


@pytest.mark.parametrize(
    "text", ["1. one", "- one", "+ one", "# one", "> one", "---", "12) x", "= x"]
)
def test_a_note_cannot_open_a_list_or_a_heading(labelled, full, text):
    tokens = parsed(markdown(labelled(text), full))
    kinds = [token.type for token in tokens]
    assert "ordered_list_open" not in kinds
    assert kinds.count("bullet_list_open") == 2  # the table's notes, the document's
    assert not {"heading_open", "blockquote_open", "hr"} & set(kinds)
    assert spoken(tokens)[0].count(text) == 6


@given(text=st.text(st.characters()).filter(str.strip))
def test_a_markdown_reader_gets_every_label_back(labelled, full, text):
    texts, kinds = spoken(parsed(markdown(labelled(text), full)))
    assert kinds <= {"text", "strong_open", "strong_close", "text_special"}
    clean = anchored(safe_text(text, "terminal")).strip()
    assert [t.strip() for t in texts].count(clean) == 6 or not clean


def test_a_document_without_tables_still_says_what_was_done(document, full):
    assert plain(replace(document, tables=()), full).startswith("804 rows read")


def test_what_a_figure_shows_is_a_list_in_markdown(diagram, full):
    document = Document(
        command="r", tables=(), sections=(Section(heading="A", figures=(diagram,)),)
    )
    lines = markdown(document, full).splitlines()
    assert "- Social cohesion and Trust: +.31." in lines
    assert sum(line.startswith("- ") for line in lines) == len(diagram.edges)
