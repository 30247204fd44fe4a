"""From the columns of one wave's file to the variables of the dictionary, as commands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from lpsstats.dictionary.model import Variable
from lpsstats.documents.syntax.writing import command, literal, number
from lpsstats.survey.answers import is_whole, read_answers
from lpsstats.survey.export import Export, NumberColumn, TextColumn
from lpsstats.survey.matching import Positions, distinct
from lpsstats.survey.oddities import ItemColumn
from lpsstats.survey.reasons import ReasonBook

MOST_CODES = 30
Codes = Mapping[float | str, int]


def recode(name: str, codes: Mapping[float | str, float], into: str) -> Iterator[str]:
    """Write the command that gives listed values of a column a number, and all others none."""
    pairs = [f"({_value(value)}={number(to)})" for value, to in codes.items()]
    yield from command("RECODE", name, *pairs, "(ELSE=SYSMIS)", f"INTO {into}")


def _value(value: float | str) -> str:
    return literal(value) if isinstance(value, str) else number(value)


def trimmed(names: Iterable[str]) -> Iterator[str]:
    """Write the commands that take outer blanks from texts, as reading them here does."""
    for name in names:
        yield from command("COMPUTE", f"{name}=LTRIM(RTRIM({name}))")


def places(export: Export, name: str, rows: Positions | None, place: Positions) -> Codes:
    """Give the place of each value of a column: a wave's or a site's number, from 1.

    Parameters
    ----------
    export : Export
        The file.
    name : str
        The column that tells the place.
    rows, place : ndarray of int, shape (n,)
        The rows that are used, all without them, and the position of each one's place.
    """
    found = distinct(name, export)
    index = found.index if rows is None else found.index[rows]
    pairs = np.unique(np.column_stack([index, place]), axis=0).tolist()
    return {_plain(found.values[value]): position + 1 for value, position in pairs}


def _plain(value: float | str) -> float | str:
    return value.strip() if isinstance(value, str) else value


def answers(
    variable: Variable, export: Export, column: str, wave: str, names: tuple[str, str]
) -> Iterator[str]:
    """Write the command that makes a variable of a column: answers as they are, all else missing.

    Parameters
    ----------
    variable : Variable
        The question.
    export : Export
        The file.
    column, wave : str
        Its column, and the wave.
    names : (str, str)
        What the column is called once it is read, and the variable.
    """
    source, target = names
    held = export.columns[column]
    if isinstance(held, NumberColumn):
        outcome = f"({_answers(variable)}=COPY)"
        codes = [number(c) for c in variable.missing if isinstance(c, int | float)]
        out = [f"({','.join(codes)}=SYSMIS)"] if codes else []
        tokens = ("(MISSING=SYSMIS)", *out, outcome, "(ELSE=SYSMIS)")
        if source == target:
            yield from command("RECODE", source, *tokens)
            yield from command("MISSING VALUES", source, "()")
        else:
            yield from command("RECODE", source, *tokens, f"INTO {target}")
        return
    codes_of = _texts(variable, export, column, wave, held)
    if variable.type == "number" and len(codes_of) > MOST_CODES:
        text = f"REPLACE({source}, ',', '.')" if export.decimal == "," else source
        yield from command("COMPUTE", f"{target}=NUMBER({text}, F40)")
    else:
        yield from recode(source, codes_of, target)


def _answers(variable: Variable) -> str:
    """Give the values that are answers, as RECODE takes them."""
    if variable.listed:
        ours = set(variable.text_codes.values())
        codes = [c for c in variable.labels if isinstance(c, int | float) and c not in ours]
        return ",".join(number(code) for code in codes) or "SYSMIS"
    if variable.low is None or variable.high is None:
        return "LO THRU HI"
    low, high = variable.low, variable.high
    if is_whole(variable) and high - low < MOST_CODES:
        return ",".join(str(code) for code in range(int(low), int(high) + 1))
    return f"{number(low)} THRU {number(high)}"


def _texts(
    variable: Variable, export: Export, column: str, wave: str, held: TextColumn
) -> dict[float | str, float]:
    """Give the number of every text of a column that is an answer."""
    levels = replace(held, codes=np.arange(len(held.levels), dtype=np.int32))
    alone = replace(export, columns={column: levels})
    source = ItemColumn(export=alone, name=column, variable=variable, wave=wave)
    values = read_answers(source, None, ReasonBook()).values
    return {
        level.strip(): float(value)
        for level, value in zip(held.levels, values, strict=True)
        if not np.isnan(value)
    }
