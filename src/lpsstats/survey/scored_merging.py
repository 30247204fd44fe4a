"""What several files say of the codes of one column, as far as they agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.dictionary.folding import fold
from lpsstats.survey.export import Column, TextColumn
from lpsstats.survey.numbers import as_text
from lpsstats.survey.scored import Ranges
from lpsstats.survey.scored_remarks import listed

Code = float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one file says of a column.

    Attributes
    ----------
    found : frozenset
        The codes that occur in the rows used.
    labels : mapping
        Value labels.
    missing : tuple of (low, high)
        What it declares missing.
    """

    found: frozenset[Code]
    labels: Mapping[Code, str]
    missing: Ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Labels and missing codes that hold in all files, and what was left out.

    Attributes
    ----------
    labels, missing : mapping and ranges
        Without contradictions.
    contradicted : tuple
        Codes with different labels, which have none here.
    undeclared : tuple
        Codes that one file declares missing and that stand in another where it does not, so that
        they have neither declaration nor label here.
    """

    labels: Mapping[Code, str]
    missing: Ranges
    contradicted: tuple[Code, ...]
    undeclared: tuple[Code, ...]

    def notes(self) -> Iterator[str]:
        """Say what was left out."""
        if self.contradicted:
            yield (
                f"the files contradict each other in their labels of {_shown(self.contradicted)}, "
                "which is written without a label."
            )
        if self.undeclared:
            yield (
                f"one file declares {_shown(self.undeclared)} missing where another has answers; "
                "it is written as an answer without a label."
            )


def as_said(column: Column, labels: Mapping[Code, str], missing: Ranges, *, texts: bool) -> Said:
    """Take what a file says of a column; numbers become texts where the cells do.

    Parameters
    ----------
    column : NumberColumn or TextColumn
        The rows used.
    labels, missing : mapping and ranges
        As the file has them.
    texts : bool
        Whether the column is written as texts.
    """
    found = _found(column)
    if not texts:
        return Said(found=found, labels=labels, missing=missing)
    codes = {*found, *labels, *(low for low, high in missing if low == high)}
    absent = sorted(_spelt(code) for code in codes if any(_within(code, r) for r in missing))
    return Said(
        found=frozenset(_spelt(code) for code in found),
        labels={_spelt(code): text for code, text in labels.items()},
        missing=tuple((text, text) for text in absent),
    )


def merge(said: Sequence[Said]) -> Merged:
    """Put together what the files say, leaving out what they contradict each other in.

    Parameters
    ----------
    said : sequence of Said
        One for each file and column.
    """
    labels: dict[Code, str] = {}
    contradicted: dict[Code, None] = {}
    for one in said:
        for code, text in one.labels.items():
            if fold(labels.setdefault(code, text)) != fold(text):
                contradicted[code] = None
    answers = frozenset().union(
        *({c for c in one.found if not any(_within(c, r) for r in one.missing)} for one in said)
    )
    ranges = dict.fromkeys(r for one in said for r in one.missing)
    missing = dict.fromkeys(part for r in ranges for part in _kept(r, answers, said))
    undeclared = {c for c in answers if any(_within(c, r) for r in ranges)}
    return Merged(
        labels={c: t for c, t in labels.items() if c not in contradicted and c not in undeclared},
        missing=tuple(missing),  # type: ignore[arg-type]
        contradicted=tuple(code for code in contradicted if code not in undeclared),
        undeclared=tuple(sorted(undeclared, key=lambda code: (isinstance(code, str), code))),
    )


def _kept(
    declared: tuple[Code, Code], answers: frozenset[Code], said: Sequence[Said]
) -> Iterator[tuple[Code, Code]]:
    """Keep a declaration whole, or of one in which answers lie, the other codes that occur."""
    if not any(_within(code, declared) for code in answers):
        yield declared
        return
    codes = {c for one in said for c in (*one.found, *one.labels) if _within(c, declared)}
    for code in sorted(codes - answers, key=str):
        yield code, code


def _within(code: Code, declared: tuple[Code, Code]) -> bool:
    low, high = declared
    if isinstance(code, str) or isinstance(low, str) or isinstance(high, str):
        return code == low
    return low <= code <= high


def _found(column: Column) -> frozenset[Code]:
    if isinstance(column, TextColumn):
        levels = (column.levels[i] for i in np.unique(column.codes).tolist())
        return frozenset(level for level in levels if level.strip())
    return frozenset(np.unique(column.values[~np.isnan(column.values)]).tolist())


def _spelt(code: Code) -> str:
    return code if isinstance(code, str) else as_text(code)


def _shown(codes: Sequence[Code]) -> str:
    return listed([_spelt(code) for code in codes])
