"""Answers in the columns of a multiple response that are no box."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.merging import DICHOTOMIES
from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.dictionary.suggest import nearest
from lpsstats.survey.boxes import TickedBoxes
from lpsstats.survey.matching import SHOWN
from lpsstats.survey.numbers import as_text, counted, short
from lpsstats.survey.oddities import ItemColumn, Oddities

# An answer in words that fewer people gave may be somebody's own words.
FEWEST_TO_SHOW = 3
# What stands between the answers of a cell that holds several.
SEPARATORS = ("; ", ";", ", ", ",", "|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """Answers in the columns of one file that are no box.

    Attributes
    ----------
    sources : list of ItemColumn
        The columns that hold some.
    counts : mapping of code or text to int
        How often each is given, the most frequent ones of every column.
    n : int
        How many cells hold one.
    more : bool
        Whether there are others.
    """

    sources: list[ItemColumn]
    counts: Mapping[float | str, int]
    n: int
    more: bool

    def note(self) -> str:
        """Say that they are left aside."""
        return (
            f"{self._place}: {self._what}; left aside (out_of_range), and who gave nothing else "
            "counts as having ticked none."
        )

    def problem(self, dictionary: Dictionary) -> str:
        """Say that they have to be declared."""
        variable = self.sources[0].variable
        columns = ", ".join(f"'{short(source.name)}'" for source in self.sources)
        what = "column" if len(self.sources) == 1 else "columns"
        between = _separator(self.counts, variable)
        near = "".join(
            f"{line}\n"
            for value in self._shown
            if len(_parts(value, between)) < 2
            for line in _meant(value, variable)
        )
        if between:
            near += f'If cells hold several answers: {variable.key}: {{separator: "{between}"}}\n'
        return (
            f"{self._place} ({what} {columns}): {self._what} "
            f"({dictionary.where('variables', variable.key)}).\n{near}"
            "Add to `labels` what is a box, and to `missing` what means no answer. To leave the "
            f"rest aside, counted: {variable.key}: {{out_of_range: missing}}, or --out-of-range "
            "missing"
        )

    @property
    def _place(self) -> str:
        return f"{self.sources[0].export.name}: {self.sources[0].variable.key}"

    @property
    def _what(self) -> str:
        shown = [f"{_value(value)} ({self.counts[value]:,})" for value in self._shown]
        shown += ["others"] if shown and self._hides else []
        cells = f"{counted(self.n, 'cell')} with an answer"
        named = f": {', '.join(shown)}" if shown else ""
        n_labels = len(self.sources[0].variable.labels)
        return f"{cells} that is none of the {n_labels} labelled ones{named}"

    @property
    def _hides(self) -> bool:
        return self.more or len(self._shown) < len(self.counts)

    @property
    def _shown(self) -> list[float | str]:
        """Choose what a message may repeat: codes, and texts that several people gave."""
        order = sorted(self.counts, key=lambda value: -self.counts[value])
        fit = [v for v in order if not isinstance(v, str) or self.counts[v] >= FEWEST_TO_SHOW]
        return fit[:SHOWN]


def unlisted_answers(read: TickedBoxes) -> Iterator[Unlisted]:
    """Gather the answers that are no box, file by file."""
    found: dict[int, list[tuple[ItemColumn, Oddities]]] = {}
    for column in read.columns:
        for source, answers in column.read:
            if answers.odd is not None:
                found.setdefault(id(source.export), []).append((source, answers.odd))
    for columns in found.values():
        counts: Counter[float | str] = Counter()
        for _, odd in columns:
            counts.update({one.value: one.count for one in odd.shown})
        yield Unlisted(
            sources=[source for source, _ in columns],
            counts=counts,
            n=sum(odd.n_rows for _, odd in columns),
            more=any(odd.n_values > len(odd.shown) for _, odd in columns),
        )


def _value(value: float | str) -> str:
    return f"'{value}'" if isinstance(value, str) else as_text(value)


def _separator(values: Iterable[float | str], variable: Variable) -> str | None:
    """Find what parts the most answers into labelled ones, where none is declared."""
    if variable.coding == DICHOTOMIES or variable.separator:
        return None
    known = {fold(label) for label in variable.labels.values()}
    known |= {fold(text) for text in variable.text_codes}
    known |= {as_text(code) for code in variable.labels if not isinstance(code, str)}
    parted = Counter(
        between
        for value in values
        for between in SEPARATORS
        if len(parts := _parts(value, between)) > 1 and {fold(part) for part in parts} <= known
    )
    return max(SEPARATORS, key=lambda between: parted[between]) if parted else None


def _parts(value: float | str, between: str | None) -> list[str]:
    """Part an answer in words."""
    return value.split(between) if isinstance(value, str) and between else []


def _meant(value: float | str, variable: Variable) -> Iterator[str]:
    """Name the label that a text is nearly."""
    texts = {fold(label): label for label in variable.labels.values()}
    near = nearest(fold(value), texts) if isinstance(value, str) else None
    if near:
        yield f"Is '{value}' meant to be '{texts[near]}'?"
