"""Which column a missing one was renamed to, told by the labels of other files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lpsstats.dictionary.model import Dictionary
from lpsstats.survey.export import Export
from lpsstats.survey.oddities import ItemColumn
from lpsstats.survey.pairing import Pair, pair_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Renames:
    """The files of a survey, and which columns of them are the same question.

    Attributes
    ----------
    references : sequence of Export
        Where questions are labelled: the files, last of all the dictionary itself.
    """

    references: Sequence[Export]
    _pairs: dict[tuple[int, int], Mapping[str, Pair]] = field(default_factory=dict)

    @classmethod
    def among(cls, exports: Sequence[Export], dictionary: Dictionary) -> "Renames":
        """Take the labels of files and dictionary."""
        return cls(references=[*exports, _labelled(dictionary)])

    def of(self, source: ItemColumn, taken: Collection[str]) -> Pair | None:
        """Find the column that holds the question which another file labels alike.

        Parameters
        ----------
        source : ItemColumn
            The column that is not there.
        taken : collection of str
            The columns of that file that are other variables.
        """
        variable = source.variable
        for reference in self.references:
            if reference is source.export:
                continue
            pairs = self._between(reference, source.export)
            for name in (*variable.names.values(), variable.key):
                pair = pairs.get(name)
                if pair is not None and pair.by == "label" and pair.second not in taken:
                    return pair
        return None

    def _between(self, first: Export, second: Export) -> Mapping[str, Pair]:
        key = (id(first), id(second))
        if key not in self._pairs:
            self._pairs[key] = {pair.first: pair for pair in pair_columns(first, second)}
        return self._pairs[key]


def _labelled(dictionary: Dictionary) -> Export:
    """Put the labels of the dictionary where those of a file stand."""
    variables = dictionary.variables
    numbers: dict[str, Mapping[float | str, str]] = {
        key: {float(code): text for code, text in v.labels.items() if not isinstance(code, str)}
        for key, v in variables.items()
    }
    return Export(
        name=dictionary.path.name,
        path=Path(dictionary.path),
        sha256=dictionary.sha256,
        n_rows=0,
        column_names=tuple(variables),
        columns={},
        labels={key: variable.label for key, variable in variables.items()},
        value_labels=numbers,
    )
