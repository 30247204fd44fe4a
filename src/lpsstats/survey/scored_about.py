"""Where scored data come from, and what of the files cannot be written."""

from collections.abc import Iterator, Sequence

import numpy as np

from lpsstats.dictionary.model import Dictionary
from lpsstats.survey.assembling import Portion
from lpsstats.survey.model import Floats, Survey
from lpsstats.survey.numbers import counted


def about(survey: Survey, version: str) -> tuple[tuple[str, str], ...]:
    """List program, dictionary and files, each with what identifies it.

    Parameters
    ----------
    survey : Survey
        The survey.
    version : str
        The program's version.
    """
    dictionary = survey.dictionary
    files = [
        ("Data", f"{one.name}, {one.n_rows:,} rows, {one.n_used:,} used, SHA-256 {one.sha256}")
        for one in survey.inputs
    ]
    return (
        ("Survey", dictionary.title),
        ("Program", f"lpsstats {version}"),
        ("Dictionary", f"{dictionary.path.name}, SHA-256 {dictionary.sha256}"),
        *files,
    )


def weighted_by(dictionary: Dictionary, portions: Sequence[Portion]) -> bool:
    """Say whether the data are to be weighted: raked, or every file was, by the weight named."""
    if dictionary.raking is not None:
        return True
    return bool(portions) and all(
        portion.export.weight is not None
        and portion.export.weight == dictionary.weight_names.get(dictionary.waves[wave].key)
        for portion in portions
        for wave in portion.waves
    )


def unkept_notes(dictionary: Dictionary, portions: Sequence[Portion]) -> Iterator[str]:
    """Say which settings of the files are lost."""
    if not weighted_by(dictionary, portions):
        for portion in portions:
            if portion.export.weight is not None:
                yield (
                    f"{portion.export.name}: was saved weighted by '{portion.export.weight}'; the "
                    "data written are not weighted."
                )
    sets = dict.fromkeys(one.name for portion in portions for one in portion.export.sets)
    if sets:
        names = ", ".join(f"${name}" for name in sets)
        yield f"Multiple response sets are not written ({names}); define them anew (MRSETS)."


def weight_notes(survey: Survey, weight: Floats) -> Iterator[str]:
    """Say how many respondents a weighted analysis leaves out, and that SPSS makes one.

    Parameters
    ----------
    survey : Survey
        Says where the weight comes from.
    weight : ndarray of float, shape (n,)
        NaN where a respondent has none.
    """
    n_none, n_zero = int(np.isnan(weight).sum()), int((weight == 0).sum())
    parts = [f"{n_none:,} without a weight"] if n_none else []
    parts += [f"{n_zero:,} with the weight 0"] if n_zero else []
    if parts:
        yield (
            f"Weight: respondents {' and '.join(parts)}, of {counted(len(weight), 'respondent')}; "
            "a weighted analysis leaves them out."
        )
    if survey.dictionary.raking is not None:
        yield "Weights are raked: SPSS files are saved WEIGHT BY them (WEIGHT OFF turns that off)."
