"""What the invented workshop survey asks: statements, boxes, topics, themes and their answers.

Every question was written for this example. The themes are those of a training for neighbourhood
officers and their partners; the wording belongs to no published instrument.
"""

from collections.abc import Mapping
from dataclasses import dataclass

AGREE7 = {
    1: "Strongly disagree",
    2: "Disagree",
    3: "Tend to disagree",
    4: "Neither agree nor disagree",
    5: "Tend to agree",
    6: "Agree",
    7: "Strongly agree",
}
# Six steps, without a middle: everybody has to lean one way.
AGREE6 = {code - (code > 4): text for code, text in AGREE7.items() if code != 4}
UNANSWERED = {8: "Prefer not to say", 9: "Don't know"}
NO_PAGE = 0  # where a sheet did not have the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Statements that go together, and how people answer them.

    Attributes
    ----------
    items : mapping of str to str
        Column name to statement.
    answers : mapping of int to str
        Label of each answer; a higher code is more agreement.
    loading, spread : float
        How much of an answer is what the statements share, and how unequal people are, in steps.
    reverse : str, optional
        The statement that is put the other way round.
    """

    items: Mapping[str, str]
    answers: Mapping[int, str]
    loading: float
    spread: float
    reverse: str | None = None


GROUPS = {
    "practice": Group(
        items={
            "p_working": "I start from what is already working in a place",
            "p_decide": "Residents decide what happens next, and I help",
            "p_connect": "I put people in touch with others nearby",
            "p_fix": "It is up to me to fix what is wrong in a place",
        },
        answers=AGREE7,
        loading=0.80,
        spread=1.25,
        reverse="p_fix",
    ),
    "morale": Group(
        items={
            "m_forward": "I look forward to most working days",
            "m_proud": "I gladly tell people where I work",
            "m_drained": "Too often, this work wears me out",
        },
        answers=AGREE6,
        loading=0.80,
        spread=1.10,
        reverse="m_drained",
    ),
    "describe": Group(
        items={"s_describe": "I could describe who lives in the area I work in"},
        answers=AGREE7,
        loading=0.75,
        spread=1.25,
    ),
    "patterns": Group(
        items={"s_patterns": "I can tell what lies behind a run of crimes"},
        answers=AGREE7,
        loading=0.75,
        spread=1.25,
    ),
}
# Asked at the end, and only of those who had been to the workshops.
LAST_PAGE = Group(
    items={
        "e_equipped": "The workshops have equipped me to work from strengths",
        "e_already": "I already work in this way",
    },
    answers=AGREE7,
    loading=0.70,
    spread=1.40,
)

# Boxes to tick: used at work in the last three months.
USED = {
    "used_map": "Map of an area's strengths",
    "used_cafe": "World Café",
    "used_inquiry": "Appreciative inquiry",
    "used_agreement": "Neighbourhood agreement",
    "used_restore": "Restorative meeting",
}
TICKED = {0: "No", 1: "Yes"}

# What is working well where you work? Written in people's own words, coded afterwards.
WELL = {
    1: "Team working",
    2: "Working with partners",
    3: "Time with residents",
    4: "Residents taking the lead",
    5: "Being seen on patrol",
    6: "Nothing",
    7: "Other",
}
FIRST_CODER = ("well_1", "well_2", "well_3")
SECOND_CODER = ("second_1", "second_2", "second_3")

# Topics of the training: knowledge before it and now, 1 (none) to 10 (could teach it).
TOPICS = ("assets", "cafe", "inquiry", "restore")

SITES = {"gloucester": "Gloucester", "cheltenham": "Cheltenham", "stroud": "Stroud"}
POSTS = {1: "Police officer", 2: "Community support officer", 3: "Partner agency"}
WAVES = {
    "start": "Start of workshop one",
    "end": "End of workshop five",
    "later": "A year later",
}


def answer_labels() -> dict[str, dict[int, str]]:
    """Give the labels of every coded column but the place, unanswered included."""
    statements = {
        item: dict(group.answers) | UNANSWERED
        for group in (*GROUPS.values(), LAST_PAGE)
        for item in group.items
    }
    for item in LAST_PAGE.items:
        statements[item] |= {NO_PAGE: "Not on this sheet"}
    boxes: dict[str, dict[int, str]] = dict.fromkeys(USED, TICKED)
    themes = dict.fromkeys((*FIRST_CODER, *SECOND_CODER), WELL)
    return {"post": POSTS} | statements | boxes | themes


def missing_codes() -> dict[str, list[int]]:
    """List the codes of every statement that are no answer."""
    of_groups = {item: list(UNANSWERED) for group in GROUPS.values() for item in group.items}
    return of_groups | {item: [NO_PAGE, *UNANSWERED] for item in LAST_PAGE.items}


def question_labels() -> dict[str, str]:
    """Give what every column of a survey file holds, in words."""
    statements = {
        item: text for group in (*GROUPS.values(), LAST_PAGE) for item, text in group.items.items()
    }
    boxes = {column: f"Used in the last three months: {text}" for column, text in USED.items()}
    first = dict.fromkeys(FIRST_CODER, "What is working well: theme, first coder")
    second = dict.fromkeys(SECOND_CODER, "What is working well: theme, second coder")
    about = {"participant": "Participant number", "place": "Place", "post": "Post"}
    return about | statements | boxes | first | second
