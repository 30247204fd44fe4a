"""A variable with what it takes from `defaults`, and facts that follow from both."""

from collections.abc import Iterable, Mapping

from lpsstats.dictionary.document import DefaultPart, VariablePart, WavePart
from lpsstats.dictionary.scalars import Code

CODED = frozenset({"likert", "ordinal", "categorical"})
SCORED = frozenset({"likert", "ordinal", "number"})
DICHOTOMIES, CATEGORIES = "dichotomies", "categories"


def merged(variable: VariablePart, defaults: Mapping[str, DefaultPart]) -> VariablePart:
    """Fill what a variable leaves unsaid from the default that it uses."""
    base = defaults.get(variable.use or "")
    if base is None:
        return variable
    said = {name: getattr(base, name) for name in base.model_fields_set}
    said |= {name: getattr(variable, name) for name in variable.model_fields_set}
    return VariablePart.model_construct(**said)


def numbers_of(codes: Iterable[Code]) -> list[float]:
    """Give the codes that are numbers."""
    return [float(code) for code in codes if isinstance(code, int | float)]


def range_of(variable: VariablePart) -> tuple[float, float] | None:
    """Give the ends of a variable: its range, else the lowest and highest of its labelled codes."""
    if variable.range:
        return float(variable.range[0]), float(variable.range[1])
    codes = numbers_of(variable.labels or ()) if variable.type in CODED else []
    return (min(codes), max(codes)) if len(codes) > 1 else None


def is_answer(variable: VariablePart, code: Code) -> bool:
    """Say whether a code is an answer: one in the range or, where none is written, a labelled one.

    Labels 1, 2 and 10 do not make 8 an answer; a range from 1 to 10 does.
    """
    if variable.type == "multiple" and coding_of(variable) == DICHOTOMIES:
        return code == variable.counted
    if variable.range and isinstance(code, int | float):
        return variable.range[0] <= code <= variable.range[1]
    return code in (variable.labels or {})


def text_codes(variable: VariablePart) -> dict[str, int]:
    """Give each code that is a text a number, from 1 in the order of the labels."""
    codes = [code for code in variable.labels or {} if isinstance(code, str)]
    return {code: number for number, code in enumerate(codes, start=1)}


def column_names(
    name: str, names: str | Mapping[str, str | None] | None, waves: Mapping[str, WavePart]
) -> dict[str, str]:
    """Spell out a variable's column in each wave: its own name, else the wave's pattern.

    A wave in which its own name is null did not ask it and has no entry.
    """
    own = names if isinstance(names, Mapping) else {}
    plain = names if isinstance(names, str) else None
    return {
        key: own.get(key) or plain or (wave.names or "{name}").replace("{name}", name)
        for key, wave in waves.items()
        if own.get(key, "") is not None
    }


def coding_of(variable: VariablePart) -> str:
    """Say how a multiple response is coded: a column per box, or columns of named answers."""
    return variable.coding or (DICHOTOMIES if variable.counted is not None else CATEGORIES)


def box_columns(variable: VariablePart, waves: Mapping[str, WavePart]) -> dict[str, dict[str, str]]:
    """Spell out the columns of a multiple response: by their key, the name in each wave.

    Each is named as a variable is: its own name, else the wave's pattern. A wave in which the
    question's name is null did not ask it.
    """
    written = variable.columns or ()
    own = dict(written) if isinstance(written, Mapping) else dict.fromkeys(written)
    asked = column_names("", variable.names, waves)
    return {
        key: {w: c for w, c in column_names(key, names, waves).items() if w in asked}
        for key, names in own.items()
    }
