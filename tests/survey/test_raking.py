"""Weights are made from the dictionary's targets, or it is said why they are not."""

import numpy as np
import pytest

from lpsstats.errors import DataError
from lpsstats.survey.assembling import Portion, examine

HALVES = "{targets: {sex: {1: 49, 2: 51}}}"
SEX = "  q1: {type: likert,"
DECLARED = (
    "  sex: {type: categorical, labels: {1: Man, 2: Woman, 3: Other}}\n"
    "  job: {type: categorical, labels: {a: Works, b: Not}}\n"
)


def people(**changed):
    """Give in each site and wave four people, three of one sex and one of the other."""
    columns = {
        "wave": [1, 1, 1, 1, 2, 2, 2, 2] * 2,
        "site": [1] * 8 + [2] * 8,
        "sex": [1, 1, 1, 2, 1, 2, 2, 2] * 2,
        "job": ["a", "b", "a", "b"] * 4,
        "q1": [1, 2, 3, 4] * 4,
        "q2": [5, 4, 3, 2] * 4,
    }
    return {**columns, **changed}


@pytest.fixture
def weighted(dictionary):
    def read(weight=HALVES, *more):
        title = f"{{title: Made by hand, weight: {weight}}}"
        return dictionary("{title: Made by hand}", title, SEX, DECLARED + SEX, *more)

    return read


@pytest.fixture
def weights(weighted, survey, export):
    def of(weight=HALVES, **changed):
        return survey(weighted(weight), export(people(**changed))).weight

    return of


def test_every_site_of_a_wave_comes_to_the_targets_with_a_mean_weight_of_one(
    weighted, survey, export
):
    found = survey(weighted(), export(people()))
    for cell in range(4):
        here = found.cell == cell
        assert found.weight[here].sum() == pytest.approx(4)
        assert found.weight[here & (found.responses["sex"] == 1)].sum() == pytest.approx(4 * 0.49)
    assert found.weight[:4] == pytest.approx([1.96 / 3] * 3 + [2.04])
    assert found.notes == ()


def test_a_site_has_its_own_targets(weights):
    own = "{targets: {sex: {1: 49, 2: 51}}, sites: {south: {sex: {1: 1, 2: 3}}}}"
    found = weights(own)
    assert found[:4] == pytest.approx([1.96 / 3] * 3 + [2.04])
    assert found[8:12] == pytest.approx([1 / 3] * 3 + [3])


def test_a_site_may_be_weighted_by_another_variable(weights):
    found = weights("{sites: {north: {sex: {1: 1, 2: 1}}, south: {job: {a: 3, b: 1}}}}")
    assert found[:4] == pytest.approx([2 / 3] * 3 + [2])
    assert found[8:12] == pytest.approx([1.5, 0.5, 1.5, 0.5])


def test_the_targets_of_a_site_stand_beside_those_of_all_sites(weights):
    both = "{targets: {sex: {1: 1, 2: 1}}, sites: {south: {job: {a: 1, b: 3}}}}"
    found = weights(both, sex=[1, 1, 2, 2] * 4)
    assert found[:4] == pytest.approx([1] * 4)
    assert found[8:12] == pytest.approx([0.5, 1.5, 0.5, 1.5])


@pytest.mark.parametrize(
    ("within", "groups"),
    [("[wave]", [0, 1]), ("[site]", [0, 0]), ("[site, wave]", [0, 1]), ("[]", [0, 0])],
)
def test_those_alike_in_what_within_names_are_weighted_together(weights, within, groups):
    found = weights(f"{{targets: {{sex: {{1: 3, 2: 1}}}}, within: {within}}}")
    # Three of four men in wave 1, one of four in wave 2; both together are half men.
    expected = [1.0, 3.0] if groups == [0, 1] else [1.5, 1.5]
    assert found[[0, 4]] == pytest.approx(expected)


def test_all_sites_together_keep_their_shares_of_the_wave(weighted, survey, export):
    sex = [1, 1, 1, 2, 1, 2, 2, 2, 1, 2, 2, 2, 1, 1, 2, 2]
    declared = weighted("{targets: {sex: {1: 1, 2: 1}}, within: [wave]}")
    found = survey(declared, export(people(sex=sex)))
    first = found.wave == 0
    assert found.weight[first & (found.responses["sex"] == 1)].sum() == pytest.approx(4)
    assert found.weight[first].mean() == pytest.approx(1)


def test_raking_starts_from_design_weights(weights):
    start = [1, 1, 2, 1, None, 1, 0, 1] * 2
    found = weights("{targets: {sex: {1: 1, 2: 1}}, start: wt}", wt=start, sex=[1, 1, 1, 2] * 4)
    assert found[:4] == pytest.approx([0.5, 0.5, 1, 2])
    assert found[4:8] == pytest.approx([np.nan, 1, 0, 1], nan_ok=True)


def test_weights_are_the_same_whichever_column_says_the_answer_in_text(weights):
    found = weights("{targets: {job: {a: 30, b: 70}}}")
    assert found[:4] == pytest.approx([0.6, 1.4, 0.6, 1.4])


def test_respondents_without_an_answer_have_no_weight_and_are_counted(weighted, survey, export):
    found = survey(weighted(), export(people(sex=[1, 2, 9, 2] + [1, 2, None, 1] + [1, 2] * 4)))
    assert np.flatnonzero(np.isnan(found.weight)).tolist() == [2, 6]
    assert np.nanmean(found.weight[:4]) == pytest.approx(1)
    assert found.notes == (
        "2 of 16 respondents have no weight, for want of an answer to what weights are raked to: "
        "sex (2); weighted results leave them out.",
    )


def test_what_a_bound_takes_from_some_goes_to_others_with_the_same_answers(weights):
    sex, job = [1, 1, 1, 1, 1, 1, 2, 2] * 2, ["a", "b"] * 8
    written = "{targets: {sex: {1: 40, 2: 60}, job: {a: 70, b: 30}}, within: []"
    free = weights(f"{written}}}", sex=sex, job=job)
    assert free[[0, 1, 6, 7]] == pytest.approx([2.24 / 3, 0.32, 3.36, 1.44])
    bounded = weights(f"{written}, bounds: [0.1, 3]}}", sex=sex, job=job)
    assert bounded[[0, 1, 6, 7]] == pytest.approx([2.6 / 3, 0.2, 3, 1.8])


WRONG = {
    "a target that nobody answers": (HALVES, {"sex": [1, 1, 1, 2, 1, 1, 1, 1] * 2}),
    "a target that nobody answers, with other targets in a site": (
        "{targets: {sex: {1: 1, 2: 1}}, sites: {south: {sex: {1: 1, 3: 1}}}}",
        {"sex": [1, 2] * 4 + [1] * 8},
    ),
    "a target that nobody answers, all sites together": (
        "{targets: {sex: {1: 1, 2: 1}, job: {a: 1, b: 1}}, within: [wave]}",
        {"sex": [1] * 16, "job": ["a"] * 16},
    ),
    "a target that nobody with a weight answers": (
        "{targets: {sex: {1: 1, 2: 1}}, start: wt}",
        {"wt": [1, 1, 1, 0] + [1] * 12},
    ),
    "nobody answered at all": (HALVES, {"sex": [1, 2] * 4 + [None] * 8}),
    "an answer without a target": (HALVES, {"sex": [1, 2, 3, 2] * 4}),
    "targets that contradict each other": (
        "{targets: {sex: {1: 1, 2: 1}, job: {a: 3, b: 1}}}",
        {"sex": [1, 2, 1, 2] * 4},
    ),
    "bounds that are too narrow": (
        "{targets: {sex: {1: 1, 2: 1}}, bounds: [0.8, 1.2]}",
        {},
    ),
    "no column of weights to start from": ("{targets: {sex: {1: 1, 2: 1}}, start: wt}", {}),
    "an impossible weight to start from": (
        "{targets: {sex: {1: 1, 2: 1}}, start: wt}",
        {"wt": [-1] * 16},
    ),
}


def test_why_weights_cannot_be_raked_is_said_with_place_and_cure(
    weighted, problems, export, golden
):
    parts = []
    for title, (weight, changed) in WRONG.items():
        found = problems(weighted(weight), export(people(**changed)))
        parts.append(f"## {title}\n" + "\n".join(found) + "\n")
    golden("messages/raking.txt", "\n".join(parts))


def test_many_groups_at_fault_are_named_in_part(dictionary, problems, export):
    sites = "".join(f"    s{i}: {{code: {i}, label: Site {i}}}\n" for i in range(3, 40))
    found = problems(
        dictionary(
            "{title: Made by hand}", f"{{title: X, weight: {HALVES}}}", SEX, DECLARED + SEX,
            "    south: {code: 2, label: Café Row}\n",
            "    south: {code: 2, label: Café Row}\n" + sites,
        ),
        export({
            "wave": [1, 2] * 39, "site": [site for site in range(1, 40) for _ in range(2)],
            "sex": [1] * 78, "job": ["a"] * 78, "q1": [1] * 78, "q2": [1] * 78,
        }),
    )  # fmt: skip
    assert len(found) == 1
    assert "; and 72 more." in found[0]


def test_counts_of_people_are_targets_and_it_is_said(weighted, survey, export):
    counts = survey(weighted("{targets: {sex: {1: 4900, 2: 5100}}}"), export(people()))
    shares = survey(weighted(), export(people()))
    assert counts.weight == pytest.approx(shares.weight)
    assert counts.notes == (
        "targets that add up to neither 100 nor 1 were divided by their sum: sex (10,000).",
    )


@pytest.mark.parametrize("targets", ["{1: 0.49, 2: 0.51}", "{1: 49.2, 2: 51}", "{1: 49, 2: 51}"])
def test_shares_that_were_rounded_are_not_remarked_on(weighted, survey, export, targets):
    assert survey(weighted(f"{{targets: {{sex: {targets}}}}}"), export(people())).notes == ()


def test_a_weight_in_the_file_that_is_not_used_is_said(weighted, survey, export):
    file = export(people(wt=[1] * 16), weight="wt")
    assert survey(weighted(), file).notes == (
        "x.sav was saved with WEIGHT BY wt, which is not used: weights are raked to sex. If it "
        "holds design weights, name it as survey.weight.start (survey.yaml:2).",
    )
    assert survey(weighted("{targets: {sex: {1: 50, 2: 50}}, start: wt}"), file).notes == ()


def test_nothing_is_raked_while_answers_are_in_doubt(weighted, export):
    portion = Portion(export=export(people(sex=[7] * 16)), waves=(0, 1))
    found = examine(weighted(), [portion])
    assert found.survey.weight is None
    assert {finding.code for finding in found.findings} == {"LPS102"}


def test_a_site_nobody_was_asked_in_needs_no_weights(weights):
    found = weights(wave=[1] * 8 + [1, 1, 1, 1, 2, 2, 2, 2], site=[1] * 4 + [2] * 12)
    assert not np.isnan(found).any()


def test_a_message_names_codes_and_labels_but_nobody(weighted, survey, export):
    with pytest.raises(DataError, match=r"Café Row, T2: 2 \(Woman\)"):
        survey(weighted(), export(people(sex=[1, 1, 1, 2, 1, 2, 2, 2] + [1, 1, 1, 2] + [1] * 4)))


def test_sites_count_by_their_population_where_the_site_is_raked_to(weighted, survey, export):
    declared = weighted(
        "{targets: {sex: {1: 50, 2: 50}, site: {1: 80, 2: 20}}, within: [wave]}",
        "  q2: {type: likert, range: [1, 5]}",
        "  site: {type: categorical, labels: {1: North, 2: South}}\n"
        "  q2: {type: likert, range: [1, 5]}",
    )
    found = survey(declared, export(people()))
    first = found.weight[found.wave == 0]
    assert first.sum() == pytest.approx(8)
    assert first[:4].sum() == pytest.approx(0.8 * 8)
