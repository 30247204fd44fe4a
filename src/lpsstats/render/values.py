"""The border of the data formats: only values that every reader of them knows pass."""

import math


def refuse_foreign(value: object, place: str) -> None:
    """Refuse what JSON and CSV cannot hold, saying where it stands.

    Parameters
    ----------
    value : object
        A value, or lists and dicts of values.
    place : str
        The name of its place, such as `results[3].p_value`.

    Raises
    ------
    TypeError
        For a NumPy scalar or any other foreign type.
    ValueError
        For NaN and infinity; what is undefined must be `None` with a reason.
    """
    if isinstance(value, dict):
        for key, part in value.items():
            refuse_foreign(part, f"{place}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, part in enumerate(value):
            refuse_foreign(part, f"{place}[{number}]")
    elif not _is_plain(value):
        raise TypeError(f"{place} is a {type(value)}, not text, a number, a truth value or None")
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{place} is {value}, not a number")


def _is_plain(value: object) -> bool:
    # numpy.float64 is a float and would be written, but numpy.int64 would not: neither may come.
    scalar = value is None or isinstance(value, (str, int, float))
    return scalar and not type(value).__module__.startswith("numpy")
