"""Read data_dictionary.yaml strictly: every error at once, each with its line and a suggestion."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from lpsstats.dictionary.document import Document, Part
from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.references import reference_problems
from lpsstats.dictionary.resolving import resolve
from lpsstats.dictionary.source import Source, read_source, read_text
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import DictionaryError

Problem = tuple[tuple[str, ...], str]


def read_dictionary(path: Path) -> Dictionary:
    """Read a data dictionary.

    Parameters
    ----------
    path : Path
        The YAML file.

    Returns
    -------
    Dictionary
        Complete and cross-checked.

    Raises
    ------
    DictionaryError
        With every problem found, each as `file:line: place: what (suggestion)`.
    """
    text, data = read_text(path)
    source = read_source(text, path.name)
    document, problems = _validate(source)
    if document is not None:
        problems += reference_problems(document, source.tree)
    if problems or document is None:
        raise DictionaryError(*_located(problems, source, path.name))
    return resolve(document, source, path, hashlib.sha256(data).hexdigest())


def _validate(source: Source) -> tuple[Document | None, list[Problem]]:
    """Check the shape; when it is wrong, check the rest without the parts that are.

    One misspelt key must not hide a misspelt item elsewhere, so the entries at fault are cut out
    and what remains goes on to the cross-checks.
    """
    if not isinstance(source.tree, dict):
        return None, [((), "holds no keys; a dictionary starts with `format: 1`")]
    try:
        return Document.model_validate(source.tree), []
    except ValidationError as error:
        details = error.errors()
    problems = _problems(details)
    remains: object = source.tree
    for detail in details:
        remains = _without(remains, _faulty(detail))
    try:
        return Document.model_validate(remains), problems
    except ValidationError:
        return None, problems


def _faulty(detail: ErrorDetails) -> tuple[str, ...]:
    """Name what an error makes unusable: an unknown key alone, else the entry it stands in."""
    path = _path(detail["loc"])
    return path if detail["type"] == "extra_forbidden" else path[:2]


def _without(tree: object, path: tuple[str, ...]) -> object:
    """Copy nested mappings less the one entry at a path."""
    if not path or not isinstance(tree, dict):
        return tree
    first, *rest = path
    return {
        key: _without(value, tuple(rest)) if str(key) == first else value
        for key, value in tree.items()
        if rest or str(key) != first
    }


def _path(loc: Iterable[int | str]) -> tuple[str, ...]:
    """Give the path of an error in the file; pydantic adds the names of the types it tried."""
    types = {"int", "float", "str", "[key]"}
    return tuple(
        str(part)
        for part in loc
        if str(part) not in types and not str(part).startswith(("list[", "dict[", "function-"))
    )


def _problems(details: Iterable[ErrorDetails]) -> list[Problem]:
    """Say each error of shape in plain words, one for each place."""
    problems: dict[tuple[str, ...], str] = {}
    for detail in details:
        path = _path(detail["loc"])
        problems.setdefault(path, _message(detail, path))
    return list(problems.items())


def _message(detail: ErrorDetails, path: tuple[str, ...]) -> str:
    """Put a pydantic error into words an analyst uses."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys_at(path[:-1])
        return f"unknown key '{path[-1]}'" + (
            did_you_mean(path[-1], known) or f" (known here: {', '.join(sorted(known))})"
        )
    if kind == "missing":
        return f"the key '{path[-1]}' is missing"
    if kind == "literal_error":
        return f"must be {context['expected']}, not {_shown(detail['input'])}" + did_you_mean(
            str(detail["input"]), re.findall(r"'([^']*)'", str(context["expected"]))
        )
    if kind == "value_error":
        return str(context["error"])
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}, not {_shown(detail['input'])}"


def _shown(value: object) -> str:
    """Show a value of the file, shortened."""
    if isinstance(value, dict):
        return "a mapping"
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _keys_at(path: tuple[str, ...]) -> set[str]:
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


def _located(problems: Iterable[Problem], source: Source, name: str) -> Iterator[str]:
    """Write problems as `file:line: place: what`, in the order of the file."""

    def line(path: tuple[str, ...]) -> int:
        while path and path not in source.lines:
            path = path[:-1]
        return source.lines.get(path, 1)

    for path, message in sorted(problems, key=lambda problem: line(problem[0])):
        place = f" {'.'.join(path)}:" if path else ""
        yield f"{name}:{line(path)}:{place} {message}"
