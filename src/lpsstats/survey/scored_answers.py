"""A variable's answers and its declared missing codes, in one column again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lpsstats.dictionary.model import Variable
from lpsstats.survey.export import NumberColumn
from lpsstats.survey.model import Floats, Survey
from lpsstats.survey.scored import Ranges, ScoredColumn
from lpsstats.survey.scored_reasons import (
    MissingCodes,
    Reasons,
    are_answers,
    missing_codes,
    reasons_of,
    variable_answers,
)
from lpsstats.survey.scored_remarks import listed
from lpsstats.survey.scored_words import FileWords

LEVELS = {"likert": "ordinal", "ordinal": "ordinal", "categorical": "nominal", "number": "scale"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerColumn:
    """A variable as it is written, and what of it could not be.

    Attributes
    ----------
    column : ScoredColumn
        The answers and the codes of those declared missing.
    missing : MissingCodes
        What was left empty.
    remarks : tuple of str
        What is to be known of its codes; many variables may share a remark.
    """

    column: ScoredColumn
    missing: MissingCodes
    remarks: tuple[str, ...]

    def notes(self) -> Iterator[str]:
        """Say what was left empty."""
        name = self.column.name
        if self.missing.n_ambiguous:
            yield (
                f"{name}: {_answers(self.missing.n_ambiguous)} empty, which a file declares "
                "missing by a code that is an answer in other rows or in the dictionary."
            )
        if self.missing.n_wordless:
            yield (
                f"{name}: {_answers(self.missing.n_wordless)} empty, declared missing by a word "
                "for which there is no code; give one under `missing`."
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
    missing = missing_codes(variable, survey)
    reasons = reasons_of(variable, survey, missing.codes, words)
    doubtful = _doubtful(variable, responses, words)
    labels = {c: t for c, t in words.labels.items() if c not in doubtful} | _labels(variable)
    for code, text in reasons.texts.items():
        labels[code] = text or ("" if code in reasons.disputed else labels.get(code, ""))
    column = ScoredColumn(
        name=name,
        label=words.label if variable.label == variable.key and words.label else variable.label,
        data=NumberColumn(values=np.where(np.isnan(responses), missing.codes, responses)),
        role="number" if variable.type == "number" else "code",
        level=LEVELS[variable.type],
        labels={code: text for code, text in labels.items() if text},
        missing=_missing(variable, survey, reasons, words),
    )
    remarks = (*_numbering(variable, missing.invented), *_disputes(reasons, labels, words))
    return AnswerColumn(column=column, missing=missing, remarks=remarks)


def _doubtful(variable: Variable, responses: Floats, words: FileWords) -> set[float]:
    """List the answers that a file declares missing: its label for them is none of an answer."""
    codes = np.array(words.missing, dtype=np.float64)
    return set(codes[are_answers(codes, variable, responses)].tolist())


def _missing(variable: Variable, survey: Survey, reasons: Reasons, words: FileWords) -> Ranges:
    """Declare missing what the files agree to, where no answer lies in it, and the other codes."""
    responses = survey.responses[variable.key]
    answers = [*np.unique(responses[~np.isnan(responses)]).tolist(), *variable_answers(variable)]
    known = np.array(answers, dtype=np.float64)
    wide = tuple(
        (low, high)
        for low, high in words.ranges
        if low < high and not ((known >= low) & (known <= high)).any()
    )
    single = (c for c in reasons.texts if not any(low <= c <= high for low, high in wide))
    return (*((code, code) for code in single), *wide)


def _labels(variable: Variable) -> dict[float | str, str]:
    """Give the text of each answer code, or of the ends of its range."""
    labels: dict[float | str, str] = {
        float(code): text for code, text in variable.labels.items() if isinstance(code, int | float)
    }
    for anchor, end in zip(variable.anchors, (variable.low, variable.high), strict=True):
        if anchor is not None and end is not None:
            labels.setdefault(end, anchor)
    return labels


def _numbering(variable: Variable, invented: Mapping[str, float]) -> Iterator[str]:
    """Say by which numbers codes that are texts are written."""
    if variable.text_codes:
        codes = [f"{number} {code}" for code, number in variable.text_codes.items()]
        codes += [f"{number:g} {reason}" for reason, number in invented.items()]
        yield f"codes that are texts are written as numbers ({listed(codes)})."


def _disputes(
    reasons: Reasons, labels: Mapping[float | str, str], words: FileWords
) -> Iterator[str]:
    """Say which codes go without a label because the files contradict each other."""
    for code, texts in reasons.disputed.items():
        yield (
            f"the code {code:g} stands for different reasons in the files ({listed(texts)}) and "
            "is written without a label; name it under `missing`."
        )
    unlabelled = [f"{c:g}" for c in words.contradicted if c not in {*reasons.disputed, *labels}]
    if unlabelled:
        yield (
            f"the files contradict each other in their labels of {listed(unlabelled)}, which is "
            "written without a label."
        )
