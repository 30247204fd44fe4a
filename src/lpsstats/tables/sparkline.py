"""The waves of a row as a line of blocks, for a glance; the numbers stand beside it."""

from lpsstats.tables.rounding import Cell

BLOCKS = "▁▂▃▄▅▆▇█"
FEWEST = 3  # two waves are seen at once in their numbers
NOTE = (
    "Waves: every wave's mean or percentage in time, from the row's least (▁) to its greatest (█); "
    "a blank where a wave has none."
)


def sparkline(*values: float | None) -> Cell:
    """Draw values as blocks, the least as the lowest and the greatest as the highest.

    Parameters
    ----------
    values : float or None
        The means of the waves in time, then their percentages; one or the other is there.
    """
    half = len(values) // 2
    means, shares = values[:half], values[half:]
    shown = means if any(value is not None for value in means) else shares
    known = [value for value in shown if value is not None]
    if len(known) < FEWEST:
        return Cell("")
    least, span = min(known), max(known) - min(known)
    return Cell("".join(" " if value is None else _block(value - least, span) for value in shown))


def _block(above: float, span: float) -> str:
    """Choose the block of a value; the middle one where all are the same."""
    part = above / span if span else 0.5
    return BLOCKS[min(int(part * len(BLOCKS)), len(BLOCKS) - 1)]
