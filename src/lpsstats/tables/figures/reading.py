"""What every figure reads from a table: numbers that can be drawn, texts as they are printed."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from math import isfinite
from typing import TypeGuard

from lpsstats.tables.figures.parts import Mark
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Record, Table

MARKS = {
    "improved": Mark.BETTER,
    "favours_intervention": Mark.BETTER,
    "better": Mark.BETTER,
    "declined": Mark.WORSE,
    "favours_comparison": Mark.WORSE,
    "worse": Mark.WORSE,
    "fail": Mark.WORSE,
    "changed": Mark.DIFFERENT,
    "changes_differ": Mark.DIFFERENT,
    "higher": Mark.DIFFERENT,
    "lower": Mark.DIFFERENT,
    "neither": Mark.DIFFERENT,
    "better_with_better": Mark.DIFFERENT,
    "better_with_worse": Mark.DIFFERENT,
    "more_with_more": Mark.DIFFERENT,
    "more_with_less": Mark.DIFFERENT,
}
SIGNS = "▲▼◆≈ "


def mark_of(verdict: object) -> Mark:
    """Give the shape of a verdict; a plain circle where nothing is clear."""
    return MARKS.get(str(verdict), Mark.PLAIN)


def is_number(value: object) -> TypeGuard[float]:
    """Say whether a value can be drawn."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def have(record: Record, *keys: str) -> bool:
    """Say whether a record has numbers under all of some keys."""
    return all(is_number(record.get(key)) for key in keys)


def number(record: Record, key: str) -> float | None:
    """Give a number to be drawn, or nothing."""
    value = record.get(key)
    return float(value) if is_number(value) else None


def numbers(values: Iterable[float | None]) -> list[float]:
    """Leave out what is not there."""
    return [value for value in values if value is not None]


def printed(table: Table, record: Record, *keys: str) -> str:
    """Give the text that the table's own column for some keys prints; nothing without one."""
    for column in table.columns:
        if column.keys == keys:
            return column.cell(record).text
    return ""


def words(text: str) -> str:
    """Leave out the sign before a verdict, for a text that is read aloud."""
    return text.lstrip(SIGNS)


def withheld(record: Record, keys: Sequence[str]) -> bool:
    """Say whether any of some values is withheld."""
    return any(record.get(key) is HIDDEN for key in keys)


def not_drawn(hidden: int, absent: int, why: str) -> Iterator[str]:
    """Say how many rows are not drawn, and why."""
    if hidden:
        yield f"{_rows(hidden)} not drawn: values are withheld ([c])."
    if absent:
        yield f"{_rows(absent)} not drawn: {why}."


def _rows(n: int) -> str:
    return "1 row is" if n == 1 else f"{n:,} rows are"


def together(
    records: Iterable[Record], key: Callable[[Record], tuple[Hashable, ...]]
) -> dict[tuple[Hashable, ...], list[Record]]:
    """Put records with the same key together, in the order in which the keys first come."""
    found: dict[tuple[Hashable, ...], list[Record]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found


def measure_words(record: Record) -> str:
    """Name a measure, and which of its answers a record is about."""
    label = str(record["measure_label"])
    if record.get("category") is None:
        return label
    return f"{label}: {record['category_label'] or record['category']}"


def verdict_marks(
    table: Table, records: Sequence[Record], what: str
) -> tuple[tuple[Mark, str], ...]:
    """Explain the shapes that some rows have by the verdicts that they stand for.

    Parameters
    ----------
    table : Table
        Prints the verdicts.
    records : sequence of mapping
        The rows drawn.
    what : str
        What the marks are, such as the name of the later wave; may be empty.
    """
    said: dict[Mark, dict[str, None]] = {}
    for record in records:
        text = words(printed(table, record, "verdict"))
        said.setdefault(mark_of(record["verdict"]), {})[text] = None
    return tuple(
        (mark, ": ".join(part for part in (what, ", ".join(filter(None, said[mark]))) if part))
        for mark in Mark
        if mark in said
    )


def place_words(record: Record) -> str:
    """Name a measure and the site of a record, where there are sites."""
    site = record["site_label"]
    return f"{measure_words(record)}, {site}" if site else measure_words(record)
