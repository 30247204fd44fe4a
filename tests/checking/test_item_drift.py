import re

import numpy as np
import pytest

from lpsstats.checking.answer_steps import answer_steps, rest_tables
from lpsstats.checking.item_drift import check
from support.drift_surveys import answers_to, survey_context

TEXT = """\
format: 1
survey: {{title: Made by hand}}
waves:
  baseline: W0
  endline: W{last}
  values: {{{waves}}}
variables:
{variables}
scales:
  s: {{label: Some scale, items: [{items}], reverse: [{reverse}], better: high{more}}}
"""
VARIABLE = "  {item}: {{type: likert, range: [{low}, {high}]}}"


def dictionary_text(*, n_items=5, n_waves=2, reverse="", more="", low=1, high=7):
    items = [f"q{i}" for i in range(n_items)]
    return TEXT.format(
        last=n_waves - 1,
        waves=", ".join(f"W{w}: {{file: w{w}.sav}}" for w in range(n_waves)),
        variables="\n".join(VARIABLE.format(item=i, low=low, high=high) for i in items),
        items=", ".join(items),
        reverse=reverse,
        more=more,
    )


def wave(rng, n=400, *, n_items=5, trait=0.0, shifts=(), answers=7):
    """Draw a wave in which some items, by position, are answered higher than the trait says."""
    standing = trait + rng.standard_normal(n)
    shifts = dict(shifts)
    return {
        f"q{i}": answers_to(standing, answers=answers, shift=shifts.get(i, 0.0), rng=rng)
        for i in range(n_items)
    }


@pytest.fixture
def drifts(tmp_path):
    def run(waves, **text):
        n_items = len(waves[0])
        made = dictionary_text(n_items=n_items, n_waves=len(waves), **text)
        return list(check(survey_context(tmp_path, made, waves)))

    return run


def subjects(found):
    return [finding.subject for finding in found]


def test_a_shifted_item_is_named_with_direction_and_size(drifts):
    rng = np.random.default_rng(5)
    found = drifts([wave(rng), wave(rng, shifts={3: 0.8})])
    assert subjects(found) == ["s, q3"]
    said = re.fullmatch(
        r"q3 jumps between W0 and W1 against the rest of Some scale: at the same rest score its "
        r"answers are (0\.\d\d) points higher \(McFadden R2 \+\.0\d\d, Holm p < \.001, "
        r"n = 400/400\)\. That alone moves the mean score by \+(0\.\d\d)\.",
        found[0].message.splitlines()[0],
    )
    assert 0.4 < float(said[1]) < 1.1
    assert float(said[2]) == pytest.approx(float(said[1]) / 5, abs=0.006)
    assert (found[0].code, found[0].severity) == ("LPS210", "warning")
    assert found[0].line == 11  # the variable's


@pytest.mark.parametrize("answers", [3, 5, 10])
def test_a_shifted_item_is_found_however_many_answers_there_are(drifts, answers):
    rng = np.random.default_rng(7)
    waves = [wave(rng, answers=answers), wave(rng, answers=answers, shifts={1: -1.4})]
    found = drifts(waves, high=answers)
    assert subjects(found) == ["s, q1"]
    assert "points lower" in found[0].message


def test_a_reversed_item_is_described_as_it_was_answered(drifts):
    rng = np.random.default_rng(5)
    waves = [wave(rng), wave(rng, shifts={3: 0.8})]
    turned = [w | {"q3": 8 - w["q3"]} for w in waves]
    found = drifts(turned, reverse="q3")
    assert subjects(found) == ["s, q3"]
    assert "points lower" in found[0].message
    assert "moves the mean score by +" in found[0].message


def test_a_changed_item_does_not_accuse_its_neighbours(drifts):
    rng = np.random.default_rng(2)
    found = drifts([wave(rng, n=3000, n_items=3), wave(rng, n=3000, n_items=3, shifts={0: 2.5})])
    assert subjects(found) == ["s, q0"]


def test_two_changed_items_are_both_found(drifts):
    rng = np.random.default_rng(3)
    waves = [wave(rng, n=800, n_items=6), wave(rng, n=800, n_items=6, shifts={0: 1.5, 4: -1.2})]
    assert subjects(drifts(waves)) == ["s, q0", "s, q4"]


def test_of_two_items_it_is_said_that_either_may_have_changed(drifts):
    rng = np.random.default_rng(4)
    found = drifts([wave(rng, n_items=2), wave(rng, n_items=2, shifts={1: 2.0})])
    assert len(found) == 1
    assert "cannot be told which" in found[0].message


def test_the_pair_of_waves_where_it_happened_comes_first(drifts):
    rng = np.random.default_rng(6)
    waves = [wave(rng), wave(rng), wave(rng, shifts={2: 1.2})]
    found = drifts(waves)
    assert subjects(found) == ["s, q2"]
    first, second = found[0].message.splitlines()[:2]
    assert "between W1 and W2" in first
    assert second.startswith("Between W0 and W2: at the same rest score")


def test_a_looser_tie_to_the_rest_is_called_that(drifts):
    rng = np.random.default_rng(8)
    later = wave(rng)
    later["q1"] = rng.permutation(later["q1"])
    found = drifts([wave(rng), later])
    assert subjects(found) == ["s, q1"]
    assert "its tie to the rest changed" in found[0].message
    assert "moves the mean" not in found[0].message


def test_a_change_of_the_whole_scale_is_no_jump_of_an_item(drifts):
    rng = np.random.default_rng(9)
    assert drifts([wave(rng), wave(rng, trait=0.7)]) == []


def test_without_drift_hardly_any_item_is_named(drifts):
    rng = np.random.default_rng(10)
    named = [
        subject
        for _ in range(20)
        for subject in subjects(drifts([wave(rng), wave(rng, trait=0.3)]))
    ]
    assert len(named) <= 1  # of 100 items


def test_large_differences_that_chance_can_make_are_not_named(drifts):
    rng = np.random.default_rng(17)
    named = [found for _ in range(8) for found in drifts([wave(rng, n=60), wave(rng, n=60)])]
    assert len(named) <= 1  # of 40; without regard to p it would be every third


def test_answers_and_rest_scores_are_counted_as_they_are(tmp_path):
    rng = np.random.default_rng(18)
    waves = [wave(rng, n=70, n_items=3), wave(rng, n=60, n_items=3)]
    context = survey_context(tmp_path, dictionary_text(n_items=3, reverse="q2"), waves)
    people = answer_steps(context.survey, context.scales[0])
    assert people.n_answers == (7, 7, 7)
    assert people.n_by_wave.tolist() == [70, 60]
    found = rest_tables(people, 1, (0, 2))
    expected = np.zeros((2, 13, 7), dtype=int)
    for w, answers in enumerate(waves):
        for first, item, turned in zip(*answers.values(), strict=True):
            expected[w, (first - 1) + (7 - turned), item - 1] += 1
    assert np.array_equal(found, expected)


def test_small_waves_are_not_tested(drifts):
    rng = np.random.default_rng(11)
    assert drifts([wave(rng, n=49), wave(rng, shifts={0: 3.0})]) == []
    assert drifts([wave(rng, n=50), wave(rng, shifts={0: 3.0})]) != []


@pytest.mark.parametrize("more", [", kind: formative", ""])
def test_items_of_a_formative_scale_need_not_move_together(drifts, more):
    rng = np.random.default_rng(12)
    found = drifts([wave(rng), wave(rng, shifts={0: 2.0})], more=more)
    assert bool(found) == (more == "")


def test_a_single_item_has_no_rest(drifts):
    rng = np.random.default_rng(13)
    assert drifts([wave(rng, n_items=1), wave(rng, n_items=1, shifts={0: 2.0})]) == []


def test_scores_of_hundred_points_are_put_in_classes(drifts):
    rng = np.random.default_rng(14)

    def fine(shift):
        drawn = wave(rng, n_items=4, answers=101, shifts={2: shift})
        return {item: answers - 1.0 for item, answers in drawn.items()}

    found = drifts([fine(0.0), fine(1.2)], low=0, high=100)
    assert subjects(found) == ["s, q2"]
    said = float(re.search(r"answers are ([\d.]+) points higher", found[0].message)[1])
    assert 8 < said < 35


def test_items_of_unequal_range_are_weighed_alike(drifts, tmp_path):
    rng = np.random.default_rng(15)
    text = dictionary_text(more=", rescale: 0-100").replace(
        "q1: {type: likert, range: [1, 7]}", "q1: {type: likert, range: [0, 10]}"
    )
    waves = [wave(rng), wave(rng, shifts={1: 1.0})]
    for w, shift in zip(waves, (0.0, 1.2), strict=True):
        standing = rng.standard_normal(400)
        w |= {i: answers_to(standing, rng=rng) for i in w}
        w["q1"] = answers_to(standing, answers=11, shift=shift, rng=rng) - 1
    found = list(check(survey_context(tmp_path, text, waves)))
    assert subjects(found) == ["s, q1"]
    points = float(re.search(r"answers are ([\d.]+) points", found[0].message)[1])
    score = float(re.search(r"mean score by \+(\d+\.\d\d)", found[0].message)[1])
    assert score == pytest.approx(points * 10 / 5, abs=0.05)


def test_many_scales_are_tested_together(tmp_path):
    rng = np.random.default_rng(16)
    text = dictionary_text(n_items=6, n_waves=3)
    context = survey_context(tmp_path, text, [wave(rng, n_items=6) for _ in range(3)])
    (scores,) = context.scores.values()
    many = type(context)(
        survey=context.survey,
        portions=(),
        faulty=frozenset(),
        scores={str(i): scores for i in range(20)},
    )
    assert list(check(many)) == []
