"""SPSS dates, which are stored as seconds, as ISO text."""

import re
from datetime import datetime, timedelta

import numpy as np

from lpsstats.files.levels import text_column
from lpsstats.survey.export import NumberColumn, TextColumn

# The eve of the Gregorian calendar, from which SPSS counts.
EPOCH = datetime(1582, 10, 14)
DAY = re.compile(r"(A|E|S|J)?DATE\d|(QYR|MOYR|WKYR)\d")
MOMENT = re.compile(r"(DATETIME|YMDHMS)\d")

Ranges = tuple[tuple[float, float] | tuple[str, str], ...]


def is_date(spss_format: str) -> bool:
    """Say whether a print format such as `DATE11` shows a day or a moment.

    Durations (TIME, DTIME) and names of days and months stay numbers.
    """
    return bool(DAY.match(spss_format) or MOMENT.match(spss_format))


def as_text(column: NumberColumn, spss_format: str, missing: Ranges) -> tuple[TextColumn, Ranges]:
    """Write days as 2016-12-01 and moments as 2016-12-01T09:30:00.

    Parameters
    ----------
    column : NumberColumn
        Seconds since 14 October 1582.
    spss_format : str
        The print format.
    missing : ranges of numbers
        The declared missing codes.

    Returns
    -------
    TextColumn
        The empty text where the cell is empty; a missing code as the number it is.
    ranges of texts
        The missing codes that occur, as they stand in the column.
    """
    distinct, codes = np.unique(column.values, return_inverse=True)
    numbers: list[float] = distinct.tolist()
    coded = {x: f"{x:.15g}" for x in numbers if any(lo <= x <= hi for lo, hi in missing)}  # type: ignore[operator]
    texts = [coded.get(number) or _iso(number, spss_format) for number in numbers]
    text = text_column([texts[code] for code in codes.tolist()])
    return text, tuple((each, each) for each in coded.values())


def _iso(seconds: float, spss_format: str) -> str:
    if np.isnan(seconds):
        return ""
    try:
        moment = EPOCH + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return f"{seconds:.15g}"
    return moment.isoformat() if MOMENT.match(spss_format) else moment.date().isoformat()
