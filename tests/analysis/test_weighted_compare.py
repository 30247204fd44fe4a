"""What must hold of every weighted comparison, whatever the survey; and where there is no test."""

import dataclasses
import json
import math
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpsstats.documents.comparison import comparison_document
from lpsstats.survey.model import Boxes
from support.random_surveys import crowd, differences, members, rows_of, same

# A scale of three items, a share, categories, two boxes; three sites and waves as the others have.
EVERY_KIND = """\
format: 1
survey: {{title: Made up, design: {design}, weight: none, id: person}}
waves:
  column: wave
  baseline: T1
  endline: T3
  values: {{T1: {{code: 1}}, T2: {{code: 2}}, T3: {{code: 3}}}}
sites: {{column: site, values: {{a: {{code: 1}}, b: {{code: 2}}, c: {{code: 3}}}}}}
defaults: {{agree7: {{type: likert, range: [1, 7]}}}}
variables:
  q1: {{use: agree7}}
  q2: {{use: agree7}}
  q3: {{use: agree7}}
  q4: {{type: categorical, labels: {{0: No, 1: Yes}}, better: high, success: [1]}}
  q5: {{type: categorical, labels: {{0: A, 1: B, 2: C}}}}
  news: {{type: multiple, columns: [b1, b2], counted: 1}}
scales: {{trio: {{items: [q1, q2, q3], reverse: [q3], better: low}}}}
"""
MEASURES = ["all"]
# What weights that are all alike change nothing of: means, shares, how many, how often higher.
ALIKE = (
    "n_from", "n_to", "mean_from", "mean_to", "sd_from", "sd_to", "estimate", "pct_from", "pct_to",
    "pct_change", "n_sites", "n_pairs",
)  # fmt: skip
NUMBERS_OF_A_TEST = (
    "p_value", "p_adjusted", "statistic", "df", "df_error", "detectable", "effect", "effect_low",
    "effect_high", "p_superior_low", "p_superior_high",
)  # fmt: skip
OF_MEANS = ("effect", "effect_low", "effect_high")
seeds = st.integers(0, 10**6)
checked = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def dictionaries(declared):
    return {
        design: declared(EVERY_KIND.format(design=design))
        for design in ("repeated_cross_section", "panel")
    }


@pytest.fixture(scope="module")
def made(dictionaries, surveyed):
    """Put rows into a survey, with weights and clusters; two answers tick the boxes.

    Of the seven answers the share keeps two and the categories three.
    """

    def build(rows, weight=None, cluster=None, design="repeated_cross_section"):
        survey = surveyed(dictionaries[design], rows)
        folded = {"q4": survey.responses["q4"] // 4, "q5": survey.responses["q5"] % 3}
        ticked = [survey.responses[key] for key in ("q1", "q5")]
        boxes = np.stack([np.where(np.isnan(x), np.nan, x > 3) for x in ticked], axis=1)
        boxes[np.isnan(boxes).any(axis=1)] = np.nan
        return dataclasses.replace(
            survey,
            responses={**survey.responses, **folded},
            weight=None if weight is None else np.array(weight, dtype=float),
            cluster=None if cluster is None else np.array(cluster, dtype=np.int64),
            boxes={"news": Boxes(categories=(("b1", "B1"), ("b2", "B2")), ticked=boxes)},
        )

    return build


@pytest.fixture(scope="module")
def compared(made):
    """Give the rows of a comparison of a survey made up on the spot."""

    def ask(rows, weight=None, cluster=None, design="repeated_cross_section", **options):
        document = comparison_document(
            made(rows, weight, cluster, design), measures=MEASURES, **options
        )
        return [dict(record) for record in document.tables[0].records]

    return ask


def drawn(rows, seed, *, some=(None, 0.0)):
    """Draw a weight for each row; a few have none, or nought."""
    random = Random(seed)
    return [
        random.choice(some) if some and random.random() < 0.15 else math.exp(random.gauss(0, 0.7))
        for _ in rows
    ]


def streets(rows, seed):
    random = Random(seed + 1)
    return [random.choice([-1, 0, 1, 2, 3, 4]) for _ in rows]


@checked
@given(rows=crowd, constant=st.sampled_from([1.0, 0.3, 250.0]))
def test_weights_that_are_all_alike_leave_estimates_and_standard_errors_as_they_are(
    compared, rows, constant
):
    """Of means; a share's test is another where weights count, and its interval nearly the same."""
    for row, plain in zip(compared(rows, [constant] * len(rows)), compared(rows), strict=True):
        assert differences(row, plain, ALIKE) == []
        # All sites together are stratified by site where there is a design; Welch's test is not.
        if row["status"] == plain["status"] == "ok" and row["site"]:
            assert differences(row, plain, ["std_error", "p_superior"]) == []


@checked
@given(rows=crowd, seed=seeds, clustered=st.booleans())
def test_only_the_ratios_of_weights_count(compared, rows, seed, clustered):
    weight, cluster = drawn(rows, seed), streets(rows, seed) if clustered else None
    tenfold = [10 * w if w else w for w in weight]
    for row, other in zip(
        compared(rows, weight, cluster), compared(rows, tenfold, cluster), strict=True
    ):
        assert differences(row, other, row.keys() - {"other_waves"}) == []


@checked
@given(rows=crowd, seed=seeds, clustered=st.booleans())
def test_the_order_of_respondents_does_not_count(compared, rows, seed, clustered):
    weight, cluster = drawn(rows, seed), streets(rows, seed) if clustered else None
    order = Random(seed).sample(range(len(rows)), len(rows))
    shuffled = compared(
        [rows[i] for i in order],
        [weight[i] for i in order],
        None if cluster is None else [cluster[i] for i in order],
    )
    for row, other in zip(compared(rows, weight, cluster), shuffled, strict=True):
        assert differences(row, other, row.keys() - {"other_waves"}) == []


@checked
@given(rows=crowd, seed=seeds)
def test_who_has_no_weight_or_one_of_nought_is_left_out_and_counted(made, compared, rows, seed):
    weight = drawn(rows, seed)
    heavy = [i for i, w in enumerate(weight) if w]
    without = compared([rows[i] for i in heavy], [weight[i] for i in heavy])
    own = {"estimate_unweighted", "verdict_unweighted", "other_waves"}
    for row, other in zip(compared(rows, weight), without, strict=True):
        assert differences(row, other, row.keys() - own) == []
    light = sum(1 for i, row in enumerate(rows) if row[0] in {0, 2} and not weight[i])
    notes = comparison_document(made(rows, weight), measures=MEASURES).tables[0].notes
    said = [note for note in notes if "without a weight are left out" in note]
    assert len(said) == (1 if light else 0)
    assert not light or f"; {light} respondents without a weight are left out" in said[0]


@checked
@given(rows=crowd, seed=seeds, clustered=st.booleans())
def test_beside_it_stands_what_the_same_tests_say_of_equal_weights(compared, rows, seed, clustered):
    """So what differs is due to the weights, not to another test; streets remain streets."""
    cluster = streets(rows, seed) if clustered else None
    weighted = compared(rows, drawn(rows, seed), cluster)
    plain = compared(rows, np.ones(len(rows)), cluster)
    for row, other in zip(weighted, plain, strict=True):
        assert same(row["estimate_unweighted"], other["estimate"])
        assert row["verdict_unweighted"] == other["verdict"] == other["verdict_unweighted"]


@checked
@given(rows=crowd, seed=seeds)
def test_a_weight_of_three_moves_an_estimate_as_three_such_respondents_would(compared, rows, seed):
    random = Random(seed)
    weight = [random.randint(1, 3) for _ in rows]
    many = [row for row, times in zip(rows, weight, strict=True) for _ in range(times)]
    for row, other in zip(compared(rows, weight), compared(many), strict=True):
        keys = ("estimate", "mean_from", "mean_to", "pct_from", "pct_to", "p_superior")
        assert differences(row, other, keys) == []
        assert row["n_from"] <= other["n_from"]


@checked
@given(rows=crowd)
def test_streets_of_one_respondent_each_are_none(compared, rows):
    alone = compared(rows, None, [-1] * len(rows))
    numbered = compared(rows, None, list(range(len(rows))))
    for row, other, plain in zip(alone, numbered, compared(rows), strict=True):
        assert differences(row, other, row.keys() - {"other_waves"}) == []
        # All sites together are stratified by site where there is a design; Welch's test is not.
        if row["status"] == plain["status"] == "ok" and row["site"]:
            assert differences(row, plain, ["std_error", "p_superior"]) == []


def numbers_in(value):
    """Walk everything in a record, down to single values."""
    if isinstance(value, dict):
        return [x for v in value.values() for x in numbers_in(v)]
    if isinstance(value, list | tuple):
        return [x for v in value for x in numbers_in(v)]
    return [value]


def check_sound(rows):
    """Every number is finite; a row has a p, or a reason and none of a test's numbers."""
    for row in rows:
        assert all(math.isfinite(x) for x in numbers_in(row) if isinstance(x, float)), row
        json.dumps(row, allow_nan=False)
        assert (row["status"] == "not_testable") == (row["reason"] is not None)
        assert (row["p_value"] is None) == (row["reason"] is not None), row
        if row["reason"]:
            # Ordered answers of waves that do not overlap have a mean difference with its size and
            # interval all the same: what cannot be had is the test of their order.
            kept = OF_MEANS if row["type"] == "likert" else ()
            assert {row[key] for key in NUMBERS_OF_A_TEST if key not in kept} == {None}, row
            assert row["verdict"] in {"not_testable", None}


EXTREMES = (None, 0.0, 1e300, 1e-300, 1.0)


@checked
@given(rows=crowd, seed=seeds, weighted=st.booleans(), clustered=st.booleans())
def test_every_row_has_a_p_or_a_reason(compared, rows, seed, weighted, clustered):
    weight = drawn(rows, seed, some=EXTREMES) if weighted else None
    check_sound(compared(rows, weight, streets(rows, seed) if clustered else None))


@checked
@given(
    people=members,
    seed=seeds,
    clustered=st.booleans(),
    linked=st.sampled_from([None, "pairs", "overlapping", "independent"]),
)
def test_every_row_of_a_weighted_panel_has_a_p_or_a_reason(
    compared, people, seed, clustered, linked
):
    rows = rows_of(people)
    weight = drawn(rows, seed, some=EXTREMES)
    cluster = streets(rows, seed) if clustered else None
    check_sound(compared(rows, weight, cluster, "panel", linked=linked))


def crowded(sizes=((8, 9), (7, 8), (9, 6))):
    """Make respondents of three sites in the first and last wave; all answer."""
    random = Random(4)
    return [
        (wave, site, -1, [random.randint(1, 7) for _ in range(5)])
        for site, of_site in enumerate(sizes)
        for wave, n in zip((0, 2), of_site, strict=True)
        for _ in range(n)
    ]


def weighing(rows, **lightened):
    """Give a weight of 1.5 to all but those of a site and wave; of them the first few keep it."""
    left = dict(lightened)
    weight = []
    for row in rows:
        cell = "abc"[row[1]] + str(row[0])
        left[cell] = left.get(cell, len(rows)) - 1
        weight.append(1.5 if left[cell] >= 0 else 0.0)
    return weight


@pytest.mark.parametrize("measure", ["trio", "q1", "q4", "q5", "news"])
def test_a_site_whose_weights_are_all_nought_in_a_wave_has_only_the_other(compared, measure):
    rows = crowded()
    found = compared(rows, weighing(rows, b2=0))
    check_sound(found)
    here = {row["site"]: row for row in found if row["measure"] == measure and not row["category"]}
    assert (here["b"]["reason"], here["b"]["n_from"], here["b"]["n_to"]) == ("wave_missing", 7, 0)
    assert here["b"]["estimate"] is None
    assert here["b"]["verdict_unweighted"] != "not_testable"
    assert (here[None]["n_sites"], here[None]["n_from"], here[None]["n_to"]) == (2, 17, 15)


@pytest.mark.parametrize("measure", ["trio", "q1", "q4", "q5"])
def test_a_single_respondent_with_a_weight_has_an_estimate_and_no_test(compared, measure):
    rows = crowded()
    found = compared(rows, weighing(rows, b2=1))
    check_sound(found)
    here = {row["site"]: row for row in found if row["measure"] == measure and not row["category"]}
    assert (here["b"]["reason"], here["b"]["n_to"]) == ("n_lt_2", 1)
    assert (here["b"]["estimate"] is None) == (measure == "q5")
    # Its stratum has one unit in the row of all sites, too.
    assert here[None]["reason"] == "n_lt_2"


@pytest.mark.parametrize("weighted", [False, True])
def test_one_street_per_wave_of_a_site_allows_no_test(compared, weighted):
    rows = crowded()
    cluster = [10 * row[1] + row[0] for row in rows]
    found = compared(rows, [2.0] * len(rows) if weighted else None, cluster)
    check_sound(found)
    assert {row["reason"] for row in found} == {"n_lt_2"}
    assert all(row["estimate"] is not None for row in found if row["measure"] == "trio")


def test_weights_of_all_sizes_at_once_make_no_number_that_is_none(compared):
    rows = crowded()
    for pattern in ([1e300, 1e-300], [1e-300] * 5 + [1e300], [1e308, 1e308, 5e-324]):
        weight = [pattern[i % len(pattern)] for i in range(len(rows))]
        check_sound(compared(rows, weight))
    by_site = [(1e300, 1e-300, 1.0)[row[1]] for row in rows]
    alike = compared(rows, [1.0] * len(rows))
    found = compared(rows, by_site)
    check_sound(found)
    for row, other in zip(found, alike, strict=True):
        if row["site"]:  # within sites the weights are all alike
            assert differences(row, other, [*ALIKE, "std_error", "statistic", "p_superior"]) == []


def test_a_panel_with_a_single_weighted_pair_in_a_site_has_a_reason(compared):
    """A stratum of one unit: its variance is unknown, and so is that of all sites together."""
    random = Random(7)
    rows = [
        (wave, site, person, [random.randint(1, 7) for _ in range(5)])
        for site, people in enumerate([range(10), range(10, 11), range(20, 28)])
        for person in people
        for wave in (0, 2)
    ]
    found = compared(rows, [1.0 + i % 3 for i in range(len(rows))], None, "panel", linked="pairs")
    check_sound(found)
    scores = {row["site"]: row for row in found if row["measure"] == "trio"}
    assert [scores[site]["reason"] for site in ("a", "b", "c", None)] == [
        None, "n_lt_2", None, "n_lt_2",
    ]  # fmt: skip


def test_linked_people_who_all_moved_alike_leave_nothing_to_test(compared):
    """Scores of thirds are rounded: 2 1/3 less 2 is not 5 1/3 less 5, and that is no variation."""
    steps = [(4, 4, 2, 5), (5, 5, 3, 6), (2, 2, 7, 3), (3, 4, 1, 4), (5, 5, 5, 6), (1, 2, 6, 2)]
    rows = [
        (wave, site, 10 * site + person, [a if wave == 0 else later, b, c, 1 + person, 2])
        for site in range(3)
        for person, (a, b, c, later) in enumerate(steps)
        for wave in (0, 2)
    ]
    weight = [1.0 + (i // 2) % 4 for i in range(len(rows))]
    found = compared(rows, weight, None, "panel", linked="pairs")
    check_sound(found)
    scores = [row for row in found if row["measure"] == "trio"]
    assert {row["reason"] for row in scores} == {"no_variance_both"}
    assert [row["estimate"] for row in scores] == pytest.approx([1 / 3] * 4)


def test_a_pair_that_has_all_the_weight_leaves_nothing_to_test(compared):
    random = Random(3)
    rows = [
        (wave, 0, person, [random.randint(1, 7) for _ in range(5)])
        for person in range(12)
        for wave in (0, 2)
    ]
    weight = [1.0 if row[2] == 5 else 1e-300 for row in rows]
    found = compared(rows, weight, None, "panel", linked="pairs")
    check_sound(found)
    here = [row for row in found if row["measure"] == "trio" and row["site"] == "a"]
    assert [row["reason"] for row in here] == ["no_variance_both"]


def test_a_box_that_one_wave_did_not_offer_counts_for_nothing_in_the_whole(made):
    rows = crowded()
    survey = made(rows, [1.0 + i % 3 for i in range(len(rows))])
    ticked = survey.boxes["news"].ticked.copy()
    ticked[survey.wave == 2, 1] = np.nan
    boxes = {"news": dataclasses.replace(survey.boxes["news"], ticked=ticked)}
    document = comparison_document(dataclasses.replace(survey, boxes=boxes), measures=["news"])
    found = {(r["site"], r["category"]): r for r in document.tables[0].records}
    for site in ("a", "b", "c", None):
        assert found[site, "b2"]["reason"] == "wave_missing"
        assert found[site, None]["p_value"] == found[site, "b1"]["p_value"] > 0
        assert found[site, None]["method"].startswith("smallest of 1 ")
