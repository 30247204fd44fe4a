"""Questions with several answers as YAML: their columns wave by wave, their boxes."""

from collections.abc import Iterator, Sequence

from lpsstats.drafting.drafted import Drafted
from lpsstats.drafting.groups import Group
from lpsstats.drafting.lines import Field, mapping_field
from lpsstats.drafting.quoting import code_text, flow_list, flow_map, one_line, quoted
from lpsstats.drafting.variables import Question
from lpsstats.survey.pairing import stem

LONGEST_COLUMN = 120  # a longer name cannot be a key of a mapping

Names = dict[str, str | None]


def group_fields(group: Group, drafted: Drafted) -> Iterator[Field]:
    """Give the fields of a question with several answers.

    Parameters
    ----------
    group : Group
        The question.
    drafted : Drafted
        For waves and patterns of names.
    """
    keys = [_key(member, drafted) for member in group.members]
    own = [_own_names(k, m, drafted) for k, m in zip(keys, group.members, strict=True)]
    unasked = [
        w.key for w in drafted.waves.waves if all(names.get(w.key, "") is None for names in own)
    ]
    yield Field(key="type", value="multiple")
    if group.label:
        yield Field(key="label", value=quoted(one_line(group.label)))
    yield _columns(keys, [{w: n for w, n in names.items() if w not in unasked} for names in own])
    if unasked:
        yield mapping_field("names", [(quoted(wave), "null") for wave in unasked])
    yield from _coding(group, keys)


def _key(question: Question, drafted: Drafted) -> str:
    """Name a column as the first file has it, without the wave's suffix; short if it is long."""
    first = next(i for i, column in enumerate(question.columns) if column is not None)
    column = question.columns[first] or ""
    name = stem(column, drafted.patterns[first]) or column
    return name if len(name) <= LONGEST_COLUMN else question.key


def _own_names(key: str, question: Question, drafted: Drafted) -> Names:
    """Find the waves in which a column is not called as its key and the wave's pattern say."""
    columns = {
        wave.key: (question.columns[wave.source], wave.source) for wave in drafted.waves.waves
    }
    return {
        wave: column
        for wave, (column, source) in columns.items()
        if column != drafted.patterns[source].replace("{name}", key)
    }


def _columns(keys: Sequence[str], own: Sequence[Names]) -> Field:
    """List the columns; as a mapping where one has another name in some wave."""
    if not any(own):
        return Field(key="columns", value=flow_list(map(quoted, keys)))
    return mapping_field(
        "columns", [(quoted(key), _named(names)) for key, names in zip(keys, own, strict=True)]
    )


def _named(names: Names) -> str:
    if not names:
        return "null"
    pairs = [(quoted(w), "null" if name is None else quoted(name)) for w, name in names.items()]
    return flow_map(pairs)


def _coding(group: Group, keys: Sequence[str]) -> Iterator[Field]:
    """Say what a tick is, and name the boxes."""
    if group.counted is None:
        yield Field(key="coding", value="categories")
        yield mapping_field("labels", [(code_text(c), quoted(t)) for c, t in group.answers])
        if group.missing:
            yield mapping_field("missing", [(code_text(c), quoted(t)) for c, t in group.missing])
        return
    yield Field(key="counted", value=code_text(group.counted))
    labels = _told_apart([member.label for member in group.members])
    named = [(quoted(key), quoted(t)) for key, t in zip(keys, labels, strict=True) if t]
    if named:
        yield mapping_field("labels", named)


def _told_apart(labels: Sequence[str]) -> list[str]:
    """Put numbers on labels that occur twice: all boxes may have the question for a label."""
    if len(set(labels)) == len(labels):
        return list(labels)
    return [f"{label} ({i})" if label else "" for i, label in enumerate(labels, start=1)]
