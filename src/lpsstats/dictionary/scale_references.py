"""What must hold of a scale: its items exist, can be averaged and point one way."""

from collections import Counter
from collections.abc import Iterator, Mapping

from lpsstats.dictionary.document import Document, ScalePart, VariablePart
from lpsstats.dictionary.merging import SCORED, range_of
from lpsstats.dictionary.source import Problem
from lpsstats.dictionary.suggest import did_you_mean

OPPOSITE: Mapping[str, str] = {"high": "low", "low": "high"}


def scale_problems(
    document: Document, variables: Mapping[str, VariablePart], declared: set[str]
) -> Iterator[Problem]:
    """Find what is wrong with the scales of a dictionary.

    Parameters
    ----------
    document : Document
        The dictionary.
    variables : mapping
        Its variables with their defaults.
    declared : set of str
        The names of all variables in the file, those at fault included.

    Yields
    ------
    (path, message)
    """
    for key, scale in document.scales.items():
        path = ("scales", key)
        if key in declared:
            yield path, f"'{key}' is also a variable; give the scale a name of its own"
        yield from _name_problems(path, scale, declared)
        items = {item: variables[item] for item in scale.items if item in variables}
        yield from _kind_problems(path, scale, items)
        yield from _range_problems(path, scale, items)
        yield from _direction_problems(path, scale, items)
        yield from _unequal_waves(path, items)


def _name_problems(
    path: tuple[str, ...], scale: ScalePart, declared: set[str]
) -> Iterator[Problem]:
    for index, item in enumerate(scale.items):
        if item not in declared:
            message = f"no variable called '{item}'{did_you_mean(item, declared)}"
            yield (*path, "items", str(index)), message
    for item, times in Counter(scale.items).items():
        if times > 1:
            yield (*path, "items"), f"'{item}' stands {times} times"
    for index, item in enumerate(scale.reverse):
        if item not in scale.items:
            meant = did_you_mean(item, scale.items)
            yield (*path, "reverse", str(index)), f"'{item}' is no item of this scale{meant}"
    if scale.min_items is not None and scale.min_items > len(scale.items):
        message = f"asks for {scale.min_items} answers of {len(scale.items)} items"
        yield (*path, "min_items"), message


def _kind_problems(
    path: tuple[str, ...], scale: ScalePart, items: Mapping[str, VariablePart]
) -> Iterator[Problem]:
    for index, item in enumerate(scale.items):
        if item not in items:
            continue
        variable, place = items[item], (*path, "items", str(index))
        if variable.type is not None and variable.type not in SCORED:
            message = f"'{item}' is {variable.type}; a scale is made of likert, ordinal or number"
            yield place, f"{message} variables"
        elif range_of(variable) is None and _says_enough(variable):
            yield place, f"'{item}' needs a `range` to be part of a scale"
        if not variable.comparable:
            why = f" ({variable.reason})" if variable.reason else ""
            yield place, f"'{item}' is declared not comparable{why}; take it out of the scale"


def _says_enough(variable: VariablePart) -> bool:
    """Say whether nothing else is reported to be lacking."""
    return variable.type == "number" or bool(variable.labels)


def _range_problems(
    path: tuple[str, ...], scale: ScalePart, items: Mapping[str, VariablePart]
) -> Iterator[Problem]:
    """Find items whose ranges differ: their mean has no meaning unless they are rescaled."""
    if scale.rescale is not None and scale.score == "sum":
        yield (*path, "rescale"), "a sum of items on 0-100 has no use; take `score: mean`"
    ranges = {item: range_of(variable) for item, variable in items.items()}
    distinct = {limits for limits in ranges.values() if limits}
    if len(distinct) > 1 and scale.rescale is None:
        shown = ", ".join(f"{i} {r[0]:.15g}-{r[1]:.15g}" for i, r in ranges.items() if r)
        yield path, f"items have unequal ranges ({shown}); add `rescale: 0-100`"


def _unequal_waves(path: tuple[str, ...], items: Mapping[str, VariablePart]) -> Iterator[Problem]:
    """Find waves that asked only part of a scale: its scores would be another thing."""
    unasked: dict[str, list[str]] = {}
    for item, variable in items.items():
        for wave, name in variable.names.items() if isinstance(variable.names, dict) else ():
            if name is None:
                unasked.setdefault(wave, []).append(item)
    for wave, lacking in unasked.items():
        if len(lacking) < len(items):
            shown = ", ".join(f"'{item}'" for item in lacking)
            message = f"{shown} not asked in wave '{wave}', but the other items were"
            yield (*path, "items"), f"{message}; keep the items that every wave has"


def _direction_problems(
    path: tuple[str, ...], scale: ScalePart, items: Mapping[str, VariablePart]
) -> Iterator[Problem]:
    """Find items whose `better` contradicts the scale's, reversal considered."""
    if scale.better == "neither":
        return
    for index, item in enumerate(scale.items):
        better = items[item].better if item in items else None
        expected = OPPOSITE[scale.better] if item in scale.reverse else scale.better
        if better in OPPOSITE and better != expected:
            cure = "take it out of" if item in scale.reverse else "add it to"
            message = (
                f"'{item}' is better {better} and the scale better {scale.better}: "
                f"{cure} `reverse`, or correct `better`"
            )
            yield (*path, "items", str(index)), message
