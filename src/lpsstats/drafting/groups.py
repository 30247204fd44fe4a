"""Questions with several answers: sets that a file declares, check-all groups, coded mentions."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lpsstats.dictionary.folding import fold
from lpsstats.drafting.coded_groups import coded_runs
from lpsstats.drafting.labelled import NO, YES
from lpsstats.drafting.meaning import Labels
from lpsstats.drafting.observing import Observed
from lpsstats.drafting.quoting import Code
from lpsstats.drafting.variables import Question
from lpsstats.survey.export import ResponseSet
from lpsstats.survey.no_answer import means_no_answer
from lpsstats.survey.numbers import as_text

NUMBERED = re.compile(r"(.+?)[_. ]?(?:\d+|(?<=[_.])[a-z])")
FEWEST = 3
CODED = "coded answers, several mentions each? say `base: answered` if no entry is no answer"
NOT_TICKED = NO | {"not chosen", "unselected", "0"}
TICKED = YES | {"chosen", "1", "x"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Columns that are one question.

    Attributes
    ----------
    name, label : str
        What to call it.
    members : tuple of Question
        Its columns, each a question of its own until now.
    counted : number or str, optional
        The code of a ticked box; nothing where the columns hold categories.
    mark : str
        What to look at; empty where the file itself declares the set.
    answers, missing : tuple of (code, str)
        Of columns that hold categories: the answers, and the codes that stand for none.
    """

    name: str
    label: str
    members: tuple[Question, ...]
    counted: Code | None
    mark: str
    answers: Labels = ()
    missing: Labels = ()


def find_groups(
    questions: Sequence[Question],
    seen: Mapping[str, Observed],
    sets: Sequence[ResponseSet],
) -> list[Group]:
    """Find the questions with several answers; a column belongs to one of them at the most.

    Parameters
    ----------
    questions : sequence of Question
        All questions.
    seen : mapping of str to Observed
        What the files hold, by key.
    sets : sequence of ResponseSet
        What the first file declares.
    """
    by_column = {question.columns[0]: question for question in questions}
    groups = [
        group
        for declared in sets
        if declared.columns and all(name in by_column for name in declared.columns)
        for group in _declared(declared, [by_column[name] for name in declared.columns], seen)
    ]
    taken = {member.key for group in groups for member in group.members}
    free = [question for question in questions if question.key not in taken]
    ticks = _check_all(free, seen)
    taken |= {member.key for group in ticks for member in group.members}
    return [*groups, *ticks, *_coded([one for one in free if one.key not in taken], seen)]


def _declared(
    declared: ResponseSet, members: Sequence[Question], seen: Mapping[str, Observed]
) -> Iterator[Group]:
    """Take over a set; one of categories only where its answers have names, or are codes."""
    labels = _answers([seen[member.key] for member in members]) if declared.counted is None else {}
    none = {code: label for code, label in labels.items() if means_no_answer(label)}
    if declared.counted is None and labels.keys() == none.keys():
        return
    yield Group(
        name=declared.name.lower(),
        label=declared.label,
        members=tuple(members),
        counted=declared.counted,
        mark="",
        answers=tuple((code, label) for code, label in labels.items() if code not in none),
        missing=tuple(none.items()),
    )


def _answers(columns: Sequence[Observed]) -> dict[Code, str]:
    """Name the answers of columns of categories; a code without a label is called by itself."""
    labels: dict[Code, str] = {}
    for column in columns:
        for code, label in column.labels.items():
            labels.setdefault(code, label)
    codes = {code for column in columns for code in column.counts if not isinstance(code, str)}
    if not any(isinstance(code, str) for code in labels):
        for code in sorted(codes):
            labels.setdefault(code, as_text(code))
    times = Counter(fold(label) for label in labels.values())
    return {
        code: label if times[fold(label)] == 1 else f"{label} ({code})"
        for code, label in labels.items()
    }


def _check_all(questions: Sequence[Question], seen: Mapping[str, Observed]) -> list[Group]:
    """Find neighbouring columns of one stem that hold nothing but ticks."""
    groups: list[Group] = []
    run: list[Question] = []
    for question in [*questions, None]:
        stem = _stem(question, seen) if question else ""
        if run and stem != _stem(run[0], seen):
            groups += _group(run, seen)
            run = []
        if question and stem:
            run.append(question)
    return groups


def _coded(questions: Sequence[Question], seen: Mapping[str, Observed]) -> Iterator[Group]:
    """Take columns of a first, second, third mention for one question."""
    stems = {one.key: _before_number(one.key) for one in questions}
    for run in coded_runs(questions, stems, seen):
        labels = _answers([seen[member.key] for member in run])
        yield Group(
            name=stems[run[0].key],
            label="",
            members=tuple(run),
            counted=None,
            mark=CODED,
            answers=tuple((code, text) for code, text in labels.items()),
        )


def _before_number(key: str) -> str:
    found = NUMBERED.fullmatch(key)
    return found[1].rstrip("_.") if found else ""


def _stem(question: Question, seen: Mapping[str, Observed]) -> str:
    """Give what comes before the number of a column of ticks; nothing for other columns."""
    return _before_number(question.key) if _tick(seen[question.key]) is not None else ""


def _tick(seen: Observed) -> Code | None:
    """Give the code of a ticked box; nothing where the column holds other answers."""
    codes = set(seen.counts)
    labels = {fold(text) for text in seen.labels.values()}
    if labels and not labels <= TICKED | NOT_TICKED:
        return None
    if codes in ({1.0}, {0.0, 1.0}) and not ({0.0, 1.0} - codes and len(seen.labels) > 1):
        return 1.0
    if len(codes) == 1 and isinstance(only := next(iter(codes)), str) and fold(only) in TICKED:
        return only
    return None


def _group(run: Sequence[Question], seen: Mapping[str, Observed]) -> list[Group]:
    ticks = {_tick(seen[question.key]) for question in run}
    if len(run) < FEWEST or len(ticks) > 1:
        return []
    mark = "one question, every box that applies? else declare its columns one by one"
    stem = _stem(run[0], seen)
    return [Group(name=stem, label="", members=tuple(run), counted=ticks.pop(), mark=mark)]
