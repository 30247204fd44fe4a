"""The sentences that say why weights cannot be raked, and whom they leave out."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary, Raking, Variable
from lpsstats.findings import Finding
from lpsstats.stats.raking import Raked
from lpsstats.survey.export import Export
from lpsstats.survey.fitting import misfit
from lpsstats.survey.model import Integers
from lpsstats.survey.numbers import as_text, counted, short
from lpsstats.survey.raking_margins import Groups, Margin

PATH = ("survey", "weight")
SHOWN = 6  # groups that one message names
NEAR = 0.005  # how far shares may add up from a whole and still be shares that were rounded


def untargeted_problem(margin: Margin, groups: Groups, dictionary: Dictionary) -> Iterator[Finding]:
    """Say which answers were given that have no target."""
    rows = np.flatnonzero((margin.given >= 0) & margin.used[groups.of])
    rows = rows[np.isnan(margin.targets[groups.of[rows], margin.given[rows]])]
    if not len(rows):
        return
    variable, place = margin.variable, dictionary.where(*PATH, "targets", margin.variable.key)
    places = sorted(
        {(int(groups.of[r]), int(margin.given[r])) for r in _first_of_each(margin, groups, rows)}
    )
    message = (
        f"{variable.key}: {counted(len(rows), 'respondent')} gave an answer that has no target in "
        f"survey.weight ({place}): {_listed(margin, groups, places)}.\n"
        "Write its target, 0 if they are to have no weight; or declare the code as missing."
    )
    yield misfit(dictionary, "LPS141", variable.key, message, *PATH, "targets", variable.key)


def _first_of_each(margin: Margin, groups: Groups, rows: Integers) -> Integers:
    """Keep one respondent of each group and answer."""
    key = groups.of[rows] * len(margin.answers) + margin.given[rows]
    return rows[np.unique(key, return_index=True)[1]]


def empty_targets_problem(
    margin: Margin, empty: NDArray[np.bool_], groups: Groups, dictionary: Dictionary
) -> Iterator[Finding]:
    """Say which answers with a target above 0 nobody gave, and where."""
    places = [(int(group), int(answer)) for group, answer in np.argwhere(empty)]
    if not places:
        return
    variable = margin.variable
    place = dictionary.where(*PATH, "targets", variable.key)
    message = (
        f"{variable.key}: nobody who has a weight gave these answers, whose targets are above 0 in "
        f"survey.weight ({place}): {_listed(margin, groups, places)}.\n"
        f"Merge them with other answers, in the data and in the targets{groups.cure}."
    )
    yield misfit(dictionary, "LPS140", variable.key, message, *PATH, "targets", variable.key)


def _listed(margin: Margin, groups: Groups, places: Sequence[tuple[int, int]]) -> str:
    """Name groups with their answers, the first few of them."""
    answers: dict[int, list[str]] = {}
    for group, answer in places:
        answers.setdefault(group, []).append(_answer(margin.variable, margin.answers[answer]))
    return _few(f"{groups.names[group]}: {', '.join(said)}" for group, said in answers.items())


def _few(parts: Iterable[str]) -> str:
    """Join the first of many."""
    every = list(parts)
    more = f"; and {len(every) - SHOWN:,} more" if len(every) > SHOWN else ""
    return "; ".join(every[:SHOWN]) + more


def _answer(variable: Variable, number: float) -> str:
    """Write an answer as its code, with its label if it has one."""
    texts = {value: code for code, value in variable.text_codes.items()}
    code = texts.get(int(number)) or as_text(float(number))
    label = variable.labels.get(number)
    return f"{code} ({short(label)})" if label else code


def unreached_problem(
    failed: Integers, found: Raked, groups: Groups, dictionary: Dictionary, raking: Raking
) -> Iterator[Finding]:
    """Say in which groups raking came to no end."""
    if not len(failed):
        return
    named = _few(
        f"{groups.names[g]} (a share was still {found.deviation[g]:.1%} from its target)"
        for g in failed.tolist()
    )
    limits = (
        f"within the bounds {raking.bounds[0]:g} and {raking.bounds[1]:g} " if raking.bounds else ""
    )
    widen = "widen `bounds`, " if raking.bounds else ""
    message = (
        f"weights {limits}that reach all targets of survey.weight ({dictionary.where(*PATH)}) were "
        f"not found in {found.cycles:,} cycles: {named}.\n"
        f"There may be none: {widen}merge answers that few gave, or rake to fewer variables"
        f"{groups.cure}."
    )
    yield misfit(dictionary, "LPS142", "weight", message, *PATH)


def not_raked_note(
    margins: Sequence[Margin], groups: Groups, dictionary: Dictionary
) -> Iterator[Finding]:
    """Say how many have no weight for want of an answer, and to what."""
    lacking = [(m.given < 0) & m.used[groups.of] for m in margins]
    n = int(np.any(lacking, axis=0).sum())
    if n:
        which = ", ".join(
            f"{margin.variable.key} ({int(rows.sum()):,})"
            for margin, rows in zip(margins, lacking, strict=True)
            if rows.any()
        )
        have = "has" if n == 1 else "have"
        message = (
            f"{n:,} of {counted(len(groups.of), 'respondent')} {have} no weight, for want of an "
            f"answer to what weights are raked to: {which}; weighted results leave them out."
        )
        yield misfit(dictionary, "LPS143", "weight", message, *PATH)


def sums_note(raking: Raking, dictionary: Dictionary) -> Iterator[Finding]:
    """Say which targets add up to neither 100 nor 1."""
    sums = dict.fromkeys(
        (key, sum(shares.values()))
        for own in raking.targets.values()
        for key, shares in own.items()
    )
    odd = [(key, total) for key, total in sums if not _whole(total)]
    if odd:
        message = (
            f"targets that add up to neither 100 nor 1 were divided by their sum: "
            f"{_few(f'{key} ({total:,.10g})' for key, total in odd)}."
        )
        yield misfit(dictionary, "LPS144", "weight", message, *PATH)


def _whole(total: float) -> bool:
    return any(abs(total / whole - 1) <= NEAR for whole in (1, 100))


def unused_file_weight_note(export: Export, dictionary: Dictionary) -> Iterator[Finding]:
    """Say that weights are made without the one that a file was saved with."""
    if dictionary.raking is None or export.weight is None:
        return
    if export.weight not in dictionary.weight_names.values():
        message = (
            f"{export.name} was saved with WEIGHT BY {export.weight}, which is not used: weights "
            f"are {dictionary.weight}. If it holds design weights, name it as survey.weight.start "
            f"({dictionary.where(*PATH)})."
        )
        yield misfit(dictionary, "LPS145", export.name, message, *PATH)
