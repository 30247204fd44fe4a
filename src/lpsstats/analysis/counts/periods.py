"""Labels of periods in time order: months, quarters, half-years, years, or numbered rounds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.counts.period_labels import ACCEPTED, PER_YEAR, hints, read_labels
from lpsstats.errors import DataError
from lpsstats.stats.moments import IntArray
from lpsstats.survey.numbers import counted, short

PLURAL = {"month": "months", "quarter": "quarters", "half": "half-years", "year": "years"}
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The periods of a file in time order.

    Attributes
    ----------
    labels : tuple of str
        Each distinct period, earliest first, as it was written the first time.
    index : ndarray of int, shape (n_rows,)
        The position in `labels` of each row's period.
    kind : str
        `month`, `quarter`, `half`, `year`, or `other` for numbered rounds.
    financial : bool
        Whether years begin in April.
    ordinal : ndarray of int, shape (n_periods,)
        When each period is, in steps of its kind: neighbours in time differ by 1.
    """

    labels: tuple[str, ...]
    index: IntArray
    kind: str
    financial: bool
    ordinal: IntArray

    @property
    def per_year(self) -> int | None:
        """How many periods make a year; `None` for numbered rounds."""
        return PER_YEAR.get(self.kind)

    @property
    def described(self) -> str:
        """The kind in words, such as `quarters of financial years (from April)`."""
        if self.kind in {"other", "month"}:
            return "numbered rounds" if self.kind == "other" else "months"
        years = "financial years (from April)" if self.financial else "calendar years"
        return years if self.kind == "year" else f"{PLURAL[self.kind]} of {years}"

    def previous(self, i: int) -> int | None:
        """Find the period exactly one step before period `i`; `None` where the file has none."""
        return self._at(int(self.ordinal[i]) - 1)

    def year_before(self, i: int) -> int | None:
        """Find the same period of the year before; `None` where the file has none."""
        return None if self.per_year is None else self._at(int(self.ordinal[i]) - self.per_year)

    def _at(self, ordinal: int) -> int | None:
        place = int(np.searchsorted(self.ordinal, ordinal))
        found = place < len(self.ordinal) and int(self.ordinal[place]) == ordinal
        return place if found else None


def parse_periods(
    labels: Sequence[str], *, file: str = "", where: Callable[[int], str] | None = None
) -> Periods:
    """Read labels of periods and put them in time order.

    Parameters
    ----------
    labels : sequence of str
        One per row. Case and blanks do not matter: two spellings of one period are one.
    file : str
        The file's name, for messages.
    where : function of int, optional
        Gives the place of a row. Messages then name places and quote no label: in a file of
        connections the column may be that of people, by mistake.

    Returns
    -------
    Periods
        Of no period at all, where there are no labels.

    Raises
    ------
    DataError
        If a label cannot be read, or labels are of more than one kind (quarters of calendar and
        of financial years are two kinds): their steps would not be one length.
    """
    readings = read_labels(labels)
    start = f"{file}: " if file else ""
    known = {label: reading for label, reading in readings.items() if reading is not None}
    if len(known) < len(readings):
        odd = [label for label, reading in readings.items() if reading is None]
        raise DataError(f"{start}{_unreadable(odd, _named(odd, labels, where))}")
    kinds = {(reading.kind, reading.of): label for label, reading in reversed(known.items())}
    if len(kinds) > 1:
        raise DataError(f"{start}{_mixed(_named(list(kinds.values()), labels, where))}")
    kind, of = next(iter(kinds), ("other", ""))
    first = {reading.ordinal: label for label, reading in reversed(known.items())}
    ordinal = np.array(sorted(first), dtype=np.int64)
    rows = np.array([known[label].ordinal for label in labels], dtype=np.int64)
    return Periods(
        labels=tuple(first[each].strip() for each in ordinal.tolist()),
        index=np.searchsorted(ordinal, rows).astype(np.int64),
        kind=kind,
        financial=of == "financial",
        ordinal=ordinal,
    )


def _unreadable(labels: Sequence[str], named: str) -> str:
    return "\n".join(
        [
            f"period: {counted(len(labels), 'label')} cannot be read as a period: {named}.",
            *hints(labels),
            f"Write {ACCEPTED}.",
        ]
    )


def _mixed(named: str) -> str:
    return (
        f"period: periods of more than one kind: {named}.\nOne file holds one kind: months, "
        f"quarters, half-years, years (all of calendar or all of financial years), or rounds. "
        f"Accepted: {ACCEPTED}."
    )


def _named(found: Sequence[str], labels: Sequence[str], where: Callable[[int], str] | None) -> str:
    """Quote the first few of the labels found, or say in which rows they stand first."""
    if where is None:
        texts = [f"'{short(label)}'" if label.strip() else "an empty cell" for label in found]
    else:
        texts = [where(labels.index(label)) for label in found]
    shown = ", ".join([*texts[:SHOWN], "..."] if len(found) > SHOWN else texts)
    return shown if where is None else f"see {shown}"
