"""What must hold of a question of which several answers may be ticked."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from lpsstats.dictionary.document import Document, VariablePart, WavePart
from lpsstats.dictionary.folding import fold
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


def second_codings(document: Document) -> dict[str, str]:
    """Give the variables that hold a second coder's coding, each with the first that names it."""
    named: dict[str, str] = {}
    for key, variable in document.variables.items():
        if variable.second_coder is not None:
            named.setdefault(variable.second_coder, key)
    return named


def second_coder_problems(
    document: Document, variables: Mapping[str, VariablePart], declared: Collection[str]
) -> Iterator[Problem]:
    """Find second codings that cannot be held against the first.

    Parameters
    ----------
    document : Document
        The dictionary.
    variables : mapping of str to VariablePart
        Its variables with their defaults.
    declared : collection of str
        All variables, those included whose entry is at fault: nothing is said of them here.

    Yields
    ------
    (path, message)
    """
    first = second_codings(document)
    for key, variable in variables.items():
        second = variable.second_coder
        if second is not None and (second in variables or second not in declared):
            why = _not_a_second(key, second, variables) or _taken(key, second, document, first)
            if why:
                yield ("variables", key, "second_coder"), why


def _not_a_second(key: str, second: str, variables: Mapping[str, VariablePart]) -> str | None:
    """Say why one variable cannot be another coding of the other."""
    if variables[key].type != "multiple":
        return "is for type: multiple, whose answers somebody has coded"
    if second == key:
        return f"'{key}' names itself; name the variable with the second coder's coding"
    if second not in variables:
        several = [name for name, other in variables.items() if other.type == "multiple"]
        return f"no variable called '{second}'{did_you_mean(second, several)}"
    if variables[second].type != "multiple":
        return f"'{second}' is {variables[second].type}; a second coding is type: multiple too"
    return _other_boxes(variables[key], second, variables[second])


def _taken(key: str, second: str, document: Document, first: Mapping[str, str]) -> str | None:
    """Say which other part the second coding plays already."""
    if document.variables[second].second_coder is not None:
        return f"'{second}' has a second coder of its own; two codings are compared, not a chain"
    if first[second] != key:
        return f"'{second}' is the second coding of '{first[second]}' already"
    for family, members in document.analysis.families.items():
        if second in (members.measures or ()):
            return (
                f"'{second}' stands in the family '{family}', but a second coding is no measure: "
                "it shows how far the coders agree; take it out of the family"
            )
    return None


def _other_boxes(first: VariablePart, name: str, second: VariablePart) -> str | None:
    """Say how the themes of two codings differ."""
    if coding_of(first) != coding_of(second):
        return f"'{name}' is coding: {coding_of(second)}, but this one is {coding_of(first)}"
    if coding_of(first) == DICHOTOMIES:
        return _other_columns(first, name, second)
    own, other = first.labels or {}, second.labels or {}
    lone = [code for code in (*own, *other) if (code in own) != (code in other)]
    if lone:
        return f"'{name}' has other themes: {lone[0]} is in the labels of one coding only"
    for code, label in own.items():
        if fold(label) != fold(other[code]):
            return f"'{name}' calls {code} '{other[code]}' and not '{label}'; use the same themes"
    return None


def _other_columns(first: VariablePart, name: str, second: VariablePart) -> str | None:
    """Say how the boxes differ: there must be as many, with the same labels in the same order."""
    own, other = _box_labels(first), _box_labels(second)
    if len(own) != len(other):
        return f"'{name}' has {len(other)} columns, but this one {len(own)}; use the same themes"
    for place, (mine, theirs) in enumerate(zip(own, other, strict=True), start=1):
        if mine and theirs and fold(mine) != fold(theirs):
            return f"column {place} is '{mine}' here and '{theirs}' in '{name}'; order them alike"
    return None


def _box_labels(variable: VariablePart) -> list[str | None]:
    """Give the label of each column, as written under its name or its position."""
    labels = {str(code): label for code, label in (variable.labels or {}).items()}
    return [
        labels.get(column) or labels.get(str(place))
        for place, column in enumerate(variable.columns or (), start=1)
    ]
