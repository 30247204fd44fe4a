"""Shades from one colour to another, and ink that can be read on them."""

from collections.abc import Sequence

from lpsstats.figures.scene import PAPER

# From the outermost answer inwards; the middle one is grey. Both sides are dark at their ends in
# grey print, where place, order and numbers tell them apart.
WORSE, BETTER = ("#a84600", "#f8d2b8"), ("#00598c", "#bcd9ec")
MIDDLE = "#dcdcdc"
LEAST, MOST = "#dce1ea", "#33425f"  # of answers of which neither end is the better one
# With black, unlike with a softer ink, one of the two is always 4.5 times as light or as dark.
BLACK = "#000000"
DARK = 0.179  # relative luminance under which white is read better


def shades(n: int) -> tuple[str, ...]:
    """Give colours for so many answers, from the left to the right.

    Parameters
    ----------
    n : int
        At least one.
    """
    side = n // 2
    left = [_mix(*WORSE, each / max(side - 1, 1)) for each in range(side)]
    right = [_mix(*BETTER, each / max(side - 1, 1)) for each in reversed(range(side))]
    return (*left, *([MIDDLE] if n % 2 else []), *right)


def ramp(n: int) -> tuple[str, ...]:
    """Give one hue for so many answers of which none is better, from light to dark.

    Parameters
    ----------
    n : int
        At least one.
    """
    return tuple(_mix(LEAST, MOST, each / max(n - 1, 1)) for each in range(n))


def ink_on(colour: str) -> str:
    """Choose white or black, whichever is read better on a colour."""
    return PAPER if _luminance(_channels(colour)) < DARK else BLACK


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _mix(outer: str, inner: str, part: float) -> str:
    mixed = (
        int(one + part * (other - one) + 0.5)
        for one, other in zip(_channels(outer), _channels(inner), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _luminance(channels: Sequence[int]) -> float:
    """Weigh the channels as the eye does (WCAG 2.1, relative luminance)."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
