"""The weight of every respondent."""

from collections.abc import Iterator, Sequence

import numpy as np

from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding
from lpsstats.survey.export import Export, TextColumn
from lpsstats.survey.fitting import misfit
from lpsstats.survey.model import Floats
from lpsstats.survey.numbers import as_number, as_text
from lpsstats.survey.place_problems import absent_place
from lpsstats.survey.placing import Holder, Placement, holders


def read_weights(
    dictionary: Dictionary, placements: Sequence[Placement]
) -> tuple[Floats | None, list[Finding]]:
    """Read the weights.

    Parameters
    ----------
    dictionary : Dictionary
        Names the weight's column in each wave.
    placements : sequence of Placement
        The rows used.

    Returns
    -------
    (ndarray of float, shape (n,), or None, list of Finding)
        NaN where a respondent has none, `None` where no weight is declared; and the problems: a
        column missing, a weight that is negative or no number.
    """
    if not dictionary.weight_names:
        return None, []
    weights: list[Floats] = []
    problems: list[Finding] = []
    for placement in placements:
        weight = np.full(placement.n, np.nan)
        for holder in holders(dictionary.weight_names, placement, dictionary):
            if holder.name not in placement.export.columns:
                path = ("survey", "weight")
                problems.append(absent_place(placement.export, holder.name, dictionary, *path))
                continue
            values = _numbers(placement.export, holder.name)
            problems += _impossible(values, placement.export, holder, dictionary)
            rows = placement.source_rows(holder.rows)
            here = slice(None) if holder.rows is None else holder.rows
            weight[here] = values if rows is None else values[rows]
        weights.append(weight)
    return np.concatenate(weights), problems


def _numbers(export: Export, name: str) -> Floats:
    """Read the weights of all rows; NaN where empty or declared missing, infinite where no number.

    A text that is no number must not pass for an empty cell.
    """
    column = export.columns[name]
    if isinstance(column, TextColumn):
        levels = [_number(level, export) for level in column.levels]
        return np.array(levels, dtype=np.float64)[column.codes]
    values = column.values.copy()
    for low, high in export.missing_ranges.get(name, ()):
        if not isinstance(low, str) and not isinstance(high, str):
            values[(values >= low) & (values <= high)] = np.nan
    return values


def _number(text: str, export: Export) -> float:
    if not text.strip() or text.strip() in export.coded_missing:
        return np.nan
    number = as_number(text, export.decimal)
    return np.inf if number is None else number


def _impossible(
    values: Floats, export: Export, holder: Holder, dictionary: Dictionary
) -> Iterator[Finding]:
    """Refuse weights below zero and what is no number at all."""
    bad = np.flatnonzero((values < 0) | np.isinf(values))
    if not len(bad):
        return
    first = float(values[bad[0]])
    what = as_text(first) if np.isfinite(first) else "no number"
    row = int(bad[0]) + export.first_row
    rows = "row" if len(bad) == 1 else "rows"
    message = (
        f"{export.name}: the weight '{holder.name}' is negative or no number in {len(bad):,} "
        f"{rows} (first: {export.row_word} {row:,}: {what}).\n"
        "Correct it, or name another column under survey.weight."
    )
    subject = f"{export.name}: {holder.name}"
    yield misfit(dictionary, "LPS119", subject, message, "survey", "weight")
