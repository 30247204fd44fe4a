"""The bundled example, broken in one place at a time."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lpsstats.checking.running import check_survey
from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.survey import read_portions
from lpsstats.findings import Finding
from lpsstats.survey.assembling import Portion
from lpsstats.survey.export import Export, NumberColumn


@pytest.fixture(scope="session")
def text(root: Path) -> str:
    return (root / "data_dictionary.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def sound(root: Path) -> Dictionary:
    return read_dictionary(root / "data_dictionary.yaml")


@pytest.fixture(scope="session")
def portions(sound: Dictionary) -> tuple[Portion, ...]:
    """The three waves of the example."""
    return tuple(read_portions(sound))


@pytest.fixture
def dictionary(text: str, tmp_path: Path) -> Callable[..., Dictionary]:
    """Read the example's dictionary with replacements: old, new, old, new ..."""

    def reading(*replacements: str) -> Dictionary:
        changed = text
        for old, new in zip(replacements[::2], replacements[1::2], strict=True):
            assert changed.count(old) == 1, f"{old!r} is to stand once in the dictionary"
            changed = changed.replace(old, new)
        path = tmp_path / "data_dictionary.yaml"
        path.write_text(changed, encoding="utf-8")
        return read_dictionary(path)

    return reading


def _renamed(mapping: Mapping[str, object], old: str, new: str | None) -> dict[str, object]:
    """Give a mapping with another key in place of one, or without it."""
    names = {old: new}
    return {str(names.get(k, k)): v for k, v in mapping.items() if names.get(k, k) is not None}


def _recoded(export: Export, columns: Mapping[str, Callable]) -> dict[str, object]:
    changed = dict(export.columns)
    for name, function in columns.items():
        values = np.array(function(changed[name].values.copy()), dtype=np.float64)
        changed[name] = NumberColumn(values=values)
    return changed


@pytest.fixture(scope="session")
def broken(portions) -> Callable[..., tuple[Portion, ...]]:
    """Change one wave's file.

    `columns` gives a function of the values of some columns; `rename` another name (or None) for
    one; every other keyword replaces a field of the export.
    """

    def change(
        wave: int,
        columns: Mapping[str, Callable] | None = None,
        rename: tuple[str, str | None] | None = None,
        **fields: object,
    ) -> tuple[Portion, ...]:
        export = portions[wave].export
        changed = replace(export, columns=_recoded(export, columns or {}), **fields)
        if rename:
            header = _renamed(dict.fromkeys(changed.column_names), *rename)
            held = ("columns", "labels", "value_labels", "missing_ranges")
            named = {field: _renamed(getattr(changed, field), *rename) for field in held}
            changed = replace(changed, column_names=tuple(header), **named)
        return tuple(
            replace(portion, export=changed) if i == wave else portion
            for i, portion in enumerate(portions)
        )

    return change


@pytest.fixture(scope="session")
def findings() -> Callable[..., tuple[Finding, ...]]:
    """Run all checks."""

    def run(dictionary: Dictionary, portions: tuple[Portion, ...], **options: object):
        return check_survey(dictionary, portions, **options)[1]

    return run


@pytest.fixture
def only(findings, sound) -> Callable[..., Finding]:
    """Run all checks and give the one finding of a code; no other code may be found.

    Unless it is among those that cannot but come along.
    """

    def run(
        code: str,
        portions: tuple[Portion, ...],
        dictionary: Dictionary = sound,
        along: Collection[str] = (),
    ) -> Finding:
        found = findings(dictionary, portions)
        codes = [one.code for one in found if one.code not in along]
        assert codes == [code], [(one.code, one.message) for one in found]
        return next(one for one in found if one.code == code)

    return run
