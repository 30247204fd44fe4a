"""Find every number of respondents in the tables, and which of them are the same respondents."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lpsstats.tables.disclosure.described import kind_of
from lpsstats.tables.disclosure.kinds import Count, Kind
from lpsstats.tables.disclosure.naming import Name, Place, name_of
from lpsstats.tables.model import Record

Stand = tuple[int, str, Name | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number, how it is protected, and where it stands.

    `stands` has the row and the key; and of a percentage or mean, the count it is told by: where
    that is withheld, so is this.
    """

    name: Name
    value: float
    soft: bool = False
    zero: bool = True
    counts: bool = True
    stands: list[Stand] = field(default_factory=list)

    def is_small(self, below: int) -> bool:
        """Say whether it is of so few that it must not be told."""
        return self.counts and self.value < below and (self.zero or self.value > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record, or one inside it; `within` is the number of the row around it."""

    kind: Kind
    record: Record
    within: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sum that any reader can make: numbers times these amounts are nothing."""

    amounts: Mapping[Name, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All numbers of the tables, and the lines that the rows themselves give."""

    rows: list[Row] = field(default_factory=list)
    numbers: dict[Name, Found] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def note(self, found: Found) -> Name:
        """Enter a number; one of the same name and another value is of others."""
        name = found.name
        held = self.numbers.get(name)
        if held is not None and abs(held.value - found.value) > 1e-6 * max(1, abs(held.value)):
            name = Name(f"{name.what} ({found.value:g})", *_rest(name))
            held = self.numbers.get(name)
        if held is None:
            self.numbers[name] = Found(
                name=name,
                value=found.value,
                soft=found.soft,
                zero=found.zero,
                counts=found.counts,
                stands=list(found.stands),
            )
        else:
            held.stands.extend(found.stands)
        return name


def _rest(name: Name) -> tuple[str | None, str | None, Place, str | None]:
    return name.measure, name.category, name.place, name.wave


def gather(tables: Iterable[Iterable[Record]]) -> Gathered:
    """Find the numbers of respondents in the records of tables.

    Parameters
    ----------
    tables : iterable of iterables of mappings
        The records of all tables that a reader may have together.
    """
    gathered = Gathered()
    for records in tables:
        for record in records:
            kind = kind_of(record)
            if kind is not None:
                _enter(gathered, Row(kind=kind, record=record), {})
    return gathered


def _enter(gathered: Gathered, row: Row, around: Record) -> dict[str, Name]:
    """Enter a row and those inside it; give the names of its counts by their keys."""
    number = len(gathered.rows)
    gathered.rows.append(row)
    whole = {**around, **row.record}
    names = dict(_counts(gathered, row.kind, whole, row.record, number))
    for key, inner in row.kind.nested.items():
        inside = [
            _enter(
                gathered, Row(kind=inner, record=one, within=number, key=key), _around(row, whole)
            )
            for one in _listed(row.record.get(key))
        ]
        gathered.lines.extend(_totals(gathered, row.kind, names, inside))
    return names


def _around(row: Row, whole: Mapping[str, object]) -> dict[str, object]:
    """Give what rows inside this one take over from it: whom it is of, not its numbers."""
    kept = ("wave_from", "wave_to", "wave", "site", "by", "group", "category", "missing_reason")
    return {key: whole[key] for key in (*kept, row.kind.measure) if key in whole}


def _listed(value: object) -> Iterator[Record]:
    if isinstance(value, list | tuple):
        yield from (one for one in value if isinstance(one, dict))


def _totals(
    gathered: Gathered, kind: Kind, names: Mapping[str, Name], inside: list[dict[str, Name]]
) -> Iterator[Line]:
    """Say which counts of a row are the sums of those inside it."""
    for key in kind.totals:
        parts = [own[key] for own in inside if key in own]
        if key in names and parts:
            yield from checked(gathered, names[key], parts)


def checked(gathered: Gathered, total: Name, parts: Iterable[Name]) -> Iterator[Line]:
    """Give a line if the numbers do add up to the total."""
    listed = [part for part in dict.fromkeys(parts) if part != total]
    values = [gathered.numbers[part].value for part in listed]
    whole = gathered.numbers[total].value
    close = abs(sum(values) - whole) <= max(1e-6 * max(1.0, abs(whole)), 0.0)
    if listed and close:
        yield Line(amounts={**dict.fromkeys(listed, 1.0), total: -1.0})


def _counts(
    gathered: Gathered, kind: Kind, whole: Record, own: Record, number: int
) -> Iterator[tuple[str, Name]]:
    """Enter the counts of a row, what is left of their wholes, and what its means add up to."""
    names: dict[str, Name] = {}
    for key, count in kind.counts.items():
        value = _value(key, count, own)
        if value is None:
            continue
        found = Found(
            name=name_of(kind, count, whole, value),
            value=value,
            soft=count.soft,
            zero=count.zero and _can_be_few(count),
            stands=[(number, key, names.get(count.of) if count.per else None)],
        )
        names[key] = gathered.note(found)
        if count.of and count.of in names:
            gathered.lines.append(_complement(gathered, names[key], names[count.of], count))
    for key, base in kind.sums.items():
        mean = own.get(key)
        if base in names and isinstance(mean, float):
            total = mean * gathered.numbers[names[base]].value
            name = Name(f"sum of {names[base].what}", *_rest(names[base]))
            if _of_answer(kind, whole):
                name = Name(name.what, name.measure, str(whole["category"]), name.place, name.wave)
            stand = (number, key, names[base])
            gathered.note(Found(name=name, value=total, counts=False, stands=[stand]))
    gathered.lines.extend(_of_pairs(gathered, names))
    yield from names.items()


def _can_be_few(count: Count) -> bool:
    """Say whether nobody is a small group: nobody asked, or nobody who answered, is no secret."""
    return bool(count.of) or count.answer


def _of_pairs(gathered: Gathered, names: Mapping[str, Name]) -> Iterator[Line]:
    """Say that the same people are in both waves, where a test is of them alone."""
    ends = [names[key] for key in ("n_from", "n_to", "n_pairs") if key in names]
    if len(ends) == 3 and len({gathered.numbers[name].value for name in ends}) == 1:
        yield Line(amounts={ends[0]: 1.0, ends[1]: -1.0})
        yield Line(amounts={ends[0]: 1.0, ends[2]: -1.0})


def _of_answer(kind: Kind, whole: Record) -> bool:
    return whole.get("category") is not None and any(one.answer for one in kind.counts.values())


def _complement(gathered: Gathered, part: Name, base: Name, count: Count) -> Line:
    """Enter those of a whole who are not of the part: shown to whoever sees both."""
    left = gathered.numbers[base].value - gathered.numbers[part].value
    name = Name(f"not {part.what} of {gathered.numbers[base].value:g}", *_rest(part))
    held = gathered.note(Found(name=name, value=left, zero=count.zero))
    return Line(amounts={part: 1.0, held: 1.0, base: -1.0})


def _value(key: str, count: Count, record: Record) -> float | None:
    """Give a count, or work it out from a percentage."""
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not count.per:
        return float(value)
    base = record.get(count.of)
    return float(round(value * base / count.per)) if isinstance(base, int) else None
