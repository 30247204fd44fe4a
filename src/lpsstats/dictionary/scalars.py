"""The smallest things that a dictionary holds: codes, names of waves and sites, dates, shares."""

import datetime as dt
import re
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def _as_text(value: object) -> object:
    """Let 2016 and 2016-12-01 be texts as "2016" is; YAML reads them as a number and a date."""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_code(value: object) -> object:
    """Let "1" be the code 1: whether quotes stand around it makes no difference to an export."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        message = "must be a number or a text"
        raise ValueError(message)
    if isinstance(value, str) and PLAIN_NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return value


DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
Code = Annotated[int | float | str, BeforeValidator(_as_code)]
Key = Annotated[
    str,
    BeforeValidator(_as_text),
    Field(min_length=1),
    WithJsonSchema({"type": ["string", "integer"], "minLength": 1}),
]
Date = Annotated[
    str,
    BeforeValidator(_as_text),
    Field(pattern=DATE),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": DATE},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
]
Share = Annotated[float, Field(gt=0, lt=1)]
