import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.stats import multivariate_normal

from lpsstats.stats.bivariate_normal import bivariate_cdf, bivariate_density

LIMITS = st.floats(-6, 6)
CORRELATIONS = st.floats(-0.999, 0.999)


def cdf(first, second, r):
    return float(bivariate_cdf(np.array(first), np.array(second), np.array(r)))


@pytest.mark.parametrize("r", [-0.99, -0.5, 0.0, 0.3, 0.95])
@pytest.mark.parametrize("limits", [(0.0, 0.0), (-1.2, 0.0), (0.0, 2.1), (-2.0, -0.7), (1.5, -0.2)])
def test_it_is_what_scipy_integrates(limits, r):
    expected = multivariate_normal.cdf(limits, cov=[[1, r], [r, 1]], abseps=1e-12, releps=1e-10)
    assert cdf(*limits, r) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("r", [-0.999999, -0.4, 0.0, 0.8, 0.999999])
def test_at_the_origin_it_is_the_arcsine(r):
    assert cdf(0.0, 0.0, r) == pytest.approx(0.25 + np.arcsin(r) / (2 * np.pi), abs=1e-15)


@given(LIMITS, LIMITS)
def test_without_correlation_probabilities_multiply(first, second):
    assert cdf(first, second, 0.0) == pytest.approx(ndtr(first) * ndtr(second), abs=1e-15)


@given(LIMITS, LIMITS, CORRELATIONS)
def test_it_is_symmetric_and_turning_one_variable_round_leaves_the_rest(first, second, r):
    here = cdf(first, second, r)
    assert here == pytest.approx(cdf(second, first, r), abs=1e-14)
    assert here + cdf(first, -second, -r) == pytest.approx(ndtr(first), abs=1e-14)


@given(LIMITS, CORRELATIONS)
def test_an_infinite_limit_leaves_the_other_alone(limit, r):
    assert cdf(limit, np.inf, r) == pytest.approx(ndtr(limit), abs=1e-15)
    assert cdf(-np.inf, limit, r) == pytest.approx(0.0, abs=1e-15)


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-0.9, 0.9))
def test_the_density_is_the_slope_by_the_correlation(first, second, r):
    step = 1e-5
    slope = (cdf(first, second, r + step) - cdf(first, second, r - step)) / (2 * step)
    density = bivariate_density(np.array(first), np.array(second), np.array(r))
    assert float(density) == pytest.approx(slope, abs=1e-7)
