"""What must hold of a variable: it says enough, and no two things at once."""

from collections.abc import Iterator

from lpsstats.dictionary.document import VariablePart
from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.merging import CODED, is_answer, numbers_of, text_codes
from lpsstats.dictionary.source import KeyPath, Problem


def meaning_problems(path: KeyPath, variable: VariablePart) -> Iterator[Problem]:
    """Find what is wrong with a variable.

    Parameters
    ----------
    path : tuple of str
        Where it stands.
    variable : VariablePart
        The variable with its defaults.

    Yields
    ------
    (path, message)
    """
    if variable.type is None:
        yield path, "the key 'type' is missing"
        return
    if variable.type in CODED and not variable.range and not variable.labels:
        yield path, f"type: {variable.type} needs `range` or `labels`"
    yield from _code_problems(path, variable)
    yield from _label_problems(path, variable)


def _code_problems(path: KeyPath, variable: VariablePart) -> Iterator[Problem]:
    """Find codes that are declared to be an answer and none."""
    for code in variable.missing or {}:
        if is_answer(variable, code):
            message = f"{code} stands for missing but is an answer ({answers_shown(variable)})"
            yield (*path, "missing", str(code)), message
    for index, code in enumerate(variable.success or ()):
        if variable.type in CODED and not is_answer(variable, code):
            message = f"{code} is not an answer ({answers_shown(variable)})"
            yield (*path, "success", str(index)), message


def _label_problems(path: KeyPath, variable: VariablePart) -> Iterator[Problem]:
    labels = variable.labels or {}
    if text_codes(variable) and numbers_of(labels):
        yield (*path, "labels"), "codes are numbers or texts, not both"
    seen: dict[str, object] = {}
    for code, label in labels.items():
        if variable.range and not is_answer(variable, code):
            message = f"{code} has a label but is not an answer ({answers_shown(variable)})"
            yield (*path, "labels", str(code)), message
        if seen.setdefault(fold(label), code) != code:
            message = f"{seen[fold(label)]} and {code} have the same label; tell them apart"
            yield (*path, "labels", str(code)), message


def answers_shown(variable: VariablePart) -> str:
    """Say what the answers are."""
    if variable.type == "multiple" and variable.counted is not None:
        return f"counted: {variable.counted}"
    if variable.range:
        return f"range {variable.range[0]:.15g} to {variable.range[1]:.15g}"
    return f"labelled: {', '.join(map(str, variable.labels or ()))}"
