"""Which values of a row go with a number of respondents that is withheld."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lpsstats.tables.disclosure.gathering import Gathered, Name, Row
from lpsstats.tables.disclosure.kinds import TOLD, Kind


def withheld_keys(gathered: Gathered, hidden: set[Name]) -> dict[int, set[str]]:
    """Name the keys of each row that are withheld.

    Parameters
    ----------
    gathered : Gathered
        All rows and numbers.
    hidden : set of Name
        The numbers that are withheld.

    Returns
    -------
    dict of int to set of str
        By the number of the row; rows without any may be left out.
    """
    keys: dict[int, set[str]] = defaultdict(set)
    for name, found in gathered.numbers.items():
        for number, key, base in found.stands:
            if name in hidden or base in hidden:
                keys[number] |= _resting(gathered.rows[number], key)
    for number, row in enumerate(gathered.rows):
        _spread(gathered.rows, number, row, keys)
    _follow(gathered.rows, keys)
    return keys


def _resting(row: Row, key: str) -> set[str]:
    """Name a count and what rests on it; without a count of that name, the key is a mean."""
    count = row.kind.counts.get(key)
    if count is None:
        return {key} | {one for one in row.record if one.startswith(("sd", "median"))}
    return {key, *count.rests, *(_statistics(row) if count.joint else ())}


def _statistics(row: Row) -> Iterator[str]:
    """Name the numbers and words of a row that rest on more than one of its counts."""
    kind = row.kind
    own = {*kind.counts, *(key for count in kind.counts.values() for key in count.rests)}
    for key, value in row.record.items():
        number = isinstance(value, int | float)
        if key not in own and key not in kind.public and (number or key in TOLD):
            yield key


def _spread(rows: Sequence[Row], number: int, row: Row, keys: dict[int, set[str]]) -> None:
    """Withhold what a row says of the rows inside it, and what they say without counts."""
    around = row.within
    if around is None:
        return
    if keys.get(number) and not row.kind.parts and _whole(rows[around].kind, row):
        keys[around] |= set(_statistics(rows[around]))
    if not row.kind.counts and keys.get(around):
        keys[number] |= set(_statistics(row))


def _whole(kind: Kind, row: Row) -> bool:
    """Say whether the row around this one sums it up."""
    return row.key in {"waves", "contrasts", "sites", "wave_cases"} and bool(kind.nested)


def _follow(rows: Sequence[Row], keys: dict[int, set[str]]) -> None:
    """Withhold rows without counts of their own where those they are about are."""
    for number, row in enumerate(rows):
        if row.kind.follows:
            place = tuple(row.record.get(key) for key in row.kind.follows)
            for other, found in list(keys.items()):
                alike = tuple(rows[other].record.get(key) for key in row.kind.follows)
                told = found - set(rows[other].kind.counts)  # a count alone tells nothing of it
                if told and other != number and alike == place:
                    keys[number] |= set(_statistics(row))
