"""The sentences that say what is wrong with the shape of a dictionary, key by key."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args, get_origin

from pydantic_core import ErrorDetails

from lpsstats.dictionary.document import Document
from lpsstats.dictionary.part import Part
from lpsstats.dictionary.source import KeyPath, Problem
from lpsstats.dictionary.suggest import did_you_mean

# What an analyst reads for each kind of error; braces take a value of pydantic's context.
WORDS: Mapping[str, str] = {
    "string_type": "must be text",
    "list_type": "must be a list, as in [a, b]",
    "dict_type": "must hold keys of its own, as in {{key: value}}",
    "model_type": "must hold keys of its own, as in {{key: value}}",
    "model_attributes_type": "must hold keys of its own, as in {{key: value}}",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "bool_type": "must be true or false",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than": "must be less than {lt:g}",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must be a date such as 2018, 2018-05 or 2018-05-14",
    "too_short": "needs {min_length} or more, but has {actual_length}",
    "too_long": "may have {max_length} at most, but has {actual_length}",
    "literal_error": "must be {expected}",
    "invalid_key": "a key must be a text or a number",
    "value_error": "{error}",
}
COMPLETE = frozenset({"too_short", "too_long", "value_error"})
LONGEST_SHOWN = 40  # characters of a value that a message repeats


def shape_problems(details: Iterable[ErrorDetails], tree: object) -> list[Problem]:
    """Say each error of shape in plain words, one for each place.

    Parameters
    ----------
    details : iterable of dict
        What pydantic found.
    tree : object
        The file.

    Returns
    -------
    list of (path, message)
        Where one of several allowed shapes was tried and failed further in, only that is said.
    """
    problems: dict[KeyPath, str] = {}
    for detail in details:
        path = path_in_file(detail, tree)
        problems.setdefault(path, _message(detail, path))
    covering = {path[:n] for path in problems for n in range(len(path))}
    return [(path, message) for path, message in problems.items() if path not in covering]


def path_in_file(detail: ErrorDetails, tree: object) -> KeyPath:
    """Give the path of an error in the file; pydantic puts the types it tried in between."""
    path: list[str] = []
    for part in detail["loc"]:
        if isinstance(tree, dict):
            found = {str(key): value for key, value in tree.items()}
        else:
            found = {str(i): each for i, each in enumerate(tree if isinstance(tree, list) else ())}
        if str(part) in found:
            tree = found[str(part)]
            path.append(str(part))
    return (*path, str(detail["loc"][-1])) if detail["type"] == "missing" else tuple(path)


def _message(detail: ErrorDetails, path: KeyPath) -> str:
    """Put a pydantic error into words an analyst uses."""
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "extra_forbidden":
        known = _keys_at(path[:-1])
        return f"unknown key '{path[-1]}'" + (
            did_you_mean(path[-1], known) or f" (known here: {', '.join(sorted(known))})"
        )
    if kind == "missing":
        return f"the key '{path[-1]}' is missing"
    if detail["loc"][-1] == "[key]":
        return f"'{value}' cannot be a key here; write it in quotes"
    words = WORDS[kind].format(**context) if kind in WORDS else detail["msg"]
    if kind in COMPLETE:
        return words
    if value is None:
        return f"{words}, but is empty"
    meant = did_you_mean(str(value), re.findall(r"'([^']*)'", words)) if context else ""
    cure = "; write it in quotes" if kind == "string_type" and _is_plain(value) else ""
    return f"{words}, not {_shown(value)}{cure}{meant}"


def _is_plain(value: object) -> bool:
    return isinstance(value, int | float | dt.date)


def _shown(value: object) -> str:
    """Show a value of the file, shortened."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = repr(value) if isinstance(value, str) else str(value).lower()
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."


def _keys_at(path: KeyPath) -> set[str]:
    """Give the keys that the file may have at a place."""
    part: type[Part] = Document
    steps = iter(path)
    for step in steps:
        field = part.model_fields.get(step)
        inner = next(_parts_in(field.annotation), None) if field else None
        if field is None or inner is None:
            return set()
        if get_origin(field.annotation) is dict:
            next(steps, None)  # the name that the analyst chose
        part = inner
    return set(part.model_fields)


def _parts_in(annotation: object) -> Iterator[type[Part]]:
    """Find the mappings that a type annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts_in(inner)
