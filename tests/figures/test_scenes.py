"""Scenes say what their tables say: places follow values, words do not overlap, nothing is cut."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.figures.lines import spread
from lpsstats.figures.scene import BLUE, GREY, VERMILION, Area, Circle, Path, Polygon, Text
from lpsstats.figures.scenes import scene_of
from lpsstats.figures.shades import ink_on, ramp, shades
from lpsstats.tables.figures.change import change_figure
from lpsstats.tables.figures.likert import likert_figure
from lpsstats.tables.figures.waves import waves_figure

LONG = "A neighbourhood with a very long name that goes on for quite a while"
LABELS = st.one_of(
    st.sampled_from([LONG, "X", "שכונת הרצליה", "<b>&", "=1+1", "x" * 90, ""]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40),
)
VERDICTS = ("improved", "declined", "changed", "no_clear_change", "not_testable")
UNWRITTEN = str


def shapes(scene, kind):
    return [shape for shape in scene.shapes if isinstance(shape, kind)]


def texts(scene):
    return [shape.text for shape in shapes(scene, Text)]


def at(scene, text):
    return next(shape for shape in shapes(scene, Text) if shape.text == text)


def assert_legible(scene):
    boxes = [shape.box for shape in shapes(scene, Text)]
    for one, other in combinations(boxes, 2):
        assert not one.meets(other.grown(-1.0))
    for box in boxes:
        assert scene.paper.holds(box)
    for shape in (*shapes(scene, Area), *shapes(scene, Circle), *shapes(scene, Polygon)):
        assert scene.paper.holds(shape.box)
    for path in shapes(scene, Path):
        for x, y in path.points:
            assert scene.paper.left <= x <= scene.paper.right
            assert scene.paper.top <= y <= scene.paper.bottom


ROWS = st.lists(
    st.tuples(
        LABELS,
        st.floats(1, 7),
        st.floats(-2, 2),
        st.one_of(st.none(), st.floats(0, 3)),
        st.sampled_from(VERDICTS),
        st.sampled_from(("low", "high", "neither")),
        st.sampled_from(("trust", "life", "unknown")),
        st.sampled_from(("points", "percent")),
    ),
    min_size=1,
    max_size=9,
)


@given(rows=ROWS, single=st.booleans())
def test_no_word_of_a_change_or_of_waves_meets_another_and_all_is_inside(
    rows, single, changed, table_of
):
    table = table_of(
        *(
            changed(
                before,
                estimate,
                half,
                verdict=verdict,
                better=better,
                measure=measure,
                measure_label=f"{measure} {LONG}",
                unit=unit,
                site=None if single else str(number),
                site_label=label,
            )
            for number, (label, before, estimate, half, verdict, better, measure, unit) in (
                enumerate(rows)
            )
        )
    )
    for figure in (change_figure(table), waves_figure(table)):
        assert_legible(scene_of(figure, UNWRITTEN))


@given(
    counts=st.lists(
        st.lists(st.integers(0, 400), min_size=2, max_size=11), min_size=1, max_size=5
    ).filter(lambda every: any(sum(each) for each in every)),
    better=st.sampled_from(("low", "high", "neither")),
    label=LABELS,
)
def test_no_word_of_answers_meets_another_and_all_is_inside(counts, better, label, answers_of):
    table = answers_of(*counts, better=better, site="s", site_label=label)
    assert_legible(scene_of(likert_figure(table), UNWRITTEN))


def test_values_stand_in_their_order_and_a_bar_ends_where_its_interval_does(changed, table_of):
    table = table_of(
        changed(3.0, -1.0, 0.5, verdict="improved", site="a", site_label="A"),
        changed(2.0, 2.0, 0.5, verdict="declined", site="b", site_label="B"),
    )
    scene = scene_of(change_figure(table), UNWRITTEN)
    two, three = at(scene, "2").x, at(scene, "3").x
    up, down = (
        next(
            shape for shape in shapes(scene, Polygon) if shape.fill == colour and shape.box.top > 90
        )
        for colour in (BLUE, VERMILION)
    )
    assert (up.box.left + up.box.right) / 2 == pytest.approx(two)
    assert (down.box.left + down.box.right) / 2 == pytest.approx(two + 2 * (three - two))
    first, second = (area.box for area in shapes(scene, Area))
    half = 0.5 * (three - two)
    assert (first.left, first.right) == pytest.approx((two - half, two + half))
    assert (second.left, second.right) == pytest.approx(
        (three + 2 * half - half, three + 2 * half + half)
    )
    opened = [shape.x for shape in shapes(scene, Circle) if shape.stroke][-2:]
    assert opened == pytest.approx([three, two])


@pytest.mark.parametrize(
    ("verdict", "look"),
    [
        ("improved", (Polygon, BLUE, "up")),
        ("declined", (Polygon, VERMILION, "down")),
        ("no_clear_change", (Circle, GREY, None)),
        ("practically_unchanged", (Circle, GREY, None)),
        ("not_testable", (Circle, GREY, None)),
    ],
)
def test_a_verdict_has_shape_colour_and_word(verdict, look, changed, table_of):
    kind, colour, points = look
    scene = scene_of(change_figure(table_of(changed(3.0, 1.0, verdict=verdict))), UNWRITTEN)
    marks = [shape for shape in shapes(scene, kind) if shape.fill == colour]
    assert len(marks) == 2  # in the legend and in the row
    if points:
        middle = (marks[1].box.top + marks[1].box.bottom) / 2
        above = sum(y < middle for _, y in marks[1].points)
        assert above == (1 if points == "up" else 2)
    words = verdict.replace("_", " ")
    assert [text for text in texts(scene) if text.endswith(words)]
    assert f"Time Three: {words}" in texts(scene)


def test_more_is_higher_on_an_upright_axis_and_a_missing_wave_is_a_gap(changed, table_of):
    rising = changed(3.0, 2.0, site="a", site_label="A")
    broken = changed(4.0, 0.0, site="b", site_label="B", other_waves=[])
    scene = scene_of(waves_figure(table_of(rising, broken)), UNWRITTEN)
    (line,) = shapes(scene, Path)
    xs, ys = zip(*line.points, strict=True)
    assert list(xs) == sorted(xs)
    assert list(ys) == sorted(ys, reverse=True)
    assert len(line.points) == 3


def test_sites_have_looks_of_their_own(changed, table_of):
    rows = [changed(3.0 + 0.1 * n, 0.5, site=str(n), site_label=f"S{n}") for n in range(12)]
    scene = scene_of(waves_figure(table_of(*rows)), UNWRITTEN)
    looks = {(line.colour, line.dash) for line in shapes(scene, Path)}
    assert len(looks) == 12


def test_better_answers_stand_at_the_right_whichever_code_they_have(answers_of):
    labels = ("Strongly agree", "Neither", "Strongly disagree")
    for better, right in (("low", 60), ("high", 10)):
        table = answers_of((60, 30, 10), better=better, labels=labels)
        scene = scene_of(likert_figure(table), UNWRITTEN)
        bars = [area.box for area in shapes(scene, Area) if area.stroke is None]
        bars.sort(key=lambda box: box.left)
        assert bars[-1].width == pytest.approx(right * sum(b.width + 1 for b in bars) / 100 - 1)
        assert at(scene, "← worse").x < at(scene, "better →").x


def test_the_middle_answer_is_split_where_bars_begin(answers_of):
    scene = scene_of(likert_figure(answers_of((10, 40, 50))), UNWRITTEN)
    line = next(shape for shape in scene.shapes if hasattr(shape, "x1"))
    middle = sorted((a.box for a in shapes(scene, Area) if a.stroke is None), key=lambda b: b.left)[
        1
    ]
    assert (middle.left + middle.right + 1) / 2 == pytest.approx(line.x1)


def test_every_number_drawn_is_in_the_words_for_those_who_do_not_see_it(
    changed, table_of, answers_of
):
    table = table_of(changed(3.2, -0.5, 0.3, verdict="improved", site="a", site_label="Barton"))
    for figure in (change_figure(table), likert_figure(answers_of((61, 30, 9)))):
        drawn = re.findall(r"[−+]?\d+\.\d+", " ".join(texts(scene_of(figure, UNWRITTEN))))
        axis = {text for panel in figure.panels for _, text in getattr(panel, "axis", _NONE).ticks}
        assert set(drawn) - axis - {"0.5"} <= set(re.findall(r"[−+]?\d+\.\d+", figure.alternative))
    assert "3.20 (Time One) to 2.70 (Time Three)" in change_figure(table).alternative


class _NONE:
    ticks = ()


def test_ink_can_be_read_on_every_shade():
    for n in range(1, 12):
        for colour in (*shades(n), *ramp(n)):
            assert contrast(colour, ink_on(colour)) > 4.5
        assert len(set(shades(n))) == len(set(ramp(n))) == n


def contrast(one, other):
    lights = sorted(luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(5, 30)), min_size=1, max_size=10))
def test_labels_are_moved_apart_and_stay_inside(labels):
    wanted, heights = zip(*labels, strict=True)
    places = spread(wanted, heights, 0.0, 300.0)
    spans = sorted((y - tall / 2, y + tall / 2) for y, tall in zip(places, heights, strict=True))
    assert spans[0][0] >= -1e-9
    assert spans[-1][1] <= 300 + 1e-9
    assert all(one[1] <= other[0] + 1e-9 for one, other in pairwise(spans))
