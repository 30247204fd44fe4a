"""All waves as lines: a panel per measure, a line per site."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.tables.change_formats import level
from lpsstats.tables.figures.axes import PERCENT, axis
from lpsstats.tables.figures.parts import LineChart, LinePanel, Series
from lpsstats.tables.figures.reading import (
    measure_words,
    not_drawn,
    number,
    numbers,
    place_words,
    together,
)
from lpsstats.tables.hidden import HIDDEN, SHOWN
from lpsstats.tables.model import Record, Table

ABSENT = "fewer than two waves have a value"
STEPS = "Waves stand at equal distances, whatever time lies between them."

Values = Mapping[str, object]


def waves_figure(table: Table) -> LineChart | None:
    """Draw the values of every wave.

    Parameters
    ----------
    table : Table
        Of a comparison, of two waves or of all.

    Returns
    -------
    LineChart or None
        `None` if no row has values of two waves.
    """
    values = [(record, wave_values(record)) for record in table.records]
    shown = [(record, by_wave) for record, by_wave in values if _drawable(by_wave)]
    if not shown:
        return None
    waves = [wave for wave in _waves(table, values) if any(wave in each for _, each in shown)]
    kept = [record for record, _ in shown]
    hidden = sum(HIDDEN in by_wave.values() for _, by_wave in values)
    unseen = [one for one in values if not _drawable(one[1])]
    absent = sum(HIDDEN not in by_wave.values() for _, by_wave in unseen)
    styles = {site: place for place, site in enumerate(_sites(kept))}
    return LineChart(
        key="waves",
        title=table.title,
        steps=tuple(table.waves.get(wave, wave) for wave in waves),
        panels=tuple(_panels(table, shown, waves, styles)),
        sentences=(STEPS, *_withheld(hidden), *not_drawn(0, absent, ABSENT)),
        alternative="\n".join(_said(table, record, each, waves) for record, each in shown),
    )


def wave_values(record: Record) -> dict[str, object]:
    """Give a row's value in every wave that it has one of: means, or percentages.

    Parameters
    ----------
    record : mapping
        Of a comparison of two waves with the others beside, or of all waves.
    """
    key = "mean" if record["unit"] == "points" else "pct"
    found: dict[str, object] = {}
    if "waves" in record:
        found |= {str(one["wave"]): one[key] for one in _list(record["waves"])}
    else:
        for end in ("from", "to"):
            found[str(record[f"wave_{end}"])] = record[f"{key}_{end}"]
        found |= {str(one["wave"]): one[key] for one in _list(record["other_waves"])}
    return {wave: value for wave, value in found.items() if value is not None}


def _list(value: object) -> Sequence[Record]:
    return value if isinstance(value, list | tuple) else ()


def _drawable(values: Values) -> bool:
    return sum(value is not HIDDEN for value in values.values()) > 1


def _waves(table: Table, values: Sequence[tuple[Record, Values]]) -> tuple[str, ...]:
    """Give the keys of the waves in time; in the order of the rows where the table has none."""
    return tuple(table.waves) or tuple(dict.fromkeys(wave for _, each in values for wave in each))


def _sites(records: Sequence[Record]) -> tuple[object, ...]:
    return tuple(dict.fromkeys(record["site"] for record in records if record["site"] is not None))


def _withheld(hidden: int) -> Iterator[str]:
    if hidden:
        rows = "1 row has" if hidden == 1 else f"{hidden:,} rows have"
        yield f"{rows} values that are withheld ([c]) and not drawn."


def _panels(
    table: Table,
    shown: Sequence[tuple[Record, Values]],
    waves: Sequence[str],
    styles: Mapping[object, int],
) -> Iterator[LinePanel]:
    values = {id(record): each for record, each in shown}
    records = [record for record, _ in shown]
    scales = together(records, lambda record: _scale(table, record))
    panels = together(
        records,
        lambda r: (str(r["measure"]), str(r.get("category")), *_scale(table, r)),
    )
    for rows in panels.values():
        first = rows[0]
        same = scales[_scale(table, first)]
        yield LinePanel(
            title=measure_words(first),
            axis=axis(
                [number for row in same for number in _numbers(values[id(row)], waves)],
                _bounds(table, first),
                better=str(first["better"]),
                unit="" if first["unit"] == "points" else "%",
            ),
            series=tuple(_series(row, values[id(row)], waves, styles) for row in rows),
        )


def _scale(table: Table, record: Record) -> tuple[str, str, tuple[float, float] | None]:
    return str(record["unit"]), str(record["better"]), _bounds(table, record)


def _bounds(table: Table, record: Record) -> tuple[float, float] | None:
    if record["unit"] != "points":
        return PERCENT
    return table.ranges.get(str(record["measure"]))


def _numbers(values: Values, waves: Sequence[str]) -> list[float]:
    return numbers(number(values, wave) for wave in waves)


def _series(
    record: Record, values: Values, waves: Sequence[str], styles: Mapping[object, int]
) -> Series:
    return Series(
        label=str(record["site_label"] or ""),
        values=tuple(number(values, wave) for wave in waves),
        style=styles.get(record["site"], 0),
        strong=record["site"] is None,
    )


def _said(table: Table, record: Record, values: Values, waves: Sequence[str]) -> str:
    """Say a line in words, its numbers as the table prints them."""
    said = [
        f"{table.waves.get(wave, wave)} {_printed(record, values[wave])}"
        for wave in waves
        if wave in values
    ]
    return f"{place_words(record)}: {', '.join(said)}."


def _printed(record: Record, value: object) -> str:
    """Print a value of a wave as the column of a wave does."""
    if not isinstance(value, float | int):
        return SHOWN
    return level(*((value, None) if record["unit"] == "points" else (None, value))).text
