"""Which picture an answer has, and what is not in it is said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.errors import UsageError
from lpsstats.tables.diagram import Diagram
from lpsstats.tables.document import Document
from lpsstats.tables.drawing import drawn, figure_of
from lpsstats.tables.figures.axes import PERCENT, axis
from lpsstats.tables.figures.change import change_figure
from lpsstats.tables.figures.counts import counts_figure
from lpsstats.tables.figures.forests import contrast_figure, drivers_figure, reliability_figure
from lpsstats.tables.figures.likert import likert_figure
from lpsstats.tables.figures.parts import Mark
from lpsstats.tables.figures.themes import themes_figure
from lpsstats.tables.figures.waves import waves_figure
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Column, Table


def column(keys, format):
    return Column(heading=keys, keys=tuple(keys.split()), format=format)


COLUMNS = (
    column("mean_from pct_from", "level"),
    column("mean_to pct_to", "level"),
    column("estimate unit", "change"),
    column("conf_low conf_high unit", "change_interval"),
    column("effect", "signed"),
    column("effect_low effect_high", "interval"),
    column("alpha", "bounded"),
    column("alpha_low alpha_high", "bounded_interval"),
    column("verdict", "verdict"),
    column("check", "check"),
)
ROW = {
    "site": "a",
    "site_label": "Barton",
    "measure": "trust",
    "measure_label": "Trust",
    "category": None,
    "category_label": None,
    "better": "low",
    "unit": "points",
    "wave_from": "T1",
    "wave_to": "T3",
    "mean_from": 3.0,
    "mean_to": 2.0,
    "pct_from": None,
    "pct_to": None,
    "estimate": -1.0,
    "conf_low": -1.5,
    "conf_high": -0.5,
    "confidence": 0.95,
    "verdict": "improved",
    "other_waves": [],
}
NO_DRAWING = Document(command="check", tables=())


def table(*rows, key="compare", **more):
    return Table(key=key, title="T", records=rows, columns=COLUMNS, **more)


def document(*tables):
    return Document(command="compare", tables=tables)


def test_the_first_table_that_can_be_drawn_is():
    other = Table(key="who", title="Who", records=(), columns=())
    assert figure_of(document(other, table(ROW))).key == "change"
    both = replace(document(table(ROW)), diagram=Diagram(title="D", nodes=()))
    assert figure_of(both).key == "relations"


def test_what_has_nothing_to_draw_is_refused_in_words_that_fit_any_caller():
    with pytest.raises(UsageError, match=r"^no row of this answer has values that can be drawn$"):
        figure_of(document(table(ROW | {"mean_to": None})))
    with pytest.raises(UsageError, match="nothing to draw"):
        drawn(NO_DRAWING)


@pytest.mark.parametrize(
    "build",
    [
        *(change_figure, waves_figure, likert_figure, contrast_figure, drivers_figure),
        *(reliability_figure, themes_figure, counts_figure),
    ],
)
def test_a_table_without_rows_has_no_figure(build):
    assert build(table()) is None


def test_rows_that_are_withheld_or_have_no_values_are_counted():
    rows = (ROW, ROW | {"mean_to": HIDDEN, "estimate": HIDDEN}, ROW | {"mean_from": None})
    figure = change_figure(table(*rows))
    assert sum(len(panel.rows) for panel in figure.panels) == 1
    assert "1 row is not drawn: values are withheld ([c])." in figure.sentences
    assert [s for s in figure.sentences if s.startswith("1 row is not drawn: there are no two")]


def test_a_withheld_interval_does_not_show_through_the_bar():
    assert change_figure(table(ROW | {"conf_low": HIDDEN})) is None


def test_one_site_has_a_panel_for_each_axis_and_several_sites_one_for_each_measure():
    life = ROW | {"measure": "life", "measure_label": "Life"}
    same = {"trust": (1.0, 7.0), "life": (1.0, 7.0)}
    assert len(change_figure(table(ROW, life, ranges=same)).panels) == 1
    assert len(change_figure(table(ROW, life, ranges=same | {"life": (1.0, 10.0)})).panels) == 2
    there = ROW | {"site": "b", "site_label": "Whaddon"}
    figure = change_figure(table(ROW, there, life, ranges=same))
    assert [panel.title for panel in figure.panels] == ["Trust", "Life"]
    assert len({panel.axis for panel in figure.panels}) == 1


def test_withheld_waves_are_left_out_of_a_line_and_said():
    rows = (
        ROW | {"other_waves": [{"wave": "T2", "mean": HIDDEN, "pct": None}]},
        ROW | {"mean_from": HIDDEN},
    )
    figure = waves_figure(table(*rows, waves={"T1": "One", "T2": "Two", "T3": "Three"}))
    assert figure.panels[0].series[0].values == (3.0, None, 2.0)
    assert "2 rows have values that are withheld ([c]) and not drawn." in figure.sentences
    assert "Two [c]" in figure.alternative


def test_answers_without_an_order_or_withheld_are_not_drawn():
    head = {"measure": "q", "measure_label": "Q", "type": "likert", "site": None, "wave": None}
    head |= {"site_label": None, "pct_weighted": None}
    answers = [
        head | {"category": str(n), "category_label": None, "n": 5, "pct": 50.0} for n in (1, 2)
    ]
    whole = [head | {"category": None, "category_label": None, "n": 10, "pct": 99.0}, *answers]
    assert likert_figure(table(*whole)) is not None
    assert likert_figure(table(*(row | {"type": "categorical"} for row in whole))) is None
    assert likert_figure(table(*whole[:2], whole[2] | {"n": HIDDEN, "pct": HIDDEN})) is None


def test_a_contrast_favours_what_its_axis_says():
    row = {"measure_label": "Trust", "contrast_label": "A against B", "better": "low"}
    row |= {"effect": -0.4, "effect_low": -0.7, "effect_high": -0.1, "confidence": 0.95}
    row |= {"verdict": "favours_intervention"}
    figure = contrast_figure(table(row, key="contrast"))
    (panel,) = figure.panels
    assert panel.axis.at_low == "favours intervention"
    assert panel.axis.line == 0.0
    assert panel.axis.low <= -0.7 < 0.0 <= panel.axis.high
    assert panel.rows[0].mark is Mark.BETTER
    assert panel.rows[0].texts[0] == "−0.40 [−0.70, −0.10]"
    assert figure.alternative == "A against B, Trust: −0.40 [−0.70, −0.10], favours intervention."


def test_reliability_is_drawn_with_what_is_asked_for():
    row = {"scale_label": "Trust", "site_label": None, "wave": None, "judged": "alpha"}
    row |= {"alpha": 0.6, "alpha_low": 0.5, "alpha_high": 0.69, "confidence": 0.95, "check": "fail"}
    figure = reliability_figure(table(row, key="reliability", required=0.7))
    assert figure.panels[0].axis.line == 0.7
    assert figure.panels[0].rows[0].mark is Mark.WORSE
    assert figure.alternative == "Trust: .60 [.50, .69], FAIL."


def test_themes_are_drawn_for_one_wave_with_their_own_interval_and_for_two_with_the_change():
    row = {"measure": "q", "measure_label": "Q", "group": "a", "group_label": "A", "category": "x"}
    row |= {"category_label": "Parks", "wave_to": "T3", "pct_to": 40.0, "verdict": None}
    one = row | {"wave_from": None, "pct_from": None, "pct_to_low": 30.0, "pct_to_high": 51.0}
    one |= {"estimate": None, "conf_low": None, "conf_high": None, "confidence": 0.95}
    two = one | {"wave_from": "T1", "pct_from": 25.0, "estimate": 15.0, "verdict": "changed"}
    two |= {"conf_low": 2.0, "conf_high": 27.0}
    first = themes_figure(table(one, one | {"category": None}, key="themes"))
    assert [(each.low, each.high) for each in first.panels[0].rows] == [(30.0, 51.0)]
    assert first.panels[0].rows[0].before is None
    second = themes_figure(table(two, key="themes")).panels[0].rows[0]
    assert (second.before, second.low, second.high) == (25.0, 27.0, 52.0)
    assert themes_figure(table(two | {"pct_from": HIDDEN}, key="themes")) is None


def test_counts_have_their_periods_in_time_and_gaps_where_nothing_was_recorded():
    def row(unit, period, count):
        return {
            **{"recording_unit": unit, "recording_unit_label": unit, "category": "x"},
            **{"category_label": "X", "period": period, "count": count, "rate": None},
        }

    rows = [row("N", "Q1", 5), row("N", "Q3", 7), *(row("S", f"Q{n}", n) for n in (1, 2, 3))]
    figure = counts_figure(table(*rows, row("S", "Q4", None), key="changes"))
    assert figure.steps == ("Q1", "Q2", "Q3")
    assert figure.panels[0].series[0].values == (5.0, None, 7.0)
    assert figure.panels[0].axis.low == 0.0
    assert counts_figure(table(rows[0], key="changes")) is None


@given(
    values=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8),
    bounds=st.sampled_from((None, PERCENT, (1.0, 7.0), (0.0, 1.0))),
)
def test_an_axis_shows_every_value_with_a_few_numbers_on_it(values, bounds):
    made = axis(values, bounds)
    near = 1e-6 * (made.high - made.low)
    assert made.low - near <= min(values) <= max(values) <= made.high + near
    assert made.low < made.high
    assert 2 <= len(made.ticks) <= 9
    assert all(made.low - near <= place <= made.high + near for place, _ in made.ticks)
    assert len({text for _, text in made.ticks}) == len(made.ticks)


def test_an_axis_says_which_part_of_the_range_it_shows():
    assert axis([1.2, 6.5], (1.0, 7.0)).caption == "1 to 7"
    part = axis([2.1, 2.9], (1.0, 7.0))
    assert part.caption == "1.5 to 3.5, of 1 to 7"
    assert (part.low, part.high) == (1.5, 3.5)
