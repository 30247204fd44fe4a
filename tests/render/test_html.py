"""The page is what a browser and a screen reader need, and nothing in it is active."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.html import render
from lpsstats.render.html_parts import ROOM
from lpsstats.render.safe_text import safe_text
from lpsstats.tables.document import Document, Section
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Layout
from support.html_reading import read_html


@pytest.fixture
def report(table, diagram):
    """Make a report whose second section is deeper than its first allows."""
    pictured = replace(diagram, title='What <goes> "together"')
    sections = (
        Section(tables=(table,), paragraphs=("Before any heading.",)),
        Section(heading="Deep at once", level=2, figures=(pictured, diagram)),
        Section(heading="First", paragraphs=("One & two.",), points=("p = .012", "n = 12")),
        Section(heading="Inside", level=2, tables=(table, replace(table, notes=()))),
    )
    return Document(command="report", tables=(table,), title="All of it", sections=sections)


def grid(node):
    """Give the text of every row of a table."""
    return [
        [cell.text for cell in row.inner if not isinstance(cell, str)] for row in node.all("tr")
    ]


def test_the_page_says_its_language_its_name_and_where_its_content_is(document, full):
    page = read_html(render(document, full))
    assert page.one("html").attributes["lang"] == "en-GB"
    assert page.one("title").text == page.one("h1").text == document.tables[0].title
    metas = [meta.attributes for meta in page.all("meta")]
    assert metas[0] == {"charset": "utf-8"}
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in metas
    skip = next(page.one("body").all("a"))
    assert skip.attributes["href"] == f"#{page.one('main').attributes['id']}"


def test_the_page_forbids_scripts_and_network_and_holds_none(report, full):
    text = render(report, full)
    page = read_html(text)
    policy = next(m.attributes for m in page.all("meta") if "http-equiv" in m.attributes)
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert policy["content"].startswith("default-src 'none'; ")
    assert "script" not in policy["content"]
    for node in page.all("*"):
        assert not [name for name in node.attributes if name.startswith("on") or name == "src"]
        assert node.attributes.get("href", "#").startswith("#")
    assert set(re.findall(r"https?://[^\s\"<]*", text)) <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in text
    assert "url(" not in text


def test_headings_go_down_one_level_at_a_time(report, full):
    page = read_html(render(report, full))
    levels = [int(node.tag[1]) for node in page.all("*") if re.fullmatch(r"h\d", node.tag)]
    assert [h.text for h in page.all("h2")] == [
        "Contents",
        "Deep at once",
        "First",
        "How this was made",
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_reference_leads_somewhere(report, full):
    nodes = list(read_html(render(report, full)).all("*"))
    ids = [node.attributes["id"] for node in nodes if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    names = ("aria-labelledby", "aria-describedby", "href")
    wanted = {
        node.attributes[n].lstrip("#") for node in nodes for n in names if n in node.attributes
    }
    assert wanted <= set(ids)
    assert len(wanted) > 10


def test_the_contents_name_every_section_that_is_in_no_other(report, document, full):
    nav = read_html(render(report, full)).one("nav")
    entries = [link.text for link in nav.all("a")]
    assert entries == ["Deep at once", "First", "How this was made"]
    assert not list(read_html(render(document, full)).all("nav"))


def test_every_table_has_a_caption_and_headings_with_a_scope(report, full):
    page = read_html(render(report, full))
    tables = list(page.all("table"))
    assert [table.one("caption").text.split()[:2] for table in tables] == [
        ["Table", "1"],
        ["Table", "2"],
        ["Table", "3"],
    ]
    assert ["aria-describedby" in table.attributes for table in tables] == [True, True, False]
    for table in tables:
        scopes = [th.attributes["scope"] for th in table.all("th")]
        assert [scopes.count(s) for s in ("col", "row", "rowgroup")] == [9, 4, 2]
        assert next(table.all("thead"))


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches(document, full):
    page = read_html(render(document, full))
    (region,) = [node for node in page.all("div") if node.attributes.get("role") == "region"]
    assert region.attributes["tabindex"] == "0"
    assert region.attributes["aria-labelledby"] == page.one("caption").attributes["id"]
    assert next(region.all("table"))


def test_cells_are_what_the_columns_print(document, full):
    rows = grid(read_html(render(document, full)).one("table"))
    cells = document.tables[0].cells(Layout.WIDE)
    assert rows[0] == [column.heading for column in cells.columns]
    written = [[cell.text for cell in row] for row in cells.rows()]
    assert [row for row in rows[1:] if len(row) > 1] == written
    assert [row for row in rows if len(row) == 1] == [["Barton"], ["Whaddon"]]


def test_a_table_without_room_for_all_columns_shows_the_standard_ones(table, full):
    long = replace(table.columns[0], heading="x" * ROOM, first=Layout.WIDE, wraps=False)
    crowded = Document(command="c", tables=(replace(table, columns=(*table.columns, long)),))
    headings = grid(read_html(render(crowded, full)).one("table"))[0]
    assert headings == [c.heading for c in table.cells(Layout.STANDARD).columns]
    assert 'class="sideways"' not in render(crowded, full)


def test_a_table_wider_than_the_paper_is_printed_sideways(table, full):
    long = replace(table.columns[0], heading="x" * ROOM, wraps=False)
    crowded = Document(command="c", tables=(replace(table, columns=(*table.columns, long)),))
    assert read_html(render(crowded, full)).one("main").attributes["class"] == "sideways"


def test_a_verdict_has_its_word_and_mark_beside_the_colour(document, full):
    cells = list(read_html(render(document, full)).all("td"))
    good = [cell.text for cell in cells if "good" in cell.attributes.get("class", "").split()]
    assert good == ["▲ improved"]


def test_numbers_stand_right_and_labels_left(document, full):
    row = next(
        r
        for r in read_html(render(document, full)).one("table").all("tr")
        if "row" in str([th.attributes.get("scope") for th in r.all("th")]).split("'")
    )
    classes = [cell.attributes.get("class", "") for cell in row.inner if not isinstance(cell, str)]
    aligns = ["left" if "left" in each.split() else "right" for each in classes]
    assert "text-align: right" in render(document, full)
    assert aligns == [c.align for c in document.tables[0].cells().columns]


def test_a_withheld_value_says_so(table, full):
    withheld = {**table.records[0], "n_from": HIDDEN, "mean_to": HIDDEN}
    page = read_html(
        render(Document(command="c", tables=(replace(table, records=(withheld,)),)), full)
    )
    marks = list(page.all("abbr"))
    assert [mark.text for mark in marks] == ["[c]", "[c]"]
    assert all(mark.attributes["title"].startswith("withheld: ") for mark in marks)


def test_a_figure_is_drawn_captioned_and_said_in_words(report, full):
    page = read_html(render(report, full))
    figures = list(page.all("figure"))
    assert len(figures) == 2
    for number, (figure, data) in enumerate(
        zip(figures, report.sections[1].figures, strict=True), 1
    ):
        assert figure.one("figcaption").text == f"Figure {number} {data.title}"
        assert figure.one("svg").attributes["role"] == "img"
        said = [item.text for item in figure.one("details").all("li")]
        assert said == data.alternative.splitlines()
        assert all(sentence in figure.text for sentence in data.sentences)


def test_what_was_done_and_from_what_stands_at_the_end(document, full):
    last = list(read_html(render(document, full)).all("section"))[-1]
    assert [li.text for li in last.all("li")] == list(document.notes)
    assert [dt.text for dt in last.all("dt")] == ["version", "lps_t1.sav", "lps_t3.sav"]
    assert "lps_t1.sav" in last.one("dl").text


def test_tables_of_one_survey_stand_under_its_name(table, full):
    two = tuple(replace(table, title=f"Our survey: {what}") for what in ("who", "items"))
    page = read_html(render(Document(command="describe", tables=two), full))
    assert page.one("h1").text == "Our survey"
    assert [c.text for c in page.all("caption")] == [
        "Table 1 Our survey: who",
        "Table 2 Our survey: items",
    ]


def test_a_table_without_rows_and_a_document_without_tables_are_pages(table, full):
    page = read_html(render(Document(command="c", tables=(replace(table, records=()),)), full))
    assert "No rows." in page.one("main").text
    assert "Table 1" not in page.one("main").text
    assert not list(page.all("table"))
    assert read_html(render(Document(command="check", tables=()), full)).one("h1").text == "check"


def test_a_row_of_nothing_is_dashes(table, full):
    numbers = {key: None for key in table.records[0] if key not in {"site_label", "verdict"}}
    bare = {**table.records[0], **numbers, "measure_label": None}
    rows = grid(
        read_html(render(Document(command="c", tables=(replace(table, records=(bare,)),)), full))
    )
    assert rows[-1][:-1] == ["–"] * 8


@given(text=st.text(st.characters(), min_size=1))
def test_text_of_data_changes_nothing_but_text(labelled, full, text):
    page = read_html(render(labelled(text), full))
    assert page.skeleton() == read_html(render(labelled("x"), full)).skeleton()
    expected = safe_text(text, "html")
    assert page.one("title").text == page.one("h1").text == expected
    assert next(page.all("li")).text == expected
    assert grid(page.one("table")) == [[expected, "Change"], [expected], [expected, "−0.50"]]


@pytest.mark.parametrize(
    "label",
    [
        "</td></table><script>alert(1)</script>", '" onmouseover="alert(1)', "<!-- ", "]]>",
        "&lt;b&gt; &#x3c; &amp;", "{{ 7 * 7 }}{% raw %}", "</style>", "\x00\x1b[31m", "עברית 12",
        "=HYPERLINK(1)", "\u202eevil\u2069", "  leading and   inner blanks ", "x" * 100,
    ],
)  # fmt: skip
def test_markup_in_a_label_is_shown_as_it_is(labelled, full, label):
    page = read_html(render(labelled(label), full))
    assert grid(page.one("table"))[-1][0] == safe_text(label, "html")
    assert page.skeleton() == read_html(render(labelled("x"), full)).skeleton()


def test_two_runs_are_the_same_to_the_byte(report, full):
    assert render(report, full) == render(report, full)


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("ground", ["paper", "band"])
def test_every_colour_of_text_stands_out(document, full, ground):
    style = read_html(render(document, full)).one("style").text
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", style))
    for name in ("ink", "quiet", "good", "bad", "link"):
        light, dark = sorted(map(luminance, (colours[name], colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, name
    used = set(re.findall(r"(?<![-\w])color: ([^;}]+)", style.split("\n", 1)[1]))
    assert used <= {f"var(--{name})" for name in ("ink", "quiet", "good", "bad", "link")} | {
        "inherit"
    }
