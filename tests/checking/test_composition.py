import numpy as np
import pytest

from lpsstats.checking.composition import check
from support.drift_surveys import survey_context

TEXT = """\
format: 1
survey: {title: Made by hand}
waves:
  baseline: T1
  endline: T2
  values: {T1: {file: w0.sav}, T2: {file: w1.sav}}
sites:
  column: site
  values: {north: {code: 1, label: North}, south: {code: 2, label: South}, west: {code: 3, label: West}}
variables:
  age: {type: ordinal, label: Age group, labels: {10: Young, 30: Old, 20: Between}}
  q: {type: likert, range: [1, 5]}
scales:
  s: {items: [q], better: high}
"""  # noqa: E501


def wave(ages=(40, 30, 30), sites=(50, 50, 0)):
    n = max(sum(ages), sum(sites))
    age = np.full(n, np.nan)
    age[: sum(ages)] = np.repeat([10, 30, 20], ages)
    return {"age": age, "site": np.repeat([1, 2, 3], sites), "q": np.ones(n)}


@pytest.fixture
def changes(tmp_path):
    def run(*waves, **replaced):
        text = TEXT
        for old, new in replaced.get("text", ()):
            assert old in text
            text = text.replace(old, new)
        return list(check(survey_context(tmp_path, text, waves)))

    return run


def test_other_people_are_said_with_what_moved_most(changes):
    (found,) = changes(wave((40, 30, 30)), wave((20, 55, 25)))
    assert (found.code, found.severity, found.subject) == ("LPS215", "warning", "age")
    assert found.line == 11
    assert found.message.startswith("Age group: answered otherwise in other waves (")
    # 2 (10^2/30 + 12.5^2/42.5 + 2.5^2/27.5) = 14.47; V = root of (14.47/200 - 2/199) / (198/199);
    # p = exp(-14.47/2), doubled for two tests.
    assert "(Cramer's V = .25, Holm p = .001): " in found.message
    assert "Old: T1 30%, T2 55%; Young: T1 40%, T2 20%; Between: T1 30%, T2 25%." in found.message


def test_the_same_people_are_not_mentioned(changes):
    assert changes(wave((40, 30, 30)), wave((36, 33, 31))) == []


def test_a_certain_but_small_change_is_not_mentioned(changes):
    small = [(8000, 6000, 6000), (7200, 6400, 6400)]
    assert changes(*[wave(ages, (10000, 10000, 0)) for ages in small]) == []


def test_other_shares_of_sites_are_said(changes):
    (found,) = changes(wave(sites=(50, 50, 0)), wave(sites=(80, 20, 0)))
    assert found.subject == "sites"
    assert found.message.startswith("the sites have other shares of the respondents in other waves")
    assert "North: T1 50%, T2 80%; South: T1 50%, T2 20%." in found.message


def test_a_site_that_one_wave_did_not_visit_does_not_count(changes):
    assert changes(wave(sites=(50, 50, 0)), wave(sites=(25, 25, 50))) == []


def test_the_people_of_a_panel_are_spared_the_shares_of_sites(changes):
    waves = [wave(sites=(50, 50, 0)), wave(sites=(80, 20, 0))]
    for one in waves:
        one["person"] = np.arange(100)
    panel = "survey: {title: Made by hand, design: panel, id: person}"
    assert changes(*waves, text=[("survey: {title: Made by hand}", panel)]) == []


@pytest.mark.parametrize(
    "more",
    ["success: [10]", "better: high", "comparable: false, reason: reworded", "better: low"],
)
def test_outcomes_and_questions_not_comparable_do_not_describe_people(changes, more):
    text = [("age: {type: ordinal,", f"age: {{type: ordinal, {more},")]
    assert changes(wave((40, 30, 30)), wave((20, 55, 25)), text=text) == []


def test_better_neither_is_no_outcome(changes):
    text = [("age: {type: ordinal,", "age: {type: categorical, better: neither,")]
    assert len(changes(wave((40, 30, 30)), wave((20, 55, 25)), text=text)) == 1


def test_the_column_of_sites_is_judged_once_though_it_is_declared(changes):
    declared = "  site: {type: categorical, labels: {1: North, 2: South, 3: West}}\n  q: {type:"
    found = changes(
        wave(sites=(50, 50, 0)), wave(sites=(80, 20, 0)), text=[("  q: {type:", declared)]
    )
    assert [finding.subject for finding in found] == ["sites"]


def test_few_answers_in_a_wave_say_nothing(changes):
    assert changes(wave((40, 30, 30)), wave((0, 29, 0))) == []
    assert len(changes(wave((40, 30, 30)), wave((0, 30, 0)))) == 1


def test_text_codes_are_counted_like_numbers(changes):
    text = [("{10: Young, 30: Old, 20: Between}", "{30: Old, 10: Young, 20: Between}")]
    (found,) = changes(wave((40, 30, 30)), wave((20, 55, 25)), text=text)
    assert "Old: T1 30%, T2 55%; Young: T1 40%, T2 20%; Between: T1 30%, T2 25%." in found.message
