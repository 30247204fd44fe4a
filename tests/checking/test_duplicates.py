import numpy as np
import pytest

from lpsstats.checking.duplicates import check
from support.drift_surveys import survey_context

N_ITEMS = 24
TEXT = """\
format: 1
survey: {{title: Made by hand{survey}}}
waves:
  baseline: T1
  endline: T2
  values: {{T1: {{file: w0.sav}}, T2: {{file: w1.sav}}}}
{sites}variables:
{variables}
"""


def text(n_items=N_ITEMS, survey="", sites="", high=7):
    rows = [f"  q{i}: {{type: likert, range: [1, {high}]}}" for i in range(n_items)]
    return TEXT.format(survey=survey, sites=sites, variables="\n".join(rows))


def wave(rng, n=200, n_items=N_ITEMS, high=7):
    trait = rng.normal(scale=1.0, size=(n, 1))
    answers = np.clip(np.rint((high + 1) / 2 + trait + rng.normal(size=(n, n_items))), 1, high)
    return {f"q{i}": answers[:, i] for i in range(n_items)}


def copied(columns, source, target):
    """Put the answers of one row in the place of another's."""
    for values in columns.values():
        values[target] = values[source]
    return columns


@pytest.fixture
def rng():
    return np.random.default_rng(20180501)


@pytest.fixture
def copies(tmp_path):
    def run(*waves, export=None, **said):
        return list(check(survey_context(tmp_path, text(**said), waves, **(export or {}))))

    return run


def test_a_copied_interview_is_found_with_its_rows(copies, rng):
    (found,) = copies(copied(wave(rng), 16, 120), wave(rng))
    assert (found.code, found.severity, found.subject) == ("LPS212", "warning", "T1")
    assert found.message.startswith("2 interviews in T1 are copies of one another")
    assert "(w0.sav case 17 and w0.sav case 121)" in found.message


def test_rows_are_named_as_the_file_counts_them(copies, rng):
    export = {"row_word": "line", "first_row": 2}
    (found,) = copies(copied(wave(rng), 16, 120), wave(rng), export=export)
    assert "w0.sav line 18 and w0.sav line 122" in found.message


def test_rows_left_out_before_a_copy_do_not_move_its_place(copies, rng):
    sites = "sites: {column: site, values: {north: {code: 1}}}\n"
    first = copied(wave(rng), 16, 120) | {"site": np.ones(200)}
    first["site"][:10] = np.nan
    (found,) = copies(first, wave(rng) | {"site": np.ones(200)}, sites=sites)
    assert "(w0.sav case 17 and w0.sav case 121)" in found.message


def test_many_copies_are_counted_and_the_first_shown(copies, rng):
    first = wave(rng)
    for i in range(8):
        copied(first, i, 100 + i)
    (found,) = copies(first, wave(rng))
    assert found.message.startswith("16 interviews in T1")
    assert "w0.sav case 5 and w0.sav case 105; and 3 more sets)" in found.message


def test_interviews_copied_into_another_wave_are_found(copies, rng):
    first, second = wave(rng), wave(rng)
    for item, values in second.items():
        values[4] = first[item][9]
    (found,) = copies(first, second)
    assert found.subject == "waves"
    assert "(w0.sav case 10 and w1.sav case 5)" in found.message


def test_the_same_person_of_a_panel_may_answer_the_same(copies, rng):
    first = wave(rng) | {"person": np.arange(200)}
    second = {item: values.copy() for item, values in first.items()}
    assert copies(first, second, survey=", design: panel, id: person") == []


def test_two_people_of_a_panel_who_are_the_same_are_found(copies, rng):
    first = copied(wave(rng), 16, 120) | {"person": np.arange(200)}
    second = wave(rng) | {"person": np.arange(200)[::-1]}
    (found,) = copies(first, second, survey=", design: panel, id: person")
    assert found.subject == "people"
    assert "(w0.sav case 17 and w0.sav case 121 in T1)" in found.message


def test_nothing_is_found_where_nothing_was_copied(copies, rng):
    assert copies(wave(rng, n=1000), wave(rng, n=1000)) == []


def test_a_missing_answer_must_be_missing_in_both(copies, rng):
    first = copied(wave(rng), 16, 120)
    first["q3"][[16, 120]] = np.nan
    assert len(copies(first, wave(rng))) == 1
    first["q3"][120] = 4
    assert copies(first, wave(rng)) == []


def test_a_pattern_that_many_are_close_to_is_no_copy(copies, rng):
    first = wave(rng, n=2000)
    common = np.arange(N_ITEMS) % 3 + 3.0
    for i, item in enumerate(first):
        close = rng.random(1500) < 0.9
        first[item][:1500] = np.where(close, common[i], first[item][:1500])
    assert copies(first, wave(rng)) == []


def test_straight_lines_and_short_interviews_are_not_judged(copies, rng):
    straight = wave(rng)
    for values in straight.values():
        values[[3, 4]] = 7
    assert copies(straight, wave(rng)) == []
    for i, values in enumerate(straight.values()):
        values[[5, 6]] = 1 if i % 2 else 7  # nor is a pattern drawn with two answers
    assert copies(straight, wave(rng)) == []
    short = copied(wave(rng), 16, 120)
    for i in range(N_ITEMS - 14):
        short[f"q{i}"][[16, 120]] = np.nan
    assert copies(short, wave(rng)) == []


def test_a_survey_of_few_questions_is_not_judged(copies, rng):
    waves = [copied(wave(rng, n_items=14), 16, 120), wave(rng, n_items=14)]
    assert copies(*waves, n_items=14) == []


def test_a_declared_id_does_not_hide_a_copy(copies, rng, tmp_path):
    made = text(survey=", id: number") + "  number: {type: number}\n"
    waves = [copied(wave(rng), 16, 120), wave(rng)]
    for one in waves:
        one["number"] = np.arange(200.0)
    assert len(list(check(survey_context(tmp_path, made, waves)))) == 1


def test_two_respondents_are_too_few_to_know_what_chance_does(copies, rng):
    assert copies(copied(wave(rng, n=2), 0, 1), wave(rng)) == []
