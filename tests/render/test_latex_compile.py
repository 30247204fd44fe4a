"""pdfLaTeX compiles the tables with booktabs alone, whatever the labels hold."""

import random
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from lpsstats.render.latex import render
from lpsstats.tables.document import Document
from lpsstats.tables.model import Column, Layout, Table

LABELS = (
    "Café Ŵyn Ąę ð «x»", "中文 label", "עברית 12", "العربية", "👨‍👩‍👧 family", "a\u0301 combining",
    "ﬁ ½ ∑ ∞ −3", "--from x---y", "[x] *y* & % $ # _ { } ~ ^ \\ < > | \" ' `", "Ελληνικά Δ",
    "tab\tnul\0 esc\x1b", "\ufdd0\uffff\U0010ffff", "p = .05, SD, χ²(2) = 3", "!` ?` << >> ,, ''",
    r"\end{document} \input{/etc/passwd}", r"\\[5cm]", "^^5cinput{x}", "a word " * 60, "\ud800",
)  # fmt: skip
# The box about every table says how wide it is; the paper is 597 points wide.
PAGE = r"""\documentclass[a4paper]{article}
\usepackage{booktabs}
\renewcommand\makebox[2][]{\sbox0{#2}\typeout{WIDTH \the\wd0}\hbox to\linewidth{\hss\box0\hss}}
\begin{document}
\listoftables
TABLES
\end{document}
"""


def labelled(labels, number):
    """Make a table whose every text is a label."""
    columns = (
        Column(heading="Scale", keys=("label",), format="text", wraps=True),
        Column(heading=labels[0][:30], keys=("value",), format="signed"),
        Column(heading="Verdict", keys=("verdict",), format="verdict"),
    )
    records = tuple({"label": x, "value": -0.5, "verdict": "improved"} for x in labels)
    return Table(
        key=f"t{number}", title=labels[0][:300], records=records, columns=columns, group="label",
        notes=labels,
    )  # fmt: skip


def any_labels():
    """Give every character under U+3000, and some of all others."""
    some = random.Random(7)
    runs = ["".join(map(chr, range(start, start + 64))) for start in range(0, 0x3000, 64)]
    return runs + ["".join(chr(some.randrange(0x110000)) for _ in range(20)) for _ in range(20)]


@pytest.fixture
def crowded(table):
    """Make a table as wide as a page takes."""
    more = [
        replace(table.columns[0], heading=name, first=Layout.WIDE, wraps=False)
        for name in ("Another label", "Others")
    ]
    return replace(table, columns=(*table.columns, *more))


def test_every_label_compiles_and_wide_tables_stay_on_paper(document, crowded, tmp_path, full):
    engine = shutil.which("pdflatex")
    if engine is None:
        pytest.skip("pdflatex is not installed")
    labels = [*LABELS, *any_labels()]
    tables = tuple(labelled(tuple(labels[n : n + 10]), n) for n in range(0, len(labels), 10))
    whole = Document(command="c", tables=(crowded, *document.tables, *tables))
    page = PAGE.replace("TABLES", render(whole, full))
    (tmp_path / "page.tex").write_text(page, encoding="utf-8")
    done = subprocess.run(
        [engine, "-interaction=nonstopmode", "-no-shell-escape", "page.tex"],
        cwd=tmp_path, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    log = (tmp_path / "page.log").read_text(encoding="utf-8", errors="replace")
    assert re.findall(r"^!.*", log, re.MULTILINE) == []
    assert done.returncode == 0
    assert "Missing character" not in log
    assert not (tmp_path / "passwd").exists()
    listed = (tmp_path / "page.lot").read_text(encoding="utf-8")
    assert listed.count("\\contentsline") == len(tables) + 2
    widths = [float(width) for width in re.findall(r"WIDTH ([\d.]+)pt", log)]
    assert 400 < widths[0] < 550
    assert widths[1] < 453  # between margins of 25 mm
