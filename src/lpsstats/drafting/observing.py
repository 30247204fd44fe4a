"""What a column holds: its distinct answers with counts, its labels, its declared missing codes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.folding import folded
from lpsstats.drafting.quoting import Code, is_code, one_line
from lpsstats.survey.export import Export, NumberColumn, TextColumn
from lpsstats.survey.numbers import as_number

MOST_DISTINCT = 400  # answers of a column that are counted one by one
MOST_LABELS = 200  # a file with more has a list of places or jobs, not of answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """A question as one file or several have it.

    Attributes
    ----------
    kind : str
        `number`, `text` or `empty`.
    counts : mapping of code to int
        Rows per distinct answer, without declared missing codes and empty cells; nothing where
        there are more than 400.
    n : int
        Rows with an answer.
    low, high : float, optional
        The lowest and the highest number.
    whole : bool
        Whether all numbers are whole.
    labels : mapping of code to str
        The file's labels, each on one line, those of declared missing codes left out.
    declared : mapping of code to str
        Codes that some file declares missing, with their labels.
    undeclared : frozenset of code
        Those of them that another file does not declare missing.
    relabelled : tuple of code
        Codes whose label differs between files.
    measure, format : str, optional
        The declared level and the SPSS print format.
    """

    kind: str
    counts: Mapping[Code, int]
    n: int
    low: float | None = None
    high: float | None = None
    whole: bool = True
    labels: Mapping[Code, str] = field(default_factory=dict)
    declared: Mapping[Code, str] = field(default_factory=dict)
    undeclared: frozenset[Code] = frozenset()
    relabelled: tuple[Code, ...] = ()
    measure: str | None = None
    format: str | None = None

    @property
    def countable(self) -> bool:
        """Whether the distinct answers are few enough to be listed."""
        return bool(self.counts) or not self.n


def observe(export: Export, name: str) -> Observed:
    """Look at one column of one file.

    Parameters
    ----------
    export : Export
        A file read with that column.
    name : str
        The column.
    """
    column = export.columns[name]
    ranges = export.missing_ranges.get(name, ())
    raw = export.value_labels.get(name, {})
    labelled = {_code(code, column): one_line(text) for code, text in raw.items()}
    labels = {code: text for code, text in labelled.items() if text and is_code(code)}
    declared = {code: text for code, text in labels.items() if _within(code, ranges)}
    if isinstance(column, NumberColumn):
        kind, counts, n, numbers = _numbers(column, ranges)
    else:
        kind, counts, n, numbers = _texts(column, export, ranges)
    return Observed(
        kind=kind,
        counts=counts,
        n=n,
        low=float(numbers.min()) if len(numbers) else None,
        high=float(numbers.max()) if len(numbers) else None,
        whole=bool((numbers == np.rint(numbers)).all()),
        labels={code: text for code, text in labels.items() if code not in declared},
        declared=declared,
        measure=export.measures.get(name),
        format=export.formats.get(name),
    )


def _code(code: Code, column: NumberColumn | TextColumn) -> Code:
    """Give a label's code as the dictionary will read it: texts that are numbers count as such."""
    if isinstance(column, NumberColumn) or not isinstance(code, str):
        return code
    number = as_number(code)
    return code.strip() if number is None else number


def _within(code: Code, ranges: Sequence[tuple[Code, Code]]) -> bool:
    return any(
        str(code) == str(low).strip()
        if isinstance(code, str) or isinstance(low, str) or isinstance(high, str)
        else low <= code <= high
        for low, high in ranges
    )


def _numbers(
    column: NumberColumn, ranges: Sequence[tuple[Code, Code]]
) -> tuple[str, dict[Code, int], int, NDArray[np.float64]]:
    """Count the answers of a column of numbers."""
    values = column.values[np.isfinite(column.values)]
    for low, high in ranges:
        if not isinstance(low, str) and not isinstance(high, str):
            values = values[(values < low) | (values > high)]
    found, counts = np.unique(values, return_counts=True)
    listed = len(found) <= MOST_DISTINCT
    rows: dict[Code, int] = {}
    rows.update(zip(found.tolist(), counts.tolist(), strict=True))
    return ("number" if len(found) else "empty"), rows if listed else {}, len(values), found


def _texts(
    column: TextColumn, export: Export, ranges: Sequence[tuple[Code, Code]]
) -> tuple[str, dict[Code, int], int, NDArray[np.float64]]:
    """Count the answers of a column of texts; spellings that read as one count as one."""
    rows = np.bincount(column.codes[column.codes >= 0], minlength=len(column.levels)).tolist()
    levels = {
        text.strip(): count
        for text, count in _spellings(zip(column.levels, rows, strict=True)).items()
        if text.strip() not in export.coded_missing and not _within(text.strip(), ranges)
    }
    n = sum(levels.values())
    numbers = [as_number(text, export.decimal) for text in levels]
    if levels and None not in numbers:
        return _numeric_texts([x for x in numbers if x is not None], list(levels.values()), n)
    listed = len(levels) <= MOST_DISTINCT
    counts: dict[Code, int] = {}
    counts.update(levels if listed else {})
    return ("text" if levels else "empty"), counts, n, np.array([])


def _numeric_texts(
    numbers: Sequence[float], rows: Sequence[int], n: int
) -> tuple[str, dict[Code, int], int, NDArray[np.float64]]:
    counted: Counter[Code] = Counter()
    for number, count in zip(numbers, rows, strict=True):
        counted[number] += count
    found = np.unique(np.array(numbers))
    ordered: dict[Code, int] = {number: counted[number] for number in found.tolist()}
    return "number", ordered if len(found) <= MOST_DISTINCT else {}, n, found


def _spellings(levels: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Add up spellings that differ in case, accents or blanks only, under the most frequent one."""
    groups: dict[str, dict[str, int]] = {}
    for text, count in levels:
        if text.strip() and count:
            groups.setdefault(folded(text), {})[text] = count
    return {max(group, key=group.__getitem__): sum(group.values()) for group in groups.values()}


def merge(parts: Sequence[Observed]) -> Observed:
    """Put together what several files say of one question; the first file's label counts.

    Parameters
    ----------
    parts : sequence of Observed
        At least one.
    """
    if len(parts) == 1:
        return parts[0]
    kinds = {part.kind for part in parts} - {"empty"}
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    labels: dict[Code, str] = {}
    relabelled: dict[Code, None] = {}
    for part in parts:
        for code, text in part.labels.items():
            if folded(labels.setdefault(code, text)) != folded(text):
                relabelled[code] = None
    declared = {code: text for part in reversed(parts) for code, text in part.declared.items()}
    return Observed(
        kind=kinds.pop() if len(kinds) == 1 else "text" if kinds else "empty",
        counts=_added(parts),
        n=sum(part.n for part in parts),
        low=min(lows, default=None),
        high=max(highs, default=None),
        whole=all(part.whole for part in parts),
        labels={code: text for code, text in labels.items() if code not in declared},
        declared=declared,
        undeclared=frozenset(
            code for code in declared for p in parts if code in p.labels or code in p.counts
        ),
        relabelled=tuple(relabelled),
        measure=next((part.measure for part in parts if part.measure), None),
        format=next((part.format for part in parts if part.format), None),
    )


def _added(parts: Sequence[Observed]) -> dict[Code, int]:
    if not all(part.countable for part in parts):
        return {}
    total: Counter[Code] = Counter()
    for part in parts:
        total.update(part.counts)
    return dict(total) if len(total) <= MOST_DISTINCT else {}
