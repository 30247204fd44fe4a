"""What the tables of a description share: columns for groups, lists in notes, small bases."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from lpsstats.tables.model import Column

SMALL = 10  # respondents; fewer behind a number make it unfit for publication
MOST_NAMED = 8


class Placed(Protocol):
    """A row about a group of respondents."""

    @property
    def site_label(self) -> str | None:
        """The site, if the group is one."""

    @property
    def wave(self) -> str | None:
        """The wave, if the group is one."""


class Based(Protocol):
    """A row whose numbers rest on some respondents."""

    @property
    def n(self) -> int:
        """How many."""


def place_columns(rows: Sequence[Placed]) -> Iterator[Column]:
    """Give the columns that tell groups apart; none where all respondents are together."""
    if any(row.site_label for row in rows):
        yield Column(heading="Site", keys=("site_label",), format="all_or", wraps=True)
    if any(row.wave for row in rows):
        yield Column(heading="Wave", keys=("wave",), format="all_or")


def is_parted(rows: Sequence[Placed]) -> bool:
    """Say whether there is more than one group, so that rows stand under what they describe."""
    return len({(row.site_label, row.wave) for row in rows}) > 1


def listed(names: Sequence[str]) -> str:
    """Name the first few things of a list and count the rest."""
    more = f"; and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return f"{'; '.join(names[:MOST_NAMED])}{more}"


def small_base_note(rows: Sequence[Based]) -> Iterator[str]:
    """Say how many rows rest on so few respondents that they should not be published."""
    small = sum(0 < row.n < SMALL for row in rows)
    if small:
        rest = "row rests" if small == 1 else "rows rest"
        yield f"{small:,} {rest} on fewer than {SMALL} answers: too few for publication."
