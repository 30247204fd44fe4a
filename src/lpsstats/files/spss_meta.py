"""What an SPSS file says of its columns: labels, value labels, missing codes, formats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lpsstats.survey.export import ResponseSet

ValueLabels = Mapping[str, Mapping[float | str, str]]
Ranges = tuple[tuple[float, float] | tuple[str, str], ...]
LEVELS = frozenset({"nominal", "ordinal", "scale"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """The dictionary part of an SPSS file.

    Attributes
    ----------
    names : tuple of str
        Column names in file order.
    encoding : str or None
        The encoding that the file declares for its text.
    labels, value_labels, missing_ranges
        As in `Export`.
    formats, measures, sets
        As in `Export`.
    """

    names: tuple[str, ...]
    encoding: str | None
    labels: Mapping[str, str]
    value_labels: ValueLabels
    missing_ranges: Mapping[str, Ranges]
    formats: Mapping[str, str]
    measures: Mapping[str, str]
    sets: tuple[ResponseSet, ...]


def from_pyreadstat(found: Any) -> Meta:  # noqa: ANN401 - the library's class has no stubs
    """Keep what is needed of pyreadstat's metadata object."""
    return Meta(
        names=tuple(found.column_names),
        encoding=found.file_encoding,
        labels={name: label for name, label in found.column_names_to_labels.items() if label},
        value_labels={
            name: {_unpadded(code): label or "" for code, label in labels.items()}
            for name, labels in found.variable_value_labels.items()
        },
        missing_ranges={
            name: tuple((_unpadded(each["lo"]), _unpadded(each["hi"])) for each in ranges)
            for name, ranges in found.missing_ranges.items()
        },
        formats={name: shown or "" for name, shown in found.original_variable_types.items()},
        measures={k: level for k, level in found.variable_measure.items() if level in LEVELS},
        sets=tuple(_set(name, declared) for name, declared in (found.mr_sets or {}).items()),
    )


def _set(name: str, declared: Mapping[str, Any]) -> ResponseSet:
    counted = declared["counted_value"] if declared["is_dichotomy"] else None
    return ResponseSet(
        name=name.lstrip("$"),
        label=declared["label"] or "",
        columns=tuple(declared["variable_list"]),
        counted=float(counted) if isinstance(counted, int) else _unpadded(counted),
    )


def _unpadded(code: Any) -> Any:  # noqa: ANN401 - number or text
    return code.rstrip(" ") if isinstance(code, str) else code
