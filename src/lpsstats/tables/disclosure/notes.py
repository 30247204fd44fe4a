"""Notes that tell no small number: what is withheld is withheld there too."""

import re
from collections.abc import Iterator, Sequence

from lpsstats.tables.disclosure.described import kind_of
from lpsstats.tables.hidden import HIDDEN, SHOWN
from lpsstats.tables.model import Record

# A number of people, by the words after it.
PEOPLE = re.compile(
    r"(?<![\d.,-])(?<!fewer than )(\d[\d,]*)(?= (?:respondents?|people|persons?|answers?|"
    r"answered|without|linked|"
    r"rows?(?! (?:ha(?:s|ve) a wave|rests? on|holds? |are not testable))|"
    r"have a score|with (?:the|a) weight|used|of them|ids?|gave|would|left out)\b)"
)
COUNTS_IN_BRACKETS = re.compile(r" \(n = [^()]*\)")
SMALL_IN_BRACKETS = re.compile(r"(?<=\()(\d[\d,]*)(?=\))")
VERDICTS = re.compile(
    r"^(?:\w+: )?\d+ (?:improved|declined|changed|practically|no clear|not testable|favours|"
    r"higher|lower|rising|falling)"
    r"|^(?:Favours \w+|Changes differ|Practically equal|No clear \w+|Not testable) \d"
)
# What names the rows whose verdicts would be others, or that have none.
RESTATES = re.compile(
    r"^Not testable: |rows are not testable|^Clear by p adj|: a permutation test|"
    r"\b\d[\d,]* of \d[\d,]* (?:verdicts|rows)\b|: [a-z ]+ in (?:all \d|\d+ of \d)"
)
SENTENCE = re.compile(r"\. (?=[A-Z])")
ABOUT_ROWS = re.compile(r"^(?:Detectable|Fewer than|Left out of everything|No respondents)")
# Not what numbers are held against, such as a p adj below .05.
DECIMAL = re.compile(r"(?<![\d.])(?<!below )(?<!bove )(?<!about )(?<!side of )-?\d*\.\d+(?![\d.])")
DIFFERING = "The people differ between "
SIZE = re.compile(r"(?<=\()(?:\d*\.\d+|without bound)(?=[ ,)])")
BY_CHANCE = re.compile(r", by chance up to (\d*\.\d+)")
IN_95_OF_100 = 1.96  # standard errors
FILE = re.compile(r"^data: |^survey: ")


def veiled(
    notes: Sequence[str], texts: frozenset[str], below: int, *, told: bool
) -> tuple[str, ...]:
    """Take numbers out of notes that are withheld in the tables, and small ones of people.

    Parameters
    ----------
    notes : sequence of str
        Sentences.
    texts : frozenset of str
        What is withheld, as it would be written.
    below : int
        Smaller numbers of people are written `fewer than` this.
    told : bool
        Whether something of the table beneath which they stand is withheld: notes that sum up
        its rows are then left out.
    """
    kept = [_without_verdicts(note) for note in notes if not _sums_up(note)] if told else notes
    return tuple(note if FILE.match(note) else _veiled(note, texts, below) for note in kept if note)


def _without_verdicts(note: str) -> str:
    """Cut a note off before the sentence that names rows by their verdicts."""
    found = RESTATES.search(note)
    if found is None:
        return note
    ends = [one.start() + 1 for one in SENTENCE.finditer(note, 0, found.start())]
    return note[: ends[-1]] if ends else ""


def without_sizes(notes: Sequence[str], places: frozenset[str], below: int) -> tuple[str, ...]:
    """Take the numbers out of the note that says how people differ, where they tell how many.

    Parameters
    ----------
    notes : sequence of str
        Of a document.
    places : frozenset of str
        Names of the sites of which a number of respondents is withheld; an empty one where that
        is of all sites together.
    below : int
        What chance would do tells the number of respondents: it is not said where it can be of
        fewer than this.
    """
    return tuple(
        SIZE.sub(SHOWN, BY_CHANCE.sub("", note))
        if note.startswith(DIFFERING) and _tells_sizes(note, places, below)
        else note
        for note in notes
    )


def _tells_sizes(note: str, places: frozenset[str], below: int) -> bool:
    largest = max((float(chance) for chance in BY_CHANCE.findall(note)), default=0.0)
    pooled = "" in places and (" over all sites" in note or " in " not in note.split(": ", 1)[-1])
    named = any(place and f" in {place}" in note for place in places)
    return named or pooled or largest > IN_95_OF_100 / below**0.5


def _sums_up(note: str) -> bool:
    return bool(VERDICTS.match(note) or ABOUT_ROWS.match(note))


def _veiled(note: str, texts: frozenset[str], below: int) -> str:
    def people(found: re.Match[str]) -> str:
        value = int(found[1].replace(",", ""))
        if value == 0:
            return found[1]
        if value < below:
            return f"fewer than {below}"
        return SHOWN if found[1] in texts else found[1]

    note = PEOPLE.sub(people, note)
    note = SMALL_IN_BRACKETS.sub(people, note)
    note = COUNTS_IN_BRACKETS.sub(lambda found: _if_told(found[0], texts, below), note)
    return DECIMAL.sub(lambda f: SHOWN if f[0].lstrip("-") in texts else f[0], note)


def _if_told(brackets: str, texts: frozenset[str], below: int) -> str:
    """Leave counts in brackets out, if any of them is small or withheld."""
    numbers = [number.rstrip(",") for number in re.findall(r"\d[\d,]*", brackets)]
    small = any(int(number.replace(",", "")) < below for number in numbers)
    return "" if small or not texts.isdisjoint(numbers) else brackets


def withheld_note(
    records: Sequence[Record], originals: Sequence[Record], below: int, *, seen: bool = True
) -> Iterator[str]:
    """Say what `[c]` means, how many numbers are withheld, and how many to protect others.

    Where no page shows anything withheld (`seen`), it says that the data formats do.
    """
    total = second = 0
    for new, old in zip(records, originals, strict=True):
        kind = kind_of(old)
        counts = kind.counts if kind is not None else {}
        for key, count in counts.items():
            if new.get(key) is HIDDEN and old.get(key) is not HIDDEN and not count.per:
                value = old[key]
                total += 1
                second += isinstance(value, int) and value >= below
    touched = any("suppressed" in record for record in records)
    if touched:
        others = f", {second:,} of them for the second reason" if second else ""
        numbers = "1 number" if total == 1 else f"{total:,} numbers"
        said = f" ({numbers} of respondents{others}; and what rests on them)" if total else ""
        where = "" if seen else " in the data formats"
        yield (
            f"{SHOWN}{where}: withheld, for fewer than {below} respondents or to protect such a "
            f"number elsewhere{said}."
        )


def flagged(records: Sequence[Record], below: int, flag_below: int) -> Iterator[str]:
    """Say how many rows hold percentages of so few that little rests on them."""
    few = sum(any(below <= base < flag_below for base in _bases(record)) for record in records)
    if few:
        rows = "1 row holds percentages" if few == 1 else f"{few:,} rows hold percentages"
        yield f"{rows} of fewer than {flag_below} respondents: read them with care."


def _bases(record: Record) -> Iterator[int]:
    """Give the numbers of respondents that percentages of a row are of."""
    kind = kind_of(record)
    for key in ("base", "n", "n_from", "n_to") if kind else ():
        value = record.get(key)
        shares = any(name.startswith("pct") and record[name] is not None for name in record)
        if isinstance(value, int) and shares and value:
            yield value
            if key == "base":
                return
