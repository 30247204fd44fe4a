"""A small dictionary that every test changes in one place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.errors import DictionaryError

SMALL = """\
format: 1
survey: {title: A small survey}
waves:
  column: wave
  baseline: T1
  endline: T2
  values:
    T1: {code: 1}
    T2: {code: 2}
sites:
  column: site
  values:
    north: {code: 1, label: North Side}
    south: {code: 2}
missing: {codes: {8: Refused, 9: Don't know}}
defaults:
  agree5: {type: likert, range: [1, 5], better: high}
variables:
  welcome: {use: agree5}
  known: {use: agree5}
  apart: {use: agree5, better: low}
scales:
  belonging: {items: [welcome, known, apart], reverse: [apart], better: high}
"""


@pytest.fixture(scope="session")
def small() -> Callable[..., str]:
    """Give the dictionary's text with replacements: old, new, old, new ..."""

    def changed(*replacements: str) -> str:
        text = SMALL
        for old, new in zip(replacements[::2], replacements[1::2], strict=True):
            assert text.count(old) == 1, f"{old!r} is to stand once in the small dictionary"
            text = text.replace(old, new)
        return text

    return changed


@pytest.fixture
def read(tmp_path: Path, small) -> Callable[..., Dictionary]:
    """Read the small dictionary with replacements, or bytes as they are."""

    def reading(*replacements: str | bytes) -> Dictionary:
        path = tmp_path / "survey.yaml"
        whole = len(replacements) == 1
        text = replacements[0] if whole else small(*replacements)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return read_dictionary(path)

    return reading


@pytest.fixture
def problems(read) -> Callable[..., tuple[str, ...]]:
    """Give the problems of the small dictionary with replacements."""

    def found(*replacements: str | bytes) -> tuple[str, ...]:
        with pytest.raises(DictionaryError) as caught:
            read(*replacements)
        return caught.value.problems

    return found
