"""Whatever the format, the same numbers stand in its tables, digit for digit."""

import html
import io
import re
import zipfile
from collections import Counter
from html.parser import HTMLParser
from importlib.util import find_spec
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.page import Page
from lpsstats.render.registry import RENDERERS, render
from lpsstats.tables.document import Document
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Column, Table
from support.excel_display import read_sheets

PAGE = Page(None, False, True)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(r"[<>≥]?[+−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+|(?<=\d))%?")
NAMES = ["A", "B", "C", "D", "E", "F", "G"]
# How many values each format takes; the interval of a ratio may lack its upper end.
FORMATS = {
    **dict.fromkeys(("number", "signed", "count", "bounded", "signed_bounded", "tenth"), 1),
    **dict.fromkeys(("whole_points", "whole_percent", "thousandth", "if_number", "ratio3"), 1),
    **dict.fromkeys(("interval", "bounded_interval", "whole_percents", "ratio_interval"), 2),
    **dict.fromkeys(("bounded_with_interval", "pct_with_interval"), 3),
}
FLOATS = st.floats(-1e5, 1e5) | st.floats(-1, 1) | st.integers(-4000, 4000).map(lambda n: n / 8)
VALUES = FLOATS | st.none() | st.just(HIDDEN)
SHARES = st.floats(0, 1) | st.none() | st.sampled_from([0.001, 0.0009, 0.9995, 1.0])
COUNTS = st.integers(0, 3000)


class _Body(HTMLParser):
    """Collect what stands in the cells of a page's tables, headings of columns apart."""

    def __init__(self):
        super().__init__()
        self.text, self.depth = [], 0

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "tbody"

    def handle_endtag(self, tag):
        self.depth -= tag == "tbody"
        self.text.append(" ")

    def handle_data(self, data):
        self.text += [data] if self.depth else []


def of_lines(text):
    return text


def of_latex(text):
    """Take the rows between the rules, and the commands out of them."""
    rows = "\n".join(re.findall(r"\\midrule(.*?)\\(?:bottomrule|end)", text, re.DOTALL))
    rows = re.sub(r"\\multicolumn\{\d+\}\{.*?\}", "", rows)
    plain = re.sub(r"\\(?:geq|ge)\b", "≥", rows).replace(r"\textless", "<")
    plain = re.sub(r"\\[a-z]+(?:\[[^]]*\])?|\\(?=[%$#&_])|[${}]", "", plain)
    return plain.replace("-", "−")


def of_html(text):
    body = _Body()
    body.feed(text)
    return "".join(body.text)


def of_word(data):
    """Join the texts of the cells, but for those of rows that are repeated as headings."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        document = ET.fromstring(pack.read("word/document.xml"))
    rows = [row for row in document.iter(f"{WORD}tr") if row.find(f".//{WORD}tblHeader") is None]
    cells = (cell for row in rows for cell in row.iter(f"{WORD}tc"))
    return " ".join("".join(t.text or "" for t in cell.iter(f"{WORD}t")) for cell in cells)


def of_excel(data):
    return " ".join(cell[1] for row in read_sheets(data)["t"] for cell in row if cell)


READERS = {
    "plain": of_lines,
    "terminal": of_lines,
    "markdown": lambda text: html.unescape(text.replace("\\", "")),
    "latex": of_latex,
    "html": of_html,
    "docx": of_word,
    "xlsx": of_excel,
}
READY = [name for name in READERS if find_spec(RENDERERS[name].partition(":")[0])]


def numbers(text):
    """Count every number of a text, with its sign and its marks."""
    return Counter(found for found in NUMBER.findall(text) if any(map(str.isdigit, found)))


@st.composite
def tables(draw):
    formats = draw(st.lists(st.sampled_from(sorted(FORMATS)), min_size=1, max_size=4))
    widths = [FORMATS[name] for name in formats]
    keys = [[f"k{place}_{part}" for part in range(n)] for place, n in enumerate(widths)]
    columns = [
        Column(heading=name, keys=tuple(own), format=format)
        for name, own, format in zip(NAMES, keys, formats, strict=False)
    ]
    columns += [Column(heading="p", keys=("p",), format="p_value")]
    columns += [Column(heading="Of", keys=("n", "of"), format="out_of")]
    records = [
        {key: draw(VALUES) for own in keys for key in own}
        | {"label": draw(st.sampled_from(["Trust", "a <b>", "=x", "x & y"])), "site": draw(SITES)}
        | {"p": draw(SHARES), "n": draw(COUNTS), "of": draw(COUNTS)}
        for _ in range(draw(st.integers(0, 3)))
    ]
    label = Column(heading="Label", keys=("label",), format="text", wraps=True)
    return Table(
        key="t",
        title="A title",
        records=tuple(records),
        columns=(label, *columns),
        group=draw(st.sampled_from([None, "site"])),
        notes=("A note.",),
    )


SITES = st.sampled_from(["North", "South"])


@pytest.mark.parametrize("format", READY)
@given(table=tables())
def test_every_format_shows_the_numbers_of_the_cells(format, table):
    said = " ".join(cell.text for row in table.cells().rows() for cell in row)
    made = render(Document(command="t", tables=(table,)), format, PAGE)
    assert numbers(READERS[format](made)) == numbers(said)


def test_a_number_is_known_with_its_sign_and_its_marks():
    assert list(numbers("[−0.43, +0.27] <.001 58% ≥1.20 1,234.5 12/85 −.20")) == [
        *("−0.43", "+0.27", "<.001", "58%", "≥1.20", "1,234.5", "12", "85", "−.20"),
    ]
