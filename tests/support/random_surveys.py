"""Small random surveys, and ways to compare what is made of them."""

import math
import statistics
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# How many people, how many sites, how often nobody answers, how many answers anyone uses: few of
# them make cells without variation, few people empty ones.
shape = st.tuples(
    st.sampled_from([0, 5, 15, 45, 90, 150]),
    st.integers(1, 3),
    st.sampled_from([0.0, 0.1, 0.6]),
    st.integers(1, 7),
)


def given_answers(random, missing, highest, wave):
    """Answer five items, higher in later waves."""
    drawn = [max(random.randint(1, highest) for _ in range(1 + wave)) for _ in range(5)]
    return [None if random.random() < missing else answer for answer in drawn]


@st.composite
def crowds(draw):
    """Draw other people in every wave: (wave, site, no person, answers)."""
    (n, sites, missing, highest), random = draw(shape), Random(draw(st.integers(0, 10**6)))
    waves = [random.choice([0, 0, 1, 2, 2]) for _ in range(n)]
    return [
        (wave, random.randrange(sites), -1, given_answers(random, missing, highest, wave))
        for wave in waves
    ]


@st.composite
def memberships(draw):
    """Draw the same people: where each is in every wave (None: away) and what they answer."""
    (n, sites, missing, highest), random = draw(shape), Random(draw(st.integers(0, 10**6)))
    places = [*range(sites), 0, 0, None]
    return [
        [(random.choice(places), given_answers(random, missing, highest, w)) for w in range(3)]
        for _ in range(n // 2)
    ]


crowd, members = crowds(), memberships()
checked = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
TEST = ("std_error", "statistic", "df", "p_value", "p_adjusted", "conf_low", "conf_high")
EFFECTS = ("effect", "effect_low", "effect_high")


def rows_of(people):
    return [
        (wave, there[0], person, there[1])
        for person, waves in enumerate(people)
        for wave, there in enumerate(waves)
        if there[0] is not None
    ]


def same(one, other):
    """Equal to nine digits, None being only like None."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return one == other


def differences(one, other, keys):
    return [(k, one[k], other[k]) for k in keys if not same(one[k], other[k])]


def naive_score(given, items, reverse=()):
    turned = [8 - given[i] if i in reverse else given[i] for i in items if given[i] is not None]
    enough = max(2, math.ceil(len(items) / 2))
    return statistics.fmean(turned) if len(turned) >= enough else None


def naive_scores(rows, measure, wave, sites):
    """Score one wave of some sites, by person, in plain Python."""
    items, reverse = ((0, 1, 2), (2,)) if measure == "trio" else ((3, 4), ())
    scores = [
        (r[2], r[1], naive_score(r[3], items, reverse))
        for r in rows
        if r[0] == wave and r[1] in sites
    ]
    return [(person, site, score) for person, site, score in scores if score is not None]


def with_both(rows, measure):
    return [s for s in range(3) if all(naive_scores(rows, measure, w, [s]) for w in (0, 2))]
