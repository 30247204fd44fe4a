"""Every variant of a row is the test that its setting names, made from the answers themselves."""

import dataclasses
import random
from itertools import product

import numpy as np
import pytest
import scipy.stats
import statsmodels.api as sm

from lpsstats import comparison_document, read_dictionary, read_survey
from lpsstats.analysis.frame import frame_of
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import sample_of
from lpsstats.analysis.variant_tests import RESAMPLES, run_test, steady
from lpsstats.stats.design_difference import design_difference
from lpsstats.stats.design_superiority import design_superiority
from lpsstats.stats.multiplicity import adjust
from lpsstats.stats.permutation import studentised_permutation, superiority_permutation
from lpsstats.stats.two_by_two import fisher_mid_p
from lpsstats.stats.wilcoxon import signed_rank

SETTING = ("test", "weights", "completeness", "left_out", "covariates")
SITES = ("barton", "westgate", "whaddon", "cashes")


def rows_of(survey, **options):
    document = comparison_document(survey, robust=True, **options)
    return [dict(record) for record in document.tables[0].records]


def by_setting(row):
    found = {tuple(v[key] for key in SETTING): v for v in row["variants"]}
    assert len(found) == len(row["variants"])
    return found


@pytest.fixture(scope="module")
def survey(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


@pytest.fixture(scope="module")
def rows(survey):
    return rows_of(survey)


def scores(survey, measure, setting):
    """Average the items in plain Python; NaN below half of them, or below all."""
    scale = survey.dictionary.scales[measure]
    items = [item for item in scale.items if item != setting[3]]
    high = survey.dictionary.variables[items[0]].high
    answers = np.array(
        [
            1 + high - survey.responses[i] if i in scale.reverse else survey.responses[i]
            for i in items
        ]
    )
    answered = (~np.isnan(answers)).sum(axis=0)
    enough = len(items) if setting[2] == "complete" else max(2, -(-len(items) // 2))
    total = np.nansum(answers, axis=0)
    return np.where(answered >= enough, total / np.maximum(answered, 1), np.nan)


def waves(survey, values, site):
    here = survey.site == SITES.index(site) if site else np.ones(survey.n, bool)
    return [values[here & (survey.wave == w) & ~np.isnan(values)] for w in (0, 2)]


def counted(before, after):
    distinct, index = np.unique(np.concatenate([before, after]), return_inverse=True)
    split = [index[: len(before)], index[len(before) :]]
    return (*(np.bincount(part, minlength=len(distinct)) for part in split), distinct)


def least_squares(survey, values, site):
    """Regress on the wave (term 1), age group and sex (all sites: the sites too), with HC3."""
    age, sex = survey.responses["agegroup"], survey.responses["sex"]
    here = np.isin(survey.wave, (0, 2)) & ~np.isnan(values + age + sex)
    here &= (survey.site == SITES.index(site)) if site else True
    terms = [(survey.wave == 2), *(age == a for a in (2, 3, 4, 5)), sex == 2]
    terms += [] if site else [survey.site == s for s in (1, 2, 3)]
    design = sm.add_constant(np.column_stack(terms)[here].astype(float))
    return sm.OLS(values[here], design).fit(cov_type="HC3", use_t=True)


def expected_p(survey, measure, site, setting):
    values = scores(survey, measure, setting)
    before, after = waves(survey, values, site)
    if setting[4] == "adjusted":
        return least_squares(survey, values, site).pvalues[1]
    if setting[0] == "means":
        return scipy.stats.ttest_ind(after, before, equal_var=False).pvalue
    if setting[0] == "ranks":
        return scipy.stats.brunnermunzel(before, after).pvalue
    test = studentised_permutation(*counted(before, after), resamples=RESAMPLES)
    return float(test.p_value)


@pytest.mark.parametrize("measure", ["cohesion", "trust"])
@pytest.mark.parametrize("site", ["barton", None])
def test_the_p_of_every_variant_is_that_of_its_test_on_its_answers(survey, rows, measure, site):
    row = next(r for r in rows if (r["measure"], r["site"]) == (measure, site))
    for setting, variant in by_setting(row).items():
        expected = expected_p(survey, measure, site, setting)
        assert variant["p_value"] == pytest.approx(expected, rel=1e-7), setting


def test_every_variant_is_adjusted_over_its_family_under_the_same_setting(rows):
    places = {
        (row["measure"], row["site"]): by_setting(row) for row in rows if row["site"] is not None
    }

    def p_of(variants, setting):
        """Of another scale no item is left out; one without incomplete scores has no others."""
        whole = (*setting[:3], None, setting[4])
        return variants.get(whole, variants.get((*whole[:2], "prorated", *whole[3:])))["p_value"]

    for (measure, site), variants in places.items():
        for setting, variant in variants.items():
            family = [
                found[setting]["p_value"] if other == measure else p_of(found, setting)
                for (other, _), found in places.items()
            ]
            holm = adjust(np.array(family), "holm")
            at = list(places).index((measure, site))
            assert variant["p_adjusted"] == pytest.approx(holm[at], rel=1e-9)


def test_the_first_variant_is_the_row_itself(rows):
    for row in rows:
        first = row["variants"][0]
        assert (first["test"], first["left_out"]) == ("means", None)
        for key in ("method", "estimate", "p_value", "p_adjusted", "verdict"):
            assert first[key] == row[key]


def test_the_settings_are_crossed_as_far_as_they_go(survey, rows):
    """Two kinds of score, three tests and the adjusted one; without an item no permutation."""
    for row in rows:
        k = len(survey.dictionary.scales[row["measure"]].items)
        of_two = 1 if k == 3 else 2  # what is left of three items has a score only if complete
        assert row["n_variants"] == len(row["variants"]) == 2 * 4 + k * of_two * 3


def test_counts_and_sentence_are_those_of_the_listed_variants(rows):
    for row in rows:
        same = sum(v["verdict"] == row["verdict"] for v in row["variants"])
        assert row["n_same"] == same
        verdict = row["verdict"].replace("_", " ")
        unanimous = f"{verdict} in all {same}"
        if same == row["n_variants"]:
            assert row["robustness"] == unanimous
        else:
            assert row["robustness"].startswith(f"{verdict} in {same} of {row['n_variants']}; ")


def test_without_the_option_rows_have_no_variants(survey):
    for row in comparison_document(survey).tables[0].records:
        assert (row["n_variants"], row["n_same"], row["robustness"]) == (None, None, None)
        assert row["variants"] == []


def test_showing_less_changes_no_variant(survey, rows):
    fewer = rows_of(survey, measures=["trust"], sites=["westgate"])
    assert fewer == [r for r in rows if (r["measure"], r["site"]) == ("trust", "westgate")]


def test_questions_swap_their_ranks_for_means(survey):
    (row,) = rows_of(survey, measures=["q24_job"], sites=["westgate"])
    found = by_setting(row)
    assert [key[0] for key in found] == ["ranks", "permutation", "means", "means"]
    before, after = waves(survey, survey.responses["q24_job"], "westgate")
    p = {(key[0], key[4]): v["p_value"] for key, v in found.items()}
    assert p["ranks", "raw"] == pytest.approx(scipy.stats.brunnermunzel(before, after).pvalue)
    welch = scipy.stats.ttest_ind(after, before, equal_var=False)
    assert p["means", "raw"] == pytest.approx(welch.pvalue)
    permuted = superiority_permutation(*counted(before, after)[:2], resamples=RESAMPLES)
    assert p["permutation", "raw"] == permuted.p_value


def test_shares_are_tested_by_chi_square_and_by_mid_p(survey):
    (row,) = rows_of(survey, measures=["q26_groups"], sites=["whaddon"])
    before, after = waves(survey, survey.responses["q26_groups"], "whaddon")
    yes = [(int((wave == 1).sum()), len(wave)) for wave in (before, after)]
    p = {key[0]: v["p_value"] for key, v in by_setting(row).items() if key[4] == "raw"}
    assert list(p) == ["share", "mid_p"]
    expected = fisher_mid_p(*(np.array(count) for wave in yes for count in wave))
    assert p["mid_p"] == pytest.approx(float(expected))


def test_another_seed_moves_permutations_alone(survey, rows):
    other = rows_of(survey, seed=7)
    moved = 0
    for one, two in zip(rows, other, strict=True):
        for first, second in zip(one["variants"], two["variants"], strict=True):
            if first["test"] == "permutation":
                moved += first["p_value"] != second["p_value"]
                assert first["p_value"] == pytest.approx(second["p_value"], abs=0.05)
            else:
                assert first["p_value"] == second["p_value"]
    assert moved


# Surveys made of rows: (wave, site, person, five answers); see the conftest of this folder.


def carried(random_numbers, n=60):
    """Let one item of three fall by three points, and the others stay as they are."""
    rows = []
    for wave, site in product((0, 2), (0, 1)):
        for _ in range(n):
            q1 = random_numbers.choice((5, 6, 7) if wave == 0 else (2, 3, 4))
            rest = [random_numbers.randint(3, 5) for _ in range(4)]
            rows.append((wave, site, -1, [q1, *rest]))
    return rows


def test_the_item_that_carries_a_change_is_named(cross_section, surveyed):
    rows = rows_of(surveyed(cross_section, carried(random.Random(1))))
    for row in rows:
        if row["measure"] == "trio" and row["site"] != "c":
            assert row["verdict"] == "improved"  # q1 is lower, and low is the better end
            assert row["robustness"] == "improved in 7 of 9; not without item q1"


def test_neither_the_order_of_respondents_nor_that_of_items_plays_a_part(
    cross_section, surveyed, changed
):
    people = carried(random.Random(2), n=25)
    gaps = random.Random(3)
    people = [
        (*row[:3], [None if gaps.random() < 0.1 else answer for answer in row[3]]) for row in people
    ]
    turned = changed(
        cross_section, trio={"items": ("q3", "q1", "q2")}, pair={"items": ("q5", "q4")}
    )
    one = rows_of(surveyed(cross_section, people))
    for two in (
        rows_of(surveyed(cross_section, gaps.sample(people, len(people)))),
        rows_of(surveyed(turned, people)),
    ):
        for row, other in zip(one, two, strict=True):
            assert row["robustness"] == other["robustness"]
            before, after = by_setting(row) if row["variants"] else {}, by_setting(other)
            assert before.keys() == after.keys()
            for setting, variant in before.items():
                assert variant["p_value"] == pytest.approx(after[setting]["p_value"], rel=1e-9)


def test_a_row_that_cannot_be_tested_has_no_variants(cross_section, surveyed):
    rows = rows_of(surveyed(cross_section, carried(random.Random(1))))
    empty = [row for row in rows if row["site"] == "c"]
    assert {row["reason"] for row in empty} == {"wave_missing"}
    assert {(row["n_variants"], len(row["variants"])) for row in empty} == {(None, 0)}


def test_weights_double_the_variants_and_are_never_permuted(cross_section, surveyed):
    survey = surveyed(cross_section, carried(random.Random(4)))
    weight = np.random.default_rng(5).lognormal(0, 0.5, survey.n)
    survey = dataclasses.replace(survey, weight=weight)
    row = next(r for r in rows_of(survey) if (r["measure"], r["site"]) == ("pair", "a"))
    found = by_setting(row)
    assert [key[:2] for key in found] == [
        ("means", "weighted"),
        ("ranks", "weighted"),
        ("means", "unweighted"),
        ("permutation", "unweighted"),
        ("ranks", "unweighted"),
    ]
    values = (survey.responses["q4"] + survey.responses["q5"]) / 2
    data = (values, weight, np.where(survey.site == 0, 0, -1), survey.wave == 2, 1)
    t = design_difference(*data, stratum=survey.cell).estimate.p_value[0]
    ranks = design_superiority(*data, stratum=survey.cell).p_value[0]
    before, after = (values[(survey.site == 0) & (survey.wave == w)] for w in (0, 2))
    plain = scipy.stats.ttest_ind(after, before, equal_var=False).pvalue
    expected = [t, ranks, plain, None, scipy.stats.brunnermunzel(before, after).pvalue]
    for variant, p_value in zip(found.values(), expected, strict=True):
        if p_value is not None:
            assert variant["p_value"] == pytest.approx(p_value, rel=1e-9)


def test_sampling_units_remain_without_weights(cross_section, surveyed):
    survey = surveyed(cross_section, carried(random.Random(4)))
    weight = np.random.default_rng(5).lognormal(0, 0.5, survey.n)
    cluster = np.arange(survey.n) // 10
    survey = dataclasses.replace(survey, weight=weight, cluster=cluster)
    row = next(r for r in rows_of(survey) if (r["measure"], r["site"]) == ("pair", "a"))
    found = by_setting(row)
    assert {key[0] for key in found} == {"means", "ranks"}
    values = (survey.responses["q4"] + survey.responses["q5"]) / 2
    test = design_difference(
        values,
        np.ones(survey.n),
        np.where(survey.site == 0, 0, -1),
        survey.wave == 2,
        1,
        stratum=survey.cell,
        cluster=cluster,
    )
    unweighted = found["means", "unweighted", "prorated", None, "raw"]
    assert unweighted["p_value"] == pytest.approx(test.estimate.p_value[0], rel=1e-9)


def members(n_both, n_other, seed=6):
    """Let people of site a answer twice, and others once; the later answers are lower."""
    numbers, rows = random.Random(seed), []
    for person in range(n_both + n_other):
        trait = numbers.randint(3, 6)
        there = (0, 2) if person < n_both else (numbers.choice((0, 2)),)
        for wave in there:
            low = trait - wave // 2
            answers = [min(7, max(1, low + numbers.randint(-1, 1))) for _ in range(5)]
            rows.append((wave, 0, person, answers))
    return rows


def test_linked_people_are_tested_by_pairs_by_overlap_and_by_signed_ranks(panel, surveyed):
    survey = surveyed(panel, members(30, 20))
    row = next(r for r in rows_of(survey) if (r["measure"], r["site"]) == ("pair", "a"))
    found = {key[0]: variant for key, variant in by_setting(row).items()}
    assert list(found) == ["shown", "overlapping", "signed_ranks"]  # shown are the pairs
    values = (survey.responses["q4"] + survey.responses["q5"]) / 2
    both = [
        {p: v for p, v, w in zip(survey.person, values, survey.wave, strict=True) if w == wave}
        for wave in (0, 2)
    ]
    linked = sorted(both[0].keys() & both[1].keys())
    before, after = (np.array([wave[person] for person in linked]) for wave in both)
    assert found["shown"]["p_value"] == pytest.approx(scipy.stats.ttest_rel(after, before).pvalue)
    ranks = signed_rank(before, after, np.zeros(len(linked), int), 1)
    assert found["signed_ranks"]["p_value"] == pytest.approx(ranks.p_value[0], rel=1e-9)
    assert found["overlapping"]["method"] == "Partly overlapping t-test"


def test_signed_ranks_are_of_pairs_where_few_are_linked_too(panel, surveyed):
    survey = surveyed(panel, members(12, 60))
    row = next(r for r in rows_of(survey) if (r["measure"], r["site"]) == ("pair", "a"))
    found = {key[0]: variant for key, variant in by_setting(row).items()}
    assert list(found) == ["shown", "pairs", "signed_ranks"]
    assert found["shown"]["method"] == "Partly overlapping t-test"
    assert found["pairs"]["method"] == "Paired t-test"
    assert found["signed_ranks"]["method"].startswith("Wilcoxon")


def test_where_everybody_is_linked_overlap_is_no_variant_of_its_own(panel, surveyed):
    survey = surveyed(panel, members(30, 0))
    row = next(r for r in rows_of(survey) if (r["measure"], r["site"]) == ("pair", "a"))
    assert [key[0] for key in by_setting(row)] == ["shown", "signed_ranks"]


def test_a_smallest_change_can_make_a_variant_practically_unchanged(cross_section, surveyed):
    numbers = random.Random(8)
    people = [
        (wave, 0, -1, [numbers.randint(3, 5) for _ in range(5)])
        for wave in (0, 2)
        for _ in range(300)
    ]
    dictionary = dataclasses.replace(cross_section, smallest_change={"trio": 0.5})
    row = next(r for r in rows_of(surveyed(dictionary, people)) if r["measure"] == "trio")
    assert row["verdict"] == "practically_unchanged"
    assert row["robustness"] == "practically unchanged in all 9"


def test_an_adjusted_variant_is_unchanged_by_its_own_interval_of_two_one_sided_tests(survey):
    values = scores(survey, "wellbeing", (None, None, "prorated", None))
    ends = [least_squares(survey, values, "westgate").conf_int(alpha)[1] for alpha in (0.1, 0.05)]
    inner, outer = (np.abs(end).max() for end in ends)
    for bound, expected in ((inner - 1e-6, "no_clear_change"), (inner + 1e-6, None)):
        assert bound < outer
        dictionary = dataclasses.replace(survey.dictionary, smallest_change={"wellbeing": bound})
        (row,) = rows_of(
            dataclasses.replace(survey, dictionary=dictionary),
            measures=["wellbeing"],
            sites=["westgate"],
        )
        variant = by_setting(row)["means", "unweighted", "prorated", None, "adjusted"]
        assert variant["verdict"] == (expected or "practically_unchanged")


@pytest.mark.parametrize(
    ("scoring", "size"), [({"score": "mean"}, 1), ({"score": "sum", "low": 3, "high": 21}, 3)]
)
def test_without_an_item_a_sum_stays_in_the_units_of_the_whole(
    cross_section, surveyed, changed, scoring, size
):
    dictionary = changed(cross_section, trio=scoring)
    survey = surveyed(dictionary, carried(random.Random(9)))
    row = next(r for r in rows_of(survey) if (r["measure"], r["site"]) == ("trio", "a"))
    variant = by_setting(row)["means", "unweighted", "prorated", "q3", "raw"]
    values = size * (survey.responses["q1"] + survey.responses["q2"]) / 2
    before, after = (values[(survey.site == 0) & (survey.wave == w)] for w in (0, 2))
    assert variant["estimate"] == pytest.approx(after.mean() - before.mean())


def test_scores_that_differ_by_rounding_are_tied():
    values = np.array([0.1 + 0.2, 0.3, np.nan, -0.3, 5.0, 5.0 * (1 + 1e-15), np.nan])
    tied = steady(values)
    assert len(np.unique(tied[~np.isnan(tied)])) == 3
    assert np.isnan(tied[[2, 6]]).all()
    np.testing.assert_allclose(tied, values, rtol=1e-12)
    assert np.isnan(steady(np.array([np.nan]))).all()
    assert steady(np.array([])).size == 0


@pytest.mark.parametrize("test", ["ranks", "permutation"])
def test_rounding_of_scores_breaks_no_ties(cross_section, surveyed, test):
    survey = surveyed(cross_section, carried(random.Random(1)))
    frame, measure = frame_of(survey, 0, 2), measure_of(survey, "pair")
    noise = 1 + 4e-16 * np.random.default_rng(1).integers(-1, 2, survey.n)
    rounded = dataclasses.replace(measure, values=measure.values * noise)
    assert len(np.unique(rounded.values)) > len(np.unique(measure.values))
    question = Question(
        wave_from=0, wave_to=2, adjust=None, confidence=0.95, effect="average", linked=None
    )
    one, two = (run_test(m, frame, question, test).p_value for m in (measure, rounded))
    np.testing.assert_allclose(one, two, rtol=1e-9)


def test_numbers_with_very_many_values_are_neither_ranked_nor_permuted(
    cross_section, surveyed, monkeypatch
):
    monkeypatch.setattr("lpsstats.analysis.variant_tests.MOST_VALUES", 3)
    row = rows_of(surveyed(cross_section, carried(random.Random(1))))[0]
    assert {variant["test"] for variant in row["variants"]} == {"means"}


def test_a_frame_without_weights_is_the_unweighted_one(cross_section, surveyed):
    """What is compared without weights is what `verdict_unweighted` stands for."""
    survey = surveyed(cross_section, carried(random.Random(4)))
    survey = dataclasses.replace(survey, weight=np.r_[0.0, np.ones(survey.n - 1)])
    for row in rows_of(survey):
        if row["variants"]:
            plain = next(v for v in row["variants"] if v["weights"] == "unweighted")
            assert plain["verdict"] == row["verdict_unweighted"]
            assert plain["estimate"] == pytest.approx(row["estimate_unweighted"])
    frame = frame_of(survey, 0, 2)
    values = survey.responses["q1"]
    whole = sample_of(values, dataclasses.replace(frame, weight=None))
    assert int(whole.moments.n[0].sum()) == int(sample_of(values, frame).moments.n[0].sum()) + 1
