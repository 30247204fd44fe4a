"""The same question in every file: its key, its columns, its label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lpsstats.dictionary.folding import fold
from lpsstats.drafting.keys import KeyRing, is_key, question_key
from lpsstats.drafting.quoting import one_line
from lpsstats.drafting.roles import Role
from lpsstats.survey.export import Export
from lpsstats.survey.pairing import Pair, pair_columns, stem

SAME = 0.6  # below, a column that kept its name seems to have got another question


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question and where the files have it.

    Attributes
    ----------
    key : str
        The variable's key.
    columns : tuple of str or None
        Its column in each file; `None` where a file has none.
    label : str
        Its words; empty where nothing but the column's name is known.
    marks : tuple of str
        What to look at.
    """

    key: str
    columns: tuple[str | None, ...]
    label: str
    marks: tuple[str, ...]


@dataclass(slots=True)
class _Row:
    """A question while its columns are gathered."""

    columns: dict[int, str]
    marks: list[str] = field(default_factory=list)


def draft_questions(
    exports: Sequence[Export], patterns: Sequence[str], roles: Sequence[Role]
) -> list[Question]:
    """Find the questions of all files and which columns hold them.

    Parameters
    ----------
    exports : sequence of Export
        The files.
    patterns : sequence of str
        How each file builds its names.
    roles : sequence of Role
        Columns that identify rows; they become questions only where their names differ by file.
    """
    plain = {role.columns for role in roles if len(set(role.columns)) == 1}
    ring = KeyRing(columns[0] for columns in plain)
    fixed = {role.columns: role.name for role in roles if role.columns not in plain}
    rows = _rows(exports, patterns, roles)
    questions = []
    for position, row in enumerate(rows, start=1):
        columns = tuple(row.columns.get(i) for i in range(len(exports)))
        if columns in plain:
            continue
        first = min(row.columns)
        key = fixed.get(tuple(c or "" for c in columns))
        key = ring.give(key or _wanted(row.columns[first], patterns[first], position, len(rows)))
        questions.append(
            Question(
                key=key,
                columns=columns,
                label=_label(exports[first], row.columns[first], key),
                marks=tuple(row.marks),
            )
        )
    # What identifies rows has to keep its key, so it comes first when keys are given.
    return questions


def _wanted(column: str, pattern: str, position: int, n_columns: int) -> str:
    own = stem(column, pattern) or column
    if is_key(own):
        return own
    return question_key(column, position, n_columns)


def _label(export: Export, column: str, key: str) -> str:
    """Take the file's label, else the header where it is a question itself."""
    label = one_line(export.labels.get(column, ""))
    text = label or ("" if is_key(column) else one_line(column))
    return "" if fold(text) == fold(key) else text


def _rows(exports: Sequence[Export], patterns: Sequence[str], roles: Sequence[Role]) -> list[_Row]:
    """Gather columns file by file: each is paired with the earliest file that has its like."""
    rows = [_Row(columns=dict(enumerate(role.columns))) for role in roles]
    taken = [{role.columns[i] for role in roles} for i in range(len(exports))]
    by_column = {(i, name): row for row in rows for i, name in row.columns.items()}
    for later, export in enumerate(exports):
        for earlier in range(later):
            if set(export.column_names) <= taken[later]:
                break
            files = (exports[earlier], export)
            for pair in pair_columns(*files, (patterns[earlier], patterns[later])):
                row = by_column.get((earlier, pair.first))
                if row is None or later in row.columns or pair.second in taken[later]:
                    continue
                row.columns[later] = pair.second
                row.marks += _doubts(pair)
                taken[later].add(pair.second)
                by_column[later, pair.second] = row
        for name in _free(export, taken[later]):
            row = _Row(columns={later: name})
            rows.append(row)
            by_column[later, name] = row
    return [*rows[: len(roles)], *_in_file_order(rows[len(roles) :], exports)]


def _free(export: Export, taken: set[str]) -> Iterator[str]:
    yield from (name for name in export.column_names if name and name not in taken)


def _doubts(pair: Pair) -> Iterator[str]:
    if pair.by == "label":
        yield f"paired by label, match {pair.score:.2f}"
    elif pair.score < SAME:
        yield f"same name, but the labels differ (match {pair.score:.2f}): the same question?"


def _in_file_order(rows: Sequence[_Row], exports: Sequence[Export]) -> list[_Row]:
    """Put a question that only a later file has after the one that stands before it there."""
    places = [{name: i for i, name in enumerate(export.column_names)} for export in exports]
    ordered = [row for row in rows if 0 in row.columns]
    for row in (row for row in rows if 0 not in row.columns):
        file = min(row.columns)
        place = places[file][row.columns[file]]
        before = [
            (places[file][other.columns[file]], position)
            for position, other in enumerate(ordered)
            if file in other.columns and places[file][other.columns[file]] < place
        ]
        ordered.insert(max(before)[1] + 1 if before else 0, row)
    return ordered


def same_everywhere(question: Question) -> bool:
    """Say whether all files have the question under one name."""
    return len(set(question.columns)) == 1


def pairs_of(question: Question, exports: Sequence[Export]) -> list[tuple[Export, str]]:
    """List the files that have the question, each with its column."""
    found = zip(exports, question.columns, strict=True)
    return [(export, column) for export, column in found if column is not None]
