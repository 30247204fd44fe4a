"""What must hold of a question of which several answers may be ticked."""

from collections import Counter
from collections.abc import Iterator, Mapping

from lpsstats.dictionary.document import VariablePart, WavePart
from lpsstats.dictionary.merging import CATEGORIES, DICHOTOMIES, box_columns, coding_of
from lpsstats.dictionary.source import KeyPath, Problem
from lpsstats.dictionary.suggest import did_you_mean


def multiple_problems(
    path: KeyPath, variable: VariablePart, waves: Mapping[str, WavePart]
) -> Iterator[Problem]:
    """Find what is wrong with a multiple response.

    Parameters
    ----------
    path : tuple of str
        Where it stands.
    variable : VariablePart
        The variable with its defaults, of any type.
    waves : mapping of str to WavePart
        The waves of the dictionary.

    Yields
    ------
    (path, message)
    """
    if variable.type != "multiple":
        return
    if not variable.columns:
        yield path, "type: multiple needs `columns`"
        return
    yield from _coding_problems(path, variable)
    yield from _column_problems(path, variable, waves)
    if coding_of(variable) == DICHOTOMIES:
        yield from _box_label_problems(path, variable)


def _coding_problems(path: KeyPath, variable: VariablePart) -> Iterator[Problem]:
    """Find statements about the coding that contradict each other, or too few of them."""
    coding = coding_of(variable)
    if coding == DICHOTOMIES and variable.counted is None:
        yield path, "coding: dichotomies needs `counted`, the code that marks a box as ticked"
    if coding == CATEGORIES and variable.counted is not None:
        message = "`counted` is for coding: dichotomies; with categories every label is a box"
        yield (*path, "counted"), message
    if coding == CATEGORIES and not variable.labels:
        hint = "" if variable.coding else "; or give `counted`, if each column is a box"
        yield path, f"type: multiple, coding: categories needs `labels`, the answers{hint}"
    if coding == DICHOTOMIES and variable.separator is not None:
        message = "`separator` is for coding: categories, where a cell holds several answers"
        yield (*path, "separator"), message


def _column_problems(
    path: KeyPath, variable: VariablePart, waves: Mapping[str, WavePart]
) -> Iterator[Problem]:
    """Find names under keys that take none, and columns that stand twice."""
    written = variable.columns or ()
    for key, names in written.items() if isinstance(written, Mapping) else ():
        for wave in names if isinstance(names, Mapping) else ():
            if wave not in waves:
                message = f"there is no wave '{wave}'{did_you_mean(wave, waves)}"
                yield (*path, "columns", key, wave), message
    named = variable.names
    if isinstance(named, str) or any(name is not None for name in (named or {}).values()):
        yield (
            (*path, "names"),
            "`names` of a multiple response only says where it was not asked ({T1: null}); a "
            "column's other name goes under `columns`: {q5_1: {T2: Q5a}}",
        )
    columns = box_columns(variable, waves).values()
    twice = [key for key, times in Counter(list(written)).items() if times > 1]
    for wave in waves:
        counts = Counter(names[wave] for names in columns if wave in names)
        twice += [name for name, times in counts.items() if times > 1]
    for name in dict.fromkeys(twice):
        yield (*path, "columns"), f"'{name}' is named for two of the columns"


def _box_label_problems(path: KeyPath, variable: VariablePart) -> Iterator[Problem]:
    """Find labels that belong to no column: their keys are columns, or positions from 1."""
    columns = list(variable.columns or ())
    for code in variable.labels or {}:
        if isinstance(code, str) and code not in columns:
            message = f"'{code}' is not one of the columns{did_you_mean(code, columns)}"
            yield (*path, "labels", code), message
        if not isinstance(code, str) and code not in range(1, len(columns) + 1):
            message = f"{code} is no column: number them from 1 to {len(columns)}, or name them"
            yield (*path, "labels", str(code)), message
