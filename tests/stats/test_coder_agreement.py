"""Cohen's kappa and Krippendorff's alpha of two coders and one theme."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from lpsstats.stats.coder_agreement import CodedTwice, coder_agreement, count_codings
from support.reference import table

COUNTS = st.tuples(*[st.integers(0, 40)] * 4)
slow = settings(deadline=None)  # the first example imports
CELLS = ("both", "first_only", "second_only", "neither")


def counted(*cells):
    return CodedTwice(**{k: np.array([n]) for k, n in zip(CELLS, cells, strict=True)})


def agreement(*cells, confidence=0.95):
    return coder_agreement(counted(*cells), confidence=confidence)


def by_theme():
    rows = table("inputs/themes_codings.csv")
    themes = dict.fromkeys(row["theme"] for row in rows)
    sets = {theme: [row for row in rows if row["theme"] == theme] for theme in themes}
    return sets | {"all": rows}


@pytest.mark.parametrize("expected", table("themes_kappa.csv"), ids=lambda row: row["theme"])
def test_kappa_and_its_interval_are_those_of_psych(expected):
    rows = by_theme()[expected["theme"]]
    first, second = (np.array([[float(row[k])] for row in rows]) for k in ("first", "second"))
    found = coder_agreement(count_codings(first, second))
    for name in ("kappa", "std_error", "kappa_low", "kappa_high"):
        assert getattr(found, name)[0] == pytest.approx(float(expected[name]), rel=1e-9)


def test_a_worked_example():
    """Of 100 answers 40 found by both and 40 by neither, 15 and 5 by one: kappa is .6."""
    found = agreement(40, 15, 5, 40)
    chance = 0.55 * 0.45 + 0.45 * 0.55
    assert found.agreement[0] == pytest.approx(0.8)
    assert found.kappa[0] == pytest.approx((0.8 - chance) / (1 - chance))
    assert found.alpha[0] == pytest.approx(1 - 0.2 / (2 * 100 * 100 / (200 * 199)))


@slow
@given(COUNTS)
def test_kappa_and_its_error_are_those_of_statsmodels(cells):
    found = agreement(*cells)
    assume(found.reason[0] == "")
    both, first, second, neither = cells
    with np.errstate(all="ignore"):  # it divides by an error of 0, and takes the root of -1e-18
        other = cohens_kappa(np.array([[both, first], [second, neither]]), return_results=True)
    assert found.kappa[0] == pytest.approx(other.kappa, abs=1e-9)
    if found.std_error[0] > 0:
        assert found.std_error[0] == pytest.approx(other.std_kappa, rel=1e-6)
    else:
        assert np.isnan(found.kappa_low[0])
        assert np.isnan(other.std_kappa) or other.std_kappa < 1e-6


def krippendorff(units):
    """Compare every judgement with every other, within units and over all of them."""
    judged = [value for unit in units for value in unit]
    within = [a != b for unit in units for a, b in permutations(unit, 2)]
    anyhow = [a != b for a, b in permutations(judged, 2)]
    return 1 - np.mean(within) / np.mean(anyhow)


@slow
@given(st.tuples(*[st.integers(0, 8)] * 4))
def test_alpha_is_that_of_all_pairs_of_judgements(cells):
    found = agreement(*cells)
    assume(found.reason[0] == "")
    kinds = ((1, 1), (1, 0), (0, 1), (0, 0))
    units = [kind for kind, n in zip(kinds, cells, strict=True) for _ in range(n)]
    assert found.alpha[0] == pytest.approx(krippendorff(units), abs=1e-12)


@slow
@given(COUNTS)
def test_swapping_coders_or_naming_the_opposite_changes_nothing(cells):
    found, (both, first, second, neither) = agreement(*cells), cells
    for other in (agreement(both, second, first, neither), agreement(neither, first, second, both)):
        np.testing.assert_allclose(other.kappa, found.kappa, atol=1e-12)
        np.testing.assert_allclose(other.alpha, found.alpha, atol=1e-12)
        np.testing.assert_allclose(other.agreement, found.agreement)
        np.testing.assert_allclose(other.std_error, found.std_error, atol=1e-9)


@slow
@given(COUNTS)
def test_every_answer_twice_leaves_kappa_and_narrows_its_interval(cells):
    found, twice = agreement(*cells), agreement(*(2 * n for n in cells))
    np.testing.assert_allclose(twice.kappa, found.kappa, atol=1e-12)
    np.testing.assert_allclose(twice.std_error, found.std_error / np.sqrt(2), atol=1e-9)


@slow
@given(COUNTS)
def test_the_interval_holds_kappa_and_widens_with_confidence(cells):
    found, wider = agreement(*cells), agreement(*cells, confidence=0.99)
    assume(found.std_error[0] > 0)
    assert -1 <= wider.kappa_low[0] <= found.kappa_low[0] <= found.kappa[0]
    assert found.kappa[0] <= found.kappa_high[0] <= wider.kappa_high[0] <= 1


@pytest.mark.parametrize(
    ("cells", "reason", "share"),
    [
        ((0, 0, 0, 0), "not_coded_twice", np.nan),
        ((0, 0, 0, 7), "coders_constant", 1.0),
        ((7, 0, 0, 0), "coders_constant", 1.0),
        ((1, 0, 0, 0), "coders_constant", 1.0),
    ],
)
def test_kappa_is_undefined_without_answers_or_without_any_difference(cells, reason, share):
    found = agreement(*cells)
    assert found.reason[0] == reason
    assert np.isnan([found.kappa[0], found.kappa_low[0], found.alpha[0]]).all()
    np.testing.assert_equal(found.agreement[0], share)


@pytest.mark.parametrize(
    ("cells", "kappa"),
    [((5, 0, 0, 5), 1.0), ((0, 5, 5, 0), -1.0), ((3, 4, 0, 0), 0.0), ((0, 4, 0, 6), 0.0)],
)
def test_there_is_no_interval_where_the_formula_has_nothing_to_go_by(cells, kappa):
    found = agreement(*cells)
    assert found.kappa[0] == pytest.approx(kappa, abs=1e-12)
    assert found.std_error[0] == 0
    assert np.isnan([found.kappa_low[0], found.kappa_high[0]]).all()


def test_answers_that_one_coder_did_not_judge_do_not_count():
    first = np.array([[1.0, 0.0], [1.0, np.nan], [np.nan, np.nan]])
    second = np.array([[1.0, 1.0], [0.0, 1.0], [1.0, 1.0]])
    counts = count_codings(first, second)
    assert counts.n.tolist() == [2, 1]
    assert counts.together().n.tolist() == [3]
    assert counts.second_only.tolist() == [0, 1]
