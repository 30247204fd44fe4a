"""Entries of the dictionary as lines: short ones on one line, long ones key by key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lpsstats.drafting.meaning import AnswerFormat, Labels
from lpsstats.drafting.quoting import code_text, comment, flow_list, flow_map, quoted
from lpsstats.survey.numbers import as_text

WIDEST = 110  # characters of a line, its comment apart
STEP = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A key with its value as YAML; a mapping can be written on several lines.

    Attributes
    ----------
    key : str
        The key, a word of the dictionary.
    value : str
        The value on one line.
    entries : tuple of (str, str)
        Of a mapping, its keys and values as YAML.
    mark : str
        What to look at.
    """

    key: str
    value: str
    entries: tuple[tuple[str, str], ...] = ()
    mark: str = ""


def marked(line: str, *marks: str, note: str = "") -> str:
    """Add what is to be looked at, or else a remark, as a trailing comment."""
    said = "; ".join(filter(None, marks))
    if said:
        return f"{line}  # CHECK {comment(said)}"
    return f"{line}  # {comment(note)}" if note else line


def mapping_field(key: str, entries: Sequence[tuple[str, str]], mark: str = "") -> Field:
    """Make a field of a mapping."""
    return Field(key=key, value=flow_map(entries), entries=tuple(entries), mark=mark)


def answer_fields(answers: AnswerFormat) -> Iterator[Field]:
    """Give the fields of an answer format, in the order in which they are read."""
    marks = dict(answers.guesses)

    def field(key: str, value: str) -> Field:
        return Field(key=key, value=value, mark=marks.get(key, ""))

    yield field("type", answers.type)
    if answers.range:
        yield field("range", flow_list(as_text(end) for end in answers.range))
    if answers.better:
        yield field("better", answers.better)
    if answers.low and answers.high:
        yield field("low", quoted(answers.low))
        yield field("high", quoted(answers.high))
    if answers.labels:
        yield mapping_field("labels", _codes(answers.labels), marks.get("labels", ""))
    if answers.success:
        yield field("success", flow_list(code_text(code) for code in answers.success))
    if answers.missing:
        yield mapping_field("missing", _codes(answers.missing), marks.get("missing", ""))


def _codes(labels: Labels) -> list[tuple[str, str]]:
    return [(code_text(code), quoted(text)) for code, text in labels]


def entry(
    key: str, fields: Sequence[Field], *, indent: int = 1, marks: Sequence[str] = (), note: str = ""
) -> Iterator[str]:
    """Write an entry: on one line if it fits, else a line per key.

    Parameters
    ----------
    key : str
        Its key as YAML.
    fields : sequence of Field
        What it says.
    indent : int
        How deep it stands.
    marks : sequence of str
        What to look at in the whole entry.
    note : str
        A remark, where nothing is to be looked at.
    """
    margin = STEP * indent
    line = f"{margin}{key}: {flow_map((field.key, field.value) for field in fields)}"
    if len(line) <= WIDEST:
        yield marked(line, *marks, *(field.mark for field in fields), note=note)
        return
    yield marked(f"{margin}{key}:", *marks, note=note)
    for field in fields:
        yield from _field_lines(field, STEP * (indent + 1))


def _field_lines(field: Field, margin: str) -> Iterator[str]:
    line = f"{margin}{field.key}: {field.value}"
    if len(line) <= WIDEST or not field.entries:
        yield marked(line, field.mark)
        return
    yield marked(f"{margin}{field.key}:", field.mark)
    for key, value in field.entries:
        yield f"{margin}{STEP}{key}: {value}"
