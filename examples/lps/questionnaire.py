"""What the invented survey asks: scales, single questions, answers and column names.

Every question was written for this example. The themes are those of a neighbourhood policing
survey; the wording belongs to no published instrument.
"""

from collections.abc import Mapping
from dataclasses import dataclass

AGREE = {
    1: "Strongly agree",
    2: "Agree",
    3: "Tend to agree",
    4: "Neither agree nor disagree",
    5: "Tend to disagree",
    6: "Disagree",
    7: "Strongly disagree",
}
CONTENT = {1: "Not at all content"} | dict.fromkeys(range(2, 10), "") | {10: "Entirely content"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A set of questions answered on one range, and how people answer them.

    Attributes
    ----------
    items : mapping of str to str
        Column name to question.
    answers : mapping of int to str
        Label of each answer; an empty label is written to no file.
    refused, unknown : int
        The codes that interviewers enter for a refusal and for "don't know".
    good : str
        The end of the range at which things are well: `low` or `high`.
    loading, spread : float
        How much of an answer is the theme, and how unequal people are.
    reverse : str, optional
        The one question that is put the other way round.
    """

    items: Mapping[str, str]
    answers: Mapping[int, str]
    refused: int
    unknown: int
    good: str
    loading: float
    spread: float
    reverse: str | None = None


THEMES = {
    "cohesion": Theme(
        items={
            "q1_belong": "I feel part of this neighbourhood",
            "q2_hand": "Someone nearby would lend me a hand if I asked",
            "q3_rely": "Most people living here can be relied on",
            "q4_apart": "People round here keep themselves to themselves",
            "q5_newcomers": "Newcomers and long-standing residents rub along well",
        },
        answers=AGREE,
        refused=8,
        unknown=9,
        good="low",
        loading=0.73,
        spread=0.66,
        reverse="q4_apart",
    ),
    "wellbeing": Theme(
        items={
            "q6_upbeat": "Most days lately I have felt upbeat",
            "q7_cope": "I have coped with whatever came along",
            "q8_energy": "I have had the energy for what I wanted to do",
            "q9_purpose": "My days have had a point to them",
        },
        answers=AGREE,
        refused=8,
        unknown=9,
        good="low",
        loading=0.80,
        spread=0.74,
    ),
    "life": Theme(
        items={
            "q10_home": "Content with: the home you live in",
            "q11_family": "Content with: family and friends",
            "q12_area": "Content with: the area around your home",
            "q13_health": "Content with: your health",
            "q14_social": "Content with: your social life",
            "q15_money": "Content with: the money you have",
            "q16_work": "Content with: your work or main occupation",
        },
        answers=CONTENT,
        refused=98,
        unknown=99,
        good="high",
        loading=0.70,
        spread=0.80,
    ),
    "legitimacy": Theme(
        items={
            "q17_even": "Officers here deal even-handedly with everyone",
            "q18_hear": "Officers here hear people out before they act",
            "q19_obey": "It is right to do as an officer asks, even if it is a nuisance",
            "q20_honest": "Officers here are straight with the public",
        },
        answers=AGREE,
        refused=8,
        unknown=9,
        good="low",
        loading=0.77,
        spread=0.60,
    ),
    "trust": Theme(
        items={
            "q21_count": "I can count on the police when I need them",
            "q22_matters": "The police here work on the problems that matter to us",
            "q23_knowhow": "Our local officers know what they are doing",
        },
        answers=AGREE,
        refused=8,
        unknown=9,
        good="low",
        loading=0.78,
        spread=0.60,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """A question that stands alone; 8 is a refusal, 9 "don't know"."""

    label: str
    answers: Mapping[int, str]


SINGLES = {
    "q24_job": Single(
        label="How good a job are the police doing here?",
        answers={1: "Excellent", 2: "Good", 3: "Fair", 4: "Poor", 5: "Very poor"},
    ),
    "q25_access": Single(
        label="Can you get to places where people meet?",
        answers={1: "Yes", 2: "No", 3: "Some"},
    ),
    "q26_groups": Single(
        label="Did you take part in any local group in the last 12 months?",
        answers={1: "Yes", 2: "No"},
    ),
    "agegroup": Single(
        label="Age group",
        answers={1: "16-24", 2: "25-34", 3: "35-49", 4: "50-64", 5: "65 and over"},
    ),
    "sex": Single(label="Sex", answers={1: "Male", 2: "Female"}),
}

SITES = {
    "barton": "Barton & Tredworth",
    "westgate": "Westgate",
    "whaddon": "Whaddon",
    "cashes": "Cashes Green",
}


def site_codes(wave: str) -> dict[str, int]:
    """Give each site its code: Whaddon's changes at Time Three, as under a new contractor."""
    return {"barton": 1, "westgate": 2, "whaddon": 7 if wave == "T3" else 3, "cashes": 4}


def column_name(item: str, wave: str) -> str:
    """Give the item's column in the wave's file.

    Time Two numbers the cohesion and wellbeing questions Q1 to Q9; Time Three adds a suffix.
    """
    if wave == "T2" and (item in THEMES["cohesion"].items or item in THEMES["wellbeing"].items):
        return "Q" + item.removeprefix("q").split("_")[0]
    return f"{item}_t3" if wave == "T3" else item
