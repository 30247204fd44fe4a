"""The header line of a text file or sheet."""

from collections import Counter
from collections.abc import Sequence

from lpsstats.errors import DataError


def places(header: Sequence[str], wanted: frozenset[str] | None, file_name: str) -> dict[str, int]:
    """Find the columns to read: name to index.

    Parameters
    ----------
    header : sequence of str
        The names in file order; a column without a name cannot be read.
    wanted : frozenset of str, optional
        All that have a name by default.
    file_name : str
        For messages.

    Raises
    ------
    DataError
        If one of them occurs twice.
    """
    counts = Counter(name for name in header if name and (wanted is None or name in wanted))
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        shown = ", ".join(f"{name!r} ({counts[name]} times)" for name in twice[:5])
        names = "a column name occurs" if len(twice) == 1 else f"{len(twice):,} column names occur"
        problem = f"{file_name}: {names} more than once: {shown}"
        raise DataError(f"{problem}. Give each column its own name.")
    return {name: index for index, name in enumerate(header) if name in counts}
