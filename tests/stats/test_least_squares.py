"""Adjusted differences: R's figures, g-computation, and what must hold for any survey."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.stats.least_squares import adjusted_difference
from lpsstats.stats.moments import cell_moments
from lpsstats.stats.welch import welch
from support.reference import table

NUMBERS = ("estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high")
INPUTS = table("inputs/adjustment.csv")
SETS = ("large", "small", "one_wave_each")


def column(name, key):
    return np.array([float(row[key]) for row in INPUTS if row["set"] == name])


def dummies(values):
    return np.stack([values == level for level in sorted(set(values))[1:]], axis=1).astype(float)


def design(name):
    """Give the columns of adjustment.R: two of them follow from the others."""
    years, group = column(name, "years"), column(name, "agegroup")
    sex = dummies(column(name, "sex"))
    return np.column_stack([dummies(group), sex, years, 2 * years - 3, group == 2])


def adjusted(score, later, covariates=None, **options):
    score, later = np.asarray(score, dtype=float), np.asarray(later, dtype=bool)
    covariates = np.empty((len(score), 0)) if covariates is None else np.asarray(covariates, float)
    contrast = np.zeros(len(score), dtype=np.int64)
    return adjusted_difference(score, later, covariates, contrast, 1, **options)


def of_set(name, model="hc3", **options):
    if model.endswith("weighted"):
        options["weight"] = column(name, "weight")
    if model.startswith("cr2"):
        options["cluster"] = column(name, "cluster").astype(np.int64)
    return adjusted(column(name, "score"), column(name, "later"), design(name), **options)


def numbers(result):
    return {key: getattr(result.estimate, key)[0] for key in NUMBERS}


@pytest.mark.parametrize(
    "row",
    [row for row in table("adjustment.csv") if row["model"] != "svyglm"],
    ids=lambda row: f"{row['set']}-{row['model']}",
)
def test_every_figure_is_that_of_r(row):
    result = of_set(row["set"], row["model"])
    assert result.estimate.reason[0] == ""
    assert numbers(result) == pytest.approx({key: float(row[key]) for key in NUMBERS}, rel=1e-9)
    assert (result.n[0], result.n_aliased[0]) == (int(row["n"]), int(row["n_aliased"]))
    assert result.n_terms[0] == 8


@pytest.mark.parametrize("row", table("adjustment.csv"), ids=lambda r: f"{r['set']}-{r['model']}")
def test_it_is_the_mean_difference_of_predictions_in_both_waves(row):
    if row["model"] == "svyglm":
        return
    estimate = of_set(row["set"], row["model"]).estimate.estimate[0]
    assert estimate == pytest.approx(float(row["g_computation"]), rel=1e-10)


def test_with_weights_the_error_is_no_smaller_than_the_linearised_one_and_nears_it():
    theirs = {r["set"]: float(r["std_error"]) for r in table("adjustment.csv") if r["df"]
              if r["model"] == "svyglm"}  # fmt: skip
    ratio = {n: of_set(n, "hc3_weighted").estimate.std_error[0] / theirs[n] for n in SETS}
    assert all(x > 1 for x in ratio.values())
    assert ratio["large"] < 1.04 < ratio["small"]


def test_without_covariates_it_is_the_difference_of_means_with_the_hc3_errors_of_two_groups():
    before, after = [1.0, 2, 4, 2, 3], [5.0, 3, 7, 6, 2, 2, 4]
    result = adjusted(before + after, [0] * 5 + [1] * 7)
    # Leverage is 1/n in a wave, so HC3 is sum (e / (1 - 1/n))^2 / n^2 = s^2 / (n - 1) of each.
    error = math.sqrt(np.var(before, ddof=1) / 4 + np.var(after, ddof=1) / 6)
    assert result.estimate.estimate[0] == pytest.approx(np.mean(after) - np.mean(before))
    assert result.estimate.std_error[0] == pytest.approx(error)
    assert result.estimate.df[0] == 10


def test_a_covariate_that_explains_the_change_leaves_none():
    # Scores are the group's number; the later wave has more of group 2.
    group = np.array([1, 1, 1, 2] * 6 + [1, 2, 2, 2] * 6)
    noise = np.tile([-0.1, 0.1], 24)
    later = np.repeat([0, 1], 24)
    assert adjusted(group + noise, later).estimate.estimate[0] == pytest.approx(0.5, abs=0.01)
    covariates = (group == 2)[:, None]
    assert abs(adjusted(group + noise, later, covariates).estimate.estimate[0]) < 0.1


def test_contrasts_at_once_are_those_one_by_one():
    score, later, covariates = column("large", "score"), column("large", "later"), design("large")
    contrast = np.random.default_rng(3).integers(-1, 3, len(score))
    contrast[contrast == 1] = -1
    weight = column("large", "weight")
    together = adjusted_difference(
        score, later.astype(bool), covariates, contrast, 4, weight=weight
    )
    assert list(together.estimate.reason) == ["", "wave_missing", "", "wave_missing"]
    assert list(together.n[[1, 3]]) == [0, 0]
    for place in (0, 2):
        rows = contrast == place
        alone = adjusted(score[rows], later[rows], covariates[rows], weight=weight[rows])
        assert numbers(alone) == {k: getattr(together.estimate, k)[place] for k in NUMBERS}
        assert alone.n[0] == together.n[place] == rows.sum()


def test_who_lacks_a_covariate_a_score_or_a_weight_is_left_out_and_the_rest_counted():
    score, later, covariates = column("large", "score"), column("large", "later"), design("large")
    weight = column("large", "weight")
    clean = adjusted(score[4:], later[4:], covariates[4:], weight=weight[4:])
    score[0], covariates[1, 3], weight[2], weight[3] = np.nan, np.nan, np.nan, 0.0
    result = adjusted(score, later, covariates, weight=weight)
    assert result.n[0] == 396
    assert numbers(result) == pytest.approx(numbers(clean), rel=1e-12)


A_LEVEL_IN_ONE_WAVE = [[0], [0], [0], [0], [0], [1], [1]]


@pytest.mark.parametrize(
    ("score", "later", "covariates", "reason", "estimate"),
    [
        ([], [], np.empty((0, 1)), "wave_missing", None),
        ([1, 2, 3], [1, 1, 1], [[0], [1], [0]], "wave_missing", None),
        ([1, 2, 4, 5], [0, 0, 1, 1], [[0], [0], [1], [1]], "aliased", None),
        ([1, 2, 4, 5], [0, 0, 1, 1], [[3], [3], [-2], [-2]], "aliased", None),
        ([1, 2, 4], [0, 0, 1], [[0], [0], [0]], "n_lt_2", 2.5),
        ([1, 2, 4, 9], [0, 0, 1, 1], [[1, 0], [0, 1], [0, 1], [0, 0]], "no_freedom", 2),
        ([2, 2, 2, 2, 2], [0, 0, 1, 1, 1], [[1], [0], [1], [0], [0]], "no_variance_both", 0),
        ([0.1, 0.1, 1.3, 1.3, 1.3], [0, 0, 1, 1, 1], [[1], [0], [1], [0], [0]],
         "no_variance_both", 1.2),
        # All that is left of the later wave within group 0 is one respondent.
        ([1, 2, 4, 3, 9, 8, 7], [0, 0, 0, 0, 1, 1, 1], [[0], [0], [0], [0], [0], [1], [1]],
         "n_lt_2", 6.5),
    ],
)  # fmt: skip
def test_what_cannot_be_tested_has_a_reason_and_an_estimate_where_there_is_one(
    score, later, covariates, reason, estimate
):
    result = adjusted(score, later, covariates)
    assert result.estimate.reason[0] == reason
    assert all(np.isnan(getattr(result.estimate, key)[0]) for key in NUMBERS[1:])
    assert result.n[0] == len(score)
    expected = math.nan if estimate is None else estimate
    assert result.estimate.estimate[0] == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_a_respondent_alone_in_a_category_changes_nothing_but_n():
    score, later, covariates = [column("small", key) for key in ("score", "later", "sex")]
    plain = adjusted(score, later, covariates[:, None])
    alone = np.zeros((len(score) + 1, 2))
    alone[:-1, 0], alone[-1] = covariates, (1, 1)
    more = adjusted(np.append(score, 7.0), np.append(later, 1), alone)
    assert more.n[0] == plain.n[0] + 1
    assert more.estimate.df[0] == plain.estimate.df[0]
    assert numbers(more) == pytest.approx(numbers(plain), rel=1e-9)


def test_everybody_a_cluster_is_hc2_and_unknown_clusters_are_ones_own():
    score, later, covariates = column("small", "score"), column("small", "later"), design("small")
    own = adjusted(score, later, covariates, cluster=np.arange(len(score)))
    unknown = adjusted(score, later, covariates, cluster=np.full(len(score), -1))
    assert numbers(own) == pytest.approx(numbers(unknown), rel=1e-12)
    x = np.column_stack([np.ones(len(score)), covariates[:, :6], later])
    inverse = np.linalg.inv(x.T @ x)
    residual = score - x @ inverse @ x.T @ score
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    hc2 = inverse @ (x.T * (residual**2 / (1 - leverage))) @ x @ inverse
    assert own.estimate.std_error[0] == pytest.approx(math.sqrt(hc2[-1, -1]), rel=1e-9)


@pytest.mark.parametrize("cluster", [[0] * 8, [0, 0, 0, 0, 1, 1, 2, 2], [0, 0, 0, 0, 1, 1, 1, 1]])
def test_a_wave_interviewed_in_one_cluster_cannot_be_tested(cluster):
    result = adjusted([1, 2, 2, 4, 3, 5, 6, 4], [0] * 4 + [1] * 4, cluster=np.array(cluster))
    assert result.estimate.reason[0] == "n_lt_2"
    assert result.estimate.estimate[0] == pytest.approx(2.25)


def test_two_clusters_of_alike_sizes_in_each_wave_have_welchs_error_of_their_means():
    # With equal sizes CR2 is the two-sample variance of the cluster means.
    score = np.array([1.0, 2, 4, 3, 2, 2, 5, 6, 3, 4, 7, 7])
    cluster, later = np.repeat([0, 1, 2, 3, 4, 5], 2), np.repeat([0, 1], 6)
    result = adjusted(score, later, cluster=cluster)
    means = score.reshape(6, 2).mean(axis=1)
    groups = cell_moments(means, np.repeat([0, 1], 3), 2)
    theirs = welch(groups.take(np.array([0])), groups.take(np.array([1])))
    assert result.estimate.std_error[0] == pytest.approx(theirs.std_error[0], rel=1e-12)
    assert result.estimate.df[0] == pytest.approx(4, rel=1e-9)


scores = st.lists(st.integers(4, 28).map(lambda x: x / 4), min_size=12, max_size=40)


@given(scores, st.integers(0, 10**6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_swapping_the_waves_negates_the_estimate(score, seed, clustered):
    random = np.random.default_rng(seed)
    n = len(score)
    later, covariates = random.integers(0, 2, n), random.integers(0, 2, (n, 2))
    options = {"cluster": random.integers(0, 6, n)} if clustered else {}
    one = adjusted(score, later, covariates, **options)
    other = adjusted(score, 1 - later, covariates, **options)
    assert one.estimate.reason[0] == other.estimate.reason[0]
    for mine, its, sign in (("estimate", "estimate", -1), ("p_value", "p_value", 1),
                            ("df", "df", 1), ("conf_low", "conf_high", -1)):  # fmt: skip
        assert getattr(one.estimate, mine)[0] == pytest.approx(
            sign * getattr(other.estimate, its)[0], rel=1e-7, abs=1e-9, nan_ok=True
        )


@given(scores, st.integers(0, 10**6), st.sampled_from([-5.0, 0.25, 2.0**30]))
@settings(max_examples=60, deadline=None)
def test_where_numbers_start_and_who_comes_first_changes_nothing(score, seed, shift):
    random = np.random.default_rng(seed)
    n = len(score)
    score, later = np.array(score), random.integers(0, 2, n)
    covariates = np.column_stack([random.integers(0, 2, n), random.integers(16, 90, n)])
    weight, order = random.integers(1, 5, n).astype(float), random.permutation(n)
    one = adjusted(score, later, covariates, weight=weight)
    other = adjusted(
        (score + shift)[order],
        later[order],
        (3 * covariates + shift)[order],
        weight=1e-200 * weight[order],
    )
    assert one.estimate.reason[0] == other.estimate.reason[0]
    assert numbers(other) == pytest.approx(numbers(one), rel=1e-6, abs=1e-7, nan_ok=True)


@given(scores, st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_whole_weights_give_the_estimate_of_repeated_rows(score, seed):
    random = np.random.default_rng(seed)
    n = len(score)
    later, covariates = random.integers(0, 2, n), random.integers(0, 3, (n, 2))
    weight = random.integers(1, 4, n)
    repeated = [np.repeat(x, weight, axis=0) for x in (np.array(score), later, covariates)]
    one, other = adjusted(score, later, covariates, weight=weight), adjusted(*repeated)
    if one.estimate.reason[0] == other.estimate.reason[0] == "":
        assert one.estimate.estimate[0] == pytest.approx(other.estimate.estimate[0], abs=1e-9)


def test_equal_weights_are_none():
    plain = of_set("small")
    same = adjusted(
        column("small", "score"), column("small", "later"), design("small"), weight=np.full(44, 7.0)
    )
    assert numbers(same) == pytest.approx(numbers(plain), rel=1e-12)


def test_a_tighter_confidence_lies_inside():
    tight, wide = (of_set("small", confidence=c).estimate for c in (0.8, 0.99))
    bounds = [wide.conf_low, tight.conf_low, tight.estimate, tight.conf_high, wide.conf_high]
    assert bounds == sorted(bounds)
