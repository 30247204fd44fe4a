"""What is to be said of columns, once for all columns of which it holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

MOST_SHOWN = 8


@dataclass(slots=True)
class Remarks:
    """Remarks on columns.

    Attributes
    ----------
    columns : dict of str to list of str
        The columns of which each remark holds.
    """

    columns: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, remarks: Iterable[str]) -> None:
        """Keep what is to be said of a column."""
        for remark in remarks:
            self.columns.setdefault(remark, []).append(name)

    def notes(self) -> Iterator[str]:
        """Say each remark once, with its columns."""
        for remark, names in self.columns.items():
            yield f"{listed(names)}: {remark}"


def listed(texts: Sequence[str]) -> str:
    """List texts, of many only the first."""
    more = [f"and {len(texts) - MOST_SHOWN:,} more"] if len(texts) > MOST_SHOWN else []
    return ", ".join([*texts[:MOST_SHOWN], *more])
