"""Read data_dictionary.yaml strictly: every error at once, each with its line and a suggestion."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from lpsstats.dictionary.document import Document
from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.references import reference_problems
from lpsstats.dictionary.resolving import resolve
from lpsstats.dictionary.shape_problems import path_in_file, shape_problems
from lpsstats.dictionary.source import KeyPath, Problem, Source, read_source, read_text
from lpsstats.errors import DictionaryError

MOST_PROBLEMS = 500  # of each kind; a file that is no dictionary at all must not cost minutes

# Where an entry at fault lies below the name that the analyst chose, and not beside it.
NAMED_ENTRIES = frozenset({("waves", "values"), ("sites", "values"), ("analysis", "families")})

# What the dictionary cannot do without, so that the rest can still be checked.
STAND_INS: Mapping[KeyPath, object] = {
    ("format",): 1,
    ("survey",): {"title": "?"},
    ("survey", "title"): "?",
    ("waves", "baseline"): "?",
    ("waves", "endline"): "?",
    ("waves", "values"): {},
    ("sites", "values"): {},
}


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
    document, problems = _validate(source.tree)
    if problems or document is None:
        raise DictionaryError(*_located(problems, source, path.name))
    return resolve(document, source, path, hashlib.sha256(data).hexdigest())


def _validate(tree: object) -> tuple[Document | None, list[Problem]]:
    """Check the shape, then what must agree between the parts.

    One misspelt key must not hide a misspelt item elsewhere, so the entries at fault are cut out
    and what remains is checked.
    """
    if not isinstance(tree, dict):
        return None, [((), "holds no keys; a dictionary starts with `format: 1`")]
    try:
        document = Document.model_validate(tree)
    except ValidationError as error:
        details = error.errors()[:MOST_PROBLEMS]
    else:
        return document, [*islice(reference_problems(document, tree), MOST_PROBLEMS)]
    faulty = {_entry_of(path_in_file(detail, tree), detail["type"]) for detail in details}
    return None, [*shape_problems(details, tree), *_further_problems(tree, faulty)]


def _entry_of(path: KeyPath, kind: str) -> KeyPath:
    """Name what an error makes unusable: an unknown key alone, else the entry it stands in."""
    return path if kind == "extra_forbidden" else path[: 3 if path[:2] in NAMED_ENTRIES else 2]


def _further_problems(tree: object, faulty: Collection[KeyPath]) -> list[Problem]:
    """Check what remains of a file without its entries at fault."""
    remains = tree
    for path in faulty:
        remains = _replaced(remains, path, STAND_INS.get(path, STAND_INS.get(path[:2])))
    try:
        document = Document.model_validate(remains)
    except ValidationError:
        return []
    found = (problem for problem in reference_problems(document, tree) if problem[0] not in faulty)
    return [*islice(found, MOST_PROBLEMS)]


def _replaced(tree: object, path: KeyPath, stand_in: object) -> object:
    """Copy nested mappings with something else, or nothing, in place of one entry."""
    if not isinstance(tree, dict) or not path:
        return tree
    copy: dict[object, object] = dict(tree)
    key = next((key for key in copy if str(key) == path[0]), path[0])
    if path[1:]:
        copy[key] = _replaced(copy.get(key), path[1:], stand_in)
    elif stand_in is None:
        copy.pop(key, None)
    else:
        copy[key] = stand_in
    return copy


def _located(problems: Iterable[Problem], source: Source, name: str) -> Iterator[str]:
    """Write problems as `file:line: place: what`, in the order of the file."""

    def line(path: KeyPath) -> int:
        while path and path not in source.lines:
            path = path[:-1]
        return source.lines.get(path, 1)

    for path, message in sorted(dict.fromkeys(problems), key=lambda problem: line(problem[0])):
        place = f" {'.'.join(path)}:" if path else ""
        yield f"{name}:{line(path)}:{place} {message}"
