"""Every way to divide respondents over the answers of a question that fits what a row says."""

from math import sqrt
from statistics import median

TINY = 1e-9


def divisions(row, answers):
    """List what the withheld answers may be: tuples of counts, in the order of their codes.

    `answers` has the count of each code, `None` where it is withheld.
    """
    hidden = [code for code, n in answers.items() if n is None]
    known = {code: n for code, n in answers.items() if n is not None}
    rest = row["n"] - sum(known.values())
    return [
        counts
        for counts in _ways(len(hidden), rest)
        if _fits(row, known | dict(zip(hidden, counts, strict=True)))
    ]


def certain(row, answers):
    """Name the withheld answers that can be one number only."""
    found = divisions(row, answers)
    hidden = [code for code, n in answers.items() if n is None]
    return [
        code
        for code, counts in zip(hidden, zip(*found, strict=True), strict=True)
        if len(set(counts)) == 1
    ]


def _ways(places, people):
    if places == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for others in _ways(places - 1, people - first):
            yield (first, *others)


def _fits(row, counts):
    n = sum(counts.values())
    total = sum(code * count for code, count in counts.items())
    if row.get("mean") is not None and abs(total / n - row["mean"]) > TINY:
        return False
    squares = sum(code * code * count for code, count in counts.items()) - total * total / n
    if row.get("sd") is not None and abs(sqrt(max(0, squares) / (n - 1)) - row["sd"]) > TINY:
        return False
    values = [code for code, count in sorted(counts.items()) for _ in range(count)]
    told = {
        "minimum": values[0],
        "median": median(values),
        "maximum": values[-1],
        "pct_floor": 100 * counts[min(counts)] / n,
        "pct_ceiling": 100 * counts[max(counts)] / n,
        "floor": counts[min(counts)] / n,
        "ceiling": counts[max(counts)] / n,
    }
    return all(row.get(key) is None or abs(row[key] - told[key]) < TINY for key in told)
