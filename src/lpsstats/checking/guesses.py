"""What in the dictionary still waits for a person."""

from collections.abc import Iterator

from lpsstats.checking.context import Context
from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding
from lpsstats.rules import found


def check(context: Context) -> Iterator[Finding]:
    """Find the guesses still marked, and a dictionary without scales."""
    yield from unsettled(context.dictionary)


def unsettled(dictionary: Dictionary) -> Iterator[Finding]:
    """Find them in a dictionary alone, whose data nobody has read."""
    for line, guess in dictionary.marks.items():
        place = (dictionary.path.name, line)
        message = f"A guess to be looked at: {guess or 'no reason given'}"
        yield found("LPS001", f"line {line}", message, place)
    if not dictionary.scales:
        message = f"{dictionary.path.name} declares no scales: there is nothing to compare."
        place = (dictionary.path.name, dictionary.line("variables"))
        yield found("LPS002", "scales", message, place)
