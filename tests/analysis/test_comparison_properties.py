"""What must hold of every comparison, whatever the answers: on many small random surveys."""

import dataclasses
import statistics
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.random_surveys import (
    checked,
    crowd,
    differences,
    members,
    naive_scores,
    rows_of,
    same,
    with_both,
)


def swapped(rows):
    return [(2 - wave, *rest) for wave, *rest in rows]


def check_swap(before, after):
    for one, other in zip(before, after, strict=True):
        assert (
            differences(one, other, ("std_error", "df", "p_value", "p_adjusted", "n_pairs")) == []
        )
        for key in ("estimate", "statistic", "effect"):
            assert same(one[key], None if other[key] is None else -other[key]), key
        for low, high in (("conf_low", "conf_high"), ("effect_low", "effect_high")):
            assert same(one[low], None if other[high] is None else -other[high])
        turn = {"improved": "declined", "declined": "improved"}
        assert one["verdict"] == turn.get(other["verdict"], other["verdict"])


@checked
@given(rows=crowd)
def test_swapping_the_waves_negates_estimate_statistic_and_effect_and_keeps_p(
    cross_section, surveyed, changes, rows
):
    for effect in ("average", "pooled"):
        check_swap(
            changes(surveyed(cross_section, rows), effect=effect),
            changes(surveyed(cross_section, swapped(rows)), effect=effect),
        )


@checked
@given(people=members)
def test_swapping_the_waves_of_a_panel_does_the_same(panel, surveyed, changes, people):
    rows = rows_of(people)
    check_swap(changes(surveyed(panel, rows)), changes(surveyed(panel, swapped(rows))))


def turned(rows):
    return [(*row[:3], [None if a is None else 8 - a for a in row[3]]) for row in rows]


def check_flip(before, after):
    for one, other in zip(before, after, strict=True):
        assert one["verdict"] == other["verdict"]
        assert differences(one, other, ("n_from", "n_to", "p_value", "p_adjusted", "df")) == []
        for key in ("estimate", "statistic", "effect"):
            assert same(one[key], None if other[key] is None else -other[key])


@checked
@given(rows=crowd)
def test_turning_the_coding_of_a_scale_and_its_good_end_keeps_the_verdict(
    cross_section, changed, surveyed, changes, rows
):
    other = changed(cross_section, trio={"better": "high"}, pair={"better": "low"})
    check_flip(changes(surveyed(cross_section, rows)), changes(surveyed(other, turned(rows))))


@checked
@given(rows=crowd)
def test_reversing_every_item_in_the_dictionary_is_turning_the_coding(
    cross_section, changed, surveyed, changes, rows
):
    other = changed(
        cross_section,
        trio={"reverse": frozenset({"q1", "q2"})},
        pair={"reverse": frozenset({"q4", "q5"})},
    )
    directly = changes(surveyed(cross_section, turned(rows)))
    for one, two in zip(directly, changes(surveyed(other, rows)), strict=True):
        assert differences(one, two, one) == []


@checked
@given(rows=crowd, seed=st.integers(0, 10**6))
def test_the_order_of_respondents_does_not_matter(cross_section, surveyed, changes, rows, seed):
    shuffled = Random(seed).sample(rows, len(rows))
    before, after = (changes(surveyed(cross_section, r)) for r in (rows, shuffled))
    for one, other in zip(before, after, strict=True):
        assert differences(one, other, one.keys() - {"other_waves"}) == []


@checked
@given(people=members, seed=st.integers(0, 10**6))
def test_the_order_of_rows_and_the_numbers_of_people_do_not_matter_in_a_panel(
    panel, surveyed, changes, people, seed
):
    rows = rows_of(people)
    random = Random(seed)
    names = random.sample(range(1000), len(people))
    renamed = [(wave, site, names[person], given) for wave, site, person, given in rows]
    before = changes(surveyed(panel, rows))
    after = changes(surveyed(panel, random.sample(renamed, len(renamed))))
    for one, other in zip(before, after, strict=True):
        assert differences(one, other, one.keys() - {"other_waves"}) == []


@checked
@given(rows=crowd)
def test_renaming_sites_changes_nothing_but_their_names(cross_section, surveyed, changes, rows):
    sites = tuple(
        dataclasses.replace(site, key=f"{site.key}_new", label="Somewhere")
        for site in cross_section.sites
    )
    renamed = dataclasses.replace(cross_section, sites=sites)
    before, after = (changes(surveyed(d, rows)) for d in (cross_section, renamed))
    for one, other in zip(before, after, strict=True):
        assert {k for k in one if one[k] != other[k]} <= {"site", "site_label"}
        assert other["site"] == (f"{one['site']}_new" if one["site"] else None)


@checked
@given(rows=crowd)
def test_showing_part_of_a_comparison_changes_no_number_in_it(
    cross_section, surveyed, changes, rows
):
    survey = surveyed(cross_section, rows)
    everything = changes(survey)
    assert changes(survey, sites=["b"]) == [r for r in everything if r["site"] == "b"]
    assert changes(survey, measures=["pair"]) == [r for r in everything if r["measure"] == "pair"]
    both = changes(survey, sites=["c", "a"], measures=["trio"])
    assert both == [r for r in everything if r["measure"] == "trio" and r["site"] in ("a", "c")]


@checked
@given(rows=crowd)
def test_sites_without_one_of_the_waves_are_not_in_the_pooled_row(
    cross_section, surveyed, changes, rows
):
    found = changes(surveyed(cross_section, rows))
    for pooled in (row for row in found if row["n_sites"] is not None):
        here = [r for r in found if r["measure"] == pooled["measure"] and r["site"]]
        both = [r for r in here if r["n_from"] and r["n_to"]]
        assert pooled["n_sites"] == len(both)
        for key in ("n_from", "n_to", "n_prorated", "n_dropped"):
            assert pooled[key] == sum(r[key] for r in both)


@checked
@given(people=members)
def test_people_of_a_panel_who_moved_or_dropped_out_are_counted(panel, surveyed, people):
    from lpsstats.documents.comparison import comparison_document

    rows = rows_of(people)
    where = {(wave, person): site for wave, site, person, _ in rows}
    stayed = {
        person for wave, person in where if wave == 0 and where.get((2, person)) == where[0, person]
    }
    notes = comparison_document(surveyed(panel, rows)).notes
    for wave, key in ((0, "T1"), (2, "T3")):
        lost = sum(1 for w, person in where if w == wave and person not in stayed)
        said = [note for note in notes if note.startswith(f"{key}: ") and "not linked" in note]
        assert [note.split()[1] for note in said] == ([str(lost)] if lost else [])


@checked
@given(rows=crowd)
def test_other_waves_are_shown_and_change_nothing(cross_section, surveyed, changes, rows):
    without = [row for row in rows if row[0] != 1]
    before, after = (changes(surveyed(cross_section, r)) for r in (rows, without))
    for one, other in zip(before, after, strict=True):
        assert differences(one, other, one.keys() - {"other_waves"}) == []
        (middle,) = one["other_waves"]
        sites = ["abc".index(one["site"])] if one["site"] else with_both(rows, one["measure"])
        scores = [s for _, _, s in naive_scores(rows, one["measure"], 1, sites)]
        assert (middle["wave"], middle["n"]) == ("T2", len(scores))
        if scores:
            assert middle["mean"] == pytest.approx(statistics.fmean(scores), rel=1e-12)
