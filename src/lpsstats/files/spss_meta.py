"""What an SPSS file says of its columns: labels, value labels, missing codes, formats."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ValueLabels = Mapping[str, Mapping[float | str, str]]
Ranges = tuple[tuple[float, float] | tuple[str, str], ...]


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
    formats : mapping of str to str
        Per column, the print format, such as `F8.2` or `DATE11`.
    """

    names: tuple[str, ...]
    encoding: str | None
    labels: Mapping[str, str]
    value_labels: ValueLabels
    missing_ranges: Mapping[str, Ranges]
    formats: Mapping[str, str]


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
    )


def _unpadded(code: Any) -> Any:  # noqa: ANN401 - number or text
    return code.rstrip(" ") if isinstance(code, str) else code
