"""What a label of a period says: the accepted forms, and hints for what is none of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ACCEPTED = (
    "2024-07, 07/2024 or Jul 2024 (month), 2024-Q3, Q3 2024 or Jul-Sep 2024 (quarter), 2024-H1 "
    "(half-year), 2024 (year), 2024/25 or 2024-25, 2024/25 Q1 or Q1 24/25 (financial year from "
    "April), Map 1 or 1 (numbered rounds)"
)

FULL = r"(?P<year>(?:19|20)[0-9]{2})"
# 2024/25 and 24/25 name a year that ends in the next; with its part, also with a hyphen.
SPAN = r"(?:fy ?)?(?P<year>(?:(?:19|20)[0-9]{2})|[0-9]{2})[/-](?P<end>[0-9]{4}|[0-9]{2})"
PART = r"(?P<part>q(?P<quarter>[1-4])|h(?P<half>[12]))"
GAP = r"[\s_-]*"
MONTH_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
FROM_TO = (
    r"(?P<months>jan(?:uary)? ?[-–] ?mar(?:ch)?|apr(?:il)? ?[-–] ?june?"
    r"|july? ?[-–] ?sept?(?:ember)?|oct(?:ober)? ?[-–] ?dec(?:ember)?)"
)
# A day of 01 is what Excel and SPSS make of a month; Excel shows July 2024 as Jul-24.
DATED = tuple(
    re.compile(pattern)
    for pattern in (
        FULL,
        r"(?:fy ?)?" + FULL + r"/(?P<end>[0-9]{4}|[0-9]{2})",
        FULL + GAP + PART,
        PART + GAP + FULL,
        SPAN + GAP + PART,
        PART + GAP + SPAN,
        FULL + r"-(?P<month>0?[1-9]|1[0-2])(?:-01(?:t00:00:00)?)?",
        r"(?P<month>0?[1-9]|1[0-2])/" + FULL,
        MONTH_NAME + GAP + r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})",
        FROM_TO + GAP + FULL,
        FULL + GAP + FROM_TO,
    )
)
# 2023-24 can only be a financial year, 2011-12 also a month.
HYPHENED = re.compile(r"(?:fy ?)?" + FULL + r"-(?P<end>[0-9]{4}|[0-9]{2})")
NUMBERED = re.compile(r"(?:(?P<word>[^\W\d_]+(?: [^\W\d_]+)*)[ _#-]*)?(?P<number>[0-9]{1,9})")
# Words that promise a date: with a number alone they leave the year, or the part of it, open.
NO_WORDS = re.compile(rf"q|h|fy|quarter|half|month|{MONTH_NAME}")
LAST_ROUND = 999
HINTS = (
    (
        re.compile(r"(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}(?:[t ].*)?"),
        "A day is no period: write the month in which it lies, such as 2024-01 for 2024-01-15.",
    ),
    (
        re.compile(r"[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2})(?: .*)?"),
        "01/04/2023 may be 1 April or 4 January: write the month alone, such as 2023-04.",
    ),
    (
        re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?"),
        "Of a year and a month in one number, write 2023-04 for 202304.",
    ),
    (
        re.compile(r"[0-9]{4,9}"),
        f"A number above {LAST_ROUND} that is no year is no round: it may be a date that Excel "
        "turned into a number (45292 is 2024-01-01); show it as a date and write 2024-01.",
    ),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one label says: its kind, the kind of years or the word of a round, and when."""

    kind: str
    of: str
    ordinal: int


def read_labels(labels: Iterable[str]) -> dict[str, Reading | None]:
    """Read each distinct label; nothing where it is in none of the accepted forms.

    2011-12 is a month, or a financial year: the latter where all labels are written as such years
    and are not that one alone, for months of which each has the number of the next year do not
    stand by themselves.
    """
    texts = {label: " ".join(label.casefold().split()) for label in dict.fromkeys(labels)}
    years = {label: _financial_year(text) for label, text in texts.items()}
    distinct = {year.ordinal for year in years.values() if year}
    if all(years.values()) and len(distinct) > 1:
        return dict(years)
    return {label: _read(text) or years[label] for label, text in texts.items()}


def hints(labels: Iterable[str]) -> Iterator[str]:
    """Say what to do about labels that are no periods, without quoting them."""
    texts = [" ".join(label.casefold().split()) for label in labels]
    found = (next((hint for form, hint in HINTS if form.fullmatch(text)), None) for text in texts)
    yield from dict.fromkeys(hint for hint in found if hint)


def _financial_year(text: str) -> Reading | None:
    found = HYPHENED.fullmatch(text)
    return _dated(found.groupdict()) if found else None


def _read(text: str) -> Reading | None:
    """Read one label."""
    for form in DATED:
        if found := form.fullmatch(text):
            return _dated(found.groupdict())
    found = NUMBERED.fullmatch(text)
    if found is None:
        return None
    word, number = found["word"] or "", int(found["number"])
    if not word and number > LAST_ROUND:
        return None
    # A word before a year may mean a year that begins at any time: FY 2024.
    if word and (NO_WORDS.fullmatch(word) or re.fullmatch("(19|20)[0-9]{2}", found["number"])):
        return None
    return Reading("other", word, number)


def _dated(parts: Mapping[str, str | None]) -> Reading | None:
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
            return Reading(kind, of, year * PER_YEAR[kind] + int(part) - 1)
    if name := parts.get("name"):
        return Reading("month", of, year * 12 + MONTHS.index(name[:3]))
    if months := parts.get("months"):
        return Reading("quarter", of, year * 4 + MONTHS.index(months[:3]) // 3)
    return Reading("year", of, year)
