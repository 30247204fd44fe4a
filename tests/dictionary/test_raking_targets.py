"""Targets of the population, clusters: what they become, and what is said of wrong ones."""

import jsonschema
import pytest
from ruamel.yaml import YAML

from lpsstats.dictionary.schema import dictionary_schema

TITLE = "{title: A small survey}"
AGES = (
    "variables:\n  age: {type: ordinal, labels: {1: Young, 2: Middle, 3: Old}, better: neither}\n"
)
MEN = "  sex: {type: categorical, labels: {M: Man, F: Woman}}\n"
VARIABLES = ("variables:\n", AGES + MEN)


def weight(written, more=""):
    return (TITLE, f"{{title: X, weight: {written}{more}}}", *VARIABLES)


def test_targets_are_spelt_out_for_every_site_and_codes_that_are_texts_are_numbered(read):
    written = (
        "{targets: {age: {1: 20, 2: 30, 3: 50}, sex: {M: 49, F: 51}}, "
        "sites: {south: {age: {1: 1, 2: 1, 3: 2}}}, start: wt, bounds: [0.2, 5]}"
    )
    found = read(*weight(written))
    assert found.raking.targets == {
        "north": {"age": {1: 20, 2: 30, 3: 50}, "sex": {1: 49, 2: 51}},
        "south": {"age": {1: 1, 2: 1, 3: 2}, "sex": {1: 49, 2: 51}},
    }
    assert found.raking.bounds == (0.2, 5)
    assert found.raking.within == {"site", "wave"}
    assert found.weight == "raked to age, sex"
    assert found.weight_names == {"T1": "wt", "T2": "wt"}
    assert found.weighted


def test_what_weights_are_raked_to_and_clusters_are_no_outcomes(read):
    found = read(*weight("{targets: {age: {1: 1, 2: 1, 3: 1}}}", ", cluster: known"))
    assert "sex" in found.measures
    assert not {"age", "known"} & set(found.measures)


def test_a_declared_cluster_has_its_own_name_in_every_wave(read):
    found = read(
        TITLE,
        "{title: X, cluster: street}",
        "variables:\n",
        "variables:\n  street: {type: text, names: {T2: road}}\n",
    )
    assert found.cluster_names == {"T1": "street", "T2": "road"}


@pytest.mark.parametrize(
    ("written", "weighted"), [("wt", True), ("none", False), ("{targets: {sex: {M: 1}}}", True)]
)
def test_a_survey_is_weighted_by_a_column_or_by_targets(read, written, weighted):
    assert read(*weight(written)).weighted is weighted


def test_without_a_site_column_targets_hold_for_everybody(read):
    nowhere = "sites:\n  column: site\n  values:\n    north: {code: 1, label: North Side}\n"
    found = read(
        *weight("{targets: {sex: {M: 1, F: 1}}, start: none, within: []}"),
        nowhere + "    south: {code: 2}\n",
        "",
    )
    assert found.raking.targets == {"": {"sex": {1: 1, 2: 1}}}
    assert (found.raking.start, found.raking.within) == (None, frozenset())


WRONG = [
    "3",
    "{}",
    "{target: {sex: {M: 1}}}",
    "{targets: {sex: [49, 51]}}",
    "{targets: {sex: {M: -1, F: 2}}}",
    "{targets: {sex: {M: half, F: 1}}}",
    "{targets: {sex: {M: 0, F: 0}}}",
    "{targets: {sex: {M: 49, W: 51}}}",
    "{targets: {gender: {M: 49, F: 51}}}",
    "{targets: {agee: {1: 49, 2: 51}}}",
    "{targets: {age: {1: 20, 4: 80}}}",
    "{targets: {belonging: {1: 1}}}",
    "{targets: {years: {1: 1}}}",
    "{targets: {once: {1: 1, 2: 1}}}",
    "{targets: {sex: {M: 1}}, bounds: [0.2, 0.9]}",
    "{targets: {sex: {M: 1}}, bounds: [5, 0.2]}",
    "{targets: {sex: {M: 1}}, bounds: [0.2]}",
    "{targets: {sex: {M: 1}}, within: [sites]}",
    "{targets: {sex: {M: 1}}, within: wave}",
    "{targets: {sex: {M: 1}}, sites: {nroth: {sex: {F: 1}}}}",
    "{targets: {sex: {M: 1}}, sites: {south: {sex: {W: 1}}}}",
    "{targets: {sex: {M: 1}}, sites: {south: {sex: {F: 1}}}, within: [wave]}",
    "{sites: {south: {sex: {M: 1, F: 1}}}}",
]
MORE = (
    "  years: {type: number}\n"
    "  once: {type: categorical, labels: {1: a, 2: b}, names: {T1: null}}\n"
)


def problems_of(problems, written):
    return problems(TITLE, f"{{title: X, weight: {written}}}", "variables:\n", AGES + MEN + MORE)


def test_each_wrong_thing_about_targets_is_said_in_plain_words_with_its_place(problems, golden):
    said = (f"{written}\n" + "\n".join(problems_of(problems, written)) for written in WRONG)
    golden("messages/dictionary-raking.txt", "\n\n".join(said) + "\n")


@pytest.mark.parametrize("written", WRONG)
def test_a_wrong_thing_about_targets_is_named_once(problems, written):
    assert len(problems_of(problems, written)) == 1


def test_a_cluster_that_a_wave_does_not_have_is_refused(problems):
    found = problems(
        TITLE, "{title: X, cluster: known}", "known: {use: agree5}",
        "known: {use: agree5, names: {T1: null}}",
    )  # fmt: skip
    assert any("survey.cluster: 'known' is declared not to be in wave 'T1'" in f for f in found)


def test_editors_know_the_keys_of_targets(small):
    validator = jsonschema.Draft7Validator(dictionary_schema())

    def valid(written):
        text = small(TITLE, f"{{title: X, weight: {written}}}")
        return validator.is_valid(as_json(YAML(typ="safe", pure=True).load(text)))

    assert valid("{targets: {age: {1: 20, 2: 80}}, bounds: [0.2, 5], within: [wave]}")
    assert not valid("{target: {age: {1: 20, 2: 80}}}")
    assert not valid("{targets: {age: {1: many}}}")
    assert not valid("{targets: {age: {1: 20}}, within: [sites]}")


def as_json(value):
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    return [as_json(each) for each in value] if isinstance(value, list) else value
