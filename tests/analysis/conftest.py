"""Small surveys made in memory, and the rows that the program makes of them."""

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.reliability import reliability_document
from lpsstats.survey.model import Survey

# Three waves, three sites, two scales of 1-7 items: one of three items, one of two.
THREE_SITES = """\
format: 1
survey: {{title: Made up, design: {design}, weight: none, id: person}}
waves:
  column: wave
  baseline: T1
  endline: T3
  values: {{T1: {{code: 1}}, T2: {{code: 2}}, T3: {{code: 3}}}}
sites:
  column: site
  values: {{a: {{code: 1}}, b: {{code: 2}}, c: {{code: 3}}}}
defaults:
  agree7: {{type: likert, range: [1, 7]}}
variables:
  q1: {{use: agree7}}
  q2: {{use: agree7}}
  q3: {{use: agree7}}
  q4: {{use: agree7}}
  q5: {{use: agree7}}
scales:
  trio: {{label: Trio, items: [q1, q2, q3], reverse: [q3], better: low}}
  pair: {{label: Pair, items: [q4, q5], better: high}}
analysis:
  families: {{primary: {{measures: [trio, pair], adjust: holm}}}}
"""
ITEMS = ("q1", "q2", "q3", "q4", "q5")
# One person in one wave: (wave, site, person, five answers), None where there is none.
Row = tuple[int, int, int, Sequence[int | None]]


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("dictionaries")


@pytest.fixture(scope="session")
def declared(folder) -> Callable[[str], Dictionary]:
    """Read a dictionary from its text."""

    def read(text: str) -> Dictionary:
        own = folder / str(len(list(folder.iterdir())))
        own.mkdir()
        path = own / "data_dictionary.yaml"
        path.write_text(text, encoding="utf-8")
        return read_dictionary(path)

    return read


@pytest.fixture(scope="session")
def cross_section(declared) -> Dictionary:
    return declared(THREE_SITES.format(design="repeated_cross_section"))


@pytest.fixture(scope="session")
def panel(declared) -> Dictionary:
    return declared(THREE_SITES.format(design="panel"))


@pytest.fixture(scope="session")
def surveyed() -> Callable[[Dictionary, Sequence[Row]], Survey]:
    """Put respondents into a survey, past all files."""

    def make(dictionary: Dictionary, rows: Sequence[Row]) -> Survey:
        answers = np.array([row[3] for row in rows], dtype=float).reshape(len(rows), len(ITEMS))
        person = np.array([row[2] for row in rows], dtype=np.int64)
        return Survey(
            dictionary=dictionary,
            wave=np.array([row[0] for row in rows], dtype=np.int16),
            site=np.array([row[1] for row in rows], dtype=np.int16),
            person=person if dictionary.design == "panel" else None,
            responses={item: answers[:, j] for j, item in enumerate(ITEMS)},
            missing={
                item: np.isnan(answers[:, j]).astype(np.uint8) for j, item in enumerate(ITEMS)
            },
            reasons=("", "empty"),
            inputs=(),
            notes=(),
        )

    return make


@pytest.fixture(scope="session")
def changes() -> Callable[..., list[dict]]:
    """Give the rows of a comparison."""

    def compare(survey: Survey, **options: object) -> list[dict]:
        return [dict(record) for record in comparison_document(survey, **options).tables[0].records]

    return compare


@pytest.fixture(scope="session")
def reliabilities() -> Callable[..., list[dict]]:
    """Give the rows of reliability."""

    def estimate(survey: Survey, **options: object) -> list[dict]:
        document = reliability_document(survey, **options)
        return [dict(record) for record in document.tables[0].records]

    return estimate


@pytest.fixture(scope="session")
def changed() -> Callable[..., Dictionary]:
    """Give a dictionary whose scales differ: changed(dictionary, trio={"better": "high"})."""

    def change(dictionary: Dictionary, **scales: dict) -> Dictionary:
        new = {
            key: dataclasses.replace(scale, **scales.get(key, {}))
            for key, scale in dictionary.scales.items()
        }
        return dataclasses.replace(dictionary, scales=new)

    return change
