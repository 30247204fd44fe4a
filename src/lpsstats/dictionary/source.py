"""YAML as plain Python values, with the line of every key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from lpsstats.dictionary.yaml_safety import Refusal, SafeComposer, SafeConstructor
from lpsstats.errors import DictionaryError

KeyPath = tuple[str, ...]
Problem = tuple[KeyPath, str]

# No real dictionary comes near these: an alias may repeat a branch without end, and the parser
# takes ten seconds for a file of this size.
NODE_LIMIT = 200_000
LARGEST = 500_000  # bytes

# A guess that awaits a look, on a line of its own or at the end of one; not in what is itself
# commented out.
MARK = re.compile(r"(?:\s*|\s*[^#\s].*\s)#\s*CHECK\b[\s:]*(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A YAML file.

    Attributes
    ----------
    tree : object
        Plain dicts, lists, texts, numbers.
    lines : mapping of path to int
        The line of each key and list entry, counted from one.
    marks : mapping of int to str
        The comments `# CHECK ...` by line: what is marked as a guess.
    """

    tree: object
    lines: Mapping[KeyPath, int]
    marks: Mapping[int, str]


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
    yaml = YAML(typ="rt")
    yaml.Composer, yaml.Constructor = SafeComposer, SafeConstructor
    yaml.composer.warn_double_anchors = False  # a second anchor of one name replaces the first
    lines: dict[KeyPath, int] = {}
    try:
        tree = _plain(yaml.load(text), (), lines, name)
        return Source(tree=tree, lines=lines, marks=check_marks(text))
    except MarkedYAMLError as error:
        raise DictionaryError(_syntax_message(error, name)) from None
    except ReaderError as error:
        raise DictionaryError(_character_message(error, text, name)) from None
    except (YAMLError, ValueError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        message = f"{name}: cannot be read as YAML ({reason})"
        raise DictionaryError(message) from None


def check_marks(text: str) -> dict[int, str]:
    """Find the comments `# CHECK ...` that still stand, by line."""
    found = ((n, MARK.fullmatch(line)) for n, line in enumerate(text.split("\n"), start=1))
    return {n: mark[1].strip() for n, mark in found if mark}


def _syntax_message(error: MarkedYAMLError, name: str) -> str:
    """Say in one line what a YAML parser says in six."""
    mark = error.problem_mark or error.context_mark
    line = f":{mark.line + 1}" if mark else ""
    problem = error.problem or "not valid YAML"
    if isinstance(error, Refusal):
        return f"{name}{line}: {problem}"
    if "duplicate key" in problem:
        key = problem.split('"')[1] if '"' in problem else problem
        return f"{name}{line}: {_twice(key)}"
    if "'\\t'" in problem:
        return f"{name}{line}: a tab; YAML is indented with blanks only"
    said = ", ".join(part for part in (error.context, problem) if part)
    return f"{name}{line}: not valid YAML: {said}"


def _character_message(error: ReaderError, text: str, name: str) -> str:
    line = text.count("\n", 0, error.position) + 1
    return f"{name}:{line}: holds the control character U+{error.character:04X}; remove it"


def _twice(key: str) -> str:
    return f"the key '{key}' stands twice in one mapping; keep one of them"


def _plain(node: object, path: KeyPath, lines: dict[KeyPath, int], name: str) -> object:
    """Copy a parsed node into plain values and note where each key stands."""
    if len(lines) > NODE_LIMIT:
        line = lines.get(path[:1], 1)
        problem = f"more than {NODE_LIMIT:,} entries, most of which are aliases repeating a branch"
        message = f"{name}:{line}: {problem}; write out what is meant, or use `defaults`"
        raise DictionaryError(message)
    if isinstance(node, CommentedMap):
        _refuse_merge(node, path, lines, name)
        return {_scalar(key): _entry(node, key, path, lines, name) for key in node}
    if isinstance(node, CommentedSeq):
        return [_entry(node, index, path, lines, name) for index in range(len(node))]
    return _scalar(node)


def _entry(
    parent: CommentedMap | CommentedSeq,
    key: object,
    path: KeyPath,
    lines: dict[KeyPath, int],
    name: str,
) -> object:
    here = (*path, str(key))
    position = parent.lc.key(key) if isinstance(parent, CommentedMap) else parent.lc.item(key)
    line = position[0] + 1
    if isinstance(key, bool | tuple | Mapping):
        message = f"{name}:{line}: a key must be a text or a number; write it in quotes"
        raise DictionaryError(message)
    if here in lines:  # 2016 and "2016" are two keys to YAML and one to us
        message = f"{name}:{line}: {_twice(here[-1])}"
        raise DictionaryError(message)
    lines[here] = line
    return _plain(parent[key], here, lines, name)


def _refuse_merge(
    node: CommentedMap, path: KeyPath, lines: Mapping[KeyPath, int], name: str
) -> None:
    """Refuse `<<`, which YAML 1.2 does not know; `use` does the same and is checked."""
    if node.merge:
        message = f"{name}:{lines.get(path, 1)}: '<<' has no meaning here; write `use` instead"
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
        If it does not exist, cannot be opened, is no file, is unreasonably large or is not UTF-8.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe may never end, or never begin
            message = f"{path}: not a file; save the dictionary to a file and name that"
            raise DictionaryError(message)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror})"
        raise DictionaryError(message) from None
    if len(data) > LARGEST:
        message = f"{path}: larger than {LARGEST:,} bytes; is it a data dictionary?"
        raise DictionaryError(message)
    try:
        return data.decode("utf-8-sig"), data
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"{path.name}:{line}: not UTF-8 text; save the file as UTF-8"
        raise DictionaryError(message) from None
