"""Which codes of a variable occur in each wave, and how often."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context, Observed
from lpsstats.checking.wave_columns import wave_columns
from lpsstats.dictionary.model import Variable
from lpsstats.survey.export import TextColumn
from lpsstats.survey.numbers import as_number
from lpsstats.survey.oddities import ItemColumn

MOST_CODES = 1_000  # a variable with more distinct values is a measurement


def observed(context: Context, variable: Variable) -> list[Observed]:
    """Count the codes of a variable wave by wave.

    A file of one wave is counted as it stands, codes out of range included; where waves share a
    file, the answers taken from it are. The counts are kept: several checks ask for them.
    """
    if variable.key not in context.counts:
        context.counts[variable.key] = [
            one
            for column in wave_columns(context, variable)
            for one in _counted(column.wave, _values(context, column))
            if len(one.codes) <= MOST_CODES
        ]
    return context.counts[variable.key]


def _counted(wave: str, values: NDArray[np.float64]) -> Iterator[Observed]:
    codes, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    if len(codes):
        yield Observed(wave=wave, codes=codes, counts=counts.astype(np.int64))


def _values(context: Context, column: ItemColumn) -> NDArray[np.float64]:
    index = [wave.key for wave in context.dictionary.waves].index(column.wave)
    alone = any(p.export is column.export and p.waves == (index,) for p in context.portions)
    if not alone or column.name not in column.export.columns:
        here = context.survey.wave == index
        return np.asarray(context.survey.responses[column.variable.key][here])
    return _without_missing(_numbers(column), column)


def _numbers(column: ItemColumn) -> NDArray[np.float64]:
    held = column.export.columns[column.name]
    if not isinstance(held, TextColumn):
        return held.values
    levels = [as_number(level, column.export.decimal) for level in held.levels]
    return np.array(levels, dtype=np.float64)[held.codes]


def _without_missing(values: NDArray[np.float64], column: ItemColumn) -> NDArray[np.float64]:
    declared = [float(code) for code in column.variable.missing if not isinstance(code, str)]
    out = np.isin(values, declared)
    for low, high in column.user_missing:
        if not isinstance(low, str) and not isinstance(high, str):
            out |= (values >= low) & (values <= high)
    return values[~out]
