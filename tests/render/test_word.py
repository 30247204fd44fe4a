"""A Word file holds what the document holds, in its order, and says so to every reader."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.findings import Finding, Severity
from lpsstats.render import word_figure
from lpsstats.render.word import render
from lpsstats.tables.document import Section
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Layout

# The sheet's code points and what XML has no place for, markup, fields, and turned directions.
HOSTILE = 'a\x00b\ufffe<w:t>& "x"\ud800\n{ HYPERLINK "http://x" }\u202edlrow ]]> =1+1'


@dataclass(frozen=True)
class Picture:
    key: str = "change"
    title: str = "Change by site"
    sentences: tuple[str, ...] = ("Read it from left to right.", "p < .05 is not drawn.")
    alternative: str = 'Barton fell by 0.78; "Whaddon" <stayed>.'


def png(width=400, height=200):
    """Make a grey picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


@pytest.fixture
def opened(full):
    """Render a document and read it as others do."""
    return lambda document: docx.Document(io.BytesIO(render(document, full)))


@pytest.fixture
def report(document, monkeypatch):
    monkeypatch.setattr(word_figure, "draw", lambda figure, suffix, bare: png())
    opening = Section(
        heading="In short",
        paragraphs=("Trust fell, p = .012.",),
        points=("First.", "Second."),
        figures=(Picture(),),
    )
    sites = Section(heading="By site", level=2, tables=document.tables * 2)
    return replace(document, title="The survey", sections=(opening, sites))


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {entry.filename: (archive.read(entry), entry) for entry in archive.infolist()}


def texts(table):
    """Give the texts of a table's rows without python-docx's slow access to cells."""
    return [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        for row in table._tbl.tr_lst
    ]


def styles(word):
    return [(p.style.name, p.text) for p in word.paragraphs]


def test_two_runs_give_the_same_bytes(report, full):
    assert render(report, full) == render(report, full)


def test_no_part_carries_a_time_or_a_name(document, full):
    parts = parts_of(render(document, full))
    assert {entry.date_time for _, entry in parts.values()} == {(1980, 1, 1, 0, 0, 0)}
    word = docx.Document(io.BytesIO(render(document, full)))
    properties = word.core_properties
    assert properties.author == properties.last_modified_by == ""
    assert properties.created == properties.modified
    assert properties.created.year == 1980
    assert not any("thumbnail" in name or "app.xml" in name for name in parts)


def test_the_file_has_the_title_of_the_report_or_of_its_first_table(opened, document, report):
    assert opened(report).core_properties.title == "The survey"
    assert opened(document).core_properties.title == document.tables[0].title
    assert len(opened(replace(document, title="x" * 300)).core_properties.title) == 255


def test_the_language_is_british_english(opened, document):
    word = opened(document)
    assert word.core_properties.language == "en-GB"
    languages = word.styles.element.iter(qn("w:lang"))
    assert {language.get(qn("w:val")) for language in languages} == {"en-GB"}


def test_headings_points_and_paragraphs_have_styles_in_the_outlines_order(opened, report):
    told = [(style, text) for style, text in styles(opened(report)) if style != "Table Note"]
    assert told[:6] == [
        ("Title", "The survey"),
        ("Heading 1", "In short"),
        ("Normal", "Trust fell, p = .012."),
        ("List Bullet", "First."),
        ("List Bullet", "Second."),
        ("Normal", ""),  # the picture
    ]
    assert told[6:] == [
        ("Caption", "Figure 1\nChange by site"),
        ("Heading 2", "By site"),
        ("Caption", "Table 1\nChange from Time One to Time Three"),
        ("Caption", "Table 2\nChange from Time One to Time Three"),
        ("Heading 1", "How this was made"),
        ("List Bullet", "804 rows read, 804 used."),
    ]


def test_points_are_a_list_that_the_file_defines(opened, report):
    word = opened(report)
    number = word.styles["List Bullet"].element.xpath("w:pPr/w:numPr/w:numId/@w:val")
    numbering = word.part.numbering_part.element
    assert numbering.xpath(f"w:num[@w:numId='{number[0]}']")


def test_captions_are_numbered_by_word_itself(opened, report):
    captions = [p for p in opened(report).paragraphs if p.style.name == "Caption"]
    codes = [p._p.xpath("string(.//w:instrText)").strip() for p in captions]
    assert codes == [r"SEQ Figure \* ARABIC", r"SEQ Table \* ARABIC", r"SEQ Table \* ARABIC"]
    *number, title = [run for run in captions[1].runs if run.text.strip()]
    assert title.italic
    assert not title.bold
    assert ["".join(run.text for run in number), *{run.bold for run in number}] == ["Table 1", True]
    assert all(p.paragraph_format.keep_with_next for p in captions)


def test_the_cells_of_the_grid_are_those_of_the_table(opened, document):
    shown = document.tables[0].cells(Layout.STANDARD)
    expected = [[column.heading for column in shown.columns]]
    for heading, rows in shown.groups:
        expected += [[heading], *[[cell.text for cell in row] for row in rows]]
    found = [
        [text.replace("\xa0", " ") for text in row] for row in texts(opened(document).tables[0])
    ]
    assert found == expected


def test_a_withheld_value_is_shown_as_such(opened, document):
    table = document.tables[0]
    hidden = tuple({**record, "estimate": HIDDEN} for record in table.records)
    rows = texts(opened(replace(document, tables=(replace(table, records=hidden),))).tables[0])
    assert [row[4] for row in rows if len(row) > 1] == ["Change", "[c]", "[c]", "[c]", "[c]"]


def test_notes_stand_beneath_with_their_symbols_in_italics(opened, document):
    noted = replace(document.tables[0], notes=("Means with SD; p = .012.", "Second."))
    word = opened(replace(document, tables=(noted,)))
    notes = [p for p in word.paragraphs if p.style.name == "Table Note"]
    assert [p.text for p in notes[:2]] == ["Note. Means with SD; p = .012.", "Second."]
    assert [run.text for run in notes[0].runs if run.italic] == ["Note. ", "SD", "p"]


def test_a_table_without_rows_has_a_title_no_number_and_no_grid(opened, document):
    full = document.tables[0]
    word = opened(replace(document, tables=(replace(full, key="t", records=()), full)))
    assert len(word.tables) == 1
    said = styles(word)
    assert said[:2] == [("Normal", full.title), ("Normal", "No rows.")]
    assert said[2][1].startswith("Note. Good:")
    assert [text for _, text in said if text.startswith("Table ")] == [f"Table 1\n{full.title}"]


def test_a_check_that_found_nothing_says_so(opened, document):
    empty = replace(document.tables[0], key="check", records=())
    assert ("Normal", "No findings.") in styles(opened(replace(document, tables=(empty,))))


def test_verdicts_have_the_colours_of_the_web_page(opened, document):
    grid = opened(document).tables[0]._tbl
    colours = {
        run.xpath("string(.//w:t)"): run.xpath("string(.//w:color/@w:val)")
        for run in grid.iter(qn("w:r"))
    }
    assert colours["▲\xa0improved"].lower() == "00558c"
    assert colours["▼\xa0declined"].lower() == "9b3a00"


def test_a_document_without_tables_is_a_file_all_the_same(opened, document):
    word = opened(replace(document, tables=(), provenance={}, notes=()))
    assert styles(word) == [("Heading 1", "How this was made")]


def test_a_picture_says_in_words_what_it_shows(opened, report):
    (inline,) = opened(report).element.body.iter(qn("wp:docPr"))
    assert inline.get("descr") == Picture.alternative
    assert inline.get("title") == Picture.title


@pytest.mark.parametrize(
    ("pixels", "points"),
    # 453.5 points of text to a line of A4; 0.78 of 700.2 points of text to a page.
    [((400, 200), (150, 75)), ((2000, 500), (453.5, 113.4)), ((1000, 4000), (136.5, 546.1))],
)
def test_a_picture_fills_the_width_but_is_never_enlarged_nor_too_tall(
    opened, report, monkeypatch, pixels, points
):
    monkeypatch.setattr(word_figure, "draw", lambda figure, suffix, bare: png(*pixels))
    (shape,) = opened(report).inline_shapes
    assert (shape.width.pt, shape.height.pt) == pytest.approx(points, abs=0.15)


def test_the_file_says_what_it_was_made_from(opened, document):
    said = [text for style, text in styles(opened(document)) if style == "Table Note"]
    assert "version: 0.1.0" in said
    assert said[-2:] == ["lps_t1.sav: rows 403", "lps_t3.sav: rows 401"]


def test_what_a_check_found_is_said_unless_a_table_says_it(opened, document):
    findings = (
        Finding(severity=Severity.WARNING, code="c", subject="s", message="9 in 10 said 7"),
        Finding(severity=Severity.PASSED, code="c", subject="s", message="fine"),
    )
    points = [t for s, t in styles(opened(replace(document, findings=findings))) if "List" in s]
    assert points == ["804 rows read, 804 used.", "warning: 9 in 10 said 7"]
    tabled = replace(document, findings=findings, tabled=True)
    assert [t for s, t in styles(opened(tabled)) if "List" in s] == ["804 rows read, 804 used."]


def test_pages_are_numbered_at_their_foot(opened, document):
    footer = opened(document).sections[0].footer
    assert footer.paragraphs[0]._p.xpath("string(.//w:instrText)").strip() == "PAGE"


def test_a_table_that_needs_it_has_a_turned_page_to_itself(opened, document):
    narrow = document.tables[0]
    wide = replace(narrow, columns=narrow.columns * 2)
    sections = (
        Section(heading="Before", paragraphs=("Text.",), tables=(narrow, wide, narrow, wide)),
        Section(heading="Nothing but a heading"),
        Section(heading="Wide alone", level=2, tables=(wide,)),
        Section(heading="After", tables=(narrow,)),
    )
    word = opened(replace(document, sections=sections))
    assert [section.orientation.name for section in word.sections] == [
        "PORTRAIT",
        "LANDSCAPE",
        "PORTRAIT",
    ]
    assert [s.page_width.cm for s in word.sections] == pytest.approx([21, 29.7, 21], abs=0.01)
    assert all(s.footer.is_linked_to_previous for s in list(word.sections)[1:])
    body = [element.xpath("string()") for element in word.element.body]
    breaks = [place for place, e in enumerate(word.element.body) if e.xpath("w:pPr/w:sectPr")]
    assert body.index("Before") < breaks[0] < body.index("Nothing but a heading") < breaks[1]
    assert breaks[1] < body.index("After")


def test_a_file_all_of_whose_pages_are_turned_is_not_turned_back(opened, document):
    table = document.tables[0]
    wide = replace(document, tables=(replace(table, columns=table.columns * 2),))
    (section,) = opened(wide).sections
    assert section.orientation.name == "LANDSCAPE"


@given(text=st.text(st.characters()))
def test_any_text_stays_text(labelled, full, text):
    word = docx.Document(io.BytesIO(render(labelled(text), full)))
    assert len(word.tables[0]._tbl.tr_lst) == 3


def test_markup_fields_and_marks_of_direction_in_labels_do_nothing(labelled, full):
    content = parts_of(render(labelled(HOSTILE), full))["word/document.xml"][0].decode()
    instructions = re.findall(r"<w:instrText[^>]*>([^<]*)<", content)
    assert set(instructions) <= {r" SEQ Table \* ARABIC "}
    assert "w:hyperlink" not in content
    assert "\u202e" not in content
    word = docx.Document(io.BytesIO(render(labelled(HOSTILE), full)))
    expected = 'a\ufffdb\ufffd<w:t>& "x"\ufffd { HYPERLINK "http://x" }dlrow ]]> =1+1'
    assert texts(word.tables[0])[1] == [expected]


def test_right_to_left_labels_keep_their_place(labelled, full):
    word = docx.Document(io.BytesIO(render(labelled("עברית (n = 5)"), full)))
    assert texts(word.tables[0])[1] == ["\u200eעברית (n = 5)\u200e"]
