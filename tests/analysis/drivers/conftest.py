"""A made-up survey of people who saw activities: two waves, two sites, an outcome of two items."""

from collections.abc import Callable

import numpy as np
import pytest

from lpsstats.documents.drivers import drivers_document
from lpsstats.survey.model import Boxes, Survey

ACTIVITIES = ("foot", "dropin", "meeting", "posts", "horse")
TEXT = """\
format: 1
survey: {title: Made up, weight: none}
waves:
  column: wave
  baseline: T1
  endline: T2
  values: {T1: {code: 1}, T2: {code: 2}}
sites:
  column: site
  values: {a: {code: 1}, b: {code: 2}}
variables:
  q1: {type: likert, range: [1, 7]}
  q2: {type: likert, range: [1, 7]}
  rating: {type: ordinal, better: high, labels: {1: poor, 2: fair, 3: good}}
  groups: {type: categorical, labels: {1: yes, 2: no}, success: [1]}
  kind: {type: categorical, labels: {1: red, 2: blue}}
  note: {type: text}
  changed: {type: likert, range: [1, 5], comparable: false, reason: asked once}
  seen: {type: multiple, columns: [foot, dropin, meeting, posts, horse], counted: 1}
scales:
  trust: {label: Trust, items: [q1, q2], better: low}
"""


@pytest.fixture(scope="session")
def dictionary(declared):
    return declared(TEXT)


@pytest.fixture(scope="session")
def people(dictionary) -> Callable[..., Survey]:
    """Make a survey of n people, of whom the later have seen more and trust more."""

    def make(n: int = 400, seed: int = 1, strength: float = 1.0, **more: object) -> Survey:
        random = np.random.default_rng(seed)
        wave, site = random.integers(0, 2, n), random.integers(0, 2, n)
        share = np.array([0.5, 0.3, 0.4, 0.3, 0.0]) + 0.1 * site[:, None]
        ticked = (random.random((n, 5)) < share) * 1.0
        ticked[:, 4] = np.arange(n) < 4
        level = 4 + site - strength * ticked @ [1.2, 0.6, 0.0, 0.0, 0.0]
        answers = {
            "q1": np.clip(np.rint(level + random.normal(size=n)), 1, 7),
            "q2": np.clip(np.rint(level + random.normal(size=n)), 1, 7),
            "rating": random.integers(1, 4, n) * 1.0,
            "groups": random.integers(1, 3, n) * 1.0,
            "kind": random.integers(1, 3, n) * 1.0,
            "changed": random.integers(1, 6, n) * 1.0,
        }
        return Survey(
            dictionary=dictionary,
            wave=wave.astype(np.int16),
            site=site.astype(np.int16),
            person=None,
            responses=answers,
            missing={key: np.zeros(n, dtype=np.uint8) for key in answers},
            reasons=("", "empty"),
            inputs=(),
            notes=(),
            boxes={"seen": Boxes(categories=tuple((a, a.title()) for a in ACTIVITIES),
                                 ticked=ticked)},
            **more,
        )  # fmt: skip

    return make


@pytest.fixture(scope="session")
def ranked() -> Callable[..., dict[str, dict]]:
    """Give the rows by predictor, with the fewest resamples allowed."""

    def rank(survey: Survey, *predictors: str, **more: object) -> dict[str, dict]:
        options = {"outcome": "trust", "predictors": predictors or ("seen",), "draws": 100}
        document = drivers_document(survey, **(options | more))
        return {record["predictor"]: dict(record) for record in document.tables[0].records}

    return rank
