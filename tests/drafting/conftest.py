"""Exports made by hand, and what a draft of them says."""

import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.drafting.draft import DraftOptions, draft_dictionary
from lpsstats.survey.export import Column, Export, NumberColumn, TextColumn


def _column(values: Sequence[object]) -> Column:
    """Make a column of texts where any is one, else of numbers; `None` is an empty number."""
    if any(isinstance(value, str) for value in values):
        texts = ["" if value is None else str(value) for value in values]
        levels = tuple(dict.fromkeys(texts))
        codes = np.array([levels.index(text) for text in texts], dtype=np.int32)
        return TextColumn(levels=levels, codes=codes)
    numbers = [np.nan if value is None else value for value in values]
    return NumberColumn(values=np.array(numbers, dtype=np.float64))


def _export(columns: Mapping[str, Sequence[object]], name: str = "data.sav", **facts) -> Export:
    return Export(
        name=name,
        path=Path(name),
        sha256=sha256(f"{name} {columns}".encode()).hexdigest(),
        n_rows=len(next(iter(columns.values()))),
        column_names=tuple(columns),
        columns={key: _column(values) for key, values in columns.items()},
        **facts,
    )


@pytest.fixture(scope="session")
def export() -> Callable[..., Export]:
    """Make an export of lists of values; facts of the file may be added by keyword."""
    return _export


@pytest.fixture(scope="session")
def draft() -> Callable[..., str]:
    """Give the text of the draft of some exports."""

    def text(*exports: Export, **options) -> str:
        return draft_dictionary(exports, [e.name for e in exports], DraftOptions(**options)).text

    return text


@pytest.fixture(scope="session")
def read(tmp_path_factory) -> Callable[[str], Dictionary]:
    """Read a dictionary from its text."""
    path = tmp_path_factory.mktemp("read") / "data_dictionary.yaml"

    def from_text(text: str) -> Dictionary:
        path.write_text(text, "utf-8", newline="\n")
        return read_dictionary(path)

    return from_text


@pytest.fixture(scope="session")
def uncommented() -> Callable[[str], str]:
    """Take the comment marks from the proposed scales, as an editor does."""

    def take(text: str) -> str:
        head, start, scales = text.partition("# scales:\n")
        return head + re.sub("(?m)^# ?", "", start + scales)

    return take
