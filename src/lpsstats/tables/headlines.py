"""What a comparison comes to, site by site, in a few words."""

from collections.abc import Iterator, Mapping, Sequence
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
        questions by their number. A survey without sites has its one headline.
    """
    sites: dict[tuple[object, str], list[Record]] = {}
    for record in table.records:
        if record["n_sites"] is None:
            key = (record["site"], str(record["site_label"]))
            sites.setdefault(key, []).append(record)
    return tuple((label, _told(records)) for (_, label), records in sites.items())


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
    return _told([record for record in table.records if record["n_sites"] is not None])


def _told(records: Sequence[Record]) -> tuple[str, ...]:
    """Tell the scales by name and count the questions; without scales, the questions by name."""
    whole = [record for record in records if record["category"] is None]
    scales = [record for record in whole if record["type"] == "scale"]
    rest = [record for record in whole if record["type"] != "scale"]
    if not scales:
        return tuple(_by_name(rest))
    return (*_by_name(scales), *_counted(rest))


def _by_name(records: Sequence[Record]) -> Iterator[str]:
    for verdict, (one, several) in TOLD.items():
        named = [_named(record, verdict) for record in records if _verdict(record) == verdict]
        if named:
            yield f"{_listed(named)} {one if len(named) == 1 else several}."


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
        yield f"Of {len(found)} single questions, {_listed(parts)}."


def _verdict(record: Record) -> str:
    verdict = record["verdict"]
    return "withheld" if verdict is HIDDEN or record["estimate"] is HIDDEN else str(verdict)


def _named(record: Record, verdict: str) -> str:
    """Name a measure, with its two levels where they differ clearly."""
    label = str(record["measure_label"])
    name = label if record["type"] == "scale" else f"“{label}”"
    ends = [said(record, "level", f"mean_{end}", f"pct_{end}") for end in ("from", "to")]
    if verdict not in WITH_LEVELS or None in ends:
        return name
    return f"{name} ({ends[0]} to {ends[1]})"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
