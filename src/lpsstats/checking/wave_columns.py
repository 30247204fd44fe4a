"""Where a variable stands in each wave."""

from collections.abc import Iterator
from itertools import pairwise

from lpsstats.checking.context import Context
from lpsstats.dictionary.model import Variable
from lpsstats.survey.numbers import short
from lpsstats.survey.oddities import ItemColumn


def wave_columns(context: Context, variable: Variable) -> list[ItemColumn]:
    """List the columns of a variable, one per wave that asked it, in the order of waves."""
    found = []
    for index, wave in enumerate(context.dictionary.waves):
        name = variable.names.get(wave.key)
        for portion in context.portions:
            export = portion.export
            if name is None or index not in portion.waves:
                continue
            if name in export.columns or name in export.labels:
                found.append(ItemColumn(export=export, name=name, variable=variable, wave=wave.key))
    return found


def steps(context: Context, variable: Variable) -> Iterator[tuple[ItemColumn, ItemColumn]]:
    """Pair each wave's column with the next one's, where they are not one and the same column."""
    for first, second in pairwise(wave_columns(context, variable)):
        if (first.export.path, first.name) != (second.export.path, second.name):
            yield first, second


def subject(first: ItemColumn, second: ItemColumn) -> str:
    """Name a variable and the two waves compared."""
    return f"{first.variable.key}, {first.wave}-{second.wave}"


def quoted(label: str) -> str:
    """Quote a label of a file, shortened and on one line."""
    return f"'{short(label)}'"
