import numpy as np
import pytest

from lpsstats.checking.straight_lining import check
from support.drift_surveys import survey_context

TEXT = """\
format: 1
survey: {{title: Made by hand}}
waves:
  baseline: T1
  endline: T2
  values: {{T1: {{file: w0.sav}}, T2: {{file: w1.sav}}}}
variables:
{variables}
scales:
  s: {{label: Some scale, items: [{items}], reverse: [{reverse}], better: high}}
"""


def text(n_items, reverse="", high=5, between=""):
    items = [f"q{i}" for i in range(n_items)]
    rows = [f"  {item}: {{type: likert, range: [1, {high}]}}" for item in items]
    if between:
        rows.insert(2, between)
    return TEXT.format(variables="\n".join(rows), items=", ".join(items), reverse=reverse)


def wave(n_items, straight, n=100, answer=2, high=5):
    """Give n respondents of whom the first `straight` gave one answer throughout."""
    rows = np.tile([1, 2, 3, 4, high] * 20, (n, 1))[:, :n_items]
    rows[:straight] = answer
    return {f"q{i}": rows[:, i] for i in range(n_items)}


@pytest.fixture
def lines(tmp_path):
    def run(waves, *, n_items=6, **said):
        return list(check(survey_context(tmp_path, text(n_items, **said), waves)))

    return run


def test_a_tenth_of_straight_lines_is_said_with_the_counts(lines):
    (found,) = lines([wave(6, 10), wave(6, 9)])
    assert (found.code, found.severity, found.subject) == ("LPS211", "warning", "s")
    assert found.message.startswith(
        "Some scale: one answer, not at an end of the range, to all 6 items: "
        "T1 10 of 100 (10.0%), T2 9 of 100 (9.0%)."
    )
    assert found.line == 15


def test_less_than_a_tenth_is_not_said(lines):
    assert lines([wave(6, 9), wave(6, 9)]) == []


def test_a_share_that_jumps_is_said_though_it_is_small(lines):
    (found,) = lines([wave(6, 0, n=400), wave(6, 36, n=400)])
    assert "From T1 to T2 it changed by +9.0 points (Holm p < .001)." in found.message


def test_a_jump_that_chance_can_make_is_not_said(lines):
    assert lines([wave(6, 0), wave(6, 5)]) == []


def test_a_certain_change_of_less_than_five_points_is_not_said(lines):
    assert lines([wave(6, 0, n=2000), wave(6, 80, n=2000)]) == []


@pytest.mark.parametrize("answer", [1, 5])
def test_contentment_with_everything_is_no_straight_lining(lines, answer):
    assert lines([wave(6, 40, answer=answer), wave(6, 0)]) == []


@pytest.mark.parametrize("answer", [1, 2, 5])
def test_with_a_reversed_item_every_line_off_the_middle_counts(lines, answer):
    (found,) = lines([wave(4, 12, answer=answer), wave(4, 0)], n_items=4, reverse="q1")
    assert "one answer off the middle to all 4 items" in found.message
    assert "T1 12 of 100" in found.message


def test_with_a_reversed_item_the_middle_contradicts_nothing(lines):
    assert lines([wave(4, 40, answer=3), wave(4, 0)], n_items=4, reverse="q1") == []


def test_where_all_items_are_turned_no_line_contradicts_itself(lines):
    reverse = "q0, q1, q2, q3, q4, q5"
    (found,) = lines([wave(6, 12), wave(6, 0)], reverse=reverse)
    assert "off the middle" not in found.message


def test_short_blocks_without_a_reversed_item_are_left_alone(lines):
    assert lines([wave(5, 50), wave(5, 0)], n_items=5) == []


def test_items_that_do_not_stand_together_are_left_alone(lines):
    waves = [wave(6, 50) | {"age": np.full(100, 30)}, wave(6, 0) | {"age": np.full(100, 30)}]
    assert lines(waves, between="  age: {type: number}") == []
    assert lines(waves, between="  age: {type: number}", reverse="q1") != []


def test_two_answers_make_no_block(lines):
    waves = [wave(6, 50, answer=1, high=2), wave(6, 50, answer=2, high=2)]
    for one in waves:
        one.update({item: np.minimum(values, 2) for item, values in one.items()})
    assert lines(waves, high=2, reverse="q1") == []


def test_incomplete_answers_are_neither_straight_nor_counted(lines):
    first = wave(6, 20)
    first["q5"] = np.where(np.arange(100) < 15, np.nan, first["q5"])
    assert lines([first, wave(6, 0)]) == []


def test_small_waves_are_not_judged(lines):
    assert lines([wave(6, 20, n=49), wave(6, 0)]) == []


def test_a_wave_that_did_not_answer_is_not_mentioned(lines):
    empty = {item: np.full(30, np.nan) for item in wave(6, 0)}
    (found,) = lines([wave(6, 20), empty])
    assert "T2" not in found.message
