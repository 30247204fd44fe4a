"""What fits the dictionary and is likely to be wrong all the same."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding, Severity
from lpsstats.survey.answers import answer_words
from lpsstats.survey.export import Export, TextColumn
from lpsstats.survey.fitting import misfit
from lpsstats.survey.matching import Positions
from lpsstats.survey.model import Floats
from lpsstats.survey.numbers import as_text
from lpsstats.survey.oddities import ItemColumn
from lpsstats.survey.placing import Placement, holders

SHOWN = 3
# So many answered the other items that chance cannot have left one out.
CERTAIN = 10


def turned_labels_problem(source: ItemColumn, dictionary: Dictionary) -> list[Finding]:
    """Refuse a file whose label for a code is that of another code in the dictionary."""
    words, variable = answer_words(source.variable), source.variable
    turned = [
        f"code {as_text(code)} is labelled '{label}', which is {as_text(words[fold(label)])} there"
        for code, label in source.labels.items()
        if isinstance(code, float) and words.get(fold(label), code) != code
    ]
    if not turned:
        return []
    more = f"; and {len(turned) - SHOWN} more" if len(turned) > SHOWN else ""
    message = (
        f"{source.export.name}: {variable.key}: the labels in the file contradict the dictionary "
        f"({dictionary.where('variables', variable.key)}): {'; '.join(turned[:SHOWN])}{more}.\n"
        "If the answers were turned round, export them again, or correct `low`, `high` or "
        "`labels`.\nIf only the file's labels are wrong and its codes are right: "
        f"{variable.key}: {{file_labels: ignore}}."
    )
    subject = f"{source.export.name}: {variable.key}"
    return [misfit(dictionary, "LPS112", subject, message, "variables", variable.key)]


def unanswered_items(
    dictionary: Dictionary,
    responses: Mapping[str, Floats],
    group: Positions,
    names: Sequence[str],
    severity: Severity,
) -> Iterator[Finding]:
    """Find items that nobody in a group answered, though many answered the rest of the scale.

    Parameters
    ----------
    dictionary : Dictionary
        The scales.
    responses : mapping of str to ndarray of float, shape (n,)
        The answers.
    group : ndarray of int, shape (n,)
        The group of each respondent.
    names : sequence of str
        What to call the groups.
    severity : Severity
        How bad it is.
    """
    for scale in dictionary.scales.values():
        answered = np.stack([_answers(responses[item], group, len(names)) for item in scale.items])
        for i, g in np.argwhere((answered == 0) & (answered.max(axis=0) >= CERTAIN)).tolist():
            most = int(answered[:, g].max())
            place = dictionary.where("scales", scale.key)
            message = (
                f"{scale.items[i]} has no answer in {names[g]}, where {most:,} respondents "
                f"answered other items of {scale.label} ({place}): its scores there are made of "
                "other items than elsewhere."
            )
            subject = f"{scale.items[i]}, {names[g]}"
            path = ("scales", scale.key)
            yield misfit(dictionary, "LPS114", subject, message, *path, severity=severity)


def _answers(values: Floats, group: Positions, n_groups: int) -> NDArray[np.int64]:
    return np.bincount(group[~np.isnan(values)], minlength=n_groups)


def repeated_ids(dictionary: Dictionary, placements: Sequence[Placement]) -> Iterator[Finding]:
    """Say that ids of a cross-section stand more than once in a wave of a file."""
    for placement in placements:
        for holder in holders(dictionary.id_names, placement, dictionary):
            if holder.name not in placement.export.columns:
                continue
            rows = placement.source_rows(holder.rows)
            ids = _ids(placement.export, holder.name)
            ids = ids if rows is None else ids[rows]
            waves = placement.wave if holder.rows is None else placement.wave[holder.rows]
            for wave in np.flatnonzero(np.bincount(waves)).tolist():
                here = ids[(waves == wave) & ~np.isnan(ids)]
                twice = int((np.unique(here, return_counts=True)[1] > 1).sum())
                if twice:
                    message = (
                        f"{placement.export.name}: {twice:,} ids of column '{holder.name}' stand "
                        f"more than once in {dictionary.waves[wave].key}; if respondents are "
                        "repeated, intervals and p-values are too small."
                    )
                    subject = f"{placement.export.name}: {holder.name}"
                    yield misfit(
                        dictionary,
                        "LPS113",
                        subject,
                        message,
                        "survey",
                        "id",
                        severity=Severity.WARNING,
                    )


def _ids(export: Export, name: str) -> Floats:
    """Give a number for each distinct id; NaN where it is blank or declared missing."""
    column = export.columns[name]
    if isinstance(column, TextColumn):
        blank = np.array([not level.strip() for level in column.levels], dtype=bool)
        return np.where(blank[column.codes], np.nan, column.codes)
    ids = column.values.copy()
    for low, high in export.missing_ranges.get(name, ()):
        if not isinstance(low, str) and not isinstance(high, str):
            ids[(ids >= low) & (ids <= high)] = np.nan
    return ids
