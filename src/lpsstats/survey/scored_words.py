"""What the files say of a variable where the dictionary is silent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.survey.assembling import Portion
from lpsstats.survey.export import Export


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWords:
    """A variable in the words of the files.

    Attributes
    ----------
    label : str
        The first variable label, empty without one.
    labels : mapping of code to str
        Value labels on which all files that have one agree.
    missing : tuple of float
        The labelled codes that a file declares missing.
    contradicted : tuple of float
        The codes that files label differently.
    ranges : tuple of (low, high)
        What is declared missing, where all files that declare anything declare the same.
    """

    label: str = ""
    labels: Mapping[float | str, str] = field(default_factory=dict)
    missing: tuple[float, ...] = ()
    contradicted: tuple[float, ...] = ()
    ranges: tuple[tuple[float, float], ...] = ()


def file_words(
    variable: Variable, portions: Sequence[Portion], dictionary: Dictionary
) -> FileWords:
    """Gather what the files say of a variable.

    Codes that are texts in the files have other numbers here, so that their labels are of no use;
    and of labels said to be wrong none is taken.
    """
    columns = tuple(dict.fromkeys(_columns(variable, portions, dictionary)))
    exports = [(portions[i].export, name) for i, name in columns]
    label = next((text for e, name in exports if (text := e.labels.get(name))), "")
    if variable.text_codes:
        return FileWords(label=label)
    if variable.file_labels == "ignore":
        return FileWords(label=label, ranges=_agreed(exports))
    labels: dict[float, str] = {}
    contradicted: set[float] = set()
    for export, name in exports:
        for code, text in _labelled(export, name):
            if fold(labels.setdefault(code, text)) != fold(text):
                contradicted.add(code)
    missing = {
        code for export, name in exports for code in labels if _is_missing(code, export, name)
    }
    agreed: dict[float | str, str] = {
        code: text for code, text in labels.items() if code not in contradicted
    }
    return FileWords(
        label=label,
        labels=agreed,
        missing=tuple(sorted(missing)),
        contradicted=tuple(sorted(contradicted)),
        ranges=_agreed(exports),
    )


def _agreed(exports: Sequence[tuple[Export, str]]) -> tuple[tuple[float, float], ...]:
    """Give the missing ranges of numbers on which all files agree that declare any."""
    declared = {frozenset(_numeric(export, name)) for export, name in exports} - {frozenset()}
    return tuple(sorted(declared.pop())) if len(declared) == 1 else ()


def _numeric(export: Export, name: str) -> Iterator[tuple[float, float]]:
    for low, high in export.missing_ranges.get(name, ()):
        if not isinstance(low, str) and not isinstance(high, str):
            yield low, high


def _columns(
    variable: Variable, portions: Sequence[Portion], dictionary: Dictionary
) -> Iterator[tuple[int, str]]:
    """List the files that hold the variable, by position, and its column there."""
    for i, portion in enumerate(portions):
        for wave in portion.waves:
            name = variable.names.get(dictionary.waves[wave].key)
            if name is not None:
                yield i, name


def _labelled(export: Export, name: str) -> Iterator[tuple[float, str]]:
    for code, text in export.value_labels.get(name, {}).items():
        if not isinstance(code, str) and text.strip():
            yield float(code), text


def _is_missing(code: float, export: Export, name: str) -> bool:
    return any(low <= code <= high for low, high in _numeric(export, name))
