"""Why answers are missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.description import percent
from lpsstats.analysis.description_groups import Groups, Place
from lpsstats.dictionary.model import Variable
from lpsstats.survey.model import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingAnswers:
    """Respondents of a group without an answer, for one reason or (`None`) for any.

    Every field is a column of the results; the glossary of the tables says what each means.
    """

    measure: str
    measure_label: str
    site: str | None
    site_label: str | None
    wave: str | None
    missing_reason: str | None
    n: int
    base: int
    pct: float | None


def missing_counts(survey: Survey, variable: Variable, groups: Groups) -> NDArray[np.int64]:
    """Count the respondents of every group by why they have no answer.

    Returns
    -------
    ndarray of int, shape (n_groups, n_reasons)
        By position in `survey.reasons`; the first counts the answers, so rows sum to the groups.
    """
    k = len(survey.reasons)
    index = survey.cell * k + survey.missing[variable.key]
    table = np.bincount(index, minlength=groups.n_cells * k).reshape(groups.n_cells, k)
    return groups.summed(table.astype(np.int64))


def describe_missing(
    survey: Survey, variables: Sequence[Variable], groups: Groups
) -> tuple[MissingAnswers, ...]:
    """Count missing answers by variable, group and reason.

    Parameters
    ----------
    survey : Survey
        All waves.
    variables : sequence of Variable
        Those that hold codes or numbers.
    groups : Groups
        The groups.

    Returns
    -------
    tuple of MissingAnswers
        Variable by variable, group by group: all reasons together, then each that occurs in the
        variable at all, the most frequent first. The base is everybody in the group.
    """
    rows: list[MissingAnswers] = []
    for variable in variables:
        counts = missing_counts(survey, variable, groups)
        reasons = counts[:, 1:]
        overall = reasons.sum(axis=0) if len(groups.places) == 1 else reasons[0]
        order = [k for k in np.argsort(-overall, kind="stable").tolist() if overall[k]]
        for g in range(len(groups.places)):
            base = int(counts[g].sum())
            found = [
                (None, reasons[g].sum()),
                *((survey.reasons[k + 1], reasons[g, k]) for k in order),
            ]
            rows += [_row(variable, groups.places[g], why, int(n), base) for why, n in found]
    return tuple(rows)


def _row(variable: Variable, place: Place, reason: str | None, n: int, base: int) -> MissingAnswers:
    return MissingAnswers(
        measure=variable.key,
        measure_label=variable.label,
        site=place.site,
        site_label=place.site_label,
        wave=place.wave,
        missing_reason=reason,
        n=n,
        base=base,
        pct=percent(n, base),
    )
