"""A variable's answers and its declared missing codes, in one column again."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.model import Variable
from lpsstats.survey.export import NumberColumn
from lpsstats.survey.model import Floats, Survey
from lpsstats.survey.reasons import ANSWERED, NO_ENTRY, ODD, UNASKED, USER_MISSING
from lpsstats.survey.scored import ScoredColumn
from lpsstats.survey.scored_words import FileWords

LEVELS = {"likert": "ordinal", "ordinal": "ordinal", "categorical": "nominal", "number": "scale"}
UNDECLARED = (ANSWERED, NO_ENTRY, ODD, UNASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerColumn:
    """A variable as it is written, and what of it could not be.

    Attributes
    ----------
    column : ScoredColumn
        The answers and the codes of those declared missing.
    n_ambiguous : int
        Declared missing answers left empty because their code is an answer in other rows.
    n_wordless : int
        Declared missing answers left empty because only a word, not a code, stands for them.
    """

    column: ScoredColumn
    n_ambiguous: int
    n_wordless: int

    def notes(self) -> Iterator[str]:
        """Say what was left empty."""
        name = self.column.name
        if self.n_ambiguous:
            yield (
                f"{name}: {_answers(self.n_ambiguous)} empty, which a file declares missing by a "
                "code that is an answer in other rows."
            )
        if self.n_wordless:
            yield (
                f"{name}: {_answers(self.n_wordless)} empty, declared missing by a word for which "
                "there is no code; give one under `missing`."
            )


def _answers(n: int) -> str:
    return "1 answer is" if n == 1 else f"{n:,} answers are"


def answer_column(variable: Variable, survey: Survey, name: str, words: FileWords) -> AnswerColumn:
    """Put a variable's answers and the codes of its declared missing answers together.

    Parameters
    ----------
    variable : Variable
        One that holds codes or numbers.
    survey : Survey
        Read with `codes`.
    name : str
        The column's name.
    words : FileWords
        Labels for what the dictionary leaves unlabelled.
    """
    responses = survey.responses[variable.key]
    codes, n_wordless = _codes(variable, survey)
    given = np.unique(responses[~np.isnan(responses)])
    ambiguous = np.isin(codes, given)
    codes = np.where(ambiguous, np.nan, codes)
    reasons = _reasons(variable, survey, codes, words)
    column = ScoredColumn(
        name=name,
        label=words.label if variable.label == variable.key and words.label else variable.label,
        data=NumberColumn(values=np.where(np.isnan(responses), codes, responses)),
        role="number" if variable.type == "number" else "code",
        level=LEVELS[variable.type],
        labels={**words.labels, **_labels(variable), **{c: t for c, t in reasons.items() if t}},
        missing=tuple((code, code) for code in reasons if code not in set(given.tolist())),
    )
    return AnswerColumn(column=column, n_ambiguous=int(ambiguous.sum()), n_wordless=n_wordless)


def _codes(variable: Variable, survey: Survey) -> tuple[Floats, int]:
    """Give every declared missing answer its code; a word stands for the code of the same reason.

    Returns
    -------
    (ndarray of float, int)
        The codes, NaN elsewhere; and how many answers are missing by a word without a code.
    """
    codes = (survey.codes or {})[variable.key]
    missing = survey.missing[variable.key]
    spoken = np.isnan(codes) & ~np.isin(missing, UNDECLARED)
    if not spoken.any():
        return codes, 0
    code_of = {fold(text): float(code) for code, text in _declared(variable)}
    table = np.array([code_of.get(fold(reason), np.nan) for reason in survey.reasons])
    codes = np.where(spoken, table[missing], codes)
    return codes, int((spoken & np.isnan(codes)).sum())


def _declared(variable: Variable) -> Iterator[tuple[float, str]]:
    """List the dictionary's missing codes that are numbers."""
    for code, reason in variable.missing.items():
        if isinstance(code, int | float):
            yield float(code), reason


def _reasons(
    variable: Variable, survey: Survey, codes: Floats, words: FileWords
) -> dict[float, str]:
    """Give the reason of each missing code: those declared, then others that a file declares."""
    reasons = dict(_declared(variable))
    found, first = _occurring(codes)
    for code, row in zip(found, first, strict=True):
        reason = survey.reasons[survey.missing[variable.key][row]]
        reasons.setdefault(code, "" if reason == USER_MISSING else reason)
    for code in words.missing:
        reasons.setdefault(code, words.labels.get(code, ""))
    return reasons


def _occurring(codes: Floats) -> tuple[list[float], list[int]]:
    """List the codes that occur, and the first row of each."""
    rows: NDArray[np.int64] = np.flatnonzero(~np.isnan(codes))
    found, first = np.unique(codes[rows], return_index=True)
    return found.tolist(), rows[first].tolist()


def _labels(variable: Variable) -> dict[float | str, str]:
    """Give the text of each answer code, or of the ends of its range."""
    labels: dict[float | str, str] = {
        float(code): text for code, text in variable.labels.items() if isinstance(code, int | float)
    }
    for anchor, end in zip(variable.anchors, (variable.low, variable.high), strict=True):
        if anchor is not None and end is not None:
            labels.setdefault(end, anchor)
    return labels
