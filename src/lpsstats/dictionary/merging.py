"""A variable with what it takes from `defaults`, and facts that follow from both."""

from collections.abc import Mapping

from lpsstats.dictionary.document import Code, DefaultPart, VariablePart

CODED = frozenset({"likert", "ordinal", "categorical"})
SCORED = frozenset({"likert", "ordinal", "number"})


def merged(variable: VariablePart, defaults: Mapping[str, DefaultPart]) -> VariablePart:
    """Fill what a variable leaves unsaid from the default that it uses."""
    base = defaults.get(variable.use or "")
    if base is None:
        return variable
    said = {name: getattr(base, name) for name in base.model_fields_set}
    said |= {name: getattr(variable, name) for name in variable.model_fields_set}
    return VariablePart.model_construct(**said)


def numbers_of(codes: Mapping[Code, str]) -> list[float]:
    """Give the codes that are numbers."""
    return [float(code) for code in codes if isinstance(code, int | float)]


def range_of(variable: VariablePart) -> tuple[float, float] | None:
    """Give the declared range; labels alone declare it by their lowest and highest code."""
    if variable.range:
        return float(variable.range[0]), float(variable.range[1])
    codes = numbers_of(variable.labels or {})
    return (min(codes), max(codes)) if len(codes) > 1 else None
