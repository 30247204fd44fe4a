import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.stats.rate_ratio import rate_ratio
from lpsstats.stats.scattered_ratio import scattered_ratio

counts = st.integers(0, 200)
exposures = st.floats(0.1, 50)
dispersions = st.floats(1.01, 30)


def ratio(x, y, s=1.0, t=1.0, phi=4.0, *, df=11.0):
    counts = (np.array([float(v)]) for v in (x, y, s, t))
    return scattered_ratio(*counts, dispersion=np.array([phi]), df=np.array([df]))


def test_the_ratio_of_two_periods_is_that_of_a_quasi_poisson_model_of_them():
    """Two counts, one each: log ratio +- t sqrt(phi (1/x + 1/y)), written out once more."""
    found = ratio(172, 85, 50.0, 39.0, phi=20.6, df=8.0)
    log = np.log((85 / 39) / (172 / 50))
    error = np.sqrt(20.6 * (1 / 172 + 1 / 85))
    t = scipy.stats.t(8)
    assert found.ratio == pytest.approx(np.exp(log), rel=1e-12)
    assert found.conf_low == pytest.approx(np.exp(log - t.ppf(0.975) * error), rel=1e-12)
    assert found.conf_high == pytest.approx(np.exp(log + t.ppf(0.975) * error), rel=1e-12)
    assert found.p_value == pytest.approx(2 * t.sf(abs(log) / error), rel=1e-10)


def test_without_extra_scatter_a_nought_gives_the_exact_limit():
    exact = rate_ratio(*(np.array([v]) for v in (4.0, 0.0, 1.0, 2.0)))
    found = ratio(4, 0, 1, 2, phi=1.0)
    assert (found.conf_low, found.ratio) == (0, 0)
    assert found.conf_high == pytest.approx(exact.conf_high, rel=1e-10)
    turned = rate_ratio(*(np.array([v]) for v in (0.0, 4.0, 1.0, 2.0)))
    found = ratio(0, 4, 1, 2, phi=1.0)
    assert found.conf_low == pytest.approx(turned.conf_low, rel=1e-10)
    assert np.isnan([found.ratio, found.conf_high]).all()


@given(counts, counts, exposures, exposures, dispersions)
def test_the_other_order_turns_the_ratio_round(x, y, s, t, phi):
    one, other = ratio(x, y, s, t, phi), ratio(y, x, t, s, phi)
    assert one.p_value == pytest.approx(other.p_value, rel=1e-9, nan_ok=True)
    if x and y:
        assert one.conf_low == pytest.approx(1 / other.conf_high, rel=1e-9)


@given(counts, counts, exposures, exposures, dispersions)
def test_p_and_interval_agree_and_scatter_only_widens(x, y, s, t, phi):
    found, wider = ratio(x, y, s, t, phi), ratio(x, y, s, t, 2 * phi)
    if x == y == 0:
        assert found.reason == "nothing_recorded"
        return
    high = np.nan_to_num(found.conf_high, nan=np.inf)
    clear = not found.conf_low <= 1 <= high
    if abs(found.p_value - 0.05) > 1e-9:
        assert clear == (found.p_value < 0.05)
    assert wider.p_value >= found.p_value - 1e-12
    assert wider.conf_low <= found.conf_low
    assert np.nan_to_num(wider.conf_high, nan=np.inf) >= high
