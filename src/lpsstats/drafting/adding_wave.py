"""A new wave's entry: its key, its code, its file and how its columns are named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.model import Dictionary
from lpsstats.drafting.adding_columns import Located
from lpsstats.drafting.insertion import Entry, compose, find
from lpsstats.drafting.quoting import Code, code_text, flow_map, quoted
from lpsstats.errors import UsageError
from lpsstats.survey.export import Export
from lpsstats.survey.matching import distinct
from lpsstats.survey.name_patterns import PLAIN

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWave:
    """A wave to be added.

    Attributes
    ----------
    key : str
        Its key.
    entry : Entry
        What stands under `waves.values`.
    earlier : tuple of str
        The keys of the waves before it.
    notes : tuple of str
        What to look at.
    """

    key: str
    entry: Entry
    earlier: tuple[str, ...]
    notes: tuple[str, ...]


def refuse_known_file(
    dictionary: Dictionary, reference: Export | None, addition: Export, file: str
) -> None:
    """Refuse a file that is a wave's already.

    Raises
    ------
    UsageError
        If it is declared, under whatever path leads to it, or a copy of the last wave's.
    """
    if reference and reference.sha256 and reference.sha256 == addition.sha256:
        message = f"{addition.name} holds the same bytes as {reference.name}, the last wave's file"
        raise UsageError(message)
    target = (dictionary.path.parent / file).resolve()
    for wave in dictionary.waves:
        if wave.file and wave.file.resolve() in {target, addition.path.resolve()}:
            message = (
                f"{addition.name} is in the dictionary already: it is the file of '{wave.key}'"
            )
            raise UsageError(message)


def new_wave(
    text: str,
    dictionary: Dictionary,
    located: Located,
    addition: Export,
    *,
    key: str | None,
    label: str | None,
    file: str,
) -> NewWave:
    """Draft the wave's entry.

    Raises
    ------
    UsageError
        If the key is taken, or the file's wave column names a declared wave or several waves.
    """
    earlier = tuple(wave.key for wave in dictionary.waves)
    if key is not None and key in earlier:
        message = f"wave '{key}' is in the dictionary already (waves: {', '.join(earlier)})"
        raise UsageError(message)
    code, words = _code(dictionary, located, addition)
    chosen = key or _next_key(dictionary, addition, code)
    named = label or words or _next_label(dictionary, chosen)
    labels = {fold(name) for wave in dictionary.waves for name in (wave.key, wave.label)}
    parts = [
        ("code", code_text(code) if code is not None else ""),
        ("label", quoted(named) if named and fold(named) not in labels else ""),
        ("date", chosen if _dated_by_year(dictionary) and YEAR.fullmatch(chosen) else ""),
        ("file", quoted(PurePosixPath(file).as_posix())),
        ("names", quoted(located.pattern) if located.pattern != PLAIN else ""),
    ]
    remark = "" if key else "CHECK key and label of the wave"
    return NewWave(
        key=chosen,
        entry=Entry(
            key=_key_text(text, chosen),
            value=flow_map([(name, value) for name, value in parts if value]),
            remark=remark,
        ),
        earlier=earlier,
        notes=tuple(_notes(dictionary, chosen, located.pattern)),
    )


def _notes(dictionary: Dictionary, key: str, pattern: str) -> Iterator[str]:
    named = f", its columns named {pattern}" if pattern != PLAIN else ""
    yield f"Wave '{key}' added below '{dictionary.waves[-1].key}'{named}."
    yield (
        f"Comparisons still end at '{dictionary.endline}'; write `endline: {key}` under waves, or "
        f"give `--to {key}`, to compare with the new wave."
    )


def _code(
    dictionary: Dictionary, located: Located, addition: Export
) -> tuple[Code | None, str | None]:
    """Find the one code of the file in the wave column, and the file's label for it."""
    place = located.identifying.get("waves.column")
    if place is None or place.column is None:
        return None, None
    found = distinct(place.column, addition)
    there = np.flatnonzero((found.counts > 0) & ~found.blank).tolist()
    if len(there) > 1:
        shown = found.shown(~found.blank)
        message = (
            f"{addition.name} holds several waves ('{place.column}' is {shown}); give a file that "
            "holds the new wave alone"
        )
        raise UsageError(message)
    if not there:
        return None, None
    code, words = found.values[there[0]], found.labels[there[0]]
    code = code.strip() if isinstance(code, str) else code
    for wave in dictionary.waves:
        if code in wave.codes or fold(str(code)) in {fold(wave.key), fold(wave.label)}:
            message = (
                f"{addition.name} says '{place.column}' {code_text(code)} throughout, which is "
                f"wave '{wave.key}' of the dictionary; correct the column, or the code of the wave"
            )
            raise UsageError(message)
    return code, words


def _next_key(dictionary: Dictionary, addition: Export, code: Code | None) -> str:
    """Continue the keys in use."""
    keys = [wave.key for wave in dictionary.waves]
    if all(YEAR.fullmatch(key) for key in keys):
        shown = [*YEAR.findall(addition.path.stem), code_text(code) if code is not None else ""]
        for year in shown:
            if YEAR.fullmatch(year) and year not in keys:
                return str(year)
    numbered = NUMBERED.fullmatch(keys[-1])
    start, number = (numbered[1], int(numbered[2])) if numbered else (f"{keys[-1]}_", 1)
    taken = {fold(name) for wave in dictionary.waves for name in (wave.key, wave.label)}
    while fold(f"{start}{number}") in taken:
        number += 1
    return f"{start}{number}"


def _next_label(dictionary: Dictionary, key: str) -> str | None:
    """Continue labels that are the number of the key in words of their own, such as `Time 3`."""
    last = dictionary.waves[-1]
    ours, theirs = NUMBERED.fullmatch(key), NUMBERED.fullmatch(last.label)
    before = NUMBERED.fullmatch(last.key)
    if ours and theirs and before and int(theirs[2]) == int(before[2]):
        return f"{theirs[1]}{ours[2]}"
    return None


def _dated_by_year(dictionary: Dictionary) -> bool:
    return all(wave.date == wave.key for wave in dictionary.waves)


def _key_text(text: str, key: str) -> str:
    """Write a key as the other keys are written, with quotes or without."""
    waves = find(compose(text), "waves")
    values = find(waves[1], "values") if waves else None  # type: ignore[arg-type]
    last = values[1].value[-1][0] if values else None
    if last is not None and text[last.start_mark.index] == "'" and "'" not in key:
        return f"'{key}'"
    if last is not None and text[last.start_mark.index].isdigit() and key.isdigit():
        return key
    return quoted(key)
