"""Which columns of the files go along: those of dates and multiple responses, those asked for."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError
from lpsstats.survey.assembling import Portion, columns_needed
from lpsstats.survey.export import TextColumn
from lpsstats.survey.scored import Role, ScoredColumn
from lpsstats.survey.scored_columns import Carried

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def columns_wanted(dictionary: Dictionary, keep: Sequence[str]) -> set[str]:
    """Name the columns that are read for a data file besides those of the analysis."""
    wanted = set(keep)
    for variable in dictionary.variables.values():
        if variable.type == "date":
            wanted |= set(variable.names.values())
        wanted |= {name for own in variable.column_names.values() for name in own.values()}
    return wanted


def refuse_unknown(keep: Sequence[str], portions: Sequence[Portion]) -> None:
    """Refuse to keep what no file has.

    Raises
    ------
    UsageError
        Names the nearest column.
    """
    known = dict.fromkeys(name for p in portions for name in p.export.column_names)
    for name in keep:
        if name not in known:
            message = f"--keep {name}: no file has a column of that name{did_you_mean(name, known)}"
            raise UsageError(message)


def raw_column(carried: Carried, name: str, variable: Variable | None = None) -> ScoredColumn:
    """Describe a column that is carried along as it is.

    Parameters
    ----------
    carried : Carried
        Its cells, and what the files say of it.
    name : str
        The name it is to have.
    variable : Variable, optional
        Whose it is; its label and its missing codes, where they are numbers, come first.
    """
    declared: Mapping[float | str, str] = {}
    if variable is not None and not isinstance(carried.data, TextColumn):
        pairs = variable.missing.items()
        declared = {float(c): text for c, text in pairs if isinstance(c, int | float)}
    missing = dict.fromkeys([*((code, code) for code in declared), *carried.missing])
    dated = variable is not None and variable.type == "date"
    return ScoredColumn(
        name=name,
        label=carried.label or (variable.label if variable else ""),
        data=carried.data,
        role=_role(carried, dated),
        level=carried.level or ("nominal" if isinstance(carried.data, TextColumn) else ""),
        labels={**carried.labels, **declared},
        missing=tuple(missing),  # type: ignore[arg-type]
    )


def _role(carried: Carried, dated: bool) -> Role:
    if not isinstance(carried.data, TextColumn):
        return "code" if carried.labels else "number"
    days = all(ISO_DAY.fullmatch(level) for level in carried.data.levels if level)
    return "date" if dated and days else "text"


def left_behind(
    dictionary: Dictionary, portions: Sequence[Portion], keep: Sequence[str]
) -> Iterator[str]:
    """Say which columns of the files are not written."""
    used = columns_wanted(dictionary, keep)
    for portion in portions:
        used |= columns_needed(dictionary, portion.waves)
    texts = [
        v for v in dictionary.variables.values() if v.type == "text" and v.key != dictionary.id
    ]
    own_words = {name for v in texts for name in v.names.values()} - used
    there = {name for portion in portions for name in portion.export.column_names}
    if own_words & there:
        keys = ", ".join(v.key for v in texts if {*v.names.values()} & own_words & there)
        yield (
            f"People's own words were left out ({keys}); --keep COLUMN carries such a column "
            "along, by its name in the file."
        )
    others = len(there - used - own_words)
    if others:
        what, were = ("column", "was") if others == 1 else ("columns", "were")
        yield (
            f"{others:,} {what} of the files that the dictionary does not name {were} left out; "
            f"--keep COLUMN carries {'it' if others == 1 else 'one'} along."
        )
