"""The items of a draft as the search for scales wants them, and what it finds."""

from collections.abc import Mapping, Sequence

import numpy as np

from lpsstats.dictionary.folding import fold
from lpsstats.drafting.meaning import AnswerFormat, Meaning
from lpsstats.drafting.proposals import Floats, ItemFacts, ScaleProposal, propose_scales
from lpsstats.drafting.variables import Question
from lpsstats.survey.export import Export, NumberColumn
from lpsstats.survey.numbers import as_number


def draft_scales(
    exports: Sequence[Export], questions: Sequence[Question], meanings: Mapping[str, Meaning]
) -> tuple[ScaleProposal, ...]:
    """Propose scales among the questions with ordered answers that the same files asked.

    Parameters
    ----------
    exports : sequence of Export
        The files; answers of all of them are looked at together.
    questions : sequence of Question
        All questions.
    meanings : mapping of str to Meaning
        What their answers mean, by key.
    """
    numbers: dict[tuple[AnswerFormat, tuple[bool, ...]], int] = {}
    items, responses = [], {}
    for question in questions:
        answers = meanings[question.key].answers
        ends = answers.ends
        if ends is None:
            continue
        # A scale must have all its items in the same waves.
        asked = tuple(column is not None for column in question.columns)
        number = numbers.setdefault((answers, asked), len(numbers))
        items.append(
            ItemFacts(
                key=question.key,
                label=question.label or question.key,
                format=f"{number}",
                low=ends[0],
                high=ends[1],
                better=answers.better or answers.more,
            )
        )
        responses[question.key] = _responses(exports, question, answers)
    return propose_scales(items, responses) if items else ()


def _responses(exports: Sequence[Export], question: Question, answers: AnswerFormat) -> Floats:
    """Put the answers of all files one after the other; NaN where there is none."""
    parts = [np.full(0, np.nan)]
    for export, column in zip(exports, question.columns, strict=True):
        if column is None:
            parts.append(np.full(export.n_rows, np.nan))
        else:
            parts.append(_answers(export, column, answers))
    return np.concatenate(parts)


def _answers(export: Export, name: str, answers: AnswerFormat) -> Floats:
    """Read a column as numbers; what is no answer becomes NaN."""
    column = export.columns[name]
    if isinstance(column, NumberColumn):
        return _allowed(column.values.copy(), export, name, answers)
    words = {fold(text): code for code, text in answers.labels if not isinstance(code, str)}
    levels = [_level(level, words, export.decimal) for level in column.levels]
    return _allowed(np.array(levels, dtype=np.float64)[column.codes], export, name, answers)


def _level(level: str, words: Mapping[str, float], decimal: str) -> float:
    number = as_number(level, decimal)
    return words.get(fold(level), np.nan) if number is None else number


def _allowed(values: Floats, export: Export, name: str, answers: AnswerFormat) -> Floats:
    low, high = answers.ends or (-np.inf, np.inf)
    values[~((values >= low) & (values <= high))] = np.nan
    for first, last in export.missing_ranges.get(name, ()):
        if not isinstance(first, str) and not isinstance(last, str):
            values[(values >= first) & (values <= last)] = np.nan
    missing = [code for code, _ in answers.missing if not isinstance(code, str)]
    values[np.isin(values, missing)] = np.nan
    return values


def turned_items(scales: Sequence[ScaleProposal]) -> dict[str, float]:
    """Give the items that run against their scale, each with its correlation with the rest."""
    return {item: r for scale in scales for item, r in scale.reverse}
