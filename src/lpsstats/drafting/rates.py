"""How often is that: words of frequency as times a year."""

import re

# (words, times a year), the first that fits the whole text counts
_WORDS = tuple(
    (re.compile(words), rate)
    for words, rate in (
        (r"always|constantly|all (of )?the time|continually|every time", 5000.0),
        (r"almost always|nearly always", 3000.0),
        (r"most of the time|very often|very frequently|mostly", 2000.0),
        (r"usually|generally|regularly", 1500.0),
        (r"(quite |fairly )?(often|frequently)|a lot|a good bit of the time", 1000.0),
        (r"about half the time|sometimes|some ?times?|some of the time|now and then", 50.0),
        (r"occasionally|once in a while|from time to time|a little of the time", 20.0),
        (r"not (very )?often|rarely|seldom|infrequently|hardly|once or twice", 4.0),
        (r"hardly ever|very rarely|almost never|nearly never|very seldom", 1.0),
        (r"never|not at all|none of the time|not once|(i )?(do not|don't) use .*", 0.0),
    )
)
_UNITS = (
    (re.compile(r"\bhour(ly|s)?\b"), 8760.0),
    (re.compile(r"\b(day|daily)\b"), 365.0),
    (re.compile(r"\b(week|weekly)\b"), 52.0),
    (re.compile(r"\b(month|monthly)\b"), 12.0),
    (re.compile(r"\b(year|yearly|annually)\b"), 1.0),
)
_TIMES = (
    (re.compile(r"\bless (often )?than\b|\bfewer than\b"), 0.5),
    (re.compile(r"\b(more|often) (often )?than\b|\bor more\b|\bat least\b"), 1.5),
    (re.compile(r"\b(almost|nearly)\b"), 0.9),
    (re.compile(r"\bonce or twice\b|\b1 ?(-|to|or) ?2\b"), 1.5),
    (re.compile(r"\btwice\b|\b2 times\b"), 2.0),
    (re.compile(r"\b2 ?(-|–|to|or) ?3\b|\ba few\b|\btwo or three\b|\ba couple\b"), 2.5),
    (re.compile(r"\bseveral\b|\bthree\b|\b3\b|\bmany\b"), 3.5),
)
_LEAD = re.compile(r"(\w+)\s*(--+|–|—|:|,| - )\s*(.*)")
LONGEST = 80  # characters; a sentence says more than how often


def times_a_year(text: str) -> float | None:
    """Turn words of frequency into a number that only their order is taken from.

    Parameters
    ----------
    text : str
        An answer's words, folded.

    Returns
    -------
    float or None
        Nothing where the text says no frequency.
    """
    if len(text) > LONGEST:
        lead = _LEAD.match(text)
        return times_a_year(lead[1]) if lead else None
    for words, rate in _WORDS:
        if words.fullmatch(text):
            return rate
    units = [rate for unit, rate in _UNITS if unit.search(text)]
    if units:
        return _per_unit(text, units)
    lead = _LEAD.match(text)
    return times_a_year(lead[1]) if lead else None


def _per_unit(text: str, units: list[float]) -> float:
    """Take the unit, several times or part of it; between two units, their geometric middle."""
    if "between" in text and len(units) > 1:
        return float((units[0] * units[-1]) ** 0.5)
    rate = units[-1] if "between" not in text else units[0]
    for words, factor in _TIMES:
        if words.search(text):
            rate *= factor
    return rate
