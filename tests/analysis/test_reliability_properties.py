"""What must hold of reliability in every group, on many small random surveys."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ITEMS = {"trio": (0, 1, 2), "pair": (3, 4)}
checked = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def crowds(draw):
    """Draw people whose five answers go together, more or less."""
    n, missing = draw(st.sampled_from([0, 3, 20, 60, 150])), draw(st.sampled_from([0.0, 0.2]))
    spread, random = draw(st.integers(0, 4)), Random(draw(st.integers(0, 10**6)))

    def answers():
        level = random.randint(2, 6)
        given = [min(7, max(1, level + random.randint(-spread, spread))) for _ in range(5)]
        given[2] = 8 - given[2]
        return [None if random.random() < missing else answer for answer in given]

    return [(random.randrange(3), random.randrange(3), -1, answers()) for _ in range(n)]


def members(rows, found):
    """Pick the people of a group, items turned round, as an array."""
    wave = ["T1", "T2", "T3"].index(found["wave"]) if found["wave"] else None
    site = "abc".index(found["site"]) if found["site"] else None
    here = [r[3] for r in rows if wave in (None, r[0]) and site in (None, r[1])]
    answers = np.array(here, dtype=float).reshape(-1, 5)
    answers[:, 2] = 8 - answers[:, 2]
    return answers[:, ITEMS[found["scale"]]]


@pytest.mark.parametrize("by", [None, "wave", "site", "wave,site", "site, wave"])
@checked
@given(rows=crowds())
def test_every_alpha_is_that_of_the_plain_formula_on_its_group(
    cross_section, surveyed, reliabilities, by, rows
):
    found = reliabilities(surveyed(cross_section, rows), by=by)
    groups = 3 ** (("wave" in by) + ("site" in by)) if by else 0
    assert len(found) == 2 * (1 + groups)
    for row in found:
        answers = members(rows, row)
        complete = answers[~np.isnan(answers).any(axis=1)]
        assert row["n"] == len(complete)
        check_items(row, answers)
        if len(complete) < 2:
            assert row["alpha"] is None
            assert row["reason"] == ("n_lt_2" if len(complete) else "wave_missing")
            continue
        complete = complete[:, complete.std(axis=0) > 0]
        k = complete.shape[1]
        assert row["n_items"] == k
        total = complete.sum(axis=1).var(ddof=1)
        if k < 2 or total < 1e-9:
            assert row["alpha"] is None
            assert row["reason"] in {"single_item", "all_tied"}
            continue
        alpha = k / (k - 1) * (1 - complete.var(axis=0, ddof=1).sum() / total)
        assert row["alpha"] == pytest.approx(alpha, rel=1e-9, abs=1e-9)
        if row["scale"] == "pair" and k == 2:
            r = np.corrcoef(complete.T)[0, 1]
            if r < -1 + 1e-12:  # the two cancel
                assert row["spearman_brown"] is None
                continue
            assert row["spearman_brown"] == pytest.approx(2 * r / (1 + r), rel=1e-9, abs=1e-9)


def check_items(row, answers):
    for j, item in enumerate(row["items"]):
        given = answers[~np.isnan(answers[:, j]), j]
        assert (item["n"], item["missing"]) == (len(given), len(answers) - len(given))
        assert item["reversed"] == (item["item"] == "q3")
        if len(given):
            shares = [np.mean(given == 1), np.mean(given == 7)]
            assert [item["floor"], item["ceiling"]] == pytest.approx(shares)
            assert item["mean"] == pytest.approx(given.mean())


def alike(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
    return one == other


KEPT = ("n", "n_items", "alpha", "alpha_low", "alpha_high", "inter_item_r", "reason", "check")


@checked
@given(rows=crowds(), seed=st.integers(0, 10**6))
def test_the_order_of_respondents_does_not_matter(
    cross_section, surveyed, reliabilities, rows, seed
):
    shuffled = Random(seed).sample(rows, len(rows))
    before, after = (reliabilities(surveyed(cross_section, r)) for r in (rows, shuffled))
    for one, other in zip(before, after, strict=True):
        assert [key for key in KEPT if not alike(one[key], other[key])] == []


@checked
@given(rows=crowds())
def test_turning_every_item_round_keeps_reliability(cross_section, surveyed, reliabilities, rows):
    turned = [(*r[:3], [None if a is None else 8 - a for a in r[3]]) for r in rows]
    before, after = (reliabilities(surveyed(cross_section, r)) for r in (rows, turned))
    for one, other in zip(before, after, strict=True):
        assert [key for key in KEPT if not alike(one[key], other[key])] == []


@checked
@given(rows=crowds())
def test_the_weakest_item_is_the_one_that_goes_least_with_the_rest(
    cross_section, surveyed, reliabilities, rows
):
    for row in reliabilities(surveyed(cross_section, rows), by="wave"):
        known = {i["item"]: i["item_rest"] for i in row["items"] if i["item_rest"] is not None}
        if len(known) < 3:  # of two items, neither goes less with the other
            assert (row["worst_item"], row["worst_item_rest"]) == (None, None)
        else:
            assert row["worst_item_rest"] == min(known.values())
            assert known[row["worst_item"]] == min(known.values())


def test_the_seed_decides_the_bootstrap_and_nothing_else(cross_section, surveyed, reliabilities):
    random = Random(1)
    rows = [(0, 0, -1, [random.randint(1, 4) for _ in range(5)]) for _ in range(40)]
    survey = surveyed(cross_section, rows)
    one, same, other = (
        reliabilities(survey, measures=["trio"], interval="bootstrap", seed=seed)[0]
        for seed in (1, 1, 2)
    )
    assert one == same
    assert one["alpha"] == other["alpha"]
    assert one["alpha_low"] != other["alpha_low"]
