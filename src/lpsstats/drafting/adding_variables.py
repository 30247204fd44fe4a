"""Columns of a new file that no variable stands for yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from lpsstats.dictionary.model import Dictionary
from lpsstats.drafting.adding_columns import Located
from lpsstats.drafting.adding_wave import NewWave
from lpsstats.drafting.insertion import Entry
from lpsstats.drafting.keys import KeyRing, is_key, question_key
from lpsstats.drafting.meaning import AnswerFormat, Meaning
from lpsstats.drafting.observing import observe
from lpsstats.drafting.private import without_values
from lpsstats.drafting.quoting import code_text, comment, flow_list, flow_map, one_line, quoted
from lpsstats.drafting.reading import read_alone
from lpsstats.survey.export import Export
from lpsstats.survey.name_patterns import PLAIN, stem


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVariables:
    """Entries under `variables`, and what to say of them."""

    entries: tuple[Entry, ...]
    notes: tuple[str, ...]


def new_variables(
    dictionary: Dictionary, located: Located, addition: Export, wave: NewWave
) -> NewVariables:
    """Draft a variable for each column that is new: asked in this wave, null in those before.

    A column that the last wave's file has too, undeclared, was left out on purpose and stays out;
    without that file all columns that no variable stands for are added.
    """
    renamed = [place.pair.first for place in located.identifying.values() if place.pair]
    keys = KeyRing([*dictionary.variables, *dictionary.scales, *renamed])
    columns = [name for name in addition.column_names if name not in located.used]
    entries = list(_renamed_roles(located, wave))
    for column in columns:
        position = addition.column_names.index(column) + 1
        wanted = stem(column, located.pattern) or column
        if not is_key(wanted):
            wanted = question_key(column, position, len(addition.column_names))
        key = keys.give(wanted)
        entries.append(_entry(key, column, addition, located.pattern, wave))
    notes = []
    if columns:
        what = "1 column is" if len(columns) == 1 else f"{len(columns)} columns are"
        notes.append(
            f"{what} new and stand at the end of the variables; delete what is not needed."
        )
    return NewVariables(entries=tuple(entries), notes=tuple(notes))


def _renamed_roles(located: Located, wave: NewWave) -> Iterator[Entry]:
    """Declare columns that identify rows, where the new file calls them otherwise.

    A declared variable is where the dictionary looks for their names by wave.
    """
    for role, place in located.identifying.items():
        old = place.pair.first if place.pair else None
        declared = any(place is known for known in located.columns.values())
        if declared or old is None or place.column in {None, old}:
            continue
        names = [(quoted(earlier), quoted(old)) for earlier in wave.earlier]
        names.append((quoted(wave.key), quoted(str(place.column))))
        kind = "number" if role == "weight" else "text"
        yield Entry(
            key=quoted(old),
            value=flow_map([("type", kind), ("names", flow_map(names))]),
            remark=f"CHECK {role} has another name in {wave.key}",
        )


def _entry(key: str, column: str, addition: Export, pattern: str, wave: NewWave) -> Entry:
    """Write a variable on one line."""
    label = one_line(addition.labels.get(column, "") or (column if " " in column else ""))
    meaning = without_values(read_alone(observe(addition, column)), key, label)
    names = [(quoted(earlier), "null") for earlier in wave.earlier]
    if pattern.replace(PLAIN, key) != column:
        names.append((quoted(wave.key), quoted(column)))
    parts = [("label", quoted(label))] if label else []
    parts += [*_answers(meaning.answers), ("names", flow_map(names))]
    return Entry(key=quoted(key), value=flow_map(parts), remark=_remark(meaning, wave.key))


def _remark(meaning: Meaning, wave: str) -> str:
    looks = [what for _, what in meaning.answers.guesses]
    return comment("; ".join([f"CHECK new in {wave}", *looks, *meaning.marks]))


def _answers(answers: AnswerFormat) -> Iterator[tuple[str, str]]:
    """Give an answer format as keys and values of a variable."""
    yield "type", answers.type
    if answers.range:
        yield "range", flow_list(map(code_text, answers.range))
    if answers.better:
        yield "better", answers.better
    for end, words in (("low", answers.low), ("high", answers.high)):
        if words:
            yield end, quoted(words)
    for name, labels in (("labels", answers.labels), ("missing", answers.missing)):
        if labels:
            yield name, flow_map([(code_text(code), quoted(words)) for code, words in labels])
    if answers.success:
        yield "success", flow_list(map(code_text, answers.success))
