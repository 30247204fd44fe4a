"""Names of groups of respondents: what counts the same people bears the same name."""

from dataclasses import dataclass

from lpsstats.tables.disclosure.kinds import Count, Kind
from lpsstats.tables.model import Record

Place = tuple[str, str] | None


@dataclass(frozen=True, slots=True, order=False)
class Name:
    """Whom a number counts; `None` is all of them."""

    what: str
    measure: str | None = None
    category: str | None = None
    place: Place = None
    wave: str | None = None


def name_of(kind: Kind, count: Count, whole: Record, value: float) -> Name:
    """Say whom a count is of.

    Parameters
    ----------
    kind, count : Kind, Count
        What is said of the row, and of the key.
    whole : mapping
        The row, with what the rows around it say.
    value : float
        The count.
    """
    apart = [str(whole[key]) for key in kind.apart if whole.get(key) is not None]
    category = whole.get("category") if count.answer else whole.get("missing_reason")
    what = " ".join([count.what, *apart])
    if count.answer and category is None:
        what = f"counted {what}"
    of_nobody = what in {"respondents", "silent", "weighing", "zero weight", "no weight"}
    place = place_of(kind, whole)
    wave = whole.get(count.wave) if count.wave else None
    if count.whole:
        # Of a survey without sites, the whole is all waves; else all sites of the wave.
        wave = None if place is None and value != whole.get("n") else wave
        place = None
    measure = whole.get(kind.measure)
    return Name(
        what,
        None if of_nobody or measure is None else str(measure),
        None if category is None else str(category),
        place,
        None if wave is None else str(wave),
    )


def place_of(kind: Kind, whole: Record) -> Place:
    """Name the site or the group of a row; the parts of a whole are of one division."""
    place = whole.get(kind.place)
    if place in {None, ""} and kind.place == "group":
        place = whole.get("site")
    if place in {None, ""}:
        return None
    return str(whole.get("by") or "site"), str(place)
