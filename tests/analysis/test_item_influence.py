from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

import lpsstats
from lpsstats.analysis.item_influence import influence
from lpsstats.analysis.left_out import half_of, without_each_item, without_item
from lpsstats.analysis.measuring import measure_of
from lpsstats.survey.scoring import score


@pytest.fixture(scope="module")
def survey(root):
    return lpsstats.read_survey(lpsstats.read_dictionary(root / "data_dictionary.yaml"))


@pytest.fixture(scope="module")
def rows(survey):
    return influence(survey, tuple(survey.dictionary.scales.values()), (0, 2), confidence=0.95)


def changed(survey, key, values):
    return replace(survey, responses={**survey.responses, key: values})


def moved(survey, site, by):
    """Let trust stay as it is in one site but for one item, which is answered lower at T3."""
    at = survey.dictionary.sites.index(next(s for s in survey.dictionary.sites if s.key == site))
    here, later = survey.site == at, survey.wave == 2
    for key in survey.dictionary.scales["trust"].items:
        values = survey.responses[key].copy()
        earlier = values[here & (survey.wave == 0)]
        n = int((here & later).sum())
        values[here & later] = np.resize(earlier, n)
        if key == "q22_matters":
            values[here & later] = np.maximum(values[here & later] - by, 1)
        survey = changed(survey, key, values)
    return survey


def test_every_scale_and_place_has_a_block_of_its_whole_and_its_items(survey, rows):
    scales = survey.dictionary.scales.values()
    assert len(rows) == 5 * sum(1 + len(scale.items) for scale in scales)
    assert sum(row.item is None for row in rows) == 5 * len(scales)
    assert {row.site for row in rows} == {s.key for s in survey.dictionary.sites} | {None}


def test_each_row_is_the_welch_test_of_what_is_left_of_the_scale(survey, rows):
    for row in rows:
        scale = survey.dictionary.scales[row.scale]
        items = tuple(key for key in scale.items if key != row.item)
        left = replace(scale, items=items, min_items=max(2, -(-len(items) // 2)))
        values = score(survey, left).values
        sites = [s.key for s in survey.dictionary.sites]
        here = np.full(survey.n, True) if row.site is None else survey.site == sites.index(row.site)
        before, after = (values[here & (survey.wave == w) & ~np.isnan(values)] for w in (0, 2))
        test = stats.ttest_ind(after, before, equal_var=False)
        assert (row.n_from, row.n_to) == (before.size, after.size)
        assert row.estimate == pytest.approx(after.mean() - before.mean(), abs=1e-12)
        assert row.p_value == pytest.approx(test.pvalue, abs=1e-12)
        assert row.conf_low == pytest.approx(test.confidence_interval(0.95).low, abs=1e-9)


def test_a_sum_stays_in_the_units_of_the_whole_scale(survey):
    trust = survey.dictionary.scales["trust"]
    means = influence(survey, (trust,), (0, 2), confidence=0.95)
    sums = influence(survey, (replace(trust, score="sum"),), (0, 2), confidence=0.95)
    for mean, total in zip(means, sums, strict=True):
        assert total.estimate == pytest.approx(3 * mean.estimate)
        assert total.p_value == pytest.approx(mean.p_value)


def test_the_item_that_makes_a_change_is_told_from_the_others(survey):
    trust = survey.dictionary.scales["trust"]
    found = influence(moved(survey, "cashes", 3), (trust,), (0, 2), confidence=0.95)
    block = {row.item: row for row in found if row.site == "cashes"}
    assert block[None].verdict == "improved"
    assert block["q22_matters"].differs is not None
    assert "verdict" in block["q22_matters"].differs
    assert block["q22_matters"].estimate_change > 0.3
    assert block["q21_count"].differs is None


def test_a_sign_that_turns_is_said(survey):
    trust = survey.dictionary.scales["trust"]
    lower = moved(survey, "cashes", 1)
    key = "q21_count"
    at = (survey.site == 3) & (survey.wave == 2)
    values = lower.responses[key].copy()
    values[at] = np.minimum(values[at] + 0.2, 7)
    found = influence(changed(lower, key, values), (trust,), (0, 2), confidence=0.95)
    signs = {row.item: row.differs for row in found if row.site == "cashes"}
    assert "sign" in (signs["q22_matters"] or "")


def test_a_site_without_a_wave_cannot_be_tested_and_is_not_pooled(survey):
    trust = survey.dictionary.scales["trust"]
    gone = survey
    for key in trust.items:
        values = survey.responses[key].copy()
        values[(survey.site == 0) & (survey.wave == 2)] = np.nan
        gone = changed(gone, key, values)
    found = influence(gone, (trust,), (0, 2), confidence=0.95)
    assert {row.reason for row in found if row.site == "barton"} == {"wave_missing"}
    pooled = next(row for row in found if row.site is None)
    others = [row for row in found if row.item is None and row.site not in {None, "barton"}]
    assert pooled.n_from == sum(row.n_from for row in others)


def test_two_items_leave_one_and_one_item_leaves_nothing(survey):
    trust = survey.dictionary.scales["trust"]
    pair = replace(trust, items=trust.items[:2], min_items=2)
    found = influence(survey, (pair,), (0, 2), confidence=0.95)
    answers = survey.responses[trust.items[1]][(survey.site == 0) & (survey.wave == 0)]
    assert found[1].n_from == int((~np.isnan(answers)).sum())
    single = replace(trust, items=trust.items[:1], min_items=1)
    assert influence(survey, (single,), (0, 2), confidence=0.95) == ()


@pytest.mark.parametrize(("k", "half"), [(1, 1), (2, 2), (3, 2), (4, 2), (5, 3), (9, 5)])
def test_half_of_the_items_and_two_at_the_fewest(k, half):
    assert half_of(k) == half


def test_a_panel_is_compared_on_the_linked(survey):
    n = int((survey.wave == 0).sum())
    panel = replace(
        survey,
        dictionary=replace(survey.dictionary, design="panel"),
        person=np.concatenate([np.arange((survey.wave == w).sum()) for w in range(3)]),
        site=np.concatenate([survey.site[survey.wave == 0]] * 3),
    )
    assert n == (survey.wave == 2).sum()
    trust = survey.dictionary.scales["trust"]
    whole = influence(panel, (trust,), (0, 2), confidence=0.95)[0]
    values = score(panel, trust).values
    before, after = (values[(panel.wave == w) & (panel.site == 0)] for w in (0, 2))
    both = ~np.isnan(before) & ~np.isnan(after)
    test = stats.ttest_rel(after[both], before[both])
    assert whole.method == "Paired t-test"
    assert (whole.n_from, whole.p_value) == (both.sum(), pytest.approx(test.pvalue))


def shifted(survey, by):
    """Let all answer as those of T1 did, but for a shift of each item at T3."""
    first, later = (np.flatnonzero(survey.wave == w) for w in (0, 2))
    site = survey.site.copy()
    site[later] = np.resize(site[first], len(later))
    survey = replace(survey, site=site)
    for key, shift in zip(survey.dictionary.scales["trust"].items, by, strict=True):
        values = np.where(np.isnan(survey.responses[key]), 4.0, survey.responses[key])
        values[later] = np.resize(values[first], len(later)) + shift
        survey = changed(survey, key, values)
    return survey


@pytest.mark.parametrize(
    # Of a range of 6, a hundredth is .06. The whole changes by the mean of the three, what is
    # left of it without the first item by the mean of the others.
    ("by", "turned"),
    [
        ((0.31, -0.059, -0.059), False),
        ((0.31, -0.061, -0.061), True),
        ((0.30, -0.061, -0.061), False),
        ((-0.31, 0.061, 0.061), True),
    ],
)
def test_a_sign_differs_only_where_both_changes_are_a_hundredth_of_the_range(survey, by, turned):
    trust = survey.dictionary.scales["trust"]
    found = influence(shifted(survey, by), (trust,), (0, 2), confidence=0.95)
    whole, left = (row for row in found if row.site is None and row.item in {None, trust.items[0]})
    assert whole.estimate == pytest.approx(sum(by) / 3, abs=1e-9)
    assert left.estimate == pytest.approx(by[1], abs=1e-9)
    assert ("sign" in (left.differs or "")) is turned


def test_the_declared_smallest_change_judges_the_whole_and_its_parts_as_compare_does(survey):
    trust = survey.dictionary.scales["trust"]
    plain = influence(survey, (trust,), (0, 2), confidence=0.95)
    half = [stats.t.ppf(0.95, row.df) * row.std_error for row in plain]
    reach = [abs(row.estimate) + width for row, width in zip(plain, half, strict=True)]
    bound = float(np.median(reach))
    dictionary = replace(survey.dictionary, smallest_change={"trust": bound})
    found = influence(replace(survey, dictionary=dictionary), (trust,), (0, 2), confidence=0.95)
    for row, before, far in zip(found, plain, reach, strict=True):
        within = far < bound
        assert row.verdict == ("practically_unchanged" if within else before.verdict)
    assert {row.verdict for row in found} > {"practically_unchanged"}


@pytest.mark.parametrize("how", ["mean", "sum"])
def test_an_item_is_left_out_by_the_same_rule_wherever_it_is(survey, how):
    trust = replace(survey.dictionary.scales["trust"], score=how)
    scales = {**survey.dictionary.scales, "trust": trust}
    here = replace(survey, dictionary=replace(survey.dictionary, scales=scales))
    left = without_each_item(here, measure_of(here, "trust"))
    for row in influence(here, (trust,), (0, 2), confidence=0.95):
        if row.item and row.site is None:
            values = left[row.item].values[here.wave == 2]
            assert np.nanmean(values) == pytest.approx(row.mean_to, abs=1e-12)
    asked = replace(trust, min_items=3)
    assert without_item(asked, trust.items[0]).min_items == 2
    assert without_item(replace(trust, min_items=1), trust.items[0]).min_items == 1
