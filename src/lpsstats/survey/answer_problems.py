"""The sentences that say which answers, or whole items, do not fit the dictionary."""

import json
import re
from collections.abc import Iterator

import numpy as np

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.dictionary.suggest import nearest
from lpsstats.survey.answers import Answers, is_whole
from lpsstats.survey.numbers import as_number, as_text
from lpsstats.survey.oddities import ItemColumn, Oddities, OddValue
from lpsstats.survey.place_problems import missing_column
from lpsstats.survey.renaming import Renames

PLAIN_YAML = re.compile(r"(?!(true|false|null)$)[^\W\d][\w' -]*", re.IGNORECASE)


def absent_item_problem(source: ItemColumn, renames: Renames, dictionary: Dictionary) -> str:
    """Say that an item's column is not there, and how to declare the one it was renamed to.

    Parameters
    ----------
    source : ItemColumn
        The column that should be there.
    renames : Renames
        All files; where another labels the item like a column here, that is told.
    dictionary : Dictionary
        What the columns mean.
    """
    key, export = source.variable.key, source.export
    taken = columns_of(source.wave, dictionary)
    place = f"variables.{key}, {dictionary.where('variables', key)}"
    message = missing_column(export, source.name, place, taken)
    pair = renames.of(source, taken)
    hint = f"\n'{pair.second}' is labelled alike (match {pair.score:.2f})." if pair else ""
    free = (name for name in export.column_names if name not in taken)
    near = pair.second if pair else nearest(source.name, free)
    column = _quoted(near) if near else "ITS_COLUMN"
    return (
        f"{message}{hint}\nIf it was renamed: {key}: {{names: {{{source.wave}: {column}}}}}\n"
        f"If {source.wave} did not ask it: {key}: {{names: {{{source.wave}: null}}}}"
    )


def columns_of(wave: str, dictionary: Dictionary) -> set[str]:
    """Name all columns that the dictionary knows in a wave."""
    identifying = (dictionary.wave_names, dictionary.site_names, dictionary.id_names)
    named = [variable.names for variable in dictionary.variables.values()]
    named += [own for v in dictionary.variables.values() for own in v.column_names.values()]
    return {names[wave] for names in (*identifying, *named) if names and wave in names}


def odd_note(source: ItemColumn, odd: Oddities) -> str:
    """Say how many values outside the range were taken as missing."""
    more = ", ..." if odd.n_values > len(odd.shown) else ""
    values = ", ".join(_value(one) for one in odd.shown)
    return (
        f"{source.export.name}: {source.variable.key}: {odd.n_rows:,} {_rows(odd.n_rows)} "
        f"{_outside(source.variable, odd)} ({values}{more}) taken as missing (out_of_range)."
    )


def withheld_note(source: ItemColumn, n_withheld: int) -> str:
    """Say how many answers the file itself takes back."""
    variable = source.variable
    low, high = as_text(variable.low or 0.0), as_text(variable.high or 0.0)
    return (
        f"{source.export.name}: {variable.key}: {n_withheld:,} {_rows(n_withheld)} within "
        f"{low}-{high} taken as missing, because the file declares their codes user-missing."
    )


def swallowed_note(source: ItemColumn, answers: Answers) -> Iterator[str]:
    """Say that missing codes of the whole survey lie between the values of a measurement."""
    variable, values = source.variable, answers.values
    if variable.type != "number" or variable.low is not None or variable.own_missing:
        return
    if np.isnan(values).all():
        return
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    codes, counts = np.unique(answers.codes, return_counts=True)
    declared = [float(code) for code in variable.missing if not isinstance(code, str)]
    inside = (codes > low) & (codes < high) & np.isin(codes, declared)
    if inside.any():
        listed = ", ".join(
            f"{as_text(code)} ({n:,})"
            for code, n in zip(codes[inside].tolist(), counts[inside].tolist(), strict=True)
        )
        yield (
            f"{source.export.name}: {variable.key}: {listed} taken as missing, as everywhere in "
            f"the survey, but they lie between the other values ({as_text(low)} to "
            f"{as_text(high)}). "
            f"If they are answers: {variable.key}: {{missing: {{}}}}, or give it a range."
        )


def odd_problem(source: ItemColumn, odd: Oddities, dictionary: Dictionary) -> str:
    """Say which values of a column are neither answers nor declared missing."""
    variable, export = source.variable, source.export
    column = "" if source.name == variable.key else f" (column '{source.name}')"
    found = "; ".join(_described(source, one) for one in odd.shown)
    rest = odd.n_values - len(odd.shown)
    more = f"; and {rest:,} more {'value' if rest == 1 else 'values'}" if rest else ""
    place = dictionary.where("variables", variable.key)
    lines = "".join(f"{line}\n" for line in _label_lines(odd, variable))
    return (
        f"{export.name}: {variable.key}{column} has {found}{more}, "
        f"{_outside(variable, odd)} and not declared missing ({place}).\n"
        f"{lines}{_cure(odd.shown[0], variable)}\n"
        "To take all such values as missing, counted: --out-of-range missing"
    )


def _described(source: ItemColumn, odd: OddValue) -> str:
    row = odd.first_row + source.export.first_row
    what = "the answer" if isinstance(odd.value, str) else "the code"
    place = f"first: {source.export.row_word} {row:,}"
    return f"{what} {_value(odd)} in {odd.count:,} {_rows(odd.count)} ({place})"


def _value(odd: OddValue) -> str:
    return f"'{odd.value}'" if isinstance(odd.value, str) else as_text(odd.value)


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"


def _outside(variable: Variable, odd: Oddities) -> str:
    """Say what it is that a value is not."""
    low, high = variable.low, variable.high
    if variable.listed:
        return f"not among the {len(variable.labels)} labelled answers"
    if low is None or high is None:
        return "not a number"
    dash = " to " if low < 0 else "-"
    within = any(isinstance(one.value, float) and low <= one.value <= high for one in odd.shown)
    kind = "the whole numbers " if within and is_whole(variable) else ""
    return f"outside {kind}{as_text(low)}{dash}{as_text(high)}"


def _label_lines(odd: Oddities, variable: Variable) -> Iterator[str]:
    """Quote the file's labels for odd codes and the answers nearest to odd texts."""
    known = [*variable.labels.values(), *filter(None, variable.anchors)]
    texts = {fold(label): label for label in known}
    for one in odd.shown:
        if isinstance(one.value, str) and as_number(one.value, ",") is not None:
            yield f"{_value(one)} has a decimal comma, and other columns of the file have points."
        if one.label:
            yield f'Label in the file: {_value(one)} = "{one.label}".'
        near = nearest(fold(one.value), texts) if isinstance(one.value, str) else None
        if near:
            yield f"Is {_value(one)} meant to be '{texts[near]}'?"


def _cure(odd: OddValue, variable: Variable) -> str:
    """Spell out the missing codes with one more, as they would stand in the dictionary."""
    codes = {**variable.missing, odd.value: odd.label or "why"}
    listed = ", ".join(f"{_quoted(code)}: {_quoted(reason)}" for code, reason in codes.items())
    answer = "If it is an answer, add it to `labels`. " if isinstance(odd.value, str) else ""
    return f"{answer}If it means no answer: missing: {{{listed}}}."


def _quoted(value: float | str) -> str:
    """Write a code or a text as YAML."""
    if not isinstance(value, str):
        return as_text(value)
    return value if PLAIN_YAML.fullmatch(value) else json.dumps(value, ensure_ascii=False)
