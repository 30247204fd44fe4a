from dataclasses import replace

import numpy as np
import pytest

from lpsstats.analysis.wave_dates import wave_dates
from lpsstats.errors import DictionaryError


def dated(dictionary, *dates):
    waves = tuple(
        replace(wave, date=date) for wave, date in zip(dictionary.waves, dates, strict=True)
    )
    return replace(dictionary, waves=waves)


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        (("2016-12", "2017-09", "2018-05"), (0, 9 / 12, 17 / 12)),
        (("2016", "2017", "2019"), (0, 1, 3)),
        # The first of January to the last of December of a year that is no leap year.
        (("2018-01-01", "2018-07-16", "2018-12-31"), (0, (6.5 - 0.5 / 31) / 12,
                                                      (12 - 1 / 31) / 12)),
        # A year stands for its middle, a month for its own: half a month before and after July.
        (("2018-06", "2018", "2018-07"), (0, 0.5 / 12, 1 / 12)),
        # A day in February counts by the length of its month, in leap years one more.
        (("2016-02-29", "2016-03-01", "2017-02-28"), (0, 0.5 / 29 / 12 + 0.5 / 31 / 12,
                                                     1 + 0.5 / 29 / 12 - 0.5 / 28 / 12)),
    ],
)  # fmt: skip
def test_dates_become_years_since_the_first_wave(cross_section, dates, years):
    found = wave_dates(dated(cross_section, *dates))
    assert found.why == ""
    assert found.years == pytest.approx(years, rel=1e-12)
    assert (np.diff(found.years) > 0).all()


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ((None, None, None), "T1, T2, T3 have no date"),
        (("2016", None, "2018"), "T2 has no date"),
        (("2016", "2016", "2018"), "T2 (2016) is not later than T1 (2016)"),
        # May is before the middle of its year.
        (("2016", "2018", "2018-05"), "T3 (2018-05) is not later than T2 (2018)"),
    ],
)
def test_without_dates_in_order_there_are_no_years_and_it_is_said_why(cross_section, dates, why):
    found = wave_dates(dated(cross_section, *dates))
    assert (found.years, found.why) == (None, why)


@pytest.mark.parametrize("date", ["2018-13", "2018-00", "2018-02-29", "2018-04-00", "0000-05"])
def test_a_day_that_no_calendar_has_is_an_error_of_the_dictionary(cross_section, date):
    with pytest.raises(DictionaryError) as refusal:
        wave_dates(dated(cross_section, "2016", "2017", date))
    assert f"waves.values.T3.date: {date} is no day of the calendar" in str(refusal.value)
    assert str(refusal.value).startswith("data_dictionary.yaml:")
