"""What charts are made of: axes, marks, rows, lines and bars; places are the renderers' business.

Every number that a reader reads is a text that a column of the table wrote.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Mark(Enum):
    """The shape of a value; a word beside it always says the same."""

    OPEN = auto()
    PLAIN = auto()
    BETTER = auto()
    WORSE = auto()
    DIFFERENT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The values that a panel shows.

    Attributes
    ----------
    low, high : float
        Its ends, apart from each other.
    ticks : tuple of (float, str)
        Where lines stand, and what is written there.
    at_low, at_high : str
        What the ends mean, such as `better`.
    caption : str
        What it is, and which part of the range it shows.
    line : float, optional
        A value that is marked by a line across the rows, such as 0.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    at_low: str = ""
    at_high: str = ""
    caption: str = ""
    line: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a chart of rows.

    Attributes
    ----------
    label : str
        Who or what it is.
    before, value : float, optional
        The earlier value, as an open circle, and the value.
    mark : Mark
        The shape of the value.
    low, high : float, optional
        The ends of the interval's bar.
    texts : tuple of str
        What stands at its right, a text for each heading.
    strong : bool
        Whether it is of all together.
    """

    label: str
    value: float
    before: float | None = None
    mark: Mark = Mark.PLAIN
    low: float | None = None
    high: float | None = None
    texts: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPanel:
    """Rows over one axis."""

    title: str
    axis: Axis
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChart:
    """Values in rows: dumbbells where there are two of them, else points with intervals.

    Attributes
    ----------
    key, title, sentences, alternative
        As every figure has them.
    headings : tuple of str
        Of the texts at the right.
    legend : tuple of (Mark, str)
        What the marks mean.
    panels : tuple of RowPanel
        From the top.
    """

    key: str
    title: str
    headings: tuple[str, ...]
    legend: tuple[tuple[Mark, str], ...]
    panels: tuple[RowPanel, ...]
    sentences: tuple[str, ...]
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line.

    Attributes
    ----------
    label : str
        Whose it is.
    values : tuple of float or None
        One for each step; nothing is drawn to or from where there is none.
    style : int
        Which colour, shape and dash; the same number for the same site everywhere.
    strong : bool
        Whether it is of all together.
    """

    label: str
    values: tuple[float | None, ...]
    style: int
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePanel:
    """Lines over the same steps, with the axis upright."""

    title: str
    axis: Axis
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """Values over waves or periods.

    Attributes
    ----------
    key, title, sentences, alternative
        As every figure has them.
    steps : tuple of str
        The waves or periods, in time, at equal distances.
    panels : tuple of LinePanel
        From the top left.
    """

    key: str
    title: str
    steps: tuple[str, ...]
    panels: tuple[LinePanel, ...]
    sentences: tuple[str, ...]
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPart:
    """One segment of a bar: an answer, or neighbouring answers of which only the sum is known.

    Attributes
    ----------
    share, text
        Its percentage, and how that is printed.
    first, last : int
        The places of its answers among those of the panel, from 0; the same for one answer.
    """

    share: float
    text: str
    first: int
    last: int

    @property
    def together(self) -> bool:
        """Whether it stands for several answers."""
        return self.first < self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One bar of parts.

    Attributes
    ----------
    label : str
        Whose answers.
    parts : tuple of BarPart
        From the left.
    n : str
        How many answered.
    """

    label: str
    parts: tuple[BarPart, ...]
    n: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPanel:
    """Bars of the same answers.

    Attributes
    ----------
    title : str
        Whose they are; may be empty.
    answers : tuple of str
        From the left.
    at_low, at_high : str
        What the ends mean, such as `better`.
    sided : bool
        Whether one end is the better one.
    rows : tuple of BarRow
        From the top.
    """

    title: str
    answers: tuple[str, ...]
    at_low: str
    at_high: str
    sided: bool
    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Answers as bars that begin in the middle.

    Attributes
    ----------
    key, title, sentences, alternative
        As every figure has them.
    panels : tuple of BarPanel
        From the top.
    """

    key: str
    title: str
    panels: tuple[BarPanel, ...]
    sentences: tuple[str, ...]
    alternative: str
