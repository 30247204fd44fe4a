"""The answer formats and questions of a draft as YAML."""

from collections.abc import Iterator

from lpsstats.drafting.drafted import Drafted
from lpsstats.drafting.groups import Group
from lpsstats.drafting.keys import KeyRing, is_key
from lpsstats.drafting.lines import Field, answer_fields, entry, mapping_field
from lpsstats.drafting.multiple_page import group_fields
from lpsstats.drafting.quoting import quoted
from lpsstats.drafting.scales import turned_items
from lpsstats.drafting.variables import Question

OPPOSITE = {"high": "low", "low": "high"}


def default_lines(drafted: Drafted) -> Iterator[str]:
    """Write the answer formats that questions share."""
    if not drafted.formats:
        return
    yield "# Answer formats that several questions share; a question takes one up with `use`."
    yield "defaults:"
    for answers, name in drafted.formats.items():
        yield from entry(quoted(name), [*answer_fields(answers)])


def variable_lines(drafted: Drafted) -> Iterator[str]:
    """Write the questions, in the order of the files."""
    yield "variables:"
    turned = turned_items(drafted.scales)
    ring = KeyRing(question.key for question in drafted.questions)
    groups = {group.members[0].key: group for group in drafted.groups}
    places = {key: ring.give(_group_key(group)) for key, group in groups.items()}
    members = {member.key for group in drafted.groups for member in group.members}
    for question in drafted.questions:
        if question.key in groups:
            group = groups[question.key]
            fields = [*group_fields(group, drafted)]
            yield from entry(quoted(places[question.key]), fields, marks=[group.mark])
        elif question.key not in members:
            yield from _question(question, drafted, turned.get(question.key))


def _question(question: Question, drafted: Drafted, turned: float | None) -> Iterator[str]:
    meaning = drafted.meanings[question.key]
    fields = [*_own_fields(question, drafted, turned)]
    marks = [*question.marks, *meaning.marks]
    yield from entry(quoted(question.key), fields, marks=marks, note=meaning.note)


def _own_fields(question: Question, drafted: Drafted, turned: float | None) -> Iterator[Field]:
    answers = drafted.meanings[question.key].answers
    shared = drafted.formats.get(answers)
    against = OPPOSITE.get(answers.better or "") if turned is not None else None
    first, *rest = [Field(key="use", value=quoted(shared))] if shared else answer_fields(answers)
    yield first
    if question.label:
        yield Field(key="label", value=quoted(question.label))
    if against:
        mark = f"worded the other way round? r {turned:.2f} with the items it goes with"
        yield Field(key="better", value=against, mark=mark)
    yield from (field for field in rest if not (against and field.key == "better"))
    yield from _names(question, drafted)


def _names(question: Question, drafted: Drafted) -> Iterator[Field]:
    """Say the column's name wherever it is not the key in the wave's pattern."""
    waves = drafted.waves.waves
    columns = {wave.key: question.columns[wave.source] for wave in waves}
    expected = {
        wave.key: drafted.patterns[wave.source].replace("{name}", question.key) for wave in waves
    }
    own = {wave: column for wave, column in columns.items() if column != expected[wave]}
    names = set(columns.values())
    if not own:
        return
    if len(names) == 1 and None not in names and len(own) == len(columns):
        yield Field(key="names", value=quoted(next(iter(own.values())) or ""))
        return
    yield mapping_field(
        "names",
        [(quoted(wave), "null" if name is None else quoted(name)) for wave, name in own.items()],
    )


def _group_key(group: Group) -> str:
    return group.name if is_key(group.name) else "multiple"
