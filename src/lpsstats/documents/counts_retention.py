"""The document that `counts --retention` gives."""

from collections.abc import Mapping, Sequence

import lpsstats
from lpsstats.analysis.counts.retention import retention
from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError
from lpsstats.survey.export import Export
from lpsstats.tables.counts_retention import retention_tables
from lpsstats.tables.document import Document

CONFIDENCE = 0.95
MOST_NAMED = 12  # more may be names of people, in a column taken by mistake


def retention_document(
    export: Export,
    *,
    roles: Mapping[str, str] | None = None,
    confidence: float = CONFIDENCE,
    units: Sequence[str] = (),
    categories: Sequence[str] = (),
) -> Document:
    """Follow connections from map to map.

    Parameters
    ----------
    export : Export
        One row per connection and map, all columns read: period (or map), category, connection,
        and unit where there are several.
    roles : mapping of role to str, optional
        Columns that do not bear the name of their role.
    confidence : float
        Coverage of the intervals.
    units, categories : sequence of str
        Show only these, and then no row of all of them together. Connections are followed
        whatever is shown.

    Returns
    -------
    Document
        Counts of connections; never the name of one.

    Raises
    ------
    DataError
        If the file is no table of connections.
    UsageError
        If a name is not in the file, or the confidence is not between 0.5 and 1.
    """
    _refuse_confidence(confidence)
    found = retention(export, roles or {}, confidence)
    wanted_units = _choose("unit", units, found.units, export.name)
    wanted_categories = _choose("category", categories, found.categories, export.name)
    shown = [
        row
        for row in found.rows
        if (not units or row.recording_unit in wanted_units)
        and (not categories or row.category in wanted_categories)
    ]
    if not shown:
        message = (
            f"--unit {', '.join(units)} --category {', '.join(categories)}: {export.name} has no "
            "connection of both; leave one of the two out"
        )
        raise UsageError(message)
    return Document(
        command="counts",
        tables=retention_tables(shown, export.name),
        provenance={
            "program": f"lpsstats {lpsstats.__version__}",
            "dictionary": None,
            "inputs": [_input(export, found.n_used)],
            "options": {
                "retention": True,
                "column": dict(roles or {}),
                "unit": list(units),
                "category": list(categories),
                "confidence": confidence,
            },
        },
        notes=found.notes,
    )


def _refuse_confidence(confidence: float) -> None:
    if not 0.5 < confidence < 1:
        hint = f"; did you mean {confidence / 100:g}?" if 50 < confidence < 100 else ""
        message = f"--confidence {confidence:g}: must lie between 0.5 and 1{hint}"
        raise UsageError(message)


def _choose(role: str, asked: Sequence[str], names: Sequence[str], file: str) -> frozenset[str]:
    """Find the names that an option asks for, whatever their case."""
    known = {fold(name): name for name in names}
    for name in asked:
        if not names:
            message = (
                f"--{role} {name}: {file} has no column of it; name one: --column {role}=COLUMN"
            )
            raise UsageError(message)
        if fold(name) not in known:
            few = len(names) <= MOST_NAMED
            meant = did_you_mean(name, names) or f" (there are: {', '.join(names)})"
            known_ones = meant if few else f"; it has {len(names):,}"
            message = f"--{role} {name}: {file} has none of that name{known_ones}"
            raise UsageError(message)
    return frozenset(known[fold(name)] for name in asked)


def _input(export: Export, n_used: int) -> dict[str, object]:
    """Describe the file; all rows but those that name no connection are used."""
    n_nameless = export.n_rows - n_used
    return {
        "name": export.name,
        "sha256": export.sha256,
        "n_rows": export.n_rows,
        "n_used": n_used,
        "left_out": {"no_connection": n_nameless} if n_nameless else {},
    }
