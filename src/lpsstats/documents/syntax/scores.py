"""Items turned round and scores of scales, as commands."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.dictionary.model import Scale, Variable
from lpsstats.documents.syntax.sources import Sources
from lpsstats.documents.syntax.writing import command, comment, free_names, label, number


def item_names(sources: Sources, scale: Scale) -> dict[str, str]:
    """Give the name of each item of a scale once it is turned the scale's way."""
    turned = free_names([f"{sources.names[key]}_r" for key in scale.items], "lps_r")
    return {
        key: turned[f"{sources.names[key]}_r"] if _is_turned(scale, key) else sources.names[key]
        for key in scale.items
    }


def _is_turned(scale: Scale, key: str) -> bool:
    return key in scale.reverse or scale.rescale


def scored(sources: Sources, keys: Sequence[str]) -> Iterator[str]:
    """Write the commands that score some scales.

    Parameters
    ----------
    sources : Sources
        The dictionary and the names.
    keys : sequence of str
        The scales.
    """
    variables, done = sources.dictionary.variables, set[str]()
    for key in keys:
        scale = sources.dictionary.scales[key]
        names = item_names(sources, scale)
        yield ""
        yield from comment(
            f"{scale.label}: the {scale.score} of {len(scale.items)} items, given at least "
            f"{scale.min_items} of them"
        )
        for item in scale.items:
            if _is_turned(scale, item) and names[item] not in done:
                done.add(names[item])
                yield from _turned(scale, variables[item], sources.names[item], names[item])
        yield from _score(sources, scale, names)


def _turned(scale: Scale, item: Variable, name: str, target: str) -> Iterator[str]:
    """Turn an item round by its declared range, and bring it to 0 to 100 where that is asked."""
    low, high = item.low or 0.0, item.high or 0.0
    turned = f"{number(low + high)}-{name}" if item.key in scale.reverse else name
    if scale.rescale:
        turned = f"100*({turned}-{number(low)})/{number(high - low)}"
    yield from command("COMPUTE", f"{target}={turned}")
    yield from command("VARIABLE LABELS", target, label(f"{item.label} (turned)"))


def _score(sources: Sources, scale: Scale, names: Mapping[str, str]) -> Iterator[str]:
    target = sources.names[scale.key]
    items = [names[key] for key in scale.items]
    times = f"*{len(items)}" if scale.score == "sum" else ""
    listed = [f"{name}," for name in items[:-1]] + [f"{items[-1]}){times}"]
    yield from command("COMPUTE", f"{target}=MEAN.{scale.min_items}(", *listed)
    yield from command("VARIABLE LABELS", target, label(scale.label))
