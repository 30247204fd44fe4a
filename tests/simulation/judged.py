"""What the simulated figures must be, which of them are not, and how both are told in print."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from simulation.scenario import COVERAGE, FALSE_FINDINGS, POWER, UNCHANGED, Measured
from simulation.shortfalls import SHORT

RESULTS = Path(__file__).with_name("results.csv")
# In percent. Power is that of a change to be found in 80%; a wrong `unchanged` has no lower bound.
WITHIN = {
    FALSE_FINDINGS: (4.0, 6.0),
    COVERAGE: (93.0, 97.0),
    POWER: (77.0, 83.0),
    UNCHANGED: (0.0, 6.0),
}
# How far another run may be from the figures below: the Monte Carlo error, twice and a little more.
TOLERANCE = 0.8


def results() -> list[Measured]:
    """Read what the last session measured."""
    lines = RESULTS.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    kinds = {field.name: field.type for field in fields(Measured)}
    numbers = {"percent": float, "samples": int, "untestable": float}
    return [Measured(**{name: numbers.get(name, str)(row[name]) for name in kinds}) for row in rows]


def holds(one: Measured) -> bool:
    """Say whether a figure is within its bounds."""
    low, high = WITHIN[one.quantity]
    return low <= one.percent <= high


def group(measured: Sequence[Measured]) -> dict[tuple[str, str], list[Measured]]:
    """Put the figures of one statistic and one kind together, in the order of the results."""
    groups: dict[tuple[str, str], list[Measured]] = {}
    for one in measured:
        groups.setdefault((one.statistic, one.quantity), []).append(one)
    return groups


def reached_table(measured: Sequence[Measured]) -> str:
    """Give the lowest and the highest figure of every statistic."""
    lines = ["| statistic | what | lowest, % | highest, % | figures |", "|---|---|---|---|---|"]
    for (statistic, quantity), figures in group(measured).items():
        low, high = (end(one.percent for one in figures) for end in (min, max))
        lines.append(f"| {statistic} | {quantity} | {low:.1f} | {high:.1f} | {len(figures)} |")
    return "\n".join(lines) + "\n"


def short_table(measured: Sequence[Measured]) -> str:
    """Give what falls short, with what it reached in the last session and why it is kept."""
    found = {(one.statistic, one.quantity, *place_of(one)): one.percent for one in measured}
    lines = ["| statistic | what | where, and what it reached | why |", "|---|---|---|---|"]
    for short in SHORT:
        places = "; ".join(
            f"{population}, {respondents}: "
            f"{found[short.statistic, short.quantity, population, respondents]:.1f}%"
            for population, respondents in short.reached
        )
        lines.append(f"| {short.statistic} | {short.quantity} | {places} | {short.why} |")
    return "\n".join(lines) + "\n"


def place_of(one: Measured) -> tuple[str, str]:
    """Give the population and the numbers of respondents of a figure."""
    return one.population, one.respondents


def figure_tables(measured: Sequence[Measured]) -> str:
    """Give every figure: one table for the statistics that were tried at the same sizes."""
    tables: dict[tuple[str, ...], list[list[Measured]]] = {}
    for figures in group(measured).values():
        sizes = tuple(dict.fromkeys(one.respondents for one in figures))
        tables.setdefault(sizes, []).append(figures)
    return "\n".join(_table(sizes, groups) for sizes, groups in tables.items())


def _table(sizes: Sequence[str], groups: Sequence[Sequence[Measured]]) -> str:
    head = f"| statistic | what | population | {' | '.join(sizes)} | samples | not testable |"
    rows = [row for figures in groups for row in _rows(sizes, figures)]
    return "\n".join([head, "|---" * (5 + len(sizes)) + "|", *rows]) + "\n"


def _rows(sizes: Sequence[str], figures: Sequence[Measured]) -> Iterator[str]:
    for population in dict.fromkeys(one.population for one in figures):
        here = {one.respondents: one for one in figures if one.population == population}
        cells = [f"{here[size].percent:.1f}" if size in here else "" for size in sizes]
        last = next(iter(here.values()))
        most = max(one.untestable for one in here.values())
        yield (
            f"| {last.statistic} | {last.quantity} | {population} | {' | '.join(cells)} "
            f"| {last.samples or 'all'} | {f'up to {most:.0f}%' if most >= 0.5 else ''} |"
        )
