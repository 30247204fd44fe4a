"""The sentences that say which rows, columns, waves or sites do not fit the dictionary."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

import numpy as np

from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.suggest import nearest
from lpsstats.findings import Finding
from lpsstats.survey.export import Export
from lpsstats.survey.fitting import misfit
from lpsstats.survey.matching import SHOWN, UNKNOWN, Matching, Target
from lpsstats.survey.numbers import counted, short


def absent_place(export: Export, name: str, dictionary: Dictionary, *path: str) -> Finding:
    """Say that the column of waves, sites, ids or weights is not there."""
    place = f"{'.'.join(path)}, {dictionary.where(*path)}"
    return misfit(
        dictionary, "LPS115", f"{export.name}: {name}", missing_column(export, name, place), *path
    )


def missing_column(
    export: Export, name: str, place: str, taken: Collection[str] = frozenset()
) -> str:
    """Say that a column is not there and which might be it, of those not taken by another name."""
    near = nearest(name, [other for other in export.column_names if other not in taken])
    if near:
        hint = f"Did you mean '{near}'?"
    elif len(export.column_names) <= SHOWN:
        hint = f"The file has: {', '.join(map(short, export.column_names))}."
    else:
        shown = ", ".join(map(short, export.column_names[:SHOWN]))
        hint = f"The file has {len(export.column_names):,} columns: {shown}, ..."
    return f"{export.name} has no column '{name}' ({place}).\n{hint}"


def unknown_problem(matching: Matching, dictionary: Dictionary) -> Iterator[Finding]:
    """Name the values of a column that are no declared wave or site."""
    unknown = matching.matched == UNKNOWN
    if not unknown[matching.found.index].any():
        return
    path = (f"{matching.what}s", "values")
    message = (
        f"{matching.export.name}: column '{matching.name}' has values that are no declared "
        f"{matching.what}: {matching.found.shown(unknown)}.{matching.suggestion()}\n"
        f"Declared: {', '.join(map(_described, matching.targets))}. Add them under "
        f"{'.'.join(path)} ({dictionary.where(*path)}), or write `other: leave_out` beside it."
    )
    yield misfit(dictionary, "LPS105", _subject(matching), message, *path)


def _subject(matching: Matching) -> str:
    return f"{matching.export.name}: {matching.name}"


def _described(target: Target) -> str:
    codes = ", ".join(map(str, target.codes))
    return f"{target.label} (code {codes})" if codes else target.label


def contradiction_problems(matching: Matching, dictionary: Dictionary) -> Iterator[Finding]:
    """Name the codes whose label in the file is that of another wave or site."""
    for code, target, named in matching.contradictions():
        path = (f"{matching.what}s", "values", target.key)
        message = (
            f"{matching.export.name}: code {code} of column '{matching.name}' is labelled "
            f"'{named.label}' in the file, but the dictionary gives it to '{target.label}' "
            f"({dictionary.where(*path)}).\nCorrect the code there; a site's may differ by wave, "
            "as in code: {T1: 3, T3: 7}."
        )
        yield misfit(dictionary, "LPS106", f"{_subject(matching)} = {code}", message, *path)


def absent_wave_problems(
    matching: Matching, waves: Sequence[int], dictionary: Dictionary
) -> Iterator[Finding]:
    """Say which wave that a file should hold has no row."""
    everything = np.ones(len(matching.matched), dtype=bool)
    for w in waves if matching.export.n_rows else ():  # a file without rows is said to be one
        if not (matching.rows == w).any():
            wave = matching.targets[w]
            codes = f" (code {', '.join(map(str, wave.codes))})" if wave.codes else ""
            path = ("waves", "values", wave.key)
            message = (
                f"{matching.export.name}: no rows for wave {wave.key}{codes} in column "
                f"'{matching.name}'. Codes found: {matching.found.shown(everything) or 'none'}.\n"
                f"Did the code change? See {dictionary.where(*path)}."
            )
            subject = f"{matching.export.name}: {wave.key}"
            yield misfit(dictionary, "LPS107", subject, message, *path)


def foreign_wave_problem(
    matching: Matching, waves: Sequence[int], dictionary: Dictionary
) -> Iterator[Finding]:
    """Say that a file holds rows of a wave that the dictionary keeps in another file."""
    foreign = (matching.matched >= 0) & ~np.isin(matching.matched, list(waves))
    if foreign.any():
        keys = [dictionary.waves[w].key for w in waves]
        path = ("waves", "values", keys[0], "file")
        message = (
            f"{matching.export.name} is declared as the file of {', '.join(keys)} "
            f"({dictionary.where(*path)}), but column "
            f"'{matching.name}' has rows of another wave: {matching.found.shown(foreign)}.\n"
            "Correct `file`, or name the same file at every wave that it holds."
        )
        yield misfit(dictionary, "LPS108", _subject(matching), message, *path)


def inseparable_problem(
    export: Export, waves: Sequence[int], dictionary: Dictionary
) -> list[Finding]:
    """Refuse to take the same answers for those of two waves."""
    items = dict.fromkeys(item for scale in dictionary.scales.values() for item in scale.items)
    for first, second in combinations([dictionary.waves[w].key for w in waves], 2):
        for item in items:
            names = dictionary.variables[item].names
            if first in names and names[first] == names.get(second):
                message = (
                    f"{export.name} is to hold the waves {first} and {second}, but nothing tells "
                    f"them apart: '{item}' is column '{names[first]}' in both.\nName the column "
                    f"that tells waves apart: waves.column ({dictionary.where('waves')}); or give "
                    "one file per wave; or, where waves lie side by side, `names` that differ."
                )
                return [misfit(dictionary, "LPS109", export.name, message, "waves")]
    return []


def no_rows_problem(export: Export, dictionary: Dictionary) -> Iterator[Finding]:
    """Refuse a file in which nobody answered: a result from it would be a result from nothing."""
    if export.n_rows == 0:
        message = (
            f"{export.name} has {counted(len(export.column_names), 'column')} and no rows.\n"
            "Export it again with its respondents."
        )
        yield misfit(dictionary, "LPS110", export.name, message, "waves", "values")


def unused_weight_problem(export: Export, dictionary: Dictionary) -> Iterator[Finding]:
    """Refuse to pass over a weight that the file was saved with."""
    if export.weight is not None and dictionary.weight is None:
        message = (
            f"{export.name} was saved with WEIGHT BY {export.weight} and the dictionary names no "
            f"weight ({dictionary.where('survey')}).\n"
            "Write `weight: none` under survey to leave it unused, knowingly."
        )
        yield misfit(dictionary, "LPS111", export.name, message, "survey")
