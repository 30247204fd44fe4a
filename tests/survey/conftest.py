"""Exports made by hand, and the surveys that come of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.errors import DataError
from lpsstats.survey.assembling import Portion, assemble
from lpsstats.survey.export import Column, Export, NumberColumn, TextColumn

TEXT = """\
format: 1
survey: {title: Made by hand}
waves:
  column: wave
  baseline: T1
  endline: T2
  values:
    T1: {code: 1, label: Time One}
    T2: {code: 2, label: Time Two}
sites:
  column: site
  values:
    north: {code: 1, label: Barton & Tredworth}
    south: {code: 2, label: Café Row}
missing: {codes: {8: Refused, 9: Don't know}}
variables:
  q1: {type: likert, range: [1, 5], low: Agree, high: Disagree}
  q2: {type: likert, range: [1, 5]}
scales:
  s: {items: [q1, q2], better: high}
"""


def column_of(values: Sequence[object]) -> Column:
    """Make a column of texts where any is one, else of numbers; `None` is an empty number."""
    if any(isinstance(value, str) for value in values):
        levels = tuple(dict.fromkeys(values))
        codes = np.array([levels.index(value) for value in values], dtype=np.int32)
        return TextColumn(levels=levels, codes=codes)
    return NumberColumn(values=np.array(values, dtype=np.float64))


def _export(columns: dict[str, Sequence[object]], **said: object) -> Export:
    """Make an export of columns and what the file says of itself."""
    name = str(said.pop("name", "x.sav"))
    return Export(
        name=name,
        path=Path(name),
        sha256="",
        n_rows=len(next(iter(columns.values()), ())),
        column_names=tuple(columns),
        columns={key: column_of(values) for key, values in columns.items()},
        **said,
    )


@pytest.fixture(scope="session")
def export() -> Callable[..., Export]:
    return _export


@pytest.fixture
def dictionary(tmp_path: Path) -> Callable[..., Dictionary]:
    """Read the dictionary above with replacements: old, new, old, new ..."""

    def reading(*replacements: str) -> Dictionary:
        text = TEXT
        for old, new in zip(replacements[::2], replacements[1::2], strict=True):
            assert text.count(old) == 1, f"{old!r} is to stand once in the dictionary"
            text = text.replace(old, new)
        path = tmp_path / "survey.yaml"
        path.write_text(text, encoding="utf-8")
        return read_dictionary(path)

    return reading


@pytest.fixture(scope="session")
def survey() -> Callable:
    """Put one export that holds all waves, or one export per wave, into a survey."""

    def assembled(dictionary: Dictionary, *exports: Export, tolerant: bool = False):
        waves = range(len(dictionary.waves))
        held = [tuple(waves)] if len(exports) == 1 else [(wave,) for wave in waves]
        portions = [Portion(export=e, waves=w) for e, w in zip(exports, held, strict=True)]
        return assemble(dictionary, portions, tolerant=tolerant)

    return assembled


@pytest.fixture(scope="session")
def problems(survey) -> Callable[..., tuple[str, ...]]:
    """Give the problems that keep exports from becoming a survey."""

    def found(*args: object) -> tuple[str, ...]:
        with pytest.raises(DataError) as caught:
            survey(*args)
        return caught.value.problems

    return found


@pytest.fixture(scope="session")
def four() -> Callable[..., dict[str, Sequence[object]]]:
    """Give four respondents, one per wave and site, with some columns replaced."""

    def columns(**changed: Sequence[object]) -> dict[str, Sequence[object]]:
        sound = {"wave": [1, 1, 2, 2], "site": [1, 2, 1, 2], "q1": [1, 2, 3, 4], "q2": [5, 4, 3, 2]}
        return {**sound, **changed}

    return columns
