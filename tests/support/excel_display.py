"""What a spreadsheet shows of a workbook, worked out from the file alone."""

import io
import operator
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SECTION = re.compile(r'(?:"[^"]*"|[^;"])+')
CONDITION = re.compile(r"\[([<>]=?)([0-9.]+)\]")
PIECES = re.compile(r'^((?:"[^"]*")*)([#0,.]*)((?:"[^"]*")*)$')
TESTS = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}


def displayed(value, code):
    """Format a number as Excel does: fifteen digits, halves away from zero, sections by sign."""
    if code == "General":
        return f"{value:.15g}"
    body = _section(value, SECTION.findall(code))
    before, digits, after = PIECES.match(body).groups()
    return before.replace('"', "") + _digits(abs(value), digits) + after.replace('"', "")


def _section(value, sections):
    for section in sections:
        found = CONDITION.match(section)
        if found and TESTS[found[1]](value, float(found[2])):
            return section[found.end() :]
    if any(map(CONDITION.match, sections)):
        return sections[-1]
    return sections[0 if value > 0 else 1 if value < 0 else 2]


def _digits(size, digits):
    if not digits:
        return ""
    whole, _, fraction = digits.partition(".")
    step = Decimal(1).scaleb(-len(fraction))
    rounded = Decimal(f"{size:.14e}").quantize(step, ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    return text if "0" in whole or not text.startswith("0") else text[1:]


def read_sheets(data):
    """Give the sheets of a workbook by name: rows of (value, text shown), `None` where blank."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        strings = ["".join(si.itertext()) for si in _root(pack, "sharedStrings").iter(f"{MAIN}si")]
        names = [sheet.get("name") for sheet in _root(pack, "workbook").iter(f"{MAIN}sheet")]
        codes = _codes(_root(pack, "styles"))
        return {
            name: _rows(_root(pack, f"worksheets/sheet{place}"), strings, codes)
            for place, name in enumerate(names, start=1)
        }


def _root(pack, part):
    return ET.fromstring(pack.read(f"xl/{part}.xml"))


def _codes(styles):
    """Give the number format of every style, by its place."""
    own = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(f"{MAIN}numFmt")}
    own |= {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"}
    return [own[xf.get("numFmtId")] for xf in styles.find(f"{MAIN}cellXfs")]


def _rows(sheet, strings, codes):
    rows = {}
    for cell in sheet.iter(f"{MAIN}c"):
        column, row = re.match(r"([A-Z]+)(\d+)", cell.get("r")).groups()
        place = sum((ord(c) - 64) * 26**power for power, c in enumerate(reversed(column))) - 1
        assert cell.find(f"{MAIN}f") is None, "a formula"
        held = cell.find(f"{MAIN}v")
        if held is not None:
            rows.setdefault(int(row) - 1, {})[place] = _cell(cell, held.text, strings, codes)
    return [
        [line.get(place) for place in range(max(line) + 1)] if (line := rows.get(row)) else []
        for row in range(max(rows, default=-1) + 1)
    ]


def _cell(cell, held, strings, codes):
    if cell.get("t") == "s":
        return strings[int(held)], strings[int(held)]
    return float(held), displayed(float(held), codes[int(cell.get("s", 0))])
