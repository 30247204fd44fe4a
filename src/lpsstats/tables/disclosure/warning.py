"""Say what is not fit for publication, where nothing is withheld."""

from collections.abc import Iterator
from dataclasses import replace

from lpsstats.tables.disclosure.gathering import Found, gather
from lpsstats.tables.document import Document

DEFAULT_BELOW = 10


def small_numbers(document: Document, below: int = DEFAULT_BELOW) -> int:
    """Count the numbers of a document that are of fewer respondents, or of all but fewer."""
    return sum(1 for _ in _small(document, below))


def with_warning(document: Document, below: int = DEFAULT_BELOW) -> Document:
    """Note how many numbers of a document should not be published, if any.

    Parameters
    ----------
    document : Document
        It stays as it is where the tables are about no respondents.
    below : int
        The usual threshold.
    """
    if document.disclosure is None:
        return document
    small = list(_small(document, below))
    if not small:
        return document
    cells = "1 cell rests" if len(small) == 1 else f"{len(small):,} cells rest"
    note = (
        f"not for publication: {cells} on fewer than {below} respondents, or on all but fewer; "
        f"--suppress-below {below} withholds them"
    )
    return replace(document, notes=(*document.notes, note, *_certain(small)))


def _small(document: Document, below: int) -> Iterator[Found]:
    """Find the small numbers that are told, or told by their rest; people without answers not."""
    for one in gather(table.records for table in document.tables).numbers.values():
        if one.is_small(below) and not one.soft:
            yield one


def _certain(small: list[Found]) -> Iterator[str]:
    """Warn of percentages that tell of everybody in a site."""
    sure = sum(one.value == 0 and one.name.place is not None and one.zero for one in small)
    if sure:
        cells = "1 percentage is" if sure == 1 else f"{sure:,} percentages are"
        yield f"{cells} 0% or 100% of a site, which tells of everybody there"
