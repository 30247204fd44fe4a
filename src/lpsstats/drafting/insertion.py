"""Additions to a YAML file that leave every other character as it stands.

The places come from the marks that the parser leaves on every node; nothing is written anew.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from lpsstats.errors import DictionaryError

ALIAS = re.compile(r"\s*:\s*\*[^\s,\[\]{}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A stretch of a text, perhaps an empty one, and what is to stand there instead."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key and its value, both as YAML on one line, and words for a comment behind them."""

    key: str
    value: str
    remark: str = ""


def compose(text: str) -> MappingNode:
    """Parse a file into nodes that know their places.

    Raises
    ------
    DictionaryError
        If it is not a mapping in YAML.
    """
    yaml = YAML(typ="rt")
    yaml.composer.warn_double_anchors = False
    node = yaml.compose(text)
    if not isinstance(node, MappingNode):
        message = "the dictionary holds no keys; it cannot be added to"
        raise DictionaryError(message)
    return node


def find(mapping: MappingNode, key: str) -> tuple[ScalarNode, Node] | None:
    """Find an entry of a mapping by its key."""
    for name, value in mapping.value:
        if isinstance(name, ScalarNode) and name.value == key:
            return name, value
    return None


def descend(mapping: MappingNode, *path: str) -> MappingNode:
    """Find a mapping within a mapping.

    Raises
    ------
    DictionaryError
        If it is written as an alias of another: an addition would change that one too.
    KeyError
        If there is none.
    """
    for key in path:
        entry = find(mapping, key)
        if entry is None or not isinstance(entry[1], MappingNode):
            raise KeyError(".".join(path))
        if is_alias(*entry) or entry[1].anchor:
            line = entry[0].start_mark.line + 1
            message = (
                f"line {line}: '{key}' is written with an alias or an anchor (* or &), so nothing "
                "can be added to it alone; write it out first"
            )
            raise DictionaryError(message)
        mapping = entry[1]
    return mapping


def is_alias(key: Node, value: Node) -> bool:
    """Say whether a value only points to one further up."""
    return bool(value.start_mark.index < key.start_mark.index)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Make all edits; those at one place follow one another in the order given."""
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [text[position : edit.start], edit.text]
        position = max(position, edit.end)
    return "".join([*parts, text[position:]])


def add_entries(text: str, mapping: MappingNode, entries: Sequence[Entry]) -> list[Edit]:
    """Add entries at the end of a mapping, in the style in which it is written.

    Parameters
    ----------
    text : str
        The whole file.
    mapping : MappingNode
        One of its mappings, from `compose`.
    entries : sequence of Entry
        What to add. A remark stands behind its own line; in a mapping in braces behind the line
        that the addition ends on.
    """
    if mapping.flow_style:
        return _into_braces(text, mapping, entries)
    return [_below(text, mapping, entries)] if entries else []


def _into_braces(text: str, mapping: MappingNode, entries: Sequence[Entry]) -> list[Edit]:
    """Add behind the last value: a trailing comma, a comment and the brace stay where they are."""
    written = ", ".join(f"{entry.key}: {entry.value}" for entry in entries)
    if mapping.value:
        at = content_end(text, *mapping.value[-1])
        edit = Edit(start=at, end=at, text=f", {written}")
    else:
        at = mapping.start_mark.index + 1
        edit = Edit(start=at, end=at, text=written)
    return [edit, *add_remark(text, at, [entry.remark for entry in entries])]


def _below(text: str, mapping: MappingNode, entries: Sequence[Entry]) -> Edit:
    """Add lines below the last entry of a mapping, indented as its first key is."""
    key, value = mapping.value[-1]
    at, start = _next_line(text, content_end(text, key, value))
    indent = " " * mapping.value[0][0].start_mark.column
    newline = line_end(text)
    lines = [
        f"{indent}{entry.key}: {entry.value}{f' # {entry.remark}' if entry.remark else ''}"
        for entry in entries
    ]
    written = newline.join(lines)
    return Edit(start=at, end=at, text=written + newline if start else newline + written)


def content_end(text: str, key: Node, value: Node) -> int:
    """Find where what an entry says ends, comments and blank lines behind it not counted."""
    if is_alias(key, value):
        found = ALIAS.match(text, key.end_mark.index)
        if found is None:
            message = f"line {key.start_mark.line + 1}: an alias that cannot be added to"
            raise DictionaryError(message)
        return found.end()
    return max(_node_end(text, value), _colon_end(text, key))


def _node_end(text: str, node: Node) -> int:
    """Find where a value ends: its last entry's end if it is written over lines."""
    if isinstance(node, CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return content_end(text, *last) if isinstance(last, tuple) else _node_end(text, last)
    return int(node.end_mark.index)


def _colon_end(text: str, key: Node) -> int:
    return text.find(":", key.end_mark.index) + 1


def _next_line(text: str, position: int) -> tuple[int, bool]:
    """Find where the line after a position starts; False where the file ends without a newline."""
    if position and text[position - 1] == "\n":  # behind a text in block style
        return position, True
    found = text.find("\n", position)
    return (found + 1, True) if found >= 0 else (len(text), False)


def line_end(text: str) -> str:
    """Tell how the lines of a text end: as most editors, by how the first one does."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def add_remark(text: str, position: int, remarks: Sequence[str]) -> list[Edit]:
    """Add a comment at the end of the line that a position is on, behind one that is there."""
    words = "; ".join(remark for remark in remarks if remark)
    found = text.find("\n", position)
    end = found if found >= 0 else len(text)
    at = end - 1 if end > position and text[end - 1] == "\r" else end
    return [Edit(start=at, end=at, text=f" # {words}")] if words else []


def replace_value(text: str, key: Node, value: Node, written: str) -> Edit:
    """Put another value, YAML on one line, in the place of one that is a scalar or an alias."""
    if is_alias(key, value):
        start = text.index("*", key.end_mark.index)
        return Edit(start=start, end=content_end(text, key, value), text=written)
    start, end = value.start_mark.index, value.end_mark.index
    if start == end:  # nothing was written
        start = end = _colon_end(text, key)
        written = f" {written}"
    return Edit(start=start, end=end, text=written)
