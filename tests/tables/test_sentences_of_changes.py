"""A sentence says what its row says, the way it went, and never why."""

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.analysis.comparison_rows import Comparison
from lpsstats.analysis.verdicts import verdict
from lpsstats.dictionary.model import DIRECTIONS
from lpsstats.tables.formats import FORMATS
from lpsstats.tables.headlines import directions, headlines, overall, unknown
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Table
from lpsstats.tables.sentences import PREDICATES, sentence, sentences

CAUSAL = re.compile(
    r"\b(because|caus\w*|impact\w*|lead(s|ing)?|led|influence\w*)\b"
    r"|\b(driv\w*|due|result(s|ed) in|made)\b"
    r"|effect of"
)
NUMBER = re.compile(r"[<>]? ?[+−]?[\d,]*\.?\d+")
WAVES = {"a": "Before", "b": "After"}
NONE = dict.fromkeys(field.name for field in fields(Comparison))
METHODS = {
    "Welch t-test": ("scale", "points"),
    "Paired t-test": ("scale", "points"),
    "Brunner-Munzel test": ("likert", "points"),
    "Wilcoxon signed-rank test, Pratt": ("ordinal", "points"),
    "N-1 chi-square test": ("categorical", "percent"),
    "Pearson chi-square test": ("categorical", "percent"),
    "Rao-Scott F test": ("multiple", "percent"),
}
finite = st.floats(-99, 99).map(lambda x: x + 0.0)
chance = st.floats(0, 1)


@st.composite
def records(draw):
    """Draw a row of any kind: unit, test, verdict, direction; its parts belong together."""
    method = draw(st.sampled_from(sorted(METHODS)))
    type, unit = METHODS[method]
    whole = method in {"Pearson chi-square test", "Rao-Scott F test"}
    category = "yes" if unit == "percent" and not whole and draw(st.booleans()) else None
    better = "neither" if whole or category else draw(st.sampled_from(["low", "high", "neither"]))
    ranked = type in {"likert", "ordinal"}
    estimate = None if whole else draw(finite)
    statistic = draw(finite)
    p = draw(st.floats(0, 0.04) | chance | st.none())
    found = verdict(
        estimate=(statistic if ranked else estimate) or 0.0,
        p_value=float("nan") if p is None else p,
        direction=DIRECTIONS[better],
        level=0.05,
        equivalence=(draw(finite), draw(finite)),
        smallest_change=draw(st.none() | st.floats(0.01, 50)),
    )
    measured = {"percent": ("pct_from", "pct_to"), "points": ("mean_from", "mean_to")}[unit]
    pooled = draw(st.booleans())
    return NONE | {
        "measure": "m",
        "measure_label": "Label",
        "type": type,
        "category": category,
        "category_label": None,
        "site": None if pooled else "s",
        "site_label": "All sites" if pooled else "Somewhere",
        "n_sites": 3 if pooled else None,
        "better": better,
        "unit": unit,
        "wave_from": "a",
        "wave_to": "b",
        "n_from": draw(st.integers(0, 10**6)),
        "n_to": draw(st.integers(0, 10**6)),
        **({} if whole else dict.fromkeys(measured, draw(st.floats(0, 100)))),
        "estimate": estimate,
        "conf_low": estimate,
        "conf_high": estimate,
        "confidence": 0.95,
        "statistic": statistic if p is not None else None,
        "df": 7.5,
        "p_value": p,
        "p_adjusted": None if pooled else p,
        "adjust": None if pooled or category else draw(st.sampled_from(["holm", "none"])),
        "n_tests": draw(st.integers(1, 99)),
        "method": method,
        "effect": draw(st.none() | finite),
        "effect_method": "Hedges g, average SD",
        "p_superior": draw(chance) if ranked else None,
        "n_pairs": draw(st.none() | st.integers(0, 99)),
        "verdict": None if draw(st.booleans()) and category else found,
        "detectable": draw(st.none() | st.floats(0, 50)),
        "status": "ok" if p is not None else "not_testable",
        "reason": None
        if p is not None
        else draw(st.sampled_from(["n_lt_2", "wave_missing", "all_tied"])),
    }


def table_of(*rows):
    return Table(
        key="compare", title="", records=rows, columns=(), waves=WAVES, ranges={"m": (1.0, 7.0)}
    )


def said(record):
    return sentence(record, table_of(record))


@given(records())
def test_the_word_agrees_with_the_way_that_was_tested(record):
    text = said(record)
    ranked = record["p_superior"] is not None
    way = record["statistic"] if ranked else record["estimate"]
    side = (way or 0.0) * DIRECTIONS[record["better"]]
    assert (" improved" in text) == (record["verdict"] == "improved")
    assert (" declined" in text) == (record["verdict"] == "declined")
    if " improved" in text:
        assert side > 0
    if " declined" in text:
        assert side < 0


@given(records())
def test_it_is_one_sentence_without_a_cause_a_gap_or_a_wrong_unit(record):
    text = said(record)
    assert text.endswith(".")
    assert not text.endswith("..")
    assert not CAUSAL.search(text.casefold())
    assert not re.search(r"\b(nan|none|null|inf|hidden)\b|–|\[c\]", text.casefold())
    assert "per cent" not in text
    assert not re.search(r"change of \S+ ?%", text)
    if record["unit"] == "points":
        assert "percentage" not in text


def cells(record):
    """Give what the formats make of a record's values, as a table would."""
    for value in record.values():
        if isinstance(value, int | float) and not isinstance(value, bool):
            names = ["number", "count", "signed", "df", "p_value", "bounded"]
            yield from (FORMATS[name](value).text for name in names)
            yield from (FORMATS["change"](value, unit).text for unit in ("points", "percent"))
            yield from (FORMATS["unseen"](value, "no_clear_change", u).text for u in ("percent",))
            yield FORMATS["level"](None, value).text.rstrip("%")


@given(records())
def test_every_number_is_one_of_its_row(record):
    known = {re.sub(r"[ p<>%]", "", text) for text in cells(record)}
    about = {"95", "1", "7"}  # the coverage, the range
    text = said(record).replace("N-1", "").replace("Welch t", "")
    for found in NUMBER.findall(text):
        assert re.sub(r"[ <>]", "", found).lstrip(",") in known | about, (found, text)


@given(records(), st.sampled_from(["verdict", "estimate", "n_from", "n_to"]))
def test_what_is_withheld_is_said_to_be(record, key):
    text = said(record | {key: HIDDEN})
    assert "withheld" in text
    assert not NUMBER.search(text)


def test_a_withheld_p_is_left_out():
    record = scale("improved", -0.5) | {"p_value": HIDDEN, "p_adjusted": HIDDEN}
    assert "p =" not in said(record)
    assert "improved" in said(record)


def scale(found, estimate, **more):
    row = NONE | {
        "measure": "m",
        "measure_label": "Trust",
        "type": "scale",
        "site": "s",
        "site_label": "Barton",
        "better": "low",
        "unit": "points",
        "wave_from": "a",
        "wave_to": "b",
        "n_from": 99,
        "mean_from": 3.5,
        "sd_from": 1.25,
        "n_to": 98,
        "mean_to": 3.5 + estimate,
        "sd_to": 1.0,
        "estimate": estimate,
        "conf_low": estimate - 0.25,
        "conf_high": estimate + 0.25,
        "confidence": 0.95,
        "statistic": -3.0,
        "df": 190.2,
        "p_value": 0.004,
        "p_adjusted": 0.02,
        "adjust": "holm",
        "n_tests": 20,
        "method": "Welch t-test",
        "effect": -0.4,
        "effect_method": "Hedges g, average SD",
        "verdict": found,
        "status": "ok",
    }
    return row | more


def test_a_scale_reads_like_this():
    assert said(scale("improved", -0.5)) == (
        "Trust improved in Barton: from M = 3.50 (SD = 1.25, n = 99; Before) to M = 3.00 (SD = "
        "1.00, n = 98; After) on a scale of 1 to 7 where 1 is the better end, a change of −0.50 "
        "points, 95% CI [−0.75, −0.25], g = −0.40; Welch t-test: t(190.2) = −3.00, p = .004, "
        "adjusted p (Holm, 20 tests) = .020."
    )


def test_a_share_moves_by_percentage_points():
    share = scale("declined", -1.0, type="categorical", unit="percent", better="high", effect=None)
    share |= {"mean_from": None, "mean_to": None, "pct_from": 40.0, "pct_to": 39.0}
    share |= {"method": "N-1 chi-square test", "df": 1.0, "statistic": 9.0}
    assert "counts as a yes to “Trust” declined in Barton: " in said(share)
    assert "from 40% (n = 99; Before) to 39% (n = 98; After), where a higher" in said(share)
    assert "a change of −1 percentage point, 95% CI [−1, −1]; N-1 chi" in said(share)
    assert "χ²(1) = 9.00" in said(share)


@pytest.mark.parametrize("word", [*PREDICATES, "not_testable"])
def test_no_verdict_is_taken_for_proof_of_no_change(word):
    text = said(scale(word, -0.5, reason="n_lt_2" if word == "not_testable" else None))
    assert not re.search(r"\bno change\b|(?<!practically )unchanged", text)
    assert PREDICATES.get(word, "could not be tested") in text


def test_an_answer_that_is_not_judged_by_itself_still_makes_a_sentence():
    row = scale(None, -4.0, type="categorical", unit="percent", better="neither", effect=None)
    row |= {"mean_from": None, "mean_to": None, "pct_from": 33.0, "pct_to": 29.0}
    row |= {"category": "1", "category_label": "Yes", "p_value": None, "measure_label": "Any?"}
    assert said(row).startswith(
        "The share with the answer “Yes” to “Any?” in Barton went from 33% (n = 99; Before) to 29% "
        "(n = 98; After), a change of −4 percentage points"
    )


def test_ranks_and_means_that_part_are_said_to():
    row = scale("improved", 0.1, type="likert", p_superior=0.45)
    assert "their mean moved the other way" in said(row)
    assert "other way" not in said(row | {"estimate": -0.1})


def test_weighted_means_are_called_so():
    assert "weighted M = 3.50" in said(scale("improved", -0.5, estimate_unweighted=-0.4))


def test_headlines_name_scales_and_count_questions():
    rows = (
        scale("improved", -0.5),
        scale("no_clear_change", -0.1, measure_label="Hope"),
        scale("declined", 0.5, type="likert"),
        scale("declined", 0.5, type="likert", category="1", category_label="Never"),
        scale("improved", -0.5, site=None, site_label="All sites", n_sites=2),
        scale("improved", -0.5, site="t", site_label="Tuffley") | {"estimate": HIDDEN},
    )
    table = table_of(*rows)
    assert headlines(table) == (
        (
            "Barton",
            (
                "Trust (3.50 to 3.00) improved.",
                "Hope showed no clear change.",
                "The one single question declined.",
                "n = 99 in Before and 98 in After.",
            ),
        ),
    )
    assert unknown(table) == ("In Tuffley every change is withheld.",)
    assert overall(table)[:1] == ("Trust (3.50 to 3.00) improved.",)


def test_headlines_give_the_fewest_and_the_most_respondents_that_may_be_known():
    rows = (
        scale("improved", -0.5, n_from=1100),
        scale("improved", -0.5, measure_label="Hope", n_from=HIDDEN),
        scale("improved", -0.5, measure_label="Fear", n_from=80),
    )
    ((_, told),) = headlines(table_of(*rows))
    assert told[-1] == "n = 80 to 1,100 in Before and 98 in After."


def test_sites_of_which_nothing_is_known_are_named_together():
    sites = {
        "a": ["not_testable"] * 2,
        "b": ["not_testable"] * 2,
        "c": ["withheld", "not_testable"],
    }
    rows = [
        scale(word, -0.5, site=site, site_label=site.upper())
        | ({"verdict": HIDDEN} if word == "withheld" else {})
        for site, words in sites.items()
        for word in words
    ]
    assert headlines(table_of(*rows)) == ()
    assert unknown(table_of(*rows)) == (
        "In A and B nothing could be tested.",
        "In C every change is withheld or could not be tested.",
    )


def test_the_better_ends_and_the_ranges_of_measures_are_said_once():
    rows = (
        scale("improved", -0.5),
        scale("improved", -0.5, site="t", site_label="Tuffley"),
        scale("improved", 0.5, measure="hope", measure_label="Hope", better="low"),
        scale("changed", 0.5, measure="age", measure_label="Age", better="neither"),
    )
    assert directions(table_of(*rows)) == (
        "Low is better on Trust (1-7) and Hope.",
        "Neither end is the better one on Age.",
        "In brackets stand the means of the two waves.",
    )


def test_questions_without_scales_are_named():
    table = table_of(*(scale("improved", -0.5, type="likert", measure_label=x) for x in "ab"))
    ((_, said_of_it),) = headlines(table)
    assert said_of_it[0] == "“a” (3.50 to 3.00) and “b” (3.50 to 3.00) improved."


def test_an_empty_table_has_nothing_to_say():
    assert sentences(table_of()) == headlines(table_of()) == overall(table_of()) == ()
    assert directions(table_of()) == unknown(table_of()) == ()
