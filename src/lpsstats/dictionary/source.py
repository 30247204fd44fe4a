"""YAML as plain Python values, with the line of every key."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq, TaggedScalar
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from lpsstats.errors import DictionaryError

Path_ = tuple[str, ...]
NODE_LIMIT = 200_000  # an alias may repeat a branch without end; no real dictionary comes near this


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A YAML file.

    Attributes
    ----------
    tree : object
        Plain dicts, lists, texts, numbers.
    lines : mapping of path to int
        The line of each key and list entry, counted from one.
    """

    tree: object
    lines: Mapping[Path_, int]


def read_source(text: str, name: str) -> Source:
    """Parse YAML 1.2 strictly.

    Parameters
    ----------
    text : str
        The file's text.
    name : str
        The file's name, for messages.

    Raises
    ------
    DictionaryError
        If it is no YAML, repeats a key, carries tags or is unreasonably large.
    """
    try:
        node = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        raise DictionaryError(_syntax_message(error, name)) from None
    except (YAMLError, ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        message = f"{name}: cannot be read as YAML ({reason})"
        raise DictionaryError(message) from None
    lines: dict[Path_, int] = {}
    try:
        return Source(tree=_plain(node, (), lines, name), lines=lines)
    except RecursionError:
        message = f"{name}: an alias contains itself"
        raise DictionaryError(message) from None


def _syntax_message(error: MarkedYAMLError, name: str) -> str:
    """Say in one line what a YAML parser says in six."""
    mark = error.problem_mark or error.context_mark
    line = f":{mark.line + 1}" if mark else ""
    problem = error.problem or error.context or "not valid YAML"
    if "duplicate key" in problem:
        key = problem.split('"')[1] if '"' in problem else problem
        return f"{name}{line}: the key '{key}' stands twice in one mapping; keep one of them"
    return f"{name}{line}: not valid YAML: {problem}"


def _plain(node: object, path: Path_, lines: dict[Path_, int], name: str) -> object:
    """Copy a parsed node into plain values and note where each key stands."""
    if len(lines) > NODE_LIMIT:
        message = f"{name}: more than {NODE_LIMIT:,} entries; are aliases repeating a branch?"
        raise DictionaryError(message)
    if isinstance(node, CommentedMap):
        _refuse_tag(node, path, lines, name)
        return {key: _entry(node, key, path, lines, name) for key in node}
    if isinstance(node, CommentedSeq):
        _refuse_tag(node, path, lines, name)
        return [_entry(node, index, path, lines, name) for index in range(len(node))]
    if isinstance(node, TaggedScalar):
        _refuse_tag(node, path, lines, name)
    return _scalar(node)


def _entry(
    parent: CommentedMap | CommentedSeq,
    key: object,
    path: Path_,
    lines: dict[Path_, int],
    name: str,
) -> object:
    here = (*path, str(key))
    position = parent.lc.key(key) if isinstance(parent, CommentedMap) else parent.lc.item(key)
    lines[here] = position[0] + 1
    return _plain(parent[key], here, lines, name)


def _refuse_tag(
    node: CommentedMap | CommentedSeq | TaggedScalar,
    path: Path_,
    lines: dict[Path_, int],
    name: str,
) -> None:
    """Refuse `!tags`: a dictionary is data and never code."""
    tag = node.tag.value if node.tag is not None else None
    if tag and not str(tag).startswith("tag:yaml.org,2002:"):
        message = f"{name}:{lines.get(path, 1)}: the tag '{tag}' has no meaning here; remove it"
        raise DictionaryError(message)


def _scalar(node: object) -> object:
    """Turn the parser's own number and text types into Python's."""
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def read_text(path: Path) -> tuple[str, bytes]:
    """Read a dictionary file as UTF-8.

    Raises
    ------
    DictionaryError
        If it does not exist, cannot be opened or is not UTF-8.
    """
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig"), data
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"{path.name}:{line}: not UTF-8 text; save the file as UTF-8"
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror})"
    raise DictionaryError(message)
