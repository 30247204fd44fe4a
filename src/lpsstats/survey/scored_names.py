"""A name for every column: the one that is wanted, unless another column has it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count


@dataclass(slots=True)
class Names:
    """The names given so far, and what had to be changed.

    SPSS takes `Q1` and `q1` for one name, so that all formats keep to that.

    Attributes
    ----------
    taken : set of str
        The names in use, case folded.
    changed : list of (str, str)
        What was wanted and what was given.
    """

    taken: set[str] = field(default_factory=set)
    changed: list[tuple[str, str]] = field(default_factory=list)

    def claim(self, wanted: str, *others: str) -> str:
        """Give a name: the wanted one, else the first free one of the others, else numbered."""
        numbered = (f"{wanted}_{number}" for number in count(2))
        candidates = chain((wanted, *others), numbered)
        name = next(name for name in candidates if name.casefold() not in self.taken)
        self.taken.add(name.casefold())
        if name != wanted:
            self.changed.append((wanted, name))
        return name

    def notes(self) -> Iterator[str]:
        """Say which columns are not called what one would expect."""
        for wanted, name in self.changed:
            yield f"'{wanted}' is written as '{name}', for another column has that name."
