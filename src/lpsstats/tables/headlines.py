"""What a comparison comes to, site by site, in a few words."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Record, Table
from lpsstats.tables.sentences_parts import said

# The order in which verdicts are told, and how one or several measures take them.
TOLD: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "improved": ("improved", "improved"),
        "declined": ("declined", "declined"),
        "changed": ("changed", "changed"),
        "practically_unchanged": ("was practically unchanged", "were practically unchanged"),
        "no_clear_change": ("showed no clear change", "showed no clear change"),
        "not_testable": ("could not be tested", "could not be tested"),
        "withheld": ("is withheld", "are withheld"),
    }
)
# Those whose two levels are worth the room.
WITH_LEVELS = frozenset({"improved", "declined", "changed"})
# Those that say nothing of a change; what is said where there are no others.
NO_CHANGE: Mapping[str, str] = MappingProxyType(
    {"not_testable": "nothing could be tested", "withheld": "every change is withheld"}
)
NOTHING = frozenset(NO_CHANGE)
EITHER = "every change is withheld or could not be tested"
BETTER: Mapping[str, str] = MappingProxyType(
    {
        "low": "Low is better on",
        "high": "High is better on",
        "neither": "Neither end is the better one on",
    }
)


def headlines(table: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Say of every site which of its measures improved, declined or showed no clear change.

    Parameters
    ----------
    table : Table
        The table of `compare`; its records may hold withheld values.

    Returns
    -------
    tuple of (str, tuple of str)
        The label of each site in the table's order, and sentences: scales by their names, single
        questions by their number. A survey without sites has its one headline. Sites of which
        nothing is known are left to `unknown`.
    """
    return tuple(
        (label, _told(records, table))
        for label, records in _sites(table)
        if not _found(records) <= NOTHING
    )


def unknown(table: Table) -> tuple[str, ...]:
    """Name together the sites in which no change could be tested, or none may be shown.

    Parameters
    ----------
    table : Table
        The table of `compare`.

    Returns
    -------
    tuple of str
        At most one sentence for each reason.
    """
    reasons: dict[str, list[str]] = {}
    for label, records in _sites(table):
        found = _found(records)
        if found <= NOTHING:
            word = NO_CHANGE[next(iter(found))] if len(found) == 1 else EITHER
            reasons.setdefault(word, []).append(label)
    return tuple(f"In {listed(labels)} {word}." for word, labels in reasons.items())


def directions(table: Table) -> tuple[str, ...]:
    """Say once, of the measures that headlines name, their ranges and which end is better.

    Parameters
    ----------
    table : Table
        The table of `compare`.

    Returns
    -------
    tuple of str
        A sentence for each end, and what the numbers in brackets are.
    """
    ends: dict[str, dict[str, dict[str, None]]] = {}
    named = _by_their_names(table.records)
    for record in named:
        end = str(record["better"])
        limits = _range(record, table)
        ends.setdefault(end, {}).setdefault(limits, {})[_name(record)] = None
    said_of = (
        f"{BETTER[end]} {listed([listed(list(names)) + limits for limits, names in runs.items()])}."
        for end, runs in ends.items()
    )
    units = {record["unit"] for record in named}
    kinds = {"points": "means", "percent": "percentages"}
    shown = " or ".join(kind for unit, kind in kinds.items() if unit in units)
    return () if not named else (*said_of, f"In brackets stand the {shown} of the two waves.")


def _range(record: Record, table: Table) -> str:
    """Give the range of a measure, in brackets."""
    limits = table.ranges.get(str(record["measure"]))
    if record["unit"] == "percent":
        return " (percent)"
    return f" ({limits[0]:g}-{limits[1]:g})" if limits else ""


def _sites(table: Table) -> Iterator[tuple[str, list[Record]]]:
    """Gather the rows of each site, in the table's order."""
    sites: dict[tuple[object, str], list[Record]] = {}
    for record in table.records:
        if record["n_sites"] is None:
            key = (record["site"], str(record["site_label"]))
            sites.setdefault(key, []).append(record)
    for (_, label), records in sites.items():
        yield label, records


def _found(records: Sequence[Record]) -> set[str]:
    return {_verdict(record) for record in records if record["category"] is None}


def _by_their_names(records: Sequence[Record]) -> list[Record]:
    """Choose the measures that are told by name: the scales, or without any the questions."""
    whole = [record for record in records if record["category"] is None]
    return [record for record in whole if record["type"] == "scale"] or whole


def overall(table: Table) -> tuple[str, ...]:
    """Say the same of all sites together.

    Parameters
    ----------
    table : Table
        The table of `compare`.

    Returns
    -------
    tuple of str
        Empty where no row is of all sites together.
    """
    return _told([record for record in table.records if record["n_sites"] is not None], table)


def _told(records: Sequence[Record], table: Table) -> tuple[str, ...]:
    """Tell the scales by name and count the questions; without scales, the questions by name."""
    whole = [record for record in records if record["category"] is None]
    named = _by_their_names(whole)
    rest = [record for record in whole if record not in named]
    return (*_by_name(named), *_counted(rest), *_respondents(whole, table))


def _respondents(records: Sequence[Record], table: Table) -> Iterator[str]:
    """Say how many answered in both waves, from the measure with the fewest to that with most."""
    told = []
    for end in ("from", "to"):
        known = [record for record in records if isinstance(record[f"n_{end}"], int)]
        if not known:
            return
        ordered = sorted(known, key=partial(_count, f"n_{end}"))
        few, many = (said(record, "count", f"n_{end}") for record in (ordered[0], ordered[-1]))
        wave = str(known[0][f"wave_{end}"])
        numbers = few if few == many else f"{few} to {many}"
        told.append(f"{numbers} in {table.waves.get(wave, wave)}")
    yield f"n = {' and '.join(told)}."


def _count(key: str, record: Record) -> int:
    n = record[key]
    return n if isinstance(n, int) else 0


def _by_name(records: Sequence[Record]) -> Iterator[str]:
    for verdict, (one, several) in TOLD.items():
        named = [_named(record, verdict) for record in records if _verdict(record) == verdict]
        if named:
            yield f"{listed(named)} {one if len(named) == 1 else several}."


def _counted(records: Sequence[Record]) -> Iterator[str]:
    """Count single questions by verdict, in one sentence."""
    found = [_verdict(record) for record in records]
    if len(found) == 1:
        yield f"The one single question {TOLD[found[0]][0]}."
        return
    parts = [
        f"{found.count(verdict)} {one if found.count(verdict) == 1 else several}"
        for verdict, (one, several) in TOLD.items()
        if verdict in found
    ]
    if parts:
        yield f"Of {len(found)} single questions, {listed(parts)}."


def _verdict(record: Record) -> str:
    verdict = record["verdict"]
    return "withheld" if verdict is HIDDEN or record["estimate"] is HIDDEN else str(verdict)


def _named(record: Record, verdict: str) -> str:
    """Name a measure, with its two levels where they differ clearly."""
    name = _name(record)
    ends = [said(record, "level", f"mean_{end}", f"pct_{end}") for end in ("from", "to")]
    if verdict not in WITH_LEVELS or None in ends:
        return name
    return f"{name} ({ends[0]} to {ends[1]})"


def _name(record: Record) -> str:
    """Give a scale's name, a question in quotes."""
    label = str(record["measure_label"])
    return label if record["type"] == "scale" else f"“{label}”"


def listed(parts: Sequence[str]) -> str:
    """List names as a sentence does."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
