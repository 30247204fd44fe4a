import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.latex import render
from lpsstats.tables.model import Layout


def rows(text):
    """Give the lines between the rules, split at their unescaped ampersands."""
    body = text.split("\\midrule\n")[1].split("\\bottomrule")[0]
    return [re.split(r"(?<!\\)&", line) for line in body.splitlines() if line.endswith(r"\\")]


def test_every_row_has_as_many_cells_as_the_table_has_columns(document, full):
    text = render(document, full)
    columns = re.search(r"\\begin\{tabular\}\{([lr]+)\}", text).group(1)
    assert columns == "llrrrrrl"
    assert len(document.tables[0].cells(Layout.STANDARD).columns) == len(columns)
    lengths = [len(row) for row in rows(text) if not row[0].startswith(r"\multicolumn")]
    assert lengths == [len(columns)] * 4


def test_a_group_heading_spans_the_table(document, full):
    headings = [row[0] for row in rows(render(document, full)) if "multicolumn" in row[0]]
    assert headings == [
        r"\multicolumn{8}{l}{\textit{Barton}} \\",
        r"\multicolumn{8}{l}{\textit{Whaddon}} \\",
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
        "footnotesize",
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
    written = render(labelled(text), full).split("\n%")[0]
    braces = re.findall(r"(?<!\\)[{}]", written.replace(r"\\", ""))
    assert braces.count("{") == braces.count("}")
