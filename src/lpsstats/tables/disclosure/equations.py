"""The sums that a reader can make of the numbers of all tables: over sites, waves, answers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lpsstats.tables.disclosure.gathering import Found, Gathered, Line, checked
from lpsstats.tables.disclosure.naming import Name, Place

# Whom a number counts, and of whom these are together. `None`: also over all answers.
SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("base", ("answered", "missing")),
    ("base", ("answered", "dropped", "unanswered")),
    ("decided", ("named by both", "named by first", "named by second", "named by neither")),
    ("respondents of a question", ("answered", "without")),
)
# The same, where the total is of respondents and the parts are of a question or scale.
OF_ALL: tuple[tuple[str, ...], ...] = (
    ("weighing", "zero weight", "no weight"),
    ("base", "not asked"),
    ("base",),
    ("respondents of a question",),
)
PLACES = frozenset({"respondents", "weighing", "zero weight", "no weight"})
Cell = tuple[Place, str | None]


def equations(gathered: Gathered) -> list[Line]:
    """List every sum that holds between the numbers found, each checked against them."""
    lines = list(gathered.lines)
    for key, run in _by(gathered.numbers, lambda name: (name.what, name.measure, name.category)):
        lines += _over_cells(gathered, key, run)
    for _, run in _by(
        gathered.numbers, lambda name: (name.what, name.measure, name.place, name.wave)
    ):
        lines += _over_answers(gathered, run)
    for name in list(gathered.numbers):
        lines += _named(gathered, name)
    return lines


def _by(numbers: Mapping[Name, Found], key: object) -> Iterator[tuple[object, list[Name]]]:
    """Put the names together that are alike."""
    groups: dict[object, list[Name]] = defaultdict(list)
    for name in numbers:
        groups[key(name)].append(name)  # type: ignore[operator]
    yield from groups.items()


def _over_cells(gathered: Gathered, key: object, names: list[Name]) -> Iterator[Line]:
    """Sum over sites, over waves, and over both, wherever a total is there."""
    cells: dict[Cell, Name] = {(name.place, name.wave): name for name in names}
    if len(cells) < 2:
        return
    divisions = {name.place[0] for name in names if name.place}
    for (place, wave), total in cells.items():
        if place is None:
            for division in divisions:
                parts = [c for c in cells if c[0] and c[0][0] == division and c[1] == wave]
                yield from _complete(gathered, cells, total, parts)
        if wave is None:
            yield from _complete(
                gathered, cells, total, [c for c in cells if c[0] == place and c[1]]
            )
        if place is None and wave is None:
            for division in divisions:
                parts = [c for c in cells if c[0] and c[0][0] == division and c[1]]
                yield from _complete(gathered, cells, total, parts)


def _complete(
    gathered: Gathered, cells: Mapping[Cell, Name], total: Name, parts: list[Cell]
) -> Iterator[Line]:
    """Sum all the parts; else those sites that nobody is missing from in any wave."""
    lines = list(checked(gathered, total, [cells[part] for part in parts]))
    if not lines:
        empty = {place for (place, _), name in cells.items() if not gathered.numbers[name].value}
        lines = list(checked(gathered, total, [cells[p] for p in parts if p[0] not in empty]))
    yield from lines


def _over_answers(gathered: Gathered, names: list[Name]) -> Iterator[Line]:
    """Sum the answers to a question, once as people and once as the values of their codes."""
    answers = [name for name in names if name.category is not None]
    total = next((name for name in names if name.category is None), None)
    if not answers:
        return
    if total is not None:
        yield from checked(gathered, total, answers)
    if answers[0].what == "answered":
        yield from _mean(gathered, answers)
        yield from _edges(gathered, answers)


def _mean(gathered: Gathered, answers: list[Name]) -> Iterator[Line]:
    """Sum answers times their codes: a mean that is shown tells of one that is not."""
    one = answers[0]
    total = Name("sum of answered", one.measure, None, one.place, one.wave)
    if total not in gathered.numbers:
        return
    for codes in ({name: _code(name) for name in answers}, dict.fromkeys(answers, 1.0)):
        sums = sum((codes[name] or 0.0) * gathered.numbers[name].value for name in answers)
        whole = gathered.numbers[total].value
        if None not in codes.values() and abs(sums - whole) <= 1e-6 * max(1.0, abs(whole)):
            yield Line(amounts={**{n: float(c or 0.0) for n, c in codes.items()}, total: -1.0})


def _edges(gathered: Gathered, answers: list[Name]) -> Iterator[Line]:
    """Say that the share at an end of the range is that of the first or the last answer."""
    codes = {name: _code(name) for name in answers}
    known = sorted((code, i) for i, code in enumerate(codes.values()) if code is not None)
    if not known or len(known) < len(answers):
        return
    for what, (_, i) in (("floor", known[0]), ("ceiling", known[-1])):
        one = answers[i]
        edge = Name(what, one.measure, None, one.place, one.wave)
        if edge in gathered.numbers:
            yield from checked(gathered, edge, [one])


def _code(name: Name) -> float | None:
    """Give the code of an answer, where it is a number."""
    try:
        return float(str(name.category))
    except ValueError:
        return None


def _named(gathered: Gathered, name: Name) -> Iterator[Line]:
    """Give the sums by whom numbers count."""
    for total, parts in SUMS:
        if name.what == total:
            yield from _sum(gathered, name, [_other(name, part) for part in parts])
    for parts in OF_ALL:
        if name.what == parts[0]:
            of = Name("respondents", None, None, name.place, name.wave)
            # That all were asked is no sum of its own: it is told by who was not.
            told = parts == ("base",) and _other(name, "not asked") in gathered.numbers
            if of in gathered.numbers and not told:
                yield from _sum(gathered, of, [_other(name, part) for part in parts])


def _other(name: Name, what: str) -> Name:
    measure = None if what in PLACES else name.measure
    return Name(what, measure, name.category, name.place, name.wave)


def _sum(gathered: Gathered, total: Name, parts: Iterable[Name]) -> Iterator[Line]:
    """Give the line of the parts that are counted anywhere, if they are all there is."""
    yield from checked(gathered, total, [part for part in parts if part in gathered.numbers])
