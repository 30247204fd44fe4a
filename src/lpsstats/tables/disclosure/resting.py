"""Which values of a row go with a number of respondents that is withheld."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lpsstats.tables.disclosure.gathering import Gathered, Row
from lpsstats.tables.disclosure.kinds import TOLD, Kind
from lpsstats.tables.disclosure.naming import Name, Place

Cell = tuple[Place, str | None]
ENDS = {"floor": ("minimum",), "ceiling": ("maximum",), "between": ()}
BETWEEN = ("sd", "median", "lower_quartile", "upper_quartile", "sd_weighted")


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
    for number, spread in _told_by_spread(gathered, hidden):
        keys[number] |= spread
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


def _told_by_spread(gathered: Gathered, hidden: set[Name]) -> Iterator[tuple[int, set[str]]]:
    """Name what describes how answers spread, where not all of those answers are told.

    A number of answers, their mean and their standard deviation leave few ways to divide them; a
    lowest answer says that nobody gave a lower one. Of a cell whose answers are not listed they
    would tell by subtraction, if those of another cell are withheld.
    """
    answers, edges = _divided(gathered, hidden)
    partly = {measure for measure, told in answers.items() if not all(told.values())}
    for name, found in gathered.numbers.items():
        if name.category is not None or not name.what.startswith("answered"):
            continue
        cell = (name.place, name.wave)
        ends = edges.get((name.measure, *cell), set())
        if name.measure in partly and not answers[name.measure].get(cell, False):
            ends = {"floor", "ceiling", "between"}
        for number, key, _ in found.stands if ends else ():
            yield number, set(_spread_of(gathered.rows[number], key.removeprefix("n"), ends))


def _divided(
    gathered: Gathered, hidden: set[Name]
) -> tuple[
    dict[str | None, dict[Cell, bool]], dict[tuple[str | None, Place, str | None], set[str]]
]:
    """Say of the cells of each measure whether all its answers are told, and which ends are not."""
    answers: dict[str | None, dict[Cell, bool]] = defaultdict(dict)
    edges: dict[tuple[str | None, Place, str | None], set[str]] = defaultdict(set)
    for name in gathered.numbers:
        cell = (name.place, name.wave)
        if name.what.startswith("answered") and name.category is not None:
            answers[name.measure][cell] = answers[name.measure].get(cell, True) and (
                name not in hidden
            )
        elif name in hidden and name.what in ENDS:
            edges[name.measure, *cell].add(name.what)
    return answers, edges


def _spread_of(row: Row, end: str, ends: set[str]) -> Iterator[str]:
    """Name the keys of a row that tell of the ends of its answers, or of all between them."""
    few = "lower_quartile" not in row.record  # of a scale, which takes many values: its ends alone
    for what in ends:
        yield from (f"{key}{end}" for key in ENDS[what] if f"{key}{end}" in row.record)
    if few or "between" in ends:
        yield from (f"{key}{end}" for key in BETWEEN if f"{key}{end}" in row.record)


def _statistics(row: Row) -> Iterator[str]:
    """Name the numbers and words of a row that rest on more than one of its counts."""
    kind = row.kind
    apart = {key: count for key, count in kind.counts.items() if not count.after}
    own = {*apart, *(key for count in apart.values() for key in count.rests)}
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
                led = rows[other].kind.name == row.kind.leader and alike == place
                if led and found - set(rows[other].kind.counts):  # a count alone tells nothing
                    keys[number] |= set(_statistics(row))
