"""Columns that a file has and the dictionary does not mention."""

from collections.abc import Iterator

from lpsstats.checking.context import Context
from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding
from lpsstats.survey.numbers import counted, short

SHOWN = 6


def check(context: Context) -> Iterator[Finding]:
    """Count and name them, file by file."""
    declared = _declared(context.dictionary)
    for export in dict.fromkeys(p.export.name for p in context.portions):
        names = next(p.export.column_names for p in context.portions if p.export.name == export)
        extra = [short(name) for name in names if name and name not in declared]
        if extra:
            more = f" and {len(extra) - SHOWN:,} more" if len(extra) > SHOWN else ""
            columns = counted(len(extra), "column")
            message = (
                f"{export} has {columns} that the dictionary does not mention: "
                f"{'; '.join(extra[:SHOWN])}{more}."
            )
            yield context.found("LPS104", export, message, "variables")


def _declared(dictionary: Dictionary) -> set[str]:
    """Name every column that the dictionary knows, in any wave."""
    identifying = (
        dictionary.wave_names,
        dictionary.site_names,
        dictionary.id_names,
        dictionary.weight_names,
        dictionary.cluster_names,
    )
    names = {name for mapping in identifying for name in (mapping or {}).values()}
    for variable in dictionary.variables.values():
        names |= {*variable.names.values(), *variable.columns}
        names |= {name for own in variable.column_names.values() for name in own.values()}
    # A weight that is knowingly left unused is no news.
    return names | {p for p in (dictionary.weight,) if p}
