"""Scale proposals: the example's five scales, and nothing where there is nothing."""

from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.drafting.proposals import ItemFacts, propose_scales
from lpsstats.files.survey import read_survey


def facts(keys, labels=None, form="agree7", low=1.0, high=7.0):
    labels = labels or {}
    return [
        ItemFacts(key=k, label=labels.get(k, ""), format=form, low=low, high=high, better=None)
        for k in keys
    ]


def drawn(sizes, *, n=600, loading=0.75, missing=0.05, seed=3, names="item{}_x"):
    """Answers on 1 to 7 to blocks of items, each block with a factor of its own."""
    rng = np.random.default_rng(seed)
    responses = {}
    for size in sizes:
        factor = rng.normal(size=n)
        for _ in range(size):
            raw = loading * factor + np.sqrt(1 - loading**2) * rng.normal(size=n)
            answers = np.clip(np.round(4 + 1.4 * raw), 1, 7)
            answers[rng.random(n) < missing] = np.nan
            responses[names.format(len(responses))] = answers
    return responses


@pytest.fixture(scope="module")
def examples(root):
    """The items and the first wave's answers of an example, in questionnaire order."""

    def load(folder):
        path = root / folder / "data_dictionary.yaml"
        survey = read_survey(read_dictionary(path))
        rows = survey.wave == 0
        variables = survey.dictionary.variables
        items = [
            ItemFacts(
                key=v.key,
                label=v.label,
                format=f"{v.low}-{v.high} {v.labels}",
                low=v.low,
                high=v.high,
                better=None,
            )
            for v in variables.values()
            if v.type in {"likert", "ordinal"}
        ]
        return survey.dictionary, items, {i.key: survey.responses[i.key][rows] for i in items}

    return load


def test_the_five_scales_of_the_example_come_out_as_they_are(examples):
    dictionary, items, responses = examples(".")
    proposals = propose_scales(items, responses)
    scales = dictionary.scales.values()
    assert [p.items for p in proposals] == [s.items for s in scales]
    assert [{key for key, _ in p.reverse} for p in proposals] == [set(s.reverse) for s in scales]
    ((_, r),) = proposals[0].reverse
    assert -0.8 < r < -0.5
    assert proposals[2].label == "Content"
    assert proposals[0].why == "answers go together, mean r .51, n = 356"


def test_the_alpha_of_a_proposal_is_that_of_the_scale(examples):
    _, items, responses = examples(".")
    cohesion = propose_scales(items, responses)[0]
    answers = np.column_stack([responses[key] for key in cohesion.items])
    answers = answers[~np.isnan(answers).any(axis=1)]
    answers[:, 3] = 8 - answers[:, 3]
    total, parts = answers.sum(axis=1).var(ddof=1), answers.var(axis=0, ddof=1).sum()
    assert cohesion.alpha == pytest.approx(5 / 4 * (1 - parts / total), abs=1e-12)


def test_the_mood_items_come_out_by_their_poles(examples):
    dictionary, items, responses = examples("examples/mood")
    proposals = {p.items[0]: p for p in propose_scales(items, responses)}
    energetic = dictionary.scales["energetic_arousal"]
    found = proposals["msq_active"]
    assert found.items == energetic.items
    assert {key for key, _ in found.reverse} == set(energetic.reverse)
    anxiety = dictionary.scales["state_anxiety"]
    assert proposals["sai_calm"].items == anxiety.items
    # Ten items each way: the direction of the first is kept.
    assert {k for k, _ in proposals["sai_calm"].reverse} == set(anxiety.items) - anxiety.reverse
    tense = set(dictionary.scales["tense_arousal"].items)
    assert set(proposals["msq_intense"].items) | set(proposals["msq_quiet"].items) == tense


def test_unrelated_items_make_no_scale():
    rng = np.random.default_rng(8)
    for n in (60, 400, 3000):
        responses = {f"v{i}": rng.integers(1, 8, n).astype(float) for i in range(40)}
        assert propose_scales(facts(responses), responses) == ()


def test_constant_and_empty_items_make_no_scale():
    responses = {"a1": np.full(50, 3.0), "a2": np.full(50, 3.0), "a3": np.full(50, np.nan)}
    assert propose_scales(facts(responses), responses) == ()
    assert propose_scales([], {}) == ()
    nobody = {"a1": np.array([]), "a2": np.array([])}
    assert propose_scales(facts(nobody), nobody) == ()


def test_items_of_different_formats_make_no_scale():
    responses = drawn([4])
    keys = list(responses)
    mixed = [*facts(keys[:1]), *facts(keys[1:2], form="agree5"), *facts(keys[2:3], form="a")]
    assert propose_scales(mixed, responses) == ()


def test_interleaved_scales_are_told_apart():
    blocks = drawn([5, 5, 5])
    order = [f"item{i + 5 * block}_x" for i in range(5) for block in range(3)]
    found = propose_scales(facts(order), blocks)
    expected = [{f"item{i + 5 * block}_x" for i in range(5)} for block in range(3)]
    assert [set(p.items) for p in found] == expected
    assert [p.items for p in found] == [tuple(k for k in order if k in e) for e in expected]


def test_a_reversed_item_is_named_with_its_r_and_the_majority_kept():
    responses = drawn([5])
    responses["item4_x"] = 8 - responses["item4_x"]
    (proposal,) = propose_scales(facts(responses), responses)
    ((key, r),) = proposal.reverse
    assert key == "item4_x"
    rest = sum((responses[f"item{i}_x"] - 4) / np.nanstd(responses[f"item{i}_x"]) for i in range(4))
    both = ~np.isnan(rest + responses[key])
    assert r == pytest.approx(np.corrcoef(rest[both], responses[key][both])[0, 1], abs=0.03)


@given(st.integers(0, 5))
def test_turning_all_items_round_changes_nothing_but_nothing(seed):
    responses = drawn([4, 5], n=200, seed=seed)
    turned = {key: 8 - answers for key, answers in responses.items()}
    first, second = (propose_scales(facts(r), r) for r in (responses, turned))
    assert [(p.items, p.why) for p in first] == [(p.items, p.why) for p in second]
    assert [p.alpha for p in first] == pytest.approx([p.alpha for p in second])
    assert [[k for k, _ in p.reverse] for p in first] == [[k for k, _ in p.reverse] for p in second]


def test_the_order_of_respondents_changes_nothing():
    responses = drawn([4, 5])
    shuffled = {k: v[np.random.default_rng(1).permutation(len(v))] for k, v in responses.items()}
    order = np.random.default_rng(2).permutation(600)
    shuffled = {k: v[order] for k, v in responses.items()}
    first, second = (propose_scales(facts(r), r) for r in (responses, shuffled))
    assert [(p.key, p.items, p.why) for p in first] == [(p.key, p.items, p.why) for p in second]


def test_names_with_a_stem_give_the_key_and_say_so():
    responses = {f"trust{i}": v for i, v in enumerate(drawn([4]).values())}
    other = drawn([4], seed=9, names="other_{}")
    everything = facts([*responses, *other])
    found = propose_scales(everything, {**responses, **other})
    assert [p.key for p in found] == ["trust", "other"]
    assert found[0].why.startswith("names start with 'trust', mean r .")


def test_a_key_is_neither_an_items_nor_anothers():
    responses = drawn([3, 3])
    names = dict(zip(responses, ["trust", "a1", "a2", "b1", "b2", "b3"], strict=True))
    answers = {names[key]: values for key, values in responses.items()}
    labels = {
        **dict.fromkeys(["trust", "a1", "a2"], "Trust in them"),
        **dict.fromkeys(["b1", "b2", "b3"], "Pride"),
    }
    keys = [p.key for p in propose_scales(facts(answers, labels), answers)]
    assert len(set(keys)) == 2
    assert not set(keys) & set(answers)


def test_many_respondents_are_looked_at_in_part_and_that_is_said():
    responses = drawn([3], n=50_001, missing=0)
    (proposal,) = propose_scales(facts(responses), responses)
    assert proposal.why.endswith("n = 16,667 (one respondent in 3 looked at)")


def test_five_hundred_items_take_less_than_a_second():
    responses = drawn([5] * 100, n=1500)
    start = process_time()
    proposals = propose_scales(facts(responses), responses)
    assert process_time() - start < 2  # takes 0.3 s; a slow machine must not fail
    assert [len(p.items) for p in proposals] == [5] * 100


def test_the_batteries_of_a_real_survey_are_found(real_data, root, tmp_path):
    for file in (real_data / "gss").glob("*.sav"):
        (tmp_path / file.name).symlink_to(file)
    path = tmp_path / "data_dictionary.yaml"
    path.write_text((root / "tests" / "real" / "gss.yaml").read_text("utf-8"), "utf-8")
    survey = read_survey(read_dictionary(path))
    variables = [v for v in survey.dictionary.variables.values() if v.type == "ordinal"]
    items = [
        ItemFacts(
            key=v.key, label=v.label, format=str(v.labels), low=v.low, high=v.high, better=None
        )
        for v in variables
    ]
    found = propose_scales(items, {k: r[survey.wave == 0] for k, r in survey.responses.items()})
    proposed = {p.key: set(p.items) for p in found}
    scales = survey.dictionary.scales
    assert set(scales["confidence"].items) in proposed.values()
    assert proposed["soc"] <= set(scales["sociability"].items)
    assert proposed["pol"] <= set(scales["force"].items)


def test_items_beyond_what_any_questionnaire_asks_are_looked_at_part_by_part(monkeypatch):
    responses = drawn([4, 4], n=300)
    whole = [proposal.items for proposal in propose_scales(facts(responses), responses)]
    assert len(whole) == 2
    monkeypatch.setattr("lpsstats.drafting.proposals.MOST_TOGETHER", 6)
    parts = [proposal.items for proposal in propose_scales(facts(responses), responses)]
    assert parts[0] == whole[0]
    assert all(len({*items} & {*list(responses)[:6]}) in {0, len(items)} for items in parts)
