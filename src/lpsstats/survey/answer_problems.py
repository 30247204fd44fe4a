"""The sentences that say which answers, or whole items, do not fit the dictionary."""

from collections.abc import Iterator, Mapping

from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.dictionary.suggest import nearest
from lpsstats.survey.answers import ItemColumn, Odd
from lpsstats.survey.matching import SHOWN, fold
from lpsstats.survey.place_problems import missing_column


def absent_item_problem(source: ItemColumn, dictionary: Dictionary) -> str:
    """Say that an item's column is not there, and how to declare the one it was renamed to."""
    variable = source.variable
    place = f"variables.{variable.key}, {dictionary.where('variables', variable.key)}"
    message = missing_column(source.export, source.name, place)
    near = nearest(source.name, source.export.column_names) or "ITS_COLUMN"
    wave = next(wave for wave, column in variable.names.items() if column == source.name)
    return f"{message}\nIf it was renamed: {variable.key}: {{names: {{{wave}: {near}}}}}"


def odd_note(source: ItemColumn, odd: Mapping[str, Odd]) -> str:
    """Say how many values outside the range were taken as missing."""
    total = sum(one.count for one in odd.values())
    return (
        f"{source.export.name}: {source.variable.key}: {total:,} {_rows(total)} outside "
        f"{_allowed(source.variable)} ({', '.join(odd)}) taken as missing (out_of_range)."
    )


def odd_problem(source: ItemColumn, odd: Mapping[str, Odd], dictionary: Dictionary) -> str:
    """Say which values of a column are neither answers nor declared missing."""
    variable, export = source.variable, source.export
    column = "" if source.name == variable.key else f" (column '{source.name}')"
    shown = dict(list(odd.items())[:SHOWN])
    found = "; ".join(_described(source, value, one) for value, one in shown.items())
    more = f"; and {len(odd) - SHOWN} more values" if len(odd) > SHOWN else ""
    place = dictionary.where("variables", variable.key)
    lines = "".join(f"{line}\n" for line in _label_lines(shown, variable))
    return (
        f"{export.name}: {variable.key}{column} has {found}{more}, outside "
        f"{_allowed(variable)} and not declared missing ({place}).\n"
        f"{lines}{_cure(shown)} To take all such values as missing, counted: "
        "--out-of-range missing"
    )


def _described(source: ItemColumn, value: str, odd: Odd) -> str:
    row = odd.first_row + source.export.first_row
    what = "the answer" if value.startswith("'") else "the code"
    place = f"first: {source.export.row_word} {row:,}"
    return f"{what} {value} in {odd.count:,} {_rows(odd.count)} ({place})"


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"


def _allowed(variable: Variable) -> str:
    """Say what a variable allows."""
    if variable.low is not None and variable.high is not None:
        return f"{variable.low:g}-{variable.high:g}"
    return f"the {len(variable.labels)} labelled answers"


def _label_lines(odd: Mapping[str, Odd], variable: Variable) -> Iterator[str]:
    """Quote the file's labels for odd codes and the answers nearest to odd texts."""
    texts = {fold(label): label for label in variable.labels.values()}
    for value, one in odd.items():
        if one.label:
            yield f'Label in the file: {value} = "{one.label}".'
        near = nearest(fold(value.strip("'")), texts) if value.startswith("'") else None
        if near:
            yield f"Is {value} meant to be '{texts[near]}'?"


def _cure(odd: Mapping[str, Odd]) -> str:
    value, first = next(iter(odd.items()))
    return f"If it means no answer: missing: {{{value}: {first.label or 'why'}}}."
