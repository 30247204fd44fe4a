"""Labels of periods in time order: months, quarters, half-years, years, or numbered rounds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.errors import DataError
from lpsstats.stats.moments import IntArray
from lpsstats.survey.numbers import counted, short

PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}
PLURAL = {"month": "months", "quarter": "quarters", "half": "half-years", "year": "years"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ACCEPTED = (
    "2024-07 or Jul 2024 (month), 2024-Q3 or Q3 2024 (quarter), 2024-H1 (half-year), 2024 (year), "
    "2024/25 and 2024/25 Q1 (financial year from April), Map 1 or 1 (numbered rounds)"
)
SHOWN = 3

YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?:/(?P<end>[0-9]{4}|[0-9]{2}))?"
PART = r"(?P<part>q(?P<quarter>[1-4])|h(?P<half>[12]))"
GAP = r"[\s_-]*"
MONTH_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# A day of 01 is what Excel and SPSS make of a month; Excel shows July 2024 as Jul-24.
DATED = tuple(
    re.compile(pattern)
    for pattern in (
        YEAR,
        YEAR + GAP + PART,
        PART + GAP + YEAR,
        r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>0?[1-9]|1[0-2])(?:-01(?:t00:00:00)?)?",
        MONTH_NAME + GAP + r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})",
    )
)
NUMBERED = re.compile(r"(?:(?P<word>[^\W\d_]+(?: [^\W\d_]+)*)[ _#-]*)?(?P<number>[0-9]{1,9})")
# Words that promise a date: with a number alone they leave the year, or the part of it, open.
NO_WORDS = re.compile(rf"q|h|fy|quarter|half|month|{MONTH_NAME}")


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


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one label says: its kind, the kind of years or the word of a round, and when."""

    kind: str
    of: str
    ordinal: int


def parse_periods(labels: Sequence[str], *, file: str = "") -> Periods:
    """Read labels of periods and put them in time order.

    Parameters
    ----------
    labels : sequence of str
        One per row. Case and blanks do not matter: two spellings of one period are one.
    file : str
        The file's name, for messages.

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
    readings = {label: _read(label) for label in dict.fromkeys(labels)}
    start = f"{file}: " if file else ""
    known = {label: reading for label, reading in readings.items() if reading is not None}
    if len(known) < len(readings):
        raise DataError(f"{start}{_unreadable([k for k, v in readings.items() if v is None])}")
    kinds = {(reading.kind, reading.of): label for label, reading in reversed(known.items())}
    if len(kinds) > 1:
        raise DataError(f"{start}{_mixed(list(kinds.values()))}")
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


def _read(label: str) -> _Reading | None:
    """Read one label; nothing where it is in none of the accepted forms."""
    text = " ".join(label.casefold().split())
    for form in DATED:
        if found := form.fullmatch(text):
            return _dated(found.groupdict())
    found = NUMBERED.fullmatch(text)
    if found is None:
        return None
    word, number = found["word"] or "", int(found["number"])
    # A word before a year may mean a year that begins at any time: FY 2024.
    if word and (NO_WORDS.fullmatch(word) or re.fullmatch("(19|20)[0-9]{2}", found["number"])):
        return None
    return _Reading("other", word, number)


def _dated(parts: dict[str, str | None]) -> _Reading | None:
    """Turn the parts of a date into its place in time."""
    written = parts["year"] or ""
    year = int(written) if len(written) == 4 else 2000 + int(written)
    end, of = parts.get("end"), "calendar"
    if end is not None:
        if int(end) != (year + 1) % 10 ** len(end):
            return None
        of = "financial"
    for kind in ("quarter", "half", "month"):
        if part := parts.get(kind):
            return _Reading(kind, of, year * PER_YEAR[kind] + int(part) - 1)
    if name := parts.get("name"):
        return _Reading("month", of, year * 12 + MONTHS.index(name[:3]))
    return _Reading("year", of, year)


def _unreadable(labels: Sequence[str]) -> str:
    named = ", ".join(_quoted(labels))
    return (
        f"period: {counted(len(labels), 'label')} cannot be read as a period: {named}.\n"
        f"Write {ACCEPTED}."
    )


def _mixed(labels: Sequence[str]) -> str:
    named = ", ".join(_quoted(labels))
    return (
        f"period: periods of more than one kind: {named}.\nOne file holds one kind: months, "
        f"quarters, half-years, years (all of calendar or all of financial years), or rounds. "
        f"Accepted: {ACCEPTED}."
    )


def _quoted(labels: Sequence[str]) -> Iterator[str]:
    """Quote the first few."""
    for label in labels[:SHOWN]:
        yield f"'{short(label)}'" if label.strip() else "an empty cell"
    if len(labels) > SHOWN:
        yield "..."
