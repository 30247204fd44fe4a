"""What stands on the page of a contrast, what its notes warn of, and what it lets one print."""

import dataclasses
import re

import numpy as np
import pytest

from lpsstats.analysis.contrast_rows import Contrast, SiteChange
from lpsstats.analysis.measures import Measure
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.tables.contrast import contrast_tables
from lpsstats.tables.contrast_sentences import FAVOUR, sentence
from lpsstats.tables.formats import FORMATS

CAUSAL = re.compile(
    r"\b(caus\w*|impact\w*|lead\w*|led|effect\w*|due|because|result(s|ed) in|made)\b"
)
MEASURE = Measure(
    key="trust", label="Trust", kind="scale", type="scale", better="low", low=1.0, high=7.0,
    values=np.array([]), prorated=np.array([], dtype=bool), dropped=np.array([], dtype=bool),
)  # fmt: skip
WAVES = ("Time One", "Time Three")


@pytest.fixture(scope="module")
def dictionary(root):
    return read_dictionary(root / "data_dictionary.yaml")


def site(key, arm, clear=False, role=None):
    return SiteChange(
        site=key, site_label=key.title(), role=role or arm, arm=arm, n_from=100, mean_from=3.0,
        sd_from=1.0, n_to=100, mean_to=2.5, sd_to=1.0, estimate=-0.5, conf_low=-0.8, conf_high=-0.2,
        p_value=0.01, p_adjusted=0.02, clear=clear, reason=None,
    )  # fmt: skip


def row(**changed):
    plain = Contrast(
        measure="trust", measure_label="Trust", better="low", unit="points", contrast="all",
        contrast_label="A, B against C, D", intervention_sites="a, b", comparison_sites="c, d",
        partial_sites=None, left_out_sites=None, n_intervention=2, n_comparison=2, wave_from="T1",
        wave_to="T3", n_from=400, n_to=400, baseline_intervention=3.0, baseline_comparison=3.0,
        baseline_gap=0.0, change_intervention=-0.61, change_comparison=-0.16, estimate=-0.45,
        conf_low=-0.79, conf_high=-0.11, confidence=0.95, std_error=0.17, statistic=-2.6, df=757.0,
        p_value=0.009, p_adjusted=0.037, adjust="holm", family="primary", n_tests=5, method="t",
        effect=-0.4, effect_low=-0.7, effect_high=-0.1, effect_method="g", pct_range=-7.5,
        detectable=0.5, split_rank=1, n_splits=6, p_split=2 / 6, p_split_smallest=2 / 6,
        tipping_shock=0.11, tipping_shock_sd=0.09, tipping_shock_share=None, interaction_f=2.5,
        interaction_df=3.0, interaction_df_error=785.0, interaction_p=0.057,
        estimate_unweighted=None, verdict_unweighted=None, n_pairs=None, n_prorated=0, n_dropped=0,
        verdict="favours_intervention", status="ok", reason=None,
        sites=tuple(site(k, "intervention" if k in "ab" else "comparison") for k in "abcd"),
    )  # fmt: skip
    return dataclasses.replace(plain, **changed)


UNTESTED = {
    "estimate": None, "conf_low": None, "conf_high": None, "p_adjusted": None, "n_tests": 0,
    "split_rank": None, "n_splits": None, "p_split": None, "p_split_smallest": None,
    "tipping_shock": None, "verdict": "not_testable", "status": "not_testable",
}  # fmt: skip


def notes(dictionary, *rows, complete=(), measure=MEASURE):
    return " ".join(contrast_tables(rows, [measure], dictionary, complete)[0].notes)


def written(measure=MEASURE, **changed):
    return sentence(row(**changed), measure, WAVES)


def test_a_sentence_says_who_moved_how_much_more_and_how_sure_that_is():
    assert written() == (
        "Trust (1-7, low is better), Time One to Time Three: it fell by 0.45 points more in the 2 "
        "intervention sites (A, B) than in the 2 comparison sites (C, D), by 0.61 against 0.16 "
        "(difference −0.45, 95% CI −0.79 to −0.11, adjusted p = .037). That is in favour of the 2 "
        "intervention sites. Of 6 ways to split these 4 sites like this, 2 show a difference of "
        "this size or larger, this one included. Ups and downs of single places with a standard "
        "deviation of 0.11 points would be enough for the interval to reach 0. Whether something "
        "else set these 4 places apart stays open."
    )


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (-0.6, -0.1, "it fell by 0.50 points more in"),
        (-0.1, -0.6, "it fell by 0.50 points less in"),
        (0.6, 0.1, "it rose by 0.50 points more in"),
        (0.1, 0.6, "it rose by 0.50 points less in"),
        (-0.4, 0.1, "a change of −0.40 in the 2 intervention sites (A, B) and of +0.10 in"),
        (0.6, 0.001, "a change of +0.60 in the 2 intervention sites (A, B) and of 0.00 in"),
        (0.602, 0.601, "0.00 points apart"),
    ],
)
def test_a_sentence_fits_every_way_that_two_sides_can_move(one, other, words):
    text = written(change_intervention=one, change_comparison=other, estimate=one - other)
    assert words in text


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("favours_comparison", "in favour of the 2 comparison sites"),
        ("no_clear_difference", "no clear difference"),
        ("practically_equal", "less than was declared to matter"),
    ],
)
def test_a_sentence_ends_in_the_verdict(verdict, words):
    assert words in written(verdict=verdict)
    assert "favour" not in written(verdict="changes_differ")


def test_a_sentence_of_a_share_is_in_percentage_points():
    share = dataclasses.replace(MEASURE, kind="share", better="high")
    text = written(
        share, unit="percent", estimate=-24.32, change_intervention=-25.0, change_comparison=-0.68
    )
    assert "(share in percent, high is better)" in text
    assert "fell by 24.3 percentage points more" in text


def test_a_sentence_names_partial_sites_and_counts_one_site_as_one():
    partial = (site("a", "intervention"), site("c", "comparison", role="partial"))
    text = written(sites=partial, n_intervention=1, n_comparison=1, p_split=0.25, n_splits=4)
    assert "in the intervention site (A) than in the comparison site (C [partial])" in text
    assert "1 shows a difference" in text


def test_what_was_not_tested_has_a_sentence_that_says_so():
    assert written(**UNTESTED).endswith("could not be set against each other.")


def test_no_sentence_has_a_verb_of_causing(dictionary):
    for verdict in FAVOUR:
        assert not CAUSAL.search(written(verdict=verdict).casefold())
    assert not CAUSAL.search(notes(dictionary, row()).casefold().replace("effect size", ""))


def test_sides_that_start_apart_are_named_with_what_that_does(dictionary):
    apart = row(baseline_gap=-0.2, baseline_intervention=2.8, baseline_comparison=3.1)
    assert "Trust 2.80 against 3.10" in notes(dictionary, apart)
    assert "regression to the mean" in notes(dictionary, apart)
    assert "regression" not in notes(dictionary, row(baseline_gap=0.09))


@pytest.mark.parametrize(
    ("start", "words"),
    [(1.5, "intervention sites 1.50 (end 1)"), (6.5, "6.50 (end 7)"), (1.7, None), (6.3, None)],
)
def test_a_side_near_an_end_of_the_range_is_named(dictionary, start, words):
    text = notes(dictionary, row(baseline_intervention=start))
    assert (words in text) if words else ("Little room" not in text)


def test_the_smallest_p_of_so_few_places_is_told(dictionary):
    text = notes(dictionary, row())
    assert "all 6 into 2 and 2" in text
    assert "here is .333: so few places cannot make a difference clear" in text
    enough = notes(dictionary, row(n_splits=5000, n_intervention=9, n_comparison=9,
                                   p_split_smallest=1 / 5000))  # fmt: skip
    assert "a random sample of 5,000 into 9 and 9" in enough
    assert "here is <.001." in enough


def test_what_is_clear_among_people_and_ordinary_among_sites_is_pointed_out(dictionary):
    many = {"n_splits": 462, "p_split_smallest": 1 / 462}
    text = notes(dictionary, row(p_split=0.463, **many))
    assert "many other splits of the sites differ as much (p of the split): Trust .463." in text
    silent = [
        row(p_split=0.04, **many),
        row(p_split=0.463, verdict="no_clear_difference", **many),
        row(p_split=0.463, contrast="pair", **many),
        row(),  # six splits could not be clear in any case
    ]
    assert "as much" not in notes(dictionary, *silent)


def test_partial_sites_are_named_in_the_notes(dictionary):
    partial = row(sites=(site("a", "intervention"), site("c", "comparison", role="partial")))
    text = notes(dictionary, partial, row(contrast="without_partial"))
    assert "C on the comparison side; the results without stand below." in text
    assert "stand below" not in notes(dictionary, partial)


def test_an_untested_row_is_named_with_its_reason(dictionary):
    text = notes(dictionary, row(reason="wave_missing", **UNTESTED))
    assert "one side has no site with answers in both waves" in text
    assert "Split:" not in text
    linked = notes(dictionary, row(reason="n_lt_2", n_pairs=3, **UNTESTED))
    assert "fewer than two linked respondents" in linked
    assert "linked within a site" in linked


def test_sites_without_both_waves_are_named(dictionary):
    assert "left out there: Trust: d" in notes(dictionary, row(left_out_sites="d"))


def test_verdicts_that_weights_or_whole_answers_would_change_are_named(dictionary):
    text = notes(dictionary, row(verdict_unweighted="no_clear_difference"))
    assert "Unweighted, 1 of 1 verdicts would differ" in text
    other = row(verdict="no_clear_difference")
    text = notes(dictionary, row(n_prorated=3), complete=[other])
    assert "1 of 1 verdicts would differ: Trust: no clear difference" in text
    same = notes(dictionary, row(n_prorated=3), complete=[row()])
    assert "every verdict is the same" in same
    assert "every item" not in notes(dictionary, row(), complete=[other])


def test_declared_bounds_are_named_with_the_shocks_in_them(dictionary):
    declared = dataclasses.replace(dictionary, smallest_change={"trust": 0.3})
    text = notes(declared, row(tipping_shock_share=0.37))
    assert "the 90% CI lies within the smallest change that matters (Trust 0.30)" in text
    assert "Shocks in smallest changes that matter: Trust 0.37." in text


def test_the_interaction_is_shown_where_one_site_moved_clearly_and_another_did_not(dictionary):
    mixed = row(sites=tuple(site(k, "intervention", clear=k == "a") for k in "abcd"))
    main, interaction, sentences = contrast_tables([mixed], [MEASURE], dictionary)
    (cells,) = interaction.cells().rows()
    texts = [cell.text for cell in cells]
    assert texts == ["Trust", "A", "B, C, D", "2.50", "3.0", "785.0", ".057"]
    assert main.records[0]["sentence"] == sentences.records[0]["sentence"]
    alike = contrast_tables([row()], [MEASURE], dictionary)
    assert [table.key for table in alike] == ["contrast", "sentences"]


def test_only_the_headline_has_its_sentence_on_the_page(dictionary):
    tables = contrast_tables([row(), row(contrast="pair")], [MEASURE], dictionary)
    assert len(tables[0].records) == 2
    assert len(tables[-1].records) == 1


@pytest.mark.parametrize(
    ("name", "values", "text"),
    [
        ("rank", (1, 6), "1 of 6"),
        ("rank", (12, 5000), "12 of 5,000"),
        ("rank", (None, None), "–"),
    ],
)
def test_formats_of_a_contrast(name, values, text):
    assert FORMATS[name](*values).text == text


def test_a_weighted_and_clustered_test_says_so(dictionary):
    other = dataclasses.replace(dictionary, weight="wt", cluster="street")
    text = notes(other, row(verdict_unweighted="favours_intervention"))
    assert "weighted by wt, clustered by street" in text
    assert "unweighted." in notes(dictionary, row())


def test_measures_of_one_range_stand_together(dictionary):
    more = [MEASURE, dataclasses.replace(MEASURE, key="x", label="Other", high=10.0)]
    rows = [row(), row(measure="x", measure_label="Other")]
    text = " ".join(contrast_tables(rows, more, dictionary)[0].notes)
    assert "Mean scores: Trust 1-7; Other 1-10." in text
