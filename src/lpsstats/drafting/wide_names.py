"""Waves that stand side by side in one file: `t1_trust` and `t2_trust`."""

import re
from collections.abc import Iterable

from lpsstats.drafting.quoting import one_line

# The number of the wave before or behind what is asked.
NAMES = (
    re.compile(r"(?P<wave>(?:t|w|wave|time)_?\d{1,2})[_. ]?(?P<asked>[a-z].*)", re.I),
    re.compile(r"(?P<asked>.+?)[_. ](?P<wave>(?:t|w|wave|time)_?\d{1,2})", re.I),
    re.compile(r"(?P<asked>.+?)[_.](?P<wave>\d)"),
)
FEWEST = 3  # questions that are asked in several waves
MANY = 6  # where there is nothing but a number, which items have, too


def side_by_side(columns: Iterable[str]) -> str:
    """Ask whether a file has its waves beside each other; nothing where no name says so.

    Parameters
    ----------
    columns : iterable of str
        The file's column names.
    """
    names = list(columns)
    for pattern in NAMES:
        asked: dict[str, dict[str, str]] = {}
        for name in names:
            if found := pattern.fullmatch(name):
                asked.setdefault(found["asked"].lower(), {})[found["wave"].lower()] = name
        several = [waves for waves in asked.values() if len(waves) > 1]
        # trust_1 to trust_4 are four items of a few scales, coh1_1 and coh1_2 are two waves.
        enough = max(MANY, 1 + 2 * max(map(len, several), default=0))
        if len(several) >= (enough if pattern is NAMES[-1] else FEWEST):
            first, second, *_ = several[0].values()
            pair = f"'{one_line(first)}' and '{one_line(second)}'"
            return f"{pair}: waves side by side? then give each wave a file of its own"
    return ""
