from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lpsstats.stats.dependent_waves import dependent_waves, trend_of_waves
from lpsstats.stats.design_difference import design_difference
from lpsstats.stats.moments import cell_moments
from lpsstats.stats.rank_scores import rank_scores
from lpsstats.stats.rao_scott import rao_scott
from lpsstats.stats.trend import linear_trend
from lpsstats.stats.waves_wald import wald_of_waves
from support.reference import table

YEARS = np.array([0, 9, 17]) / 12
WAVES = 3
ROWS = table("inputs/all_waves_panel.csv")
VALUES = {}
for line in table("all_waves.csv"):
    if line["part"] == "panel":
        key = line["set"], line["measure"], line["site"]
        VALUES.setdefault(key, {})[line["quantity"]] = float(line["value"])
SETS = ("people", "weighted_people", "weighted", "streets")


def column(name):
    return np.array([float(row[name] or "nan") for row in ROWS])


def panel(name, site):
    """Give the arrays of a set, the contrast of each site or one of both."""
    whole = {key: column(key).astype(int) for key in ("site", "wave", "person", "street")}
    linked = name.endswith("people")
    unit = {"weighted": None, "streets": whole["street"]}.get(name, whole["person"])
    return {
        "wave": whole["wave"],
        "contrast": whole["site"] * (site != "all"),
        "weight": np.ones(len(ROWS)) if name == "people" else column("weight"),
        "stratum": whole["site"] if linked else WAVES * whole["site"] + whole["wave"],
        "cluster": unit,
    }


def waves_of(name, site, values, weight=None):
    given = panel(name, site)
    return dependent_waves(
        values,
        given["weight"] if weight is None else weight,
        given["wave"],
        given["contrast"],
        (2, WAVES),
        stratum=given["stratum"],
        cluster=given["cluster"],
    )


def at(site):
    return 0 if site == "all" else int(site)


def assert_f(test, site, expected):
    ours = [getattr(test, key)[at(site)] for key in ("statistic", "df1", "df2", "p_value")]
    theirs = [expected[key] for key in ("statistic", "df1", "df2", "p_value")]
    assert ours == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("site", ["0", "1", "all"])
@pytest.mark.parametrize("name", SETS)
def test_means_covariances_and_the_test_of_all_waves_are_those_of_r(name, site):
    expected = VALUES[name, "value", site]
    found, here = waves_of(name, site, column("value")), at(site)
    assert found.moments.mean[here] == pytest.approx(
        [expected[f"mean{w}"] for w in range(WAVES)], rel=1e-12
    )
    ours = [found.covariance[here, w, v] for v in range(WAVES) for w in range(v + 1)]
    theirs = [expected[key] for key in ("v00", "v01", "v11", "v02", "v12", "v22")]
    assert ours == pytest.approx(theirs, rel=1e-10, abs=1e-15)
    assert found.degrees[here] == expected["degrees"]
    assert_f(wald_of_waves(found), site, expected)


@pytest.mark.parametrize("site", ["0", "1", "all"])
@pytest.mark.parametrize("name", SETS)
def test_the_line_through_the_waves_is_that_of_r(name, site):
    expected = VALUES[name, "value", site]
    line, here = trend_of_waves(waves_of(name, site, column("value")), YEARS), at(site)
    names = ("estimate", "std_error", "statistic", "p_value", "conf_low", "conf_high")
    ours = [getattr(line, key)[here] for key in names]
    theirs = [expected[f"slope{end}"] for end in ("", "_se", "_t", "_p", "_low", "_high")]
    assert ours == pytest.approx(theirs, rel=1e-9)
    assert line.df[here] == expected["degrees"]


@pytest.mark.parametrize("site", ["0", "1", "all"])
@pytest.mark.parametrize("name", SETS)
def test_the_test_of_ranks_is_that_of_r(name, site):
    given = panel(name, site)
    scores = rank_scores(column("code"), given["weight"], given["contrast"], 2)
    test = wald_of_waves(waves_of(name, site, scores))
    assert_f(test, site, VALUES[name, "code", site])


@pytest.mark.parametrize("site", ["0", "1", "all"])
@pytest.mark.parametrize("name", SETS)
def test_categories_of_linked_people_are_tested_as_in_r(name, site):
    given, expected = panel(name, site), VALUES[name, "category", site]
    column_ = np.where(np.isnan(column("category")), -1, column("category")).astype(int)
    test = rao_scott(
        given["wave"], column_, given["weight"], given["contrast"], 2,
        stratum=given["stratum"], cluster=given["cluster"], n_rows=WAVES,
    )  # fmt: skip
    here = at(site)
    ours = [test.statistic[here], test.df_numerator[here], test.df_denominator[here]]
    assert ours == pytest.approx([expected[key] for key in ("statistic", "df1", "df2")], rel=1e-10)


# Answers of people who were in all waves, in quarters.
answers = st.lists(
    st.lists(st.integers(4, 28).map(lambda x: x / 4), min_size=WAVES, max_size=WAVES),
    min_size=4,
    max_size=25,
)
quick = settings(max_examples=60, deadline=None)


def of_people(rows, people=None, weight=None, n_waves=WAVES):
    """Lay out people who answered in every wave as one contrast."""
    values = np.array(rows, dtype=float)
    n = len(values)
    person = np.arange(n) if people is None else np.array(people)
    return dependent_waves(
        values.ravel(),
        np.ones(values.size) if weight is None else np.repeat(weight, n_waves),
        np.tile(np.arange(n_waves), n),
        np.zeros(values.size, dtype=int),
        (1, n_waves),
        stratum=np.zeros(values.size, dtype=int),
        cluster=np.repeat(person, n_waves),
    )


@quick
@given(answers)
def test_people_who_are_in_all_waves_give_hotellings_t_square(rows):
    test = wald_of_waves(of_people(rows))
    steps = np.diff(np.array(rows), axis=1)
    n, covariance = len(steps), np.cov(steps.T)
    if test.reason[0]:
        assert np.linalg.matrix_rank(covariance, tol=1e-9) < 2
        return
    mean = steps.mean(axis=0)
    t_square = n * mean @ np.linalg.solve(covariance, mean)
    statistic = t_square * (n - 2) / (2 * (n - 1))
    assert test.statistic[0] == pytest.approx(statistic, rel=1e-7, abs=1e-10)
    assert (test.df1[0], test.df2[0]) == (2, n - 2)
    assert test.p_value[0] == pytest.approx(stats.f.sf(statistic, 2, n - 2), rel=1e-7)


@quick
@given(answers)
def test_two_waves_of_the_same_people_are_the_paired_t_test(rows):
    pairs = [row[:2] for row in rows]
    waves = of_people(pairs, n_waves=2)
    test, line = wald_of_waves(waves), trend_of_waves(waves, np.array([0.0, 2.0]))
    changes = np.array([after - before for before, after in pairs])
    if changes.std() == 0:
        assert test.reason[0] == line.reason[0] == "no_variance_both"
        return
    expected = stats.ttest_1samp(changes, 0)
    assert test.statistic[0] == pytest.approx(expected.statistic**2, rel=1e-9, abs=1e-12)
    assert [test.p_value[0], line.p_value[0]] == pytest.approx([expected.pvalue] * 2, rel=1e-9)
    assert line.estimate[0] == pytest.approx(changes.mean() / 2, rel=1e-12, abs=1e-14)


def test_two_waves_are_the_design_based_t_test_but_for_a_degree_of_freedom():
    given = panel("weighted_people", "each")
    early = given["wave"] < 2
    value = np.where(early, column("value"), np.nan)
    found = wald_of_waves(waves_of("weighted_people", "each", value))
    pair = design_difference(
        value, given["weight"], given["contrast"], given["wave"] == 1, 2,
        stratum=given["stratum"], cluster=given["cluster"],
    )  # fmt: skip
    assert found.statistic == pytest.approx(pair.estimate.statistic**2, rel=1e-10)
    assert found.df2.tolist() == (pair.estimate.df + 1).tolist()
    assert found.n_waves.tolist() == [2, 2]


def test_equal_weights_give_the_slope_of_the_line_through_all_respondents():
    value, wave = column("value"), column("wave").astype(int)
    moments = cell_moments(value, wave, WAVES)
    plain = linear_trend(replace(moments, **{
        key: getattr(moments, key)[None] for key in ("n", "mean", "sd", "mean_tail")
    }), YEARS)  # fmt: skip
    ours = trend_of_waves(waves_of("people", "all", value), YEARS)
    assert ours.estimate[0] == pytest.approx(plain.estimate[0], rel=1e-12)


@quick
@given(answers, st.floats(-50, 50), st.floats(0.1, 9), st.floats(0.01, 100))
def test_another_origin_or_unit_of_answers_or_weights_changes_no_p(rows, shift, factor, unit):
    weight = 1 + np.arange(len(rows)) % 3
    one = wald_of_waves(of_people(rows, weight=weight.astype(float)))
    other = of_people(np.array(rows) * factor + shift, weight=weight * unit)
    two = wald_of_waves(other)
    if not one.reason[0] and one.statistic[0] < 1e6:
        assert two.statistic[0] == pytest.approx(one.statistic[0], rel=1e-6, abs=1e-9)
        assert two.p_value[0] == pytest.approx(one.p_value[0], rel=1e-5, abs=1e-12)


@quick
@given(answers, st.randoms())
def test_the_order_of_waves_and_of_respondents_changes_no_p(rows, random):
    turned = random.sample(rows, len(rows))
    one, two = wald_of_waves(of_people(rows)), wald_of_waves(of_people([r[::-1] for r in turned]))
    assert bool(one.reason[0]) == bool(two.reason[0])
    assert two.statistic == pytest.approx(one.statistic, rel=1e-6, abs=1e-9, nan_ok=True)


def only(rows, **given):
    """Test one contrast of rows of (wave, value, unit)."""
    wave, value, unit = (np.array(column) for column in zip(*rows, strict=True))
    waves = dependent_waves(
        value.astype(float), np.ones(value.size), wave, np.zeros(value.size, dtype=int),
        (1, WAVES), stratum=given.get("stratum", np.zeros(value.size, dtype=int)), cluster=unit,
    )  # fmt: skip
    return wald_of_waves(waves), trend_of_waves(waves, YEARS)


@pytest.mark.parametrize(
    ("rows", "reason", "of_line"),
    [
        ([(0, 3, 1), (0, 4, 2), (0, 1, 3)], "wave_missing", "wave_missing"),
        ([(0, 3, 1), (0, 4, 2), (1, 1, 1), (1, 5, 2), (2, 2, 2)], "n_lt_2", "n_lt_2"),
        # Two people are one degree of freedom, too few for two differences but not for a line.
        ([(w, v + w * v, v) for w in range(3) for v in (1, 2)], "n_lt_2", ""),
        ([(w, v + w, v) for w in range(3) for v in (1, 2, 5, 6)], "no_variance_both",
         "no_variance_both"),
        # Everybody moves by one from the first to the second wave; the third is another matter.
        ([(w, v + w + (w == 2) * (v % 2), v) for w in range(3) for v in (1, 2, 5, 6)],
         "no_variance_one", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_tested_has_a_reason_and_no_number(rows, reason, of_line):
    test, line = only(rows)
    assert (test.reason[0], line.reason[0]) == (reason, of_line)
    assert np.isnan([test.statistic[0], test.df1[0], test.df2[0], test.p_value[0]]).all()
    assert np.isnan(line.p_value[0]) == bool(of_line)


def test_a_wave_without_answers_is_left_out_and_the_others_are_tested():
    rows = [(w, v, v + 10 * w) for w in (0, 2) for v in (1, 2, 3, 4 + w)]
    test, line = only(rows, stratum=np.array([w for w, _, _ in rows]))
    assert (test.n_waves[0], test.df1[0]) == (2, 1)
    assert line.estimate[0] == pytest.approx(0.5 / (17 / 12), rel=1e-12)


def test_a_stratum_of_one_unit_has_no_variance_to_give():
    rows = [(w, v, 0) for w in range(3) for v in (1, 2, 3)]
    test, line = only(rows)
    assert (test.reason[0], line.reason[0]) == ("n_lt_2", "n_lt_2")


def test_equal_weights_rank_as_midranks_do_in_every_contrast():
    values = np.array([3.0, 1, np.nan, 3, 5, 1, 9])
    values, contrast = np.tile(values, 2), np.array([0, 0, 0, 0, 0, 0, -1, 1, 1, 1, 1, 1, 1, -1])
    scores = rank_scores(values, np.full(14, 2.5), contrast, 2)
    ranks = stats.rankdata([3.0, 1, 3, 5, 1])
    for start in (0, 7):
        here = scores[start : start + 7]
        assert here[[0, 1, 3, 4, 5]] == pytest.approx((ranks - 0.5) / 5, rel=1e-14)
        assert np.isnan(here[[2, 6]]).all()
