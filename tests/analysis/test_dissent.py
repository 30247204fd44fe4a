"""The sentence of a row names what the dissenting variants have in common, in few words."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lpsstats.analysis.dissent import agreement
from lpsstats.analysis.variants import Variant

TESTS, WEIGHTS = ("means", "ranks", "permutation"), ("weighted", "unweighted")
COMPLETENESS, ITEMS = ("prorated", "complete"), (None, "q1", "q2", "q3")
ALL = list(product(TESTS, WEIGHTS, COMPLETENESS, ITEMS))


def variants(verdict_of, settings=ALL):
    """Make variants whose verdict a function of their setting gives."""
    return [
        Variant(
            test=test,
            weights=weights,
            completeness=completeness,
            left_out=left_out,
            covariates="raw",
            method="",
            estimate=None,
            p_superior=None,
            p_value=None,
            p_adjusted=None,
            verdict=verdict_of(test, weights, completeness, left_out),
        )
        for test, weights, completeness, left_out in settings
    ]


def sentence(verdict, other, dissents):
    found = agreement(variants(lambda *setting: other if dissents(*setting) else verdict), verdict)
    assert found.n_variants == len(ALL)
    assert found.n_same == sum(not dissents(*setting) for setting in ALL)
    return found.sentence


CASES = [
    (lambda t, w, c, i: i == "q2", "improved in 36 of 48; not without item q2"),
    (lambda t, w, c, i: i in {"q1", "q3"}, "improved in 24 of 48; not without item q1 or q3"),
    (lambda t, w, c, i: i is not None, "improved in 12 of 48; only with all items"),
    (lambda t, w, c, i: t == "ranks", "improved in 32 of 48; not by rank test"),
    (lambda t, w, c, i: t != "means", "improved in 16 of 48; only by t test"),
    (lambda t, w, c, i: w == "unweighted", "improved in 24 of 48; not unweighted"),
    (
        lambda t, w, c, i: (w, c) == ("unweighted", "complete"),
        "improved in 36 of 48; not unweighted with complete cases",
    ),
    (
        lambda t, w, c, i: t == "ranks" or (i == "q1" and c == "complete"),
        "improved in 28 of 48; not by rank test, with complete cases without item q1",
    ),
    (
        lambda t, w, c, i: (t, w, c, i) == ("ranks", "weighted", "complete", "q3"),
        "improved in 47 of 48; not weighted with complete cases without item q3 by rank test",
    ),
]


@pytest.mark.parametrize(("dissents", "words"), CASES, ids=[words for _, words in CASES])
def test_a_few_words_say_who_dissents(dissents, words):
    assert sentence("improved", "no_clear_change", dissents) == words


def test_where_no_few_words_do_the_level_that_goes_most_with_dissent_is_counted():
    odd = {("means", "weighted", "complete", None), ("permutation", "weighted", "prorated", "q2")}
    spared = ("ranks", "unweighted", "complete", "q3")

    def dissents(*setting):
        return (setting[0] == "ranks" and setting != spared) or setting in odd

    assert sentence("declined", "no_clear_change", dissents) == (
        "declined in 31 of 48; not in 17, among them 15 of the 16 by rank test"
    )


def test_a_level_that_all_dissenters_share_is_said_to_be_so():
    def dissents(test, weights, completeness, item):
        of_ranks = {("weighted", "complete", None), ("unweighted", "prorated", "q2")}
        return test == "ranks" and (weights, completeness, item) in of_ranks

    assert sentence("improved", "no_clear_change", dissents).endswith(
        "; not in 2, all of them by rank test"
    )


def test_items_are_named_in_one_order_however_many_variants_are_without_each():
    settings = [setting for setting in ALL if setting[2:] != ("complete", "q1")]
    made = variants(
        lambda t, w, c, i: "no_clear_change" if i in {"q1", "q2"} else "improved", settings
    )
    assert agreement(made, "improved").sentence.endswith("; not without item q1 or q2")


def test_unanimity_needs_no_more_words():
    found = agreement(variants(lambda *_: "no_clear_change"), "no_clear_change")
    assert found.sentence == "no clear change in all 48"
    one = agreement(variants(lambda *_: "changed", ALL[:1]), "changed")
    assert one.sentence == "changed in 1 of 1"


@pytest.mark.parametrize(
    ("verdict", "other", "words"),
    [
        ("no_clear_change", "improved", "improved without item q2"),
        ("improved", "declined", "declined without item q2"),
        ("improved", "practically_unchanged", "practically unchanged without item q2"),
        ("practically_unchanged", "no_clear_change", "no clear change without item q2"),
    ],
)
def test_another_verdict_than_unclear_is_named(verdict, other, words):
    assert sentence(verdict, other, lambda t, w, c, i: i == "q2").endswith(f"; {words}")


def test_where_only_a_minority_agrees_the_other_verdict_is_still_named():
    found = sentence("no_clear_change", "improved", lambda t, w, c, i: t != "means")
    assert found == "no clear change in 16 of 48; improved except by t test"


def test_each_other_verdict_has_a_clause():
    words = {"q1": "no_clear_change", "q2": "declined", "q3": "not_testable"}
    found = agreement(variants(lambda t, w, c, i: words.get(i, "improved")), "improved")
    assert found.sentence == (
        "improved in 12 of 36; declined without item q2; not without item q1; "
        "not testable without item q3"
    )


def test_what_cannot_be_tested_does_not_count():
    found = agreement(
        variants(lambda t, w, c, i: "not_testable" if i == "q1" else "declined"), "declined"
    )
    assert (found.n_variants, found.n_same) == (36, 36)
    assert found.sentence == "declined in all 36; not testable without item q1"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 2), min_size=len(ALL), max_size=len(ALL)), st.integers(0, 10**6))
def test_the_order_of_the_variants_plays_no_part(drawn, seed):
    words = ("improved", "no_clear_change", "not_testable")
    verdict_of = dict(zip(ALL, (words[k] for k in drawn), strict=True))
    made = variants(lambda *setting: verdict_of[setting])
    shuffled = random.Random(seed).sample(made, len(made))
    assert agreement(made, "improved") == agreement(shuffled, "improved")


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(ALL), min_size=1, max_size=6))
def test_a_listed_cause_holds_for_dissenters_alone(dissenting):
    """Read the sentence back: a variant dissents if one of the listed causes holds for it."""
    words = sentence("improved", "no_clear_change", lambda *setting: setting in dissenting)
    clause = words.split("; ")[1]
    if not clause.startswith("not ") or clause.startswith("not in "):
        return
    causes = clause.removeprefix("not ").split(", ")
    for setting in ALL:
        assert (setting in dissenting) == any(holds(cause, setting) for cause in causes)


def holds(cause, setting):
    test, weights, completeness, item = setting
    said = {
        "by t test": test == "means",
        "by rank test": test == "ranks",
        "by permutation test": test == "permutation",
        "unweighted": weights == "unweighted",
        "with prorated scores": completeness == "prorated",
        "with complete cases": completeness == "complete",
        "with all items": item is None,
    }
    true = all(value for words, value in said.items() if words in cause)
    if "weighted" in cause.split():
        true = true and weights == "weighted"
    if "without item" in cause:
        names = cause.split("without item ")[1].split(" by ")[0].split(" or ")
        true = true and item in names
    return true
