"""What the files call the answers to a question."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from lpsstats.dictionary.folding import folded
from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding
from lpsstats.survey.fitting import misfit
from lpsstats.survey.numbers import as_text, short
from lpsstats.survey.oddities import ItemColumn

Code = float | str
SHOWN = 3


def labelled_answers(column: ItemColumn) -> Mapping[Code, str]:
    """Take the labels of answers; a code declared missing, by file or dictionary, is none."""
    declared = column.variable.missing
    return {
        code: label
        for code, label in column.labels.items()
        if label and code not in declared and not _is_missing(code, column)
    }


def _is_missing(code: Code, column: ItemColumn) -> bool:
    if isinstance(code, str):
        return any(low == code for low, _ in column.user_missing)
    return any(
        not isinstance(low, str) and not isinstance(high, str) and low <= code <= high
        for low, high in column.user_missing
    )


def moved_labels(old: Mapping[Code, str], new: Mapping[Code, str]) -> dict[Code, Code]:
    """Find the codes whose label was another code's, and which.

    A label that stands twice in a file tells nothing.
    """
    before, after = _owners(old), _owners(new)
    return {
        code: before[label]
        for label, code in after.items()
        if label in before and before[label] != code
    }


def _owners(labels: Mapping[Code, str]) -> dict[str, Code]:
    """Give the one code of each label."""
    counts = Counter(map(folded, labels.values()))
    return {folded(text): code for code, text in labels.items() if counts[folded(text)] == 1}


def moved_labels_problems(columns: Sequence[ItemColumn], dictionary: Dictionary) -> list[Finding]:
    """Refuse waves whose files give one answer two codes: pooled or compared, they mean nothing."""
    found = []
    for first, second in pairwise(columns):
        if (first.export.path, first.name) == (second.export.path, second.name):
            continue
        new = labelled_answers(second)
        moved = moved_labels(labelled_answers(first), new)
        if moved:
            found.append(_moved(first, second, moved, dictionary))
    return found


def _moved(
    first: ItemColumn, second: ItemColumn, moved: Mapping[Code, Code], dictionary: Dictionary
) -> Finding:
    key = first.variable.key
    labels = second.labels
    said = [
        f"'{short(labels[code])}' is {written(code)}, was {written(was)}"
        for code, was in moved.items()
    ]
    message = (
        f"{key}: the answer labels moved to other codes from {first.wave} ({first.export.name}) to "
        f"{second.wave} ({second.export.name}): {listed(said)}\n"
        "Recode one of the files, or export it again. If only the labels are wrong and the codes "
        f"mean the same: {key}: {{file_labels: ignore}} ({dictionary.where('variables', key)})."
    )
    subject = f"{key}, {first.wave}-{second.wave}"
    return misfit(dictionary, "LPS204", subject, message, "variables", key)


def written(code: Code) -> str:
    """Write a code for a message."""
    return as_text(code) if isinstance(code, float) else f"'{short(code)}'"


def listed(parts: Sequence[str]) -> str:
    """List some parts of a message and count the others."""
    more = f"; and {len(parts) - SHOWN} more" if len(parts) > SHOWN else ""
    return f"{'; '.join(parts[:SHOWN])}{more}."
