"""Withhold small numbers from documents, and whatever would betray them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lpsstats.tables.disclosure.checks import told_of_checks, without_outcomes
from lpsstats.tables.disclosure.described import kind_of
from lpsstats.tables.disclosure.drawing import without_withheld
from lpsstats.tables.disclosure.gathering import Gathered, Row, gather
from lpsstats.tables.disclosure.notes import flagged, veiled, withheld_note, without_sizes
from lpsstats.tables.disclosure.protecting import protect
from lpsstats.tables.disclosure.resting import withheld_keys
from lpsstats.tables.document import Document
from lpsstats.tables.hidden import HIDDEN, SHOWN
from lpsstats.tables.model import Record, Table

FLAG_BELOW = 30
BASES = frozenset({"n", "base", "n_from", "n_to", "n_pairs"})


def suppress(document: Document, below: int, flag_below: int = FLAG_BELOW) -> Document:
    """Withhold what rests on too few respondents, and what would betray it.

    Parameters
    ----------
    document : Document
        The answer of a command; it stays as it is.
    below : int
        Numbers of fewer respondents are withheld; 0: nothing is.
    flag_below : int
        Tables with percentages of fewer say so.

    Returns
    -------
    Document
        With `HIDDEN` in the place of what is withheld, the keys of it in `suppressed`, and notes
        that say so. Numbers in notes are veiled likewise.
    """
    return suppress_together([document], below, flag_below)[0]


def suppress_together(
    documents: Sequence[Document], below: int, flag_below: int = FLAG_BELOW
) -> list[Document]:
    """Withhold from documents that a reader has together, so that none betrays another.

    Parameters
    ----------
    documents : sequence of Document
        They stay as they are.
    below, flag_below : int
        As in `suppress`.

    Returns
    -------
    list of Document
        One with sections is given back as it is: it is put together from what is published.
    """
    if below <= 0 or any(document.sections for document in documents):
        return list(documents)
    documents = [told_of_checks(document, below) for document in documents]
    gathered = gather(table.records for document in documents for table in document.tables)
    hidden = protect(gathered, below)
    keys = withheld_keys(gathered, hidden)
    rows = _Rewriting(gathered=gathered, keys=keys)
    made: list[list[Table]] = []
    next_row = 0
    for document in documents:
        tables = []
        for table in document.tables:
            records, next_row = rows.records(table.records, next_row)
            tables.append(replace(table, records=records))
        made.append(tables)
    veil = _Veil(below, flag_below, frozenset(_places(made)))
    return [_finished(one, tables, veil) for one, tables in zip(documents, made, strict=True)]


def _places(made: Sequence[Sequence[Table]]) -> Iterator[str]:
    """Name the sites of which a number of respondents is withheld; all together have no name."""
    for record in (one for tables in made for table in tables for one in table.records):
        if record.get("category") is None and not BASES.isdisjoint(_suppressed(record)):
            yield str(record["site_label"]) if record.get("site") else ""


@dataclass(frozen=True, slots=True)
class _Veil:
    """What the notes must not tell."""

    below: int
    flag_below: int
    places: frozenset[str]


def _finished(document: Document, tables: Sequence[Table], veil: _Veil) -> Document:
    """Put the rewritten tables into their document, with notes that fit them."""
    done = []
    for old, new in zip(document.tables, tables, strict=True):
        texts = frozenset(_texts(new.records, old.records))
        told = any(map(_tells_more, new.records))
        notes = veiled(new.notes, texts, veil.below, told=told)
        about = withheld_note(new.records, old.records, veil.below) if _is_seen(new) else ()
        done.append(
            replace(
                new,
                notes=(
                    *notes,
                    *flagged(old.records, veil.below, veil.flag_below),
                    *about,
                ),
            )
        )
    records = [one for table in done for one in table.records]
    olds = [one for table in document.tables for one in table.records]
    counts = frozenset(text for text in _texts(records, olds) if "." not in text)
    notes = without_sizes(document.notes, veil.places, veil.below)
    return replace(
        document,
        tables=tuple(done),
        notes=(
            *veiled(notes, counts, veil.below, told=False),
            *withheld_note(records, olds, veil.below, seen=any(map(_is_seen, done))),
        ),
        findings=tuple(
            replace(one, message=veiled([one.message], counts, veil.below, told=False)[0])
            for one in without_outcomes(document.findings, list(filter(_tells_more, records)))
        ),
        diagram=without_withheld(document.diagram, records),
    )


def _touched(record: Record) -> bool:
    return "suppressed" in record


def _tells_more(record: Record) -> bool:
    """Say whether more than a number of respondents is withheld from a row."""
    kind = kind_of(record)
    return bool(set(_suppressed(record)) - set(kind.counts if kind else ()))


def _is_seen(table: Table) -> bool:
    """Say whether a page shows that something is withheld."""
    if not any(map(_touched, table.records)):
        return False
    cells = table.cells()
    return any(
        SHOWN in (heading or "") or any(cell.text == SHOWN for row in rows for cell in row)
        for heading, rows in cells.groups
    )


def _texts(records: Sequence[Record], olds: Sequence[Record]) -> Iterator[str]:
    """Write the withheld numbers of some rows as notes beneath them would."""
    for new, old in zip(records, olds, strict=True):
        for key in _suppressed(new):
            value = old.get(key)
            if isinstance(value, bool) or not isinstance(value, int | float):
                continue
            if isinstance(value, int):
                yield f"{value:,}"
                continue
            for places in (1, 2, 3):
                text = f"{abs(value):.{places}f}"
                yield from (text, text.removeprefix("0"))


def _suppressed(record: Record) -> Sequence[str]:
    keys = record.get("suppressed", ())
    return keys if isinstance(keys, list) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rewriting:
    """Give records anew, in the order in which their rows were gathered."""

    gathered: Gathered
    keys: Mapping[int, set[str]]

    def records(self, records: Sequence[Record], first: int) -> tuple[tuple[Record, ...], int]:
        """Rewrite the records of a table; say at which row the next table begins."""
        made = []
        for record in records:
            rows = self.gathered.rows
            if first < len(rows) and rows[first].record is record:
                made.append(self._one(first))
                first += 1
                while first < len(rows) and rows[first].within is not None:
                    first += 1
            else:
                made.append(record)
        return tuple(made), first

    def _one(self, number: int) -> Record:
        row = self.gathered.rows[number]
        inner = self._inside(number)
        hidden = [k for k in row.record if k in self.keys.get(number, ()) and _is_told(row, k)]
        changed = {key: HIDDEN for key in hidden if key not in row.kind.parts}
        record = {**row.record, **inner, **changed}
        for key, entries in row.kind.parts.items():
            parts = inner.get(entries)
            if key in hidden or any(_touched(part) for part in parts or ()):
                record[key] = _listing(parts or [], record[key])
                hidden.append(key)
        for part in inner.get("place_counts", []):
            if _touched(part):
                record[str(part["place"])] = HIDDEN
                hidden.append(str(part["place"]))
        return record | {"suppressed": list(dict.fromkeys(hidden))} if hidden else record

    def _inside(self, number: int) -> dict[str, list[Record]]:
        """Rewrite the rows inside a row."""
        inside: dict[str, list[Record]] = defaultdict(list)
        for other in range(number + 1, len(self.gathered.rows)):
            row = self.gathered.rows[other]
            if row.within is None or row.within < number:
                break
            if row.within == number:
                inside[row.key].append(self._one(other))
        return inside


def _is_told(row: Row, key: str) -> bool:
    """Say whether there is anything to withhold: nothing is no number."""
    return row.record[key] is not None


def _listing(parts: Sequence[Record], text: object) -> object:
    """List answers again, without the shares that are withheld."""
    if not parts or any("text" not in part for part in parts):
        return HIDDEN
    if not isinstance(text, str):
        return text
    listed = [
        f"{part['lead']}{SHOWN}" if _touched(part) else str(part["text"])
        for part in parts
        if part["listed"]
    ]
    more = len(parts) - len(listed)
    return str(parts[0]["between"]).join([*listed, *([f"and {more} others"] if more else [])])
