"""Workbooks that are damaged, that are bombs, or that people have worked in."""

import io
import zipfile
from datetime import datetime

import pytest

from support.hostile import HEADER, ROWS, Case, archive, workbook

BOOK = workbook()
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEXTS = [[str(cell) for cell in row] for row in ROWS]


def one(content, status=3, *says, name="survey.xlsx", arguments=(), other=False):
    return Case(status=status, says=says, files={name: content}, arguments=arguments, other=other)


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def rebuilt(**changes):
    """Replace parts: sheet, strings."""
    names = {"sheet": SHEET, "strings": "xl/sharedStrings.xml"}
    parts = parts_of(BOOK) | {names[key]: value.encode() for key, value in changes.items()}
    return archive(parts)


def edited(old, new):
    sheet = parts_of(BOOK)[SHEET].decode()
    assert old in sheet
    return rebuilt(sheet=sheet.replace(old, new, 1))


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "xxxxxxxxxx">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f"]><sst {MAIN}><si><t>&i;</t></si></sst>"
)
OUTSIDE = (
    f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    f"<sst {MAIN}><si><t>&a;</t></si></sst>"
)
FAR = '<c r="XFD1048576"><v>1</v></c>'

WORKED_IN = {
    "as it should be": one(BOOK, 0),
    "called .csv": one(BOOK, 0, "content is an Excel workbook", name="survey.csv"),
    "called .xlsm": one(BOOK, 0, name="survey.xlsm"),
    "numbers as text": one(workbook([HEADER, *TEXTS]), 0),
    "two sheets": one(workbook(sheets=("Data", "Codes")), 0, "'Data' was read, the first of 2"),
    "a sheet that is named": one(
        workbook(sheets=("Codes", "Data")), 0, arguments=("--sheet", "Data")
    ),
    "a sheet that is not there": one(BOOK, 3, "did you mean 'Data'", arguments=("--sheet", "Date")),
    "an option of text files": one(
        BOOK, 0, "--encoding has no effect", "--delimiter has no effect",
        arguments=("--encoding", "latin-1", "--delimiter", ";"),
    ),
    "nothing on the sheet": one(workbook([]), 3, "row 1 of sheet 'Data' is blank"),
    "a header and nothing else": one(workbook([HEADER]), 3, "no rows"),
    "a title above the header": one(workbook([["A title"], HEADER, *ROWS]), 3, "wave"),
    "a blank row above": one(workbook([[], HEADER, *ROWS]), 3, "row 1 of sheet 'Data' is blank"),
    "blank rows between": one(workbook([HEADER, *ROWS[:5], [], *ROWS[5:]]), 0, "left out: 1"),
    "a total below": one(workbook([HEADER, *ROWS, ["Total", "", "", 60]]), 0, "1 row left out"),
    "dates among the answers": one(
        workbook([HEADER, (*ROWS[0][:3], datetime(2018, 5, 1), *ROWS[0][4:]), *ROWS[1:]]), 3, "q1"
    ),
    "a column twice": one(workbook([[*HEADER[:6], "q1"], *ROWS]), 3, "'q1' .2 times"),
}  # fmt: skip

HOSTILE = {
    "ends early": one(BOOK[:-200], 3, "damaged"),
    "two bytes": one(BOOK[:2], 3, "damaged"),
    "one byte": one(BOOK[:1], 3, "not an Excel workbook, nor text"),
    "no sheet": one(archive({n: c for n, c in parts_of(BOOK).items() if n != SHEET}), 3),
    "a sheet cut short": one(rebuilt(sheet=parts_of(BOOK)[SHEET].decode()[:700]), 3),
    "no XML": one(rebuilt(sheet="id,wave\n1,2\n"), 3),
    "a string that is not there": one(edited("<v>0</v>", "<v>99999</v>"), 3),
    "a cell at the end of the world": one(edited("</c></row>", f"</c>{FAR}</row>"), 3),
    "a size that is a lie": one(edited('ref="A1:G21"', 'ref="A1:XFD1048576"'), 0),
    "entities without end": one(rebuilt(strings=LAUGHS), 3),
    "an entity from outside": one(rebuilt(strings=OUTSIDE), 3),
    "a Word document": one(archive({"word/document.xml": b"<w/>"}), 3, "Word document"),
    "an OpenDocument file": one(archive({"content.xml": b"<o/>"}), 3, "OpenDocument"),
    "a binary workbook": one(archive({"xl/workbook.bin": b"x"}), 3, "xlsb"),
    "an archive of the file": one(archive({"survey.csv": b"id"}), 3, "ZIP archive.*Unpack"),
    "an archive that leads outside": one(archive({"../../x": b"id"}), 3, "ZIP archive"),
    "an empty archive": one(archive({}), 3, "ZIP archive"),
}


@pytest.mark.parametrize("case", WORKED_IN.values(), ids=WORKED_IN)
def test_a_workbook_that_people_have_worked_in(attack, case):
    attack(case)


@pytest.mark.parametrize("case", HOSTILE.values(), ids=HOSTILE)
def test_a_workbook_that_is_none(attack, case):
    attack(case)
