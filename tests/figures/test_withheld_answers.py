"""Answers that are withheld are drawn together where the table says what they make up."""

import pytest

from lpsstats.figures.hatching import LINES
from lpsstats.figures.scene import Area, Stroke, Text
from lpsstats.figures.scenes import scene_of
from lpsstats.figures.shades import ramp, shades
from lpsstats.tables.figures.likert import ACROSS, HATCHED, likert_figure
from lpsstats.tables.hidden import HIDDEN


def hide(table, *codes, keys=("n", "pct")):
    for row in table.records:
        if row["category"] in codes:
            row.update(dict.fromkeys(keys, HIDDEN))
    return table


def parts(figure):
    (panel,) = figure.panels
    return [(part.first, part.last, part.text) for part in panel.rows[0].parts]


def test_withheld_neighbours_are_one_segment_with_what_the_others_leave(answers_of):
    figure = likert_figure(hide(answers_of((5, 8, 30, 50, 107), better="high"), "1", "2"))
    assert parts(figure) == [(0, 1, "6.5"), (2, 2, "15.0"), (3, 3, "25.0"), (4, 4, "53.5")]
    assert "1 to 2 together 6.5%, 3 15.0%" in figure.alternative
    assert HATCHED in figure.sentences
    assert not [sentence for sentence in figure.sentences if "not drawn" in sentence]


def test_they_stand_where_they_belong_when_low_codes_are_the_better_ones(answers_of):
    figure = likert_figure(hide(answers_of((107, 50, 30, 8, 5), better="low"), "4", "5"))
    assert parts(figure)[0] == (0, 1, "6.5")
    assert "5 to 4 together 6.5%" in figure.alternative


@pytest.mark.parametrize("codes", [("1", "3"), ("2",), ("1", "2", "3", "4", "5")])
def test_answers_that_are_apart_alone_or_all_are_left_out(codes, answers_of):
    table = answers_of((5, 8, 30, 50, 107), (20, 20, 20, 20, 20))
    hidden = [row for row in table.records if row["measure"] == "q0"]
    for row in hidden:
        if row["category"] in codes:
            row.update(n=HIDDEN, pct=HIDDEN)
    figure = likert_figure(table)
    assert [row.label for panel in figure.panels for row in panel.rows] == ["Question 1"]
    assert "1 row is not drawn: values are withheld ([c])." in figure.sentences


def test_weighted_shares_leave_what_is_weighted(answers_of):
    table = answers_of((5, 8, 30, 50, 107), better="high")
    for row, share in zip(table.records[1:], (1.0, 2.0, 27.0, 30.0, 40.0), strict=True):
        row["pct_weighted"] = share
    figure = likert_figure(hide(table, "1", "2", keys=("n", "pct", "pct_weighted")))
    assert parts(figure)[0] == (0, 1, "3.0")


def test_shares_that_are_more_than_the_whole_are_not_filled_up(answers_of):
    table = answers_of((5, 8, 30, 50, 107), better="high")
    table.records[-1]["pct"] = 80.0
    assert likert_figure(hide(table, "1", "2")) is None


def test_a_segment_over_the_middle_is_explained_and_hatched(answers_of):
    table = hide(answers_of((20, 6, 4, 5, 65), better="high"), "2", "3", "4")
    figure = likert_figure(table)
    assert ACROSS in figure.sentences
    scene = scene_of(figure, str)
    line = next(s for s in scene.shapes if isinstance(s, Stroke) and s.colour == "#222222")
    bar = max(
        (s.box for s in scene.shapes if isinstance(s, Area) and s.fill == "#ffffff"),
        key=lambda box: box.width,
    )
    assert (bar.left + bar.right + 1) / 2 == pytest.approx(line.x1)
    hatches = [s.box for s in scene.shapes if isinstance(s, Stroke) and s.colour == LINES]
    assert all(bar.grown(1).holds(box) for box in hatches if box.top >= bar.top - 1)
    assert [s for s in scene.shapes if isinstance(s, Text) and "together" in s.text]


def test_answers_of_which_none_is_better_go_from_low_to_high_in_one_hue(answers_of):
    figure = likert_figure(answers_of((10, 40, 50), better="neither"))
    scene = scene_of(figure, str)
    fills = {shape.fill for shape in scene.shapes if isinstance(shape, Area)}
    assert set(ramp(3)) <= fills
    assert not fills & set(shades(3))
    said = [shape.text for shape in scene.shapes if isinstance(shape, Text)]
    assert {"← low", "high →"} <= set(said)
