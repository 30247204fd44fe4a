"""Result rows as plain mappings, ready for JSON."""

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def record(row: "DataclassInstance", **more: object) -> dict[str, object]:
    """Turn a frozen row into a mapping; rows inside it become lists of mappings."""
    values = {field.name: _plain(getattr(row, field.name)) for field in fields(row)}
    return values | more


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if is_dataclass(value) and not isinstance(value, type):
        return record(value)
    return value
