"""Answers recognised by their words: their order, and those that are none."""

import pytest

from lpsstats.dictionary.folding import fold
from lpsstats.drafting.answer_words import in_order, ordering
from lpsstats.drafting.rates import times_a_year
from lpsstats.survey.no_answer import means_no_answer

RISING = {
    "agree": ["Strongly disagree", "Disagree", "Tend to disagree", "Neither", "Tend to agree",
              "Agree", "Strongly agree"],
    "satisfied": ["Very dissatisfied", "Fairly dissatisfied", "Neither satisfied nor dissatisfied",
                  "Fairly satisfied", "Very satisfied"],
    "safe": ["Very unsafe", "A bit unsafe", "Fairly safe", "Very safe"],
    "confident": ["Not at all confident", "Not very confident", "Fairly confident",
                  "Very confident"],
    "likely": ["Very unlikely", "Unlikely", "Likely", "Very likely"],
    "quality": ["Very poor", "Poor", "Fair", "Good", "Very good", "Excellent"],
    "amount": ["Not at all", "A little", "Moderately", "Very much"],
    "often": ["Never", "Rarely", "Sometimes", "Often", "Always"],
    "enough": ["Too little", "About right", "Too much"],
    "better": ["Much worse", "Worse", "About the same", "Better", "Much better"],
    "band": ["Under 18", "18-24", "25 to 34", "65 and over"],
    "worried": ["Not at all worried", "Not very worried", "Fairly worried", "Very worried"],
}  # fmt: skip
RATES = ["never", "less than once a month", "between once a week and once a month",
         "between once a day and once a week", "more than once a day"]  # fmt: skip


@pytest.mark.parametrize("family", RISING)
def test_known_answers_are_ordered_either_way(family):
    for labels, direction in ((RISING[family], 1), (RISING[family][::-1], -1)):
        found = ordering(labels)
        assert found is not None
        assert (found.family.name, found.direction) == (family, direction)
        assert in_order(labels[::-1]) == RISING[family]


@pytest.mark.parametrize(
    "labels",
    [
        ["Male", "Female"],
        ["North", "South", "East"],
        ["Agree", "Strongly agree", "Disagree"],
        ["Employed", "Unemployed", "Retired", "Student"],
        ["Red", "Very good", "Blue", "Green"],
        ["Never", "Twice a year", "Once a year"],
        ["Yes", "No", "Some"],
    ],
)
def test_answers_out_of_order_or_unknown_are_not_taken_for_ordered(labels):
    assert ordering(labels) is None


def test_the_good_end_follows_the_words_and_their_direction():
    assert ordering(RISING["agree"]).better == "high"
    assert ordering(RISING["agree"][::-1]).better == "low"
    assert ordering(RISING["often"]).better is None  # it depends on what is often
    assert ordering(RISING["often"]).more == "high"


def test_one_unknown_answer_of_five_does_not_hide_the_order():
    assert ordering(["Very good", "Good", "Passable", "Poor", "Very poor"]) is not None
    assert ordering(["Very good", "Passable", "Poor"]) is None
    assert in_order(["Very good", "Good", "Passable", "Poor", "Very poor"]) is None


def test_rates_rise():
    found = [times_a_year(fold(text)) for text in RATES]
    assert found == sorted(found)
    assert len(set(found)) == len(found)
    assert times_a_year("a friend of the family") is None


@pytest.mark.parametrize(
    "label",
    ["Refused", "Don't know", "Don’t know", "DON'T KNOW / REFUSED", "Prefer not to say", "N/A",
     "No answer", "Not applicable", "inapplicable / not asked", "System missing", "refusal",
     "I would prefer not to say", "Dont know", "Not stated", "-"],
)  # fmt: skip
def test_words_that_mean_no_answer(label):
    assert means_no_answer(label)


@pytest.mark.parametrize(
    "label",
    ["No", "None", "Neither", "Never", "Don't know what tidyverse is", "Not at all", "No one",
     "Refused entry to a club", "Unknown person", "Agree", ""],
)  # fmt: skip
def test_words_that_are_answers(label):
    assert not means_no_answer(label)
