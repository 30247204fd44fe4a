"""Questions, shares, categories: every row is the test that scipy and statsmodels make of it."""

from itertools import pairwise

import numpy as np
import pytest
import scipy.stats
from statsmodels.stats.proportion import confint_proportions_2indep

from lpsstats import comparison_document, read_dictionary, read_survey
from lpsstats.stats.multiplicity import adjust


@pytest.fixture(scope="module")
def survey(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


@pytest.fixture(scope="module")
def rows(survey):
    document = comparison_document(survey, measures=["all"])
    return [dict(record) for record in document.tables[0].records]


def of(rows, measure, *, categories=False):
    return (
        [row for row in rows if row["measure"] == measure and (row["category"] or "") != ""]
        if categories
        else [row for row in rows if row["measure"] == measure and row["category"] is None]
    )


def answers(survey, measure, row):
    """Give the two waves' answers behind a row; every site of the example has both waves."""
    values = survey.responses[measure]
    sites = [site.key for site in survey.dictionary.sites]
    here = survey.site == sites.index(row["site"]) if row["site"] else np.ones(survey.n, bool)
    return [values[here & (survey.wave == w) & ~np.isnan(values)] for w in (0, 2)]


@pytest.mark.parametrize("measure", ["q1_belong", "q4_apart", "q10_home", "q24_job"])
def test_an_ordered_question_is_tested_by_brunner_and_munzel(survey, rows, measure):
    found = of(rows, measure)
    assert len(found) == 5
    for row in found:
        before, after = answers(survey, measure, row)
        test = scipy.stats.brunnermunzel(before, after)
        assert row["p_value"] == pytest.approx(test.pvalue, rel=1e-9)
        higher = np.mean(after[:, None] > before) + np.mean(after[:, None] == before) / 2
        assert row["p_superior"] == pytest.approx(higher, rel=1e-12)
        assert row["estimate"] == pytest.approx(after.mean() - before.mean(), rel=1e-12)
        welch = scipy.stats.ttest_ind(after, before, equal_var=False).confidence_interval()
        assert (row["conf_low"], row["conf_high"]) == pytest.approx(tuple(welch), rel=1e-9)
        assert row["p_superior_low"] < row["p_superior"] < row["p_superior_high"]


@pytest.mark.parametrize(
    ("measure", "top"), [("q1_belong", (1, 2)), ("q4_apart", (6, 7)), ("q10_home", (9, 10))]
)
def test_beside_it_stands_the_change_of_its_better_end(survey, rows, measure, top):
    for row in of(rows, measure):
        before, after = answers(survey, measure, row)
        counts = [(np.isin(wave, top).sum(), len(wave)) for wave in (after, before)]
        shares = [100 * count / n for count, n in counts]
        assert (row["pct_to"], row["pct_from"]) == pytest.approx(tuple(shares), rel=1e-12)
        low, high = confint_proportions_2indep(*counts[0], *counts[1], method="newcomb")
        assert (row["pct_low"], row["pct_high"]) == pytest.approx((100 * low, 100 * high), rel=1e-9)


@pytest.mark.parametrize("measure", ["q25_access", "q26_groups"])
def test_a_share_changes_in_points_with_newcombes_interval(survey, rows, measure):
    for row in of(rows, measure):
        before, after = answers(survey, measure, row)
        yes = [(int((wave == 1).sum()), len(wave)) for wave in (after, before)]
        low, high = confint_proportions_2indep(*yes[0], *yes[1], method="newcomb")
        assert (row["conf_low"], row["conf_high"]) == pytest.approx((100 * low, 100 * high))
        table = [[count, n - count] for count, n in yes]
        n = sum(n for _, n in yes)
        pearson = scipy.stats.chi2_contingency(table, correction=False).statistic
        p = scipy.stats.chi2.sf(pearson * (n - 1) / n, 1)
        assert row["p_value"] == pytest.approx(p, rel=1e-9)
        assert row["mean_from"] is None
        assert row["unit"] == "percent"
        assert row["estimate"] == pytest.approx(row["pct_to"] - row["pct_from"], rel=1e-12)


def test_the_answers_below_a_declared_one_are_shown_and_not_judged(survey, rows):
    parts = of(rows, "q25_access", categories=True)
    assert [part["category_label"] for part in parts[:3]] == ["Yes", "No", "Some"]
    assert {(part["verdict"], part["p_adjusted"], part["family"]) for part in parts} == {
        (None, None, None)
    }
    for place in {part["site"] for part in parts}:
        shares = [part["pct_to"] for part in parts if part["site"] == place]
        assert sum(shares) == pytest.approx(100)
    assert of(rows, "q26_groups", categories=True) == []


def undeclared(survey, root, tmp_path):
    """Take the example's questions without saying which answers count."""
    text = (root / "data_dictionary.yaml").read_text(encoding="utf-8")
    text = text.replace('    success: [1] # "some" is not counted as a yes\n', "")
    text = text.replace("    success: [1]\n", "").replace(
        "examples/lps", str(root / "examples/lps")
    )
    path = tmp_path / "data_dictionary.yaml"
    path.write_text(text, encoding="utf-8")
    return read_survey(read_dictionary(path))


def test_a_question_of_categories_is_one_test_and_its_answers_stand_below(survey, root, tmp_path):
    document = comparison_document(undeclared(survey, root, tmp_path), measures=["q25_access"])
    rows = [dict(record) for record in document.tables[0].records]
    wholes, parts = of(rows, "q25_access"), of(rows, "q25_access", categories=True)
    assert len(parts) == 3 * len(wholes) == 15
    for whole in wholes:
        before, after = answers(survey, "q25_access", whole)
        table = [[(wave == code).sum() for code in (1, 2, 3)] for wave in (before, after)]
        test = scipy.stats.chi2_contingency(table, correction=False)
        assert whole["p_value"] == pytest.approx(test.pvalue, rel=1e-9)
        assert whole["estimate"] is None
        here = [part for part in parts if part["site"] == whole["site"]]
        bound = whole["p_adjusted"] if whole["site"] else whole["p_value"]
        holm = adjust(np.array([part["p_value"] for part in here]), "holm")
        if whole["site"]:
            expected = [max(p, bound) for p in holm]
            assert [part["p_adjusted"] for part in here] == pytest.approx(expected, rel=1e-12)
        for part in here:
            clear = part["verdict"] == "changed"
            assert clear == (max(holm[here.index(part)], bound) < 0.05)
            assert whole["verdict"] == "changed" or not clear


def test_every_family_counts_all_its_tests_and_adjusts_them_as_declared(survey, rows):
    wholes = [row for row in rows if row["category"] is None and row["site"]]
    families = {row["family"]: row["adjust"] for row in wholes}
    assert families == {"primary": "holm", "secondary": "fdr_bh", "items": "fdr_bh"}
    for family, method in families.items():
        members = [row for row in wholes if row["family"] == family]
        assert {row["n_tests"] for row in members} == {len(members)}
        adjusted = adjust(np.array([row["p_value"] for row in members]), method)
        assert [row["p_adjusted"] for row in members] == pytest.approx(list(adjusted), rel=1e-12)


def test_showing_one_question_changes_no_number_of_it(survey, rows):
    document = comparison_document(survey, measures=["q24_job"], sites=["whaddon"])
    [row] = [dict(record) for record in document.tables[0].records]
    [same] = [one for one in of(rows, "q24_job") if one["site"] == "whaddon"]
    assert row == same


def test_a_question_takes_its_good_end_from_its_scale(rows):
    ends = {row["measure"]: row["better"] for row in rows}
    assert (ends["q1_belong"], ends["q4_apart"], ends["q10_home"]) == ("low", "high", "high")


def test_the_verdict_of_an_ordered_question_follows_what_was_tested(rows):
    for row in rows:
        if row["p_superior"] is not None and row["verdict"] in {"improved", "declined"}:
            up = row["p_superior"] > 0.5
            assert (row["verdict"] == "improved") == (up == (row["better"] == "high"))


def test_a_detectable_change_grows_with_the_number_of_tests_and_shrinks_with_confidence(survey):
    def sizes(**options):
        document = comparison_document(survey, **options)
        return [row["detectable"] for row in document.tables[0].records]

    alone, together = sizes(adjust="none"), sizes(adjust="holm")
    for free, held in zip(alone, together, strict=True):
        assert free <= held
    for wide, narrow in pairwise([sizes(confidence=c) for c in (0.99, 0.95, 0.9)]):
        assert all(a > b for a, b in zip(wide, narrow, strict=True))


def test_the_detectable_change_of_one_test_is_that_of_a_power_table(survey):
    """n = 100 in each wave: .398 SD at 80% power and 5% (two-sided t)."""
    document = comparison_document(survey, adjust="none")
    for row in document.tables[0].records:
        if row["site"] and row["n_from"] == row["n_to"] == 100:
            sd = ((row["sd_from"] ** 2 + row["sd_to"] ** 2) / 2) ** 0.5
            assert row["detectable"] / sd == pytest.approx(0.398, abs=0.002)
