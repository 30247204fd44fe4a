"""Answer labels that are not the same in two waves; labels that moved are refused on reading."""

from collections.abc import Iterator

from lpsstats.checking.context import Context
from lpsstats.checking.wave_columns import quoted, steps, subject
from lpsstats.dictionary.folding import fold
from lpsstats.findings import Finding
from lpsstats.survey.answer_labels import Code, labelled_answers, listed, moved_labels, written
from lpsstats.survey.oddities import ItemColumn


def check(context: Context) -> Iterator[Finding]:
    """Compare what the files call each code, wave by wave."""
    for variable in context.dictionary.variables.values():
        for first, second in steps(context, variable):
            yield from _labels(context, first, second)
            yield from _missing_codes(context, first, second)


def _labels(context: Context, first: ItemColumn, second: ItemColumn) -> Iterator[Finding]:
    old, new = labelled_answers(first), labelled_answers(second)
    if not old or not new:
        return
    waves, key = (first.wave, second.wave), first.variable.key
    moved = moved_labels(old, new)
    changed = [c for c in new if c in old and c not in moved and fold(old[c]) != fold(new[c])]
    differing = {c: new[c] for c in new if c not in old} | {c: old[c] for c in old if c not in new}
    subj, path = subject(first, second), ("variables", key)
    if changed:
        said = [f"{written(c)} is {quoted(new[c])}, was {quoted(old[c])}" for c in changed]
        message = f"{key}: answer labels of {waves[1]} differ from {waves[0]}: {listed(said)}"
        yield context.found("LPS203", subj, message, *path)
    if differing and not moved:
        said = [f"{written(c)} {quoted(label)}" for c, label in differing.items()]
        message = f"{key}: answers labelled in only one of {waves[0]}, {waves[1]}: {listed(said)}"
        yield context.found("LPS205", subj, message, *path)


def _missing_codes(context: Context, first: ItemColumn, second: ItemColumn) -> Iterator[Finding]:
    # A file that declares none at all, as no text file can, differs in every question alike.
    if not (first.export.missing_ranges and second.export.missing_ranges):
        return
    old, new = set(first.user_missing), set(second.user_missing)
    if old != new and (old or new):
        message = (
            f"{first.variable.key}: {first.export.name} declares {_ranges(old)} user-missing, "
            f"{second.export.name} {_ranges(new)}."
        )
        path = ("variables", first.variable.key)
        yield context.found("LPS217", subject(first, second), message, *path)


def _ranges(ranges: set[tuple[Code, Code]]) -> str:
    """Write missing codes as a person would."""
    texts = [written(a) if a == b else f"{written(a)} to {written(b)}" for a, b in ranges]
    return ", ".join(sorted(texts)) or "nothing"
