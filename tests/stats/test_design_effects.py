import numpy as np
import pytest
from hypothesis import given

from lpsstats.stats.design_difference import design_difference
from lpsstats.stats.design_effects import hedges_average_weighted
from lpsstats.stats.effects import hedges_average
from lpsstats.stats.moments import Moments, cell_moments
from support.designs import SITES, answers, arrays, survey

FIELDS = ("effect", "effect_low", "effect_high")


def moments(n, mean, sd):
    return Moments(n=np.array([n]), mean=np.array([mean]), sd=np.array([sd]))


def one(number):
    return np.array([float(number)])


@given(answers)
def test_equal_weights_give_the_unweighted_effect(rows):
    value, _, contrast, later, _ = arrays(rows)
    cells = cell_moments(value, 2 * contrast + later, 4)
    before, after = cells.take(np.array([0, 2])), cells.take(np.array([1, 3]))
    result = design_difference(
        value, np.full(value.size, 2.0), contrast, later, 2, stratum=2 * contrast + later
    )
    theirs = hedges_average(before, after)
    sizes = result.n_effective_before, result.n_effective_after
    for std_error in (None, result.estimate.std_error):
        ours = hedges_average_weighted(result.before, result.after, *sizes, std_error=std_error)
        testable = (result.estimate.reason == "") & (before.n + after.n > 3)
        for name in FIELDS:
            mine, its = getattr(ours, name), getattr(theirs, name)
            assert mine[testable] == pytest.approx(its[testable], rel=1e-9, abs=1e-12)


def test_the_effect_is_that_of_the_formula_by_hand():
    # d = 1 / sqrt((1 + 4) / 2); Kish's 20 and 10 give J = 1 - 3 / (4 * 28 - 1).
    before, after = moments(30, 3.0, 1.0), moments(25, 4.0, 2.0)
    result = hedges_average_weighted(before, after, one(20), one(10))
    d, j = 1 / np.sqrt(2.5), 1 - 3 / 111
    variance = d**2 / 8 * (1 / 19 + 16 / 9) / 6.25 + (1 / 19 + 4 / 9) / 2.5
    assert result.effect[0] == pytest.approx(j * d, rel=1e-14)
    assert result.effect_low[0] == pytest.approx(j * (d - 1.959963984540054 * variance**0.5))
    # A standard error twice as large, on 7 degrees of freedom (t of 2.364624).
    error = 2 * np.sqrt(one(1 / 20 + 4 / 10))
    doubled = hedges_average_weighted(before, after, one(20), one(10), std_error=error, df=one(7))
    variance += (4 * (2.3646242515927849 / 1.959963984540054) ** 2 - 1) * (1 / 19 + 4 / 9) / 2.5
    assert doubled.effect[0] == result.effect[0]
    assert doubled.effect_high[0] == pytest.approx(j * (d + 1.959963984540054 * variance**0.5))


def test_uneven_weights_widen_the_interval_and_clusters_more_so():
    result = design_difference(*_streets("value", "weight", "contrast", "later"), SITES, **_units())
    sizes = result.n_effective_before, result.n_effective_after
    plain = hedges_average(result.before, result.after)
    kish = hedges_average_weighted(result.before, result.after, *sizes)
    design = hedges_average_weighted(
        result.before, result.after, *sizes, std_error=result.estimate.std_error
    )
    widths = [effect.effect_high - effect.effect_low for effect in (plain, kish, design)]
    assert (widths[0] < widths[1]).all()
    assert (widths[2] != widths[1]).all()


def test_too_few_effective_respondents_have_no_effect():
    before, after = moments(9, 3.0, 1.0), moments(9, 4.0, 2.0)
    for sizes in ((1, 9), (1.4, 1.5), (np.nan, 9)):
        result = hedges_average_weighted(before, after, one(sizes[0]), one(sizes[1]))
        assert all(np.isnan(getattr(result, name)[0]) for name in FIELDS)


def _streets(*names):
    data = survey("streets")
    return [data[name] for name in names]


def _units():
    data = survey("streets")
    return {"stratum": data["stratum"], "cluster": data["cluster"]}
