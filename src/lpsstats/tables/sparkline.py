"""The waves of a row as a line of blocks, for a glance; the numbers stand beside it."""

from collections.abc import Iterable, Mapping, Sequence

from lpsstats.tables.rounding import Cell

BLOCKS = "▁▂▃▄▅▆▇█"
FEWEST = 3  # two waves are seen at once in their numbers
NOTE = (
    "Waves: every wave's mean or percentage in time; all rows of a measure share one scale, from "
    "the least that this table shows of it (▁) to the greatest (█); a blank where a wave has none."
)
# By measure, and whether it is of means: the least and the greatest value.
Scales = Mapping[tuple[object, bool], tuple[float, float]]


def sparkline(scales: Scales, measure: str, *values: float | None) -> Cell:
    """Draw values as blocks, the least of the measure as the lowest, the greatest as the highest.

    Parameters
    ----------
    scales : mapping
        As `scales_of` gives them.
    measure : str
        Whose values they are.
    values : float or None
        The means of the waves in time, then their percentages; one or the other is there.
    """
    shown, of_means = _shown(values)
    if sum(value is not None for value in shown) < FEWEST:
        return Cell("")
    least, greatest = scales[measure, of_means]
    drawn = (
        _block(value - least, greatest - least) if isinstance(value, int | float) else " "
        for value in shown
    )
    return Cell("".join(drawn))


def scales_of(rows: Iterable[Sequence[object]]) -> Scales:
    """Find the least and the greatest value of every measure.

    Parameters
    ----------
    rows : iterable of sequence
        Of each row the measure, then its values as in `sparkline`; what is withheld or absent does
        not count, so that no scale tells of it.
    """
    found: dict[tuple[object, bool], list[float]] = {}
    for measure, *values in rows:
        shown, of_means = _shown(values)
        known = found.setdefault((measure, of_means), [])
        known += [float(value) for value in shown if isinstance(value, int | float)]
    return {key: (min(known), max(known)) for key, known in found.items() if known}


def _shown(values: Sequence[object]) -> tuple[Sequence[object], bool]:
    """Choose the means, or the percentages of a row without them; say which."""
    half = len(values) // 2
    of_means = any(value is not None for value in values[:half])
    return (values[:half] if of_means else values[half:]), of_means


def _block(above: float, span: float) -> str:
    """Choose the block of a value; the middle one where all are the same."""
    part = above / span if span else 0.5
    return BLOCKS[min(int(part * len(BLOCKS)), len(BLOCKS) - 1)]
