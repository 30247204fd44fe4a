"""Answer labels that are not the same in two waves."""

from collections.abc import Iterator, Mapping

from lpsstats.checking.context import Context
from lpsstats.checking.wave_columns import quoted, steps, subject
from lpsstats.dictionary.folding import fold
from lpsstats.findings import Finding
from lpsstats.survey.numbers import as_text
from lpsstats.survey.oddities import ItemColumn

Code = float | str
SHOWN = 3


def check(context: Context) -> Iterator[Finding]:
    """Compare what the files call each code, wave by wave."""
    for variable in context.dictionary.variables.values():
        for first, second in steps(context, variable):
            yield from _labels(context, first, second)
            yield from _missing_codes(context, first, second)


def _labels(context: Context, first: ItemColumn, second: ItemColumn) -> Iterator[Finding]:
    old, new = _answers(first), _answers(second)
    if not old or not new:
        return
    waves = (first.wave, second.wave)
    codes_of = {fold(label): code for code, label in old.items()}
    moved = {c: codes_of[fold(t)] for c, t in new.items() if codes_of.get(fold(t), c) != c}
    changed = [c for c in new if c in old and c not in moved and fold(old[c]) != fold(new[c])]
    differing = {c: new[c] for c in new if c not in old} | {c: old[c] for c in old if c not in new}
    subj, path = subject(first, second), ("variables", first.variable.key)
    if moved:
        said = [f"{quoted(new[c])} is {_code(c)}, was {_code(b)}" for c, b in moved.items()]
        message = f"{first.variable.key}: answer labels moved from {waves[0]} to {waves[1]}: "
        yield context.found("LPS204", subj, message + _listed(said), *path)
    if changed:
        said = [f"{_code(c)} is {quoted(new[c])}, was {quoted(old[c])}" for c in changed]
        message = f"{first.variable.key}: answer labels of {waves[1]} differ from {waves[0]}: "
        yield context.found("LPS203", subj, message + _listed(said), *path)
    if differing and not moved:
        said = [f"{_code(c)} {quoted(label)}" for c, label in differing.items()]
        message = f"{first.variable.key}: answers labelled in only one of {waves[0]}, {waves[1]}: "
        yield context.found("LPS205", subj, message + _listed(said), *path)


def _missing_codes(context: Context, first: ItemColumn, second: ItemColumn) -> Iterator[Finding]:
    old, new = set(first.user_missing), set(second.user_missing)
    if old != new and (old or new):
        message = (
            f"{first.variable.key}: {first.export.name} declares {_ranges(old)} user-missing, "
            f"{second.export.name} {_ranges(new)}."
        )
        path = ("variables", first.variable.key)
        yield context.found("LPS217", subject(first, second), message, *path)


def _answers(column: ItemColumn) -> Mapping[Code, str]:
    """Take the labels of answers; a code declared missing, by file or dictionary, is none."""
    declared = column.variable.missing
    return {
        code: label
        for code, label in column.labels.items()
        if label and code not in declared and not _is_missing(code, column)
    }


def _is_missing(code: Code, column: ItemColumn) -> bool:
    if isinstance(code, str):
        return any(low == code for low, _ in column.user_missing)
    return any(
        not isinstance(low, str) and not isinstance(high, str) and low <= code <= high
        for low, high in column.user_missing
    )


def _code(code: Code) -> str:
    return as_text(code) if isinstance(code, float) else f"'{code}'"


def _listed(parts: list[str]) -> str:
    more = f"; and {len(parts) - SHOWN} more" if len(parts) > SHOWN else ""
    return f"{'; '.join(parts[:SHOWN])}{more}."


def _ranges(ranges: set[tuple[Code, Code]]) -> str:
    """Write missing codes as a person would."""
    texts = [
        _code(low) if low == high else f"{_code(low)} to {_code(high)}" for low, high in ranges
    ]
    return ", ".join(sorted(texts)) or "nothing"
