"""All waves at once, on many small random surveys and on surveys made to be hard."""

import statistics
import warnings
from dataclasses import replace
from random import Random

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.documents.all_waves import all_waves_document
from lpsstats.stats.multiplicity import adjust
from lpsstats.survey.model import Boxes
from support.random_surveys import checked, crowd, differences, members, naive_scores, rows_of, same

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pandas as pd
    import pingouin

DATES = ("2016-12", "2017-09", "2018-05")
TESTS = ("statistic", "df", "df_error", "p_value", "p_adjusted")
LINE = ("slope", "slope_low", "slope_high", "slope_p_value")
QUESTIONS = """\
format: 1
survey: {{title: Made up, design: {design}, weight: none, id: person}}
waves:
  column: wave
  baseline: T1
  endline: T3
  values:
    T1: {{code: 1, date: 2016-12}}
    T2: {{code: 2, date: 2017-09}}
    T3: {{code: 3, date: 2018-05}}
sites:
  column: site
  values: {{a: {{code: 1}}, b: {{code: 2}}, c: {{code: 3}}}}
variables:
  q1: {{type: likert, range: [1, 7], better: low}}
  q2: {{type: categorical, better: high, labels: {labels}, success: [1, 2]}}
  q3: {{type: categorical, labels: {labels}}}
  q4: {{type: number, better: high}}
  q5: {{type: likert, range: [1, 7], better: neither}}
"""
LABELS = "{1: a, 2: b, 3: c, 4: d, 5: e, 6: f, 7: g}"


def dated(dictionary, dates=DATES):
    waves = tuple(
        replace(wave, date=date) for wave, date in zip(dictionary.waves, dates, strict=True)
    )
    return replace(dictionary, waves=waves)


def compared(survey, **options):
    return [dict(record) for record in all_waves_document(survey, **options).tables[0].records]


@pytest.fixture(scope="module")
def questions(declared):
    return declared(QUESTIONS.format(design="repeated_cross_section", labels=LABELS))


@pytest.fixture(scope="module")
def questions_of_a_panel(declared):
    return declared(QUESTIONS.format(design="panel", labels=LABELS))


def in_every_wave(rows, measure):
    """List the sites with a score in every wave in which anybody has one."""
    asked = [w for w in range(3) if naive_scores(rows, measure, w, range(3))]
    return [
        s for s in range(3) if asked and all(naive_scores(rows, measure, w, [s]) for w in asked)
    ]


def check_waves(found, groups):
    for wave, scores in zip(found["waves"], groups, strict=True):
        assert wave["n"] == len(scores)
        if scores:
            assert wave["mean"] == pytest.approx(statistics.fmean(scores), rel=1e-12)


def check_test(found, groups):
    """Hold a row against pingouin's Welch ANOVA, or scipy's Kruskal-Wallis where a wave is flat."""
    there = [(w, scores) for w, scores in enumerate(groups) if scores]
    flat = [len(set(scores)) == 1 for _, scores in there]
    if len(there) < 2 or min(len(scores) for _, scores in there) < 2 or all(flat):
        assert found["status"] == "not_testable"
        assert {found[key] for key in TESTS} == {None}
        return
    if any(flat) and len(there) > 2:
        assert found["method"] == "Kruskal-Wallis test"
        expected = scipy.stats.kruskal(*(scores for _, scores in there))
        ours = found["statistic"], found["p_value"]
        assert ours == pytest.approx(tuple(expected), rel=1e-9, abs=1e-12)
        return
    assert found["method"] == "Welch ANOVA"
    if any(flat):  # of two waves; pingouin divides by nought
        return
    data = pd.DataFrame([(w, s) for w, scores in there for s in scores], columns=["wave", "score"])
    anova = pingouin.welch_anova(data, dv="score", between="wave").iloc[0]
    ours = [found[key] for key in ("statistic", "df", "df_error", "p_value")]
    theirs = [anova["F"], anova["ddof1"], anova["ddof2"], anova["p_unc"]]
    assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-9)


@checked
@given(rows=crowd)
def test_every_row_is_the_welch_anova_of_plainly_computed_scores(cross_section, surveyed, rows):
    for found in compared(surveyed(dated(cross_section), rows)):
        measure = found["measure"]
        sites = ["abc".index(found["site"])] if found["site"] else in_every_wave(rows, measure)
        assert found["n_sites"] == (None if found["site"] else len(sites))
        groups = [[s for _, _, s in naive_scores(rows, measure, w, sites)] for w in range(3)]
        check_waves(found, groups)
        check_test(found, groups)
        check_slope(found, groups)


def check_slope(found, groups):
    times = np.repeat(np.array([0, 9, 17]) / 12, [len(scores) for scores in groups])
    scores = np.array([s for scores in groups for s in scores])
    if len(set(times)) < 2:
        assert found["slope"] is None
        return
    slope = np.polyfit(times, scores, 1)[0]
    assert found["slope"] == pytest.approx(slope, rel=1e-8, abs=1e-10)
    if found["slope_low"] is not None:
        assert found["slope_low"] <= found["slope"] <= found["slope_high"]


@settings(checked, max_examples=12)
@given(rows=crowd)
def test_contrasts_are_what_two_waves_alone_give(cross_section, surveyed, changes, rows):
    survey = surveyed(dated(cross_section), rows)
    found = [row for row in compared(survey) if row["site"]]
    for place, waves in enumerate([("T1", "T2"), ("T2", "T3"), ("T1", "T3")]):
        pairs = [row for row in changes(survey, waves=waves) if row["site"]]
        for row, pair in zip(found, pairs, strict=True):
            keys = ("wave_from", "wave_to", "n_from", "n_to", "estimate", "conf_low", "conf_high")
            keys += ("statistic", "df", "p_value", "method", "reason")
            assert differences(row["contrasts"][place], pair, keys) == []


@checked
@given(rows=crowd)
def test_no_contrast_is_clearer_than_its_row_or_than_holm_allows(cross_section, surveyed, rows):
    for row in compared(surveyed(dated(cross_section), rows)):
        own = row["p_value"] if row["n_sites"] is not None else row["p_adjusted"]
        raw = np.array([np.nan if c["p_value"] is None else c["p_value"] for c in row["contrasts"]])
        for contrast, holm in zip(row["contrasts"], adjust(raw, "holm"), strict=True):
            known = own is not None and not np.isnan(holm)
            assert same(contrast["p_adjusted"], max(float(holm), own) if known else None)


@checked
@given(rows=crowd)
def test_a_word_for_the_better_needs_both_a_clear_difference_and_a_clear_trend(
    cross_section, surveyed, rows
):
    for row in compared(surveyed(dated(cross_section), rows)):
        assert row["n_sites"] is None or row["p_adjusted"] is row["family"] is None
        judged = row["p_value"] if row["n_sites"] is not None else row["p_adjusted"]
        if judged is None or judged >= 0.05:
            expected = "not_testable" if judged is None else "no_clear_change"
        elif row["slope_low"] is None or row["slope_low"] <= 0 <= row["slope_high"]:
            expected = "changed"
        else:
            rising = row["slope"] > 0
            expected = "improved" if rising == (row["better"] == "high") else "declined"
        assert row["verdict"] == expected


@settings(checked, max_examples=4)
@given(rows=crowd, seed=st.integers(0, 10**6))
def test_the_order_of_respondents_does_not_matter(questions, surveyed, rows, seed):
    shuffled = Random(seed).sample(rows, len(rows))
    before, after = (compared(surveyed(questions, r)) for r in (rows, shuffled))
    for one, other in zip(before, after, strict=True):
        assert differences(one, other, one.keys() - {"waves", "contrasts"}) == []


@checked
@given(rows=crowd)
def test_turning_time_round_turns_the_trend_and_keeps_the_test(cross_section, surveyed, rows):
    turned = [(2 - wave, *rest) for wave, *rest in rows]
    dates = ("2016-12", "2017-08", "2018-05")
    mirrored = ("2016-12", "2017-09", "2018-05")
    before = compared(surveyed(dated(cross_section, dates), rows))
    after = compared(surveyed(dated(cross_section, mirrored), turned))
    for one, other in zip(before, after, strict=True):
        assert differences(one, other, TESTS) == []
        assert same(one["slope"], None if other["slope"] is None else -other["slope"])
        assert same(one["slope_p_value"], other["slope_p_value"])


@checked
@given(rows=crowd)
def test_without_dates_there_is_no_trend_and_nothing_else_is_different(
    cross_section, surveyed, rows
):
    with_dates, without = (surveyed(d, rows) for d in (dated(cross_section), cross_section))
    for one, other in zip(compared(with_dates), compared(without), strict=True):
        assert {other[key] for key in (*LINE, "slope_method")} == {None}
        keys = one.keys() - {*LINE, "slope_method", "waves", "contrasts", "verdict"}
        assert differences(one, other, keys) == []
        clear = {"improved", "declined", "changed"}
        assert (other["verdict"] == "changed") == (one["verdict"] in clear)
    notes = all_waves_document(without).tables[0].notes
    assert any(note.startswith("No trend: T1, T2, T3 have no date.") for note in notes)
    assert any("waves.values (data_dictionary.yaml:" in note for note in notes)


@checked
@given(rows=crowd)
def test_showing_part_of_a_comparison_changes_no_number_in_it(cross_section, surveyed, rows):
    survey = surveyed(dated(cross_section), rows)
    everything = compared(survey)
    assert compared(survey, sites=["b"]) == [r for r in everything if r["site"] == "b"]
    assert compared(survey, measures=["pair"]) == [r for r in everything if r["measure"] == "pair"]


def counts_by_wave(rows, item, site, codes):
    return np.array([
        [sum(r[0] == w and r[1] == site and r[3][item] == code for r in rows) for code in codes]
        for w in range(3)
    ])  # fmt: skip


def answered(n=60, seed=7):
    """Let n people a wave and site answer all items, each wave higher than the one before."""
    random = Random(seed)
    return [
        (wave, site, 1000 * site + person, [
            max(random.randint(1, 7) for _ in range(1 + wave)) for _ in range(5)
        ])
        for wave in range(3) for site in range(3) for person in range(n)
    ]  # fmt: skip


def test_each_kind_of_question_has_its_own_test(questions, surveyed):
    rows = answered()
    found = {
        row["measure"]: row
        for row in compared(surveyed(questions, rows), adjust="none")
        if row["site"] == "b" and row["category"] is None
    }
    waves = [[r[3] for r in rows if r[0] == w and r[1] == 1] for w in range(3)]
    ranks = scipy.stats.rankdata([given[0] for wave in waves for given in wave])
    ordered = scipy.stats.f_oneway(*ranks.reshape(3, -1), equal_var=False)
    assert found["q1"]["method"] == "Welch ANOVA of ranks"
    assert found["q1"]["p_value"] == pytest.approx(ordered.pvalue, rel=1e-9)
    yes = np.array([[sum(g[1] in (1, 2) for g in wave), sum(g[1] > 2 for g in wave)]
                    for wave in waves])  # fmt: skip
    share = scipy.stats.chi2_contingency(yes, correction=False)
    assert found["q2"]["method"] == "Pearson chi-square test"
    assert found["q2"]["p_value"] == pytest.approx(share.pvalue, rel=1e-10)
    table = counts_by_wave(rows, 2, 1, range(1, 8))
    whole = scipy.stats.chi2_contingency(table, correction=False)
    exact = found["q3"]["method"] != "Pearson chi-square test"
    assert exact or found["q3"]["p_value"] == pytest.approx(whole.pvalue, rel=1e-10)
    assert found["q3"]["slope"] is None
    assert found["q4"]["method"] == "Welch ANOVA"


@pytest.mark.parametrize(("n", "by_question"), [(60, False), (16, True)])
def test_the_answers_of_a_question_are_adjusted_below_it(questions, surveyed, n, by_question):
    here = compared(surveyed(questions, answered(n)), measures=["q3"], sites=["a"])
    whole, *parts = here
    holm = adjust(np.array([part["p_value"] for part in parts], dtype=float), "holm")
    expected = np.where(np.isnan(holm), np.nan, np.fmax(holm, whole["p_adjusted"]))
    ours = np.array([part["p_adjusted"] for part in parts], dtype=float)
    assert ours == pytest.approx(expected, rel=1e-12, nan_ok=True)
    # In the large survey Holm's rule decides, in the small one the p of the question.
    assert (np.nanmin(holm) < whole["p_adjusted"]) == by_question
    assert {part["better"] for part in parts} == {"neither"}
    assert all(part["slope"] is not None for part in parts)


def test_the_answers_below_a_declared_one_have_no_verdict(questions, surveyed):
    rows = compared(surveyed(questions, answered()), measures=["q2"], sites=["a"])
    declared = [row for row in rows if row["category"] is not None]
    assert len(declared) == 7
    assert {row["verdict"] for row in declared} == {row["p_adjusted"] for row in declared} == {None}
    assert {c["p_adjusted"] for row in declared for c in row["contrasts"]} == {None}


def test_boxes_to_tick_are_shares_and_their_question_the_smallest_p_times_their_number(
    declared, surveyed
):
    boxes = "  q6: {type: multiple, better: high, columns: [b1, b2, b3], counted: 1}\n"
    text = QUESTIONS.format(design="repeated_cross_section", labels=LABELS) + boxes
    plain = surveyed(declared(text), answered(40))
    ticked = np.column_stack([plain.responses[key] > cut for key, cut in
                              (("q1", 5), ("q4", 4), ("q5", 2))]).astype(float)  # fmt: skip
    ticked[::9] = np.nan  # not asked
    categories = tuple((f"b{j}", f"Box {j}") for j in (1, 2, 3))
    survey = replace(plain, boxes={"q6": Boxes(categories=categories, ticked=ticked)})
    whole, *parts = compared(survey, measures=["q6"], sites=["b"], adjust="none")
    here = (plain.site == 1) & ~np.isnan(ticked[:, 0])
    assert [wave["n"] for wave in whole["waves"]] == [
        int((here & (plain.wave == w)).sum()) for w in range(3)
    ]
    for j, part in enumerate(parts):
        counts = [[int((ticked[here & (plain.wave == w), j] == x).sum()) for x in (1, 0)]
                  for w in range(3)]  # fmt: skip
        expected = scipy.stats.chi2_contingency(counts, correction=False)
        assert part["p_value"] == pytest.approx(expected.pvalue, rel=1e-9)
        assert part["better"] == "high"
    smallest = min(part["p_value"] for part in parts)
    assert whole["p_value"] == pytest.approx(min(1, 3 * smallest), rel=1e-12)
    assert whole["slope"] is None
    fdr = adjust(np.array([part["p_value"] for part in parts]), "fdr_bh")
    expected = np.maximum(fdr, whole["p_adjusted"])
    assert [part["p_adjusted"] for part in parts] == pytest.approx(expected, rel=1e-12)


@checked
@given(people=members)
def test_people_of_a_panel_are_counted_once_a_site_and_tested_by_the_design(
    panel, surveyed, people
):
    rows = rows_of(people)
    for found in compared(surveyed(dated(panel), rows), measures=["trio"]):
        if found["site"] is None:
            continue
        site = "abc".index(found["site"])
        scored = [p for w in range(3) for p, _, _ in naive_scores(rows, "trio", w, [site])]
        assert found["n_linked"] == sum(scored.count(person) > 1 for person in set(scored))
        assert found["method"] == "Design-based Wald F test"
        if found["status"] == "ok":
            waves = sum(wave["n"] > 0 for wave in found["waves"])
            assert found["df"] == waves - 1
            assert found["df_error"] == len(set(scored)) - 1 - (waves - 1) + 1


def test_a_panel_that_answered_throughout_is_tested_by_hotellings_t_square(
    questions_of_a_panel, surveyed
):
    rows = answered(40)
    found = [row for row in compared(surveyed(questions_of_a_panel, rows)) if row["site"] == "c"]
    number = next(row for row in found if row["measure"] == "q4")
    waves = np.array([[r[3][3] for r in rows if r[0] == w and r[1] == 2] for w in range(3)])
    assert number["statistic"] == pytest.approx(hotelling(waves), rel=1e-9)
    assert (number["df"], number["df_error"], number["n_linked"]) == (2, 38, 40)
    step = number["contrasts"][2]
    paired = scipy.stats.ttest_rel(waves[2], waves[0])
    assert (step["n_pairs"], step["p_value"]) == (40, pytest.approx(paired.pvalue, rel=1e-9))
    ordered = next(row for row in found if row["measure"] == "q1")
    assert ordered["method"] == "Design-based Wald F test of ranks"
    categories = next(row for row in found if row["measure"] == "q3" and row["category"] is None)
    assert categories["method"] == "Rao-Scott F test"


def hotelling(waves):
    """Give the F of Hotelling's T-square of three waves of the same people."""
    n, steps = waves.shape[1], np.diff(waves, axis=0).T
    mean = steps.mean(axis=0)
    return n * mean @ np.linalg.solve(np.cov(steps.T), mean) * (n - 2) / (2 * (n - 1))


def test_a_share_of_a_panel_is_tested_as_a_mean_of_noughts_and_hundreds(
    questions_of_a_panel, surveyed
):
    rows = answered(40)
    found = compared(surveyed(questions_of_a_panel, rows), measures=["q2"], sites=["c"])[0]
    given = np.array([[r[3][1] for r in rows if r[0] == w and r[1] == 2] for w in range(3)])
    assert found["method"] == "Design-based Wald F test"
    assert found["statistic"] == pytest.approx(hotelling(100.0 * (given <= 2)), rel=1e-9)


def weighted(survey, seed=11, cluster=False):
    random = np.random.default_rng(seed)
    weight = random.lognormal(0, 0.6, survey.n)
    weight[::17] = np.nan
    street = random.integers(0, 25, survey.n) if cluster else None
    return replace(survey, weight=weight, cluster=street)


def test_weights_and_sampling_units_are_taken_into_account(questions, surveyed):
    plain = surveyed(questions, answered())
    survey = weighted(plain, cluster=True)
    rows = compared(survey)
    methods = {row["method"] for row in rows}
    assert methods == {
        "Design-based Wald F test", "Design-based Wald F test of ranks", "Rao-Scott F test",
    }  # fmt: skip
    number = next(row for row in rows if row["measure"] == "q4" and row["site"] == "a")
    counted = np.flatnonzero((survey.site == 0) & (survey.weight > 0))
    assert [wave["n"] for wave in number["waves"]] == [
        int((survey.wave[counted] == w).sum()) for w in range(3)
    ]
    first = counted[survey.wave[counted] == 0]
    mean = np.average(survey.responses["q4"][first], weights=survey.weight[first])
    assert number["waves"][0]["mean"] == pytest.approx(mean, rel=1e-12)
    # The same units are in all waves: the site is their one stratum.
    units = len({survey.cluster[i] for i in counted})
    assert number["df_error"] == units - 1 - 2 + 1
    without = compared(replace(survey, weight=None))  # sampling units count either way
    assert [row["verdict_unweighted"] for row in rows] == [row["verdict"] for row in without]


def test_equal_weights_give_the_unweighted_means_and_slopes(questions, surveyed):
    plain = surveyed(questions, answered())
    even = replace(plain, weight=np.full(plain.n, 2.5))
    for one, other in zip(compared(plain), compared(even), strict=True):
        for mine, its in zip(one["waves"], other["waves"], strict=True):
            assert differences(mine, its, mine) == []
        assert same(one["slope"], other["slope"])
        if one["method"] == "Welch ANOVA":
            assert other["p_value"] == pytest.approx(one["p_value"], rel=0.05, abs=1e-4)


def test_a_site_that_lacks_a_wave_is_tested_on_the_others_and_stands_outside_all_sites(
    questions, surveyed
):
    rows = [row for row in answered(30) if not (row[0] == 1 and row[1] == 0)]
    found = [row for row in compared(surveyed(questions, rows)) if row["measure"] == "q4"]
    here, everyone = found[0], found[-1]
    assert (here["df"], here["reason"], everyone["n_sites"]) == (1, None, 2)
    assert here["contrasts"][0]["reason"] == "wave_missing"
    assert here["contrasts"][2]["p_value"] == pytest.approx(here["p_value"], rel=1e-9)
    assert [wave["n"] for wave in everyone["waves"]] == [60, 60, 60]
    for step in everyone["contrasts"]:
        assert (step["n_from"], step["n_to"]) == (60, 60)


@pytest.mark.parametrize("design", ["plain", "weighted", "panel"])
def test_a_question_that_a_wave_left_out_is_tested_on_the_others(
    questions, questions_of_a_panel, surveyed, design
):
    rows = [(w, s, p, [None] * 5 if w == 1 else given) for w, s, p, given in answered(30)]
    survey = surveyed(questions_of_a_panel if design == "panel" else questions, rows)
    for row in compared(weighted(survey) if design == "weighted" else survey):
        assert [wave["n"] > 0 for wave in row["waves"]] == [True, False, True]
        assert row["status"] == "ok" or row["category"]  # an answer that nobody gave
        assert row["contrasts"][0]["reason"] == row["contrasts"][1]["reason"] == "wave_missing"
        assert row["n_sites"] in {None, 3}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "wave_missing"),
        ([r for r in answered(5) if r[0] == 2], "wave_missing"),
        ([r for r in answered(5) if r[0] < 2 or r[2] % 1000 == 0], "n_lt_2"),
        ([(*r[:3], [3] * 5) for r in answered(5)], "no_variance_both"),
    ],
)
def test_what_cannot_be_tested_says_why_in_words(cross_section, surveyed, rows, reason):
    document = all_waves_document(surveyed(dated(cross_section), rows))
    found = document.tables[0].records
    sites = [row for row in found if row["site"]]
    assert {row["reason"] for row in sites} == {reason}
    assert {row["verdict"] for row in sites} == {"not_testable"}
    assert {c["p_adjusted"] for row in sites for c in row["contrasts"]} == {None}
    assert sum(note.startswith("Not testable: ") for note in document.tables[0].notes) > 0


def test_waves_within_the_smallest_change_that_matters_are_practically_unchanged(
    cross_section, surveyed
):
    random = Random(3)
    rows = [
        (w, s, -1, [random.randint(3, 5) for _ in range(5)])
        for w in range(3) for s in range(3) for _ in range(400)
    ]  # fmt: skip
    bounds = {"trio": 0.3, "pair": 0.01}
    dictionary = replace(dated(cross_section), smallest_change=bounds)
    document = all_waves_document(surveyed(dictionary, rows))
    verdicts = {(row["measure"], row["verdict"]) for row in document.tables[0].records}
    assert verdicts == {("trio", "practically_unchanged"), ("pair", "no_clear_change")}
    assert any("the 90% CI of every step" in note for note in document.tables[0].notes)


def test_a_wave_far_from_the_line_has_changed_and_not_improved(cross_section, surveyed):
    random = Random(5)
    rows = [
        (w, s, -1, [random.randint(1, 3) + 4 * (w == 1) for _ in range(5)])
        for w in range(3) for s in range(3) for _ in range(50)
    ]  # fmt: skip
    dates = ("2016", "2017", "2018")
    found = compared(surveyed(dated(cross_section, dates), rows), measures=["pair"])
    assert {row["verdict"] for row in found} == {"changed"}
    assert all(row["slope_low"] < 0 < row["slope_high"] for row in found)
