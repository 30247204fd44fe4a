"""Questions with several answers: police activities seen, and what people like, coded twice.

Everything here is made up. The draws have random numbers of their own, so that the other answers
of the example do not hang on them.
"""

import numpy as np
from numpy.typing import NDArray
from questionnaire import SITES

Answers = NDArray[np.float64]

SEED = 2709
UNKNOWN = 9.0
WITHHELD = 0.02  # the share of people who say "don't know" to the whole list of activities
# What was seen or heard of: its label; the logit of its share at T1, what later waves add to it
# where builders worked, and how much more of it people report who trust the police.
ACTIVITIES = {
    "q27_1": ("Officers on foot or bicycle", (-0.4, 0.35, 0.55)),
    "q27_2": ("A drop-in with local officers", (-1.6, 0.30, 0.40)),
    "q27_3": ("Police at a residents' meeting", (-1.3, 0.25, 0.35)),
    "q27_4": ("Officers visiting a school or youth club", (-1.5, 0.10, 0.10)),
    "q27_5": ("Police helping at a community event", (-1.4, 0.50, 0.45)),
    "q27_6": ("Officers calling from door to door", (-1.8, 0.05, 0.05)),
    "q27_7": ("Police posts about the area online", (-0.9, 0.15, 0.10)),
    "q27_8": ("Mounted officers", (-6.0, 0.0, 0.0)),
}
LIKED = {
    1: "The people",
    2: "Peace and quiet",
    3: "Parks and green space",
    4: "Shops and services",
    5: "Close to town",
    6: "Things going on",
    7: "Other",
}
# How readily each theme comes up, and what later waves add to the sixth where builders worked.
READY = np.array([1.0, 0.55, 0.7, 0.45, 0.3, -0.35, -1.0])
BUILDERS = {"barton": 0.45, "westgate": 0.30, "whaddon": 0.0, "cashes": 0.15}
COLUMNS = tuple(f"q28_{k}" for k in (1, 2, 3))
SECOND = tuple(f"q28b_{k}" for k in (1, 2, 3))
CODED_TWICE = 3  # every third respondent
MISREAD = 0.15  # how often the second coder puts a mention under another theme, or leaves it out


def labels() -> dict[str, str]:
    """Label every column."""
    seen = {name: f"Seen or heard of: {label}" for name, (label, _) in ACTIVITIES.items()}
    liked = {name: f"Likes about the area, {k + 1}. mention" for k, name in enumerate(COLUMNS)}
    again = {name: f"Second coder, {k + 1}. mention" for k, name in enumerate(SECOND)}
    return seen | liked | again


def answers() -> dict[str, dict[int, str]]:
    """List the labelled answers of every column."""
    seen = {name: {0: "No", 1: "Yes", 9: "Don't know"} for name in ACTIVITIES}
    return seen | dict.fromkeys((*COLUMNS, *SECOND), LIKED)


def draw(site: str, number: int, trust: Answers) -> dict[str, Answers]:
    """Draw one site in one wave, whose people stand so on trust (low = they trust)."""
    rng = np.random.default_rng([SEED, number, list(SITES).index(site)])
    first = draw_liked(rng, len(trust), number * BUILDERS[site])
    return (
        draw_seen(rng, site, number, trust)
        | dict(zip(COLUMNS, first.T, strict=True))
        | dict(zip(SECOND, code_again(rng, first).T, strict=True))
    )


def draw_seen(
    rng: np.random.Generator, site: str, number: int, trust: Answers
) -> dict[str, Answers]:
    """Draw who saw what: 1 yes, 0 no, 9 for those who do not know of any."""
    withheld = rng.random(len(trust)) < WITHHELD
    seen = {}
    for name, (_, (level, added, lean)) in ACTIVITIES.items():
        logit = level + added * number * BUILDERS[site] / 0.45 - lean * trust
        yes = rng.random(len(trust)) < 1 / (1 + np.exp(-logit))
        seen[name] = np.where(withheld, UNKNOWN, yes.astype(np.float64))
    return seen


def draw_liked(rng: np.random.Generator, n: int, more: float) -> Answers:
    """Draw up to three themes for everybody; one in twelve said nothing."""
    ready = READY + np.array([0, 0, 0, 0, 0, more, 0])
    # The three largest of Gumbel variates are a draw of three without replacement.
    order = np.argsort(-(ready + rng.gumbel(size=(n, ready.size))), axis=1)[:, :3] + 1.0
    mentions = rng.choice(4, size=n, p=[1 / 12, 0.45, 0.32, 1 - 1 / 12 - 0.77])
    return np.where(np.arange(3) < mentions[:, None], order, np.nan)


def code_again(rng: np.random.Generator, first: Answers) -> Answers:
    """Let a second coder read every third respondent's words."""
    other = np.where(rng.random(first.shape) < 0.5, rng.integers(1, 8, first.shape), np.nan)
    second = np.where(rng.random(first.shape) < MISREAD, other, first)
    second = np.where(np.isnan(first), np.nan, second)
    twice = np.arange(len(first)) % CODED_TWICE == 0
    return np.where(twice[:, None], second, np.nan)
