"""When the waves were held, in years: what a trend is drawn over."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lpsstats.dictionary.model import Dictionary, Wave
from lpsstats.errors import DictionaryError
from lpsstats.survey.model import Floats

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveDates:
    """The times of the waves, or why there are none.

    Attributes
    ----------
    years : ndarray of float, shape (n_waves,), optional
        Years since the first wave, ascending; `None` without a date for each, one after the other.
    why : str
        Why there are none; empty where there are.
    """

    years: Floats | None
    why: str = ""


def wave_dates(dictionary: Dictionary) -> WaveDates:
    """Read the dates of the waves.

    A date of a day stands for its middle, one without a day for the middle of the month, one
    without a month for the middle of the year. Months are a twelfth of a year each.

    Parameters
    ----------
    dictionary : Dictionary
        Its waves.

    Raises
    ------
    DictionaryError
        If what is written as a date is none, as `2018-13`.
    """
    waves = dictionary.waves
    dated = [(wave, _year(wave, dictionary)) for wave in waves]
    without = [wave.key for wave, year in dated if year is None]
    if without:
        verb = "has" if len(without) == 1 else "have"
        return WaveDates(years=None, why=f"{_listed(without)} {verb} no date")
    years = np.array([year for _, year in dated], dtype=np.float64)
    for (one, before), (other, after) in pairwise(zip(waves, years, strict=True)):
        if not before < after:
            why = f"{other.key} ({other.date}) is not later than {one.key} ({one.date})"
            return WaveDates(years=None, why=why)
    return WaveDates(years=years - years[0])


def _year(wave: Wave, dictionary: Dictionary) -> float | None:
    """Turn a date into a year with its fraction."""
    if wave.date is None:
        return None
    year, *rest = (int(part) for part in wave.date.split("-"))
    if not rest:
        return year + 0.5
    month = rest[0]
    days = calendar.monthrange(year, month)[1] if 1 <= month <= MONTHS and year else 0
    if not 1 <= (rest[1] if len(rest) > 1 else 1) <= days:
        place = dictionary.where("waves", "values", wave.key, "date")
        message = f"{place}: waves.values.{wave.key}.date: {wave.date} is no day of the calendar"
        raise DictionaryError(message)
    of_month = (rest[1] - 0.5) / days if len(rest) > 1 else 0.5
    return year + (month - 1 + of_month) / MONTHS


def _listed(keys: Sequence[str]) -> str:
    return ", ".join(keys)
