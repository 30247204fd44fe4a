"""Every count of respondents in every kind of row is described, so that none is told unawares."""

import re
from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from lpsstats.tables.disclosure.described import KINDS, every_kind, kind_of
from lpsstats.tables.result_schema import KINDS as ROW_KINDS
from lpsstats.tables.result_schema import OF_NOBODY, OTHERS, ROWS

COUNT = re.compile(r"^(n|n_.*|base|missing|mentions.*|named_.*|count.*)$")
# Numbers that rest on the others of their row, and go with them.
RESTING = re.compile(r"^n_(effective.*|unused|variants|same)$")


def inside(row):
    """Name a type of row and those of the rows inside it."""
    yield row
    for hint in get_type_hints(row).values():
        for part in get_args(hint):
            if is_dataclass(part):
                yield from inside(part)


TYPES = {
    part
    for row in (
        *ROWS.values(),
        *(r for rows in ROW_KINDS.values() for r in rows),
        *(r for rows in OTHERS.values() for r in rows),
    )
    if row not in OF_NOBODY
    for part in inside(row)
}


@pytest.mark.parametrize("row", sorted(TYPES, key=lambda row: row.__name__))
def test_every_count_of_a_row_is_described_or_said_to_be_public(row):
    kinds = [kind for kind in every_kind() if kind.name == row.__name__]
    names = {field.name for field in fields(row)}
    counts = {name for name in names if COUNT.match(name) and not RESTING.match(name)}
    described = {key for kind in kinds for key in (*kind.counts, *kind.public)}
    assert kinds, "no kind of this name"
    assert counts <= described


@pytest.mark.parametrize("kind", list(every_kind()), ids=lambda kind: kind.name)
def test_a_kind_names_only_keys_that_its_rows_have(kind):
    rows = [row for row in TYPES if row.__name__ == kind.name]
    if not rows:
        pytest.skip("a row that the layout makes")
    added = {"missing_pct", "place", "clear_in", "unclear_in", "reason_counts", "answer_counts"}
    have = {field.name for field in fields(rows[0])} | added
    assert set(kind.counts) | set(kind.sums) <= have
    assert kind.marks <= have
    assert {key for count in kind.counts.values() for key in count.rests} <= have


@pytest.mark.parametrize("row", sorted(TYPES, key=lambda row: row.__name__))
def test_a_row_is_taken_for_its_own_kind(row):
    outer = {kind.name for kind in KINDS}
    if row.__name__ not in outer:
        pytest.skip("it stands inside other rows only")
    for category in (None, "1"):
        record = {field.name: None for field in fields(row)} | {"category": category}
        if "category" not in {field.name for field in fields(row)}:
            del record["category"]
        found = kind_of(record)
        assert found is not None
        assert found.name == row.__name__
