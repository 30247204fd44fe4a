import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.latex import ROOM, render
from lpsstats.render.latex_text import plain
from lpsstats.tables.document import Document, Section
from lpsstats.tables.model import Layout


def rows(text):
    """Give the lines between the rules, split at their unescaped ampersands."""
    body = text.split("\\midrule\n")[1].split("\\bottomrule")[0]
    return [re.split(r"(?<!\\)&", line) for line in body.splitlines() if line.endswith(r"\\")]


def test_every_row_has_as_many_cells_as_the_table_has_columns(document, full):
    text = render(document, full)
    columns = re.search(r"\\begin\{tabular\}\{([lr]+)\}", text).group(1)
    assert columns == "llrrrrrrl"
    assert len(document.tables[0].cells(Layout.WIDE).columns) == len(columns)
    lengths = [len(row) for row in rows(text) if not row[0].startswith(r"\multicolumn")]
    assert lengths == [len(columns)] * 4


def test_a_group_heading_spans_the_table(document, full):
    headings = [row[0] for row in rows(render(document, full)) if "multicolumn" in row[0]]
    assert headings == [
        r"\multicolumn{9}{l}{\textit{Barton}} \\",
        r"\multicolumn{9}{l}{\textit{Whaddon}} \\",
    ]


def test_groups_stand_apart(document, full):
    assert render(document, full).count("\\addlinespace\n\\multicolumn") == 1


@given(text=st.text(st.characters()))
def test_a_comment_never_runs_on_into_the_text(labelled, full, text):
    after = render(labelled(text), full).split("\\end{table}\n\n")[-1]
    assert len(after.splitlines()) == 1
    assert after.startswith("% ")


def test_environments_close_in_the_order_in_which_they_open(document, full):
    open_ones = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+)\}", render(document, full)):
        if kind == "begin":
            open_ones.append(name)
        else:
            assert open_ones.pop() == name
    assert open_ones == []


def test_numbers_have_a_mathematical_minus(document, full):
    text = render(document, full)
    assert "$-$0.78" in text
    assert "{[}$-$1.12, $-$0.44{]}" in text
    assert "$<$.001" in text
    assert "−" not in text


def test_caption_and_notes_stand_about_the_table(document, full):
    text = render(document, full)
    caption, top, note = map(text.index, [r"\caption{Change from", r"\toprule", "Welch; weighted."])
    assert caption < top < note


def test_what_was_done_follows_in_comments(document, full):
    last = render(document, full).splitlines()[-4:]
    assert last[0] == "% 804 rows read, 804 used."
    assert all(line.startswith("% ") for line in last)


def test_a_table_without_notes_has_no_empty_note(document, full):
    bare = replace(document, tables=(replace(document.tables[0], notes=()),))
    assert "minipage" not in render(bare, full)


def test_no_command_is_used_beyond_latex_and_booktabs(document, full):
    known = [
        "begin",
        "end",
        "centering",
        "footnotesize",
        "makebox",
        "setlength",
        "tabcolsep",
        "caption",
        "label",
        "small",
        "toprule",
        "midrule",
        "bottomrule",
        "addlinespace",
        "multicolumn",
        "textit",
        "quad",
        "smallskip",
        "linewidth",
        "bigtriangleup",
        "bigtriangledown",
        "cdot",
    ]
    assert set(re.findall(r"\\([a-z]+)", render(document, full))) <= set(known)


@pytest.mark.parametrize("label", [r"a & b \\ c", "50% of 3_4", r"\input{x}", "[x] *y*", "$x^2$"])
def test_a_label_is_one_cell_whatever_it_holds(labelled, full, label):
    body = rows(render(labelled(label), full))
    assert [len(row) for row in body] == [1, 2]


@given(text=st.text(st.characters()))
def test_no_label_leaves_a_brace_open(labelled, full, text):
    written = render(labelled(text), full).split("\n% ")[0].replace("{%\n", "{\n")
    braces = re.findall(r"(?<!\\)[{}]", written.replace(r"\\", ""))
    assert braces.count("{") == braces.count("}")


def test_symbols_are_in_italics_and_numbers_are_not(document, full):
    head, *lines = render(document, full).split("\\midrule\n")
    assert head.splitlines()[-1] == (
        r"Scale & Good & $n$ & T1 & T3 & Change & 95\% CI & $p$ & Verdict \\"
    )
    assert "$n$" not in "".join(lines)


def test_a_table_that_has_not_the_room_shows_fewer_columns(table, full):
    wide = replace(table.columns[0], heading="x" * ROOM, first=Layout.WIDE, wraps=False)
    crowded = Document(command="c", tables=(replace(table, columns=(*table.columns, wide)),))
    assert r"\begin{tabular}{llrrrrrl}" in render(crowded, full)


def test_a_long_label_is_set_on_several_lines(table, full):
    label = " ".join(["judging"] * 30)
    rows = ({**table.records[0], "measure_label": label},)
    text = render(Document(command="c", tables=(replace(table, records=rows),)), full)
    lines = re.search(r"\\begin\{tabular\}\[t\]\{@\{\}l@\{\}\}(.*?)\\end\{tabular\}", text)[
        1
    ].split(r" \\ ")
    assert " ".join(lines) == label
    assert len(lines) > 1


def test_a_long_table_goes_on_under_the_same_number_with_its_groups(table, full):
    rows = tuple({**row, "site_label": f"Site {n}"} for n in range(20) for row in table.records)
    text = render(Document(command="c", tables=(replace(table, records=rows),)), full)
    floats = text.split(r"\begin{table}")[1:]
    assert len(floats) == 3
    assert [r"\caption" in part for part in floats] == [True, False, False]
    assert [r"\thetable\ (continued)" in part for part in floats] == [False, True, True]
    assert [r"\textit{Note.}" in part for part in floats] == [False, False, True]
    assert text.count(r"\multicolumn") == 20
    assert text.count(r"\label{") == 1


def test_notes_that_a_full_page_has_no_room_for_stand_on_the_next(table, full):
    rows = table.records * 5
    notes = tuple(f"Note {n}: " + "words " * 15 for n in range(20))
    whole = replace(table, records=rows, notes=notes)
    *_, last = render(Document(command="c", tables=(whole,)), full).split(r"\begin{table}")
    assert r"\thetable\ (continued)" in last
    assert r"\begin{tabular}" not in last
    assert "Note 19: " in last


def test_one_endless_group_repeats_its_heading(table, full):
    rows = tuple({**table.records[0], "measure_label": f"Scale {n}"} for n in range(100))
    text = render(Document(command="c", tables=(replace(table, records=rows),)), full)
    assert text.count(r"\multicolumn") == text.count(r"\begin{tabular}") == 3
    assert [f"Scale {n} " in text for n in range(100)] == [True] * 100


def test_a_report_gives_all_tables_of_its_sections_with_labels_of_their_own(table, full):
    parts = (Section(heading="A", tables=(table,)), Section(heading="B", tables=(table, table)))
    text = render(Document(command="report", tables=(table,), sections=parts), full)
    assert re.findall(r"\\label\{(.*?)\}", text) == [
        "tab:compare",
        "tab:compare-2",
        "tab:compare-3",
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Café Ŵyn", "Café Ŵyn"),
        ("ąx", r"\ifdefined\Umathcode ą\else a\fi{}x"),
        ("中文 12", r"\ifdefined\Umathcode 中文\else ??\fi{} 12"),
        ("e\u0301", "\\ifdefined\\Umathcode \u0301\\else \\fi{}".join(["e", ""])),
        ("--n 3-4", "-{}-n 3-4"),
        ("Δp", r"$\Delta$p"),
    ],
)
def test_letters_that_an_engine_lacks_have_a_substitute(text, written):
    assert plain(text) == written
