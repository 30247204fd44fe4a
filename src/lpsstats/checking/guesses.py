"""What in the dictionary still waits for a person."""

from collections.abc import Iterator

from lpsstats.checking.context import Context
from lpsstats.findings import Finding
from lpsstats.rules import found


def check(context: Context) -> Iterator[Finding]:
    """Find the guesses still marked, and a dictionary without scales."""
    dictionary = context.dictionary
    for line, guess in dictionary.marks.items():
        place = (dictionary.path.name, line)
        message = f"A guess to be looked at: {guess or 'no reason given'}"
        yield found("LPS001", f"line {line}", message, place)
    if not dictionary.scales:
        message = f"{dictionary.path.name} declares no scales: there is nothing to compare."
        yield context.found("LPS002", "scales", message, "variables")
