"""What a variable is called in a new wave, written where it differs from what follows anyway."""

from collections.abc import Iterator

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from lpsstats.dictionary.model import Dictionary
from lpsstats.drafting.adding_columns import Located, Place, doubtful
from lpsstats.drafting.adding_wave import NewWave
from lpsstats.drafting.insertion import (
    Edit,
    Entry,
    add_entries,
    add_remark,
    content_end,
    descend,
    find,
    is_alias,
    replace_value,
)
from lpsstats.drafting.quoting import comment, flow_map, quoted
from lpsstats.survey.name_patterns import PLAIN


def name_edits(
    text: str, root: MappingNode, dictionary: Dictionary, located: Located, wave: NewWave
) -> list[Edit]:
    """Say under `names` of each variable how its column is called in the new wave.

    Nothing is written where the wave's pattern, or the variable's one name, gives the column.
    """
    edits: list[Edit] = []
    for key, place in located.columns.items():
        node = descend(root, "variables", key)
        names = find(node, "names")
        if place.column == _expected(key, names, located.pattern):
            edits += _doubt(text, node, place, wave.key)
            continue
        value = "null" if place.column is None else quoted(place.column)
        entry = Entry(key=quoted(wave.key), value=value, remark=_remark(place, wave.key))
        edits += _with_name(text, node, names, entry, _written_names(names, dictionary, key))
    return edits


def _expected(key: str, names: tuple[Node, Node] | None, pattern: str) -> str:
    """Give the column that the dictionary implies for a wave not named in `names`."""
    if names and isinstance(names[1], ScalarNode) and names[1].value not in {"", "null", "~"}:
        return str(names[1].value)
    return pattern.replace(PLAIN, key)


def _written_names(
    names: tuple[Node, Node] | None, dictionary: Dictionary, key: str
) -> list[tuple[str, str]]:
    """Spell out the names of all earlier waves."""
    known = dictionary.variables[key].names
    return [
        (quoted(w.key), quoted(known[w.key]) if w.key in known else "null")
        for w in dictionary.waves
    ]


def _with_name(
    text: str,
    node: MappingNode,
    names: tuple[Node, Node] | None,
    entry: Entry,
    earlier: list[tuple[str, str]],
) -> list[Edit]:
    """Add a wave's name to a variable, whichever way its names are written."""
    if names is None:
        value = flow_map([(entry.key, entry.value)])
        return add_entries(text, node, [Entry(key="names", value=value, remark=entry.remark)])
    key, value_node = names
    if isinstance(value_node, MappingNode) and not is_alias(key, value_node):
        return add_entries(text, descend(node, "names"), [entry])
    empty = isinstance(value_node, ScalarNode) and value_node.value in {"", "null", "~"}
    all_names = flow_map([*([] if empty else earlier), (entry.key, entry.value)])
    end = content_end(text, key, value_node)
    return [
        replace_value(text, key, value_node, all_names),
        *add_remark(text, end, [entry.remark]),
    ]


def _remark(place: Place, wave: str) -> str:
    """Say what is to be looked at in a name that was written."""
    if place.unused:
        return f"CHECK {wave}: '{place.whole}' lacks an item; in the file: {comment(place.unused)}"
    if place.column is None:
        return f"CHECK {wave}: no such column"
    if place.pair is None or place.pair.by == "label":
        score = f", match {place.pair.score:.2f}" if place.pair else ""
        return f"CHECK {wave}: paired by label{score}"
    if doubtful(place):
        return _another(place, wave)
    return ""


def _another(place: Place, wave: str) -> str:
    score = place.pair.score if place.pair else 0.0
    return f"CHECK {wave}: another question under this name? match {score:.2f}"


def _doubt(text: str, node: MappingNode, place: Place, wave: str) -> Iterator[Edit]:
    """Mark a variable whose column kept its name though its label is another one."""
    if doubtful(place) and node.value:
        end = content_end(text, *node.value[-1])
        yield from add_remark(text, end, [_another(place, wave)])
