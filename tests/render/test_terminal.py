import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lpsstats.render.layout import fit
from lpsstats.render.page import Page
from lpsstats.render.terminal import render

NUMBER = re.compile(r"[<>]?[+−]?[\d,]*\.?\d+")
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")

WIDE = """\
Change from Time One to Time Three

Scale                                       Good      n    T1    T3  Change           95% CI      p  Verdict
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
Barton
  Social cohesion                           low   1,403  3.23  3.10   −0.13   [−0.43, +0.27]   .636  no clear change
  Police legitimacy and procedural justice  low      99  3.27  2.49   −0.78   [−1.12, −0.44]  <.001  ▲ improved

Whaddon
  Life satisfaction                         high    101  7.00  4.10   −2.90  [−10.25,  0.00]   .010  ▼ declined
  Trust                                     low       1  3.00  3.00    0.00                –      –  not testable

Good: the end of the scale that is the good one.
Welch; weighted.
"""  # noqa: E501

NARROW = """\
Change from Time One to Time Three

Scale                  T1    T3  Change           95% CI  Verdict
─────────────────────────────────────────────────────────────────────────
Barton
  Social cohesion    3.23  3.10   −0.13   [−0.43, +0.27]  no clear change
  Police legitimacy  3.27  2.49   −0.78   [−1.12, −0.44]  ▲ improved
  and procedural
  justice

Whaddon
  Life satisfaction  7.00  4.10   −2.90  [−10.25,  0.00]  ▼ declined
  Trust              3.00  3.00    0.00                –  not testable

Good: the end of the scale that is the good one.
Welch; weighted.
"""


def lines(document, width=None, colour=False, unicode=True):
    return render(document, Page(width, colour, unicode)).splitlines()


@pytest.mark.parametrize(("width", "page"), [(None, WIDE), (116, WIDE), (75, NARROW)])
def test_a_page_is_set_like_this(document, width, page):
    assert render(document, Page(width, False, True)) == page


@given(width=st.integers(20, 250))
def test_every_number_of_the_chosen_layout_is_printed_whole(document, width):
    chosen = fit(document.tables[0], width, str, cell_len)
    wanted = [n for row in chosen.cells.rows() for c in row for n in NUMBER.findall(c.text)]
    body = lines(document, width)
    start = next(k for k, line in enumerate(body) if line.startswith("───"))
    end = len(body) - 1 - body[::-1].index("")
    assert [n for line in body[start:end] for n in NUMBER.findall(line)] == wanted


@given(width=st.integers(20, 250), colour=st.booleans(), unicode=st.booleans())
def test_no_line_is_wider_than_the_page_when_the_table_fits(document, width, colour, unicode):
    room = max(width, fit(document.tables[0], width, str, cell_len).width)
    for line in lines(document, width, colour, unicode):
        assert cell_len(ESCAPE.sub("", line)) <= room


@given(width=st.integers(20, 250))
def test_nothing_is_ever_shortened_with_an_ellipsis_or_ends_in_blanks(document, width):
    for line in lines(document, width):
        assert "…" not in line
        assert line == line.rstrip(" ")


@given(width=st.none() | st.integers(20, 250))
def test_colours_change_nothing_but_colours(document, width):
    coloured = lines(document, width, colour=True)
    assert any("\x1b[" in line for line in coloured)
    assert [ESCAPE.sub("", line) for line in coloured] == lines(document, width)


def test_without_colours_there_is_no_escape_character(document):
    assert "\x1b" not in render(document, Page(None, False, True))


@pytest.mark.parametrize("variable", ["NO_COLOR", "FORCE_COLOR"])
def test_the_page_alone_decides_on_colour(document, monkeypatch, variable):
    before = render(document, Page(100, True, True)), render(document, Page(100, False, True))
    monkeypatch.setenv(variable, "1")
    monkeypatch.setenv("TERM", "dumb")
    assert before == (
        render(document, Page(100, True, True)),
        render(document, Page(100, False, True)),
    )


def test_good_is_green_and_bad_is_red(document):
    text = render(document, Page(None, True, True))
    assert "\x1b[32m▲ improved\x1b[0m" in text
    assert "\x1b[31m▼ declined\x1b[0m" in text


def test_an_ascii_page_is_ascii_and_as_wide(document):
    plain = lines(document, 100, unicode=False)
    assert all(line.isascii() for line in plain)
    assert list(map(len, plain)) == list(map(len, lines(document, 100)))
    assert any("-0.13" in line for line in plain)


def test_a_record_of_an_unlimited_page_is_one_line(document):
    body = lines(document)
    assert sum("Police legitimacy and procedural justice" in line for line in body) == 1
    assert len(body) == len(lines(document, 250))


def test_notes_are_wrapped_between_words(document):
    note = "This sentence is quite a bit longer than one page on which it stands."
    short = replace(document, tables=(replace(document.tables[0], notes=(note,)),))
    tail = lines(short, 40)[-2:]
    assert tail == ["This sentence is quite a bit longer than", "  one page on which it stands."]


def test_every_table_is_shown_with_a_blank_line_between(document):
    twice = replace(document, tables=document.tables * 2)
    once = lines(document)
    assert lines(twice) == [*once, "", *once]


@pytest.mark.parametrize("label", ["中文標籤", "👨‍👩‍👧 family", "Café", "עברית", "e\u0301a"])
def test_columns_stay_aligned_beside_labels_of_any_script(labelled, label):
    rows = [line for line in lines(labelled(label)) if line.endswith("−0.50")]
    heading = next(line for line in lines(labelled(label)) if line.endswith("Change"))
    assert [cell_len(row) for row in rows] == [cell_len(heading)]


def test_a_right_to_left_label_is_fenced_off_from_the_numbers(labelled):
    row = next(line for line in lines(labelled("עברית")) if line.endswith("−0.50"))
    assert row.startswith("  \u200eעברית\u200e")


@given(text=st.text(st.characters(), min_size=1))
def test_no_label_reaches_the_terminal_with_a_command_in_it(labelled, text):
    shown = render(labelled(text), Page(80, False, True))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    shown.encode("utf-8")
