"""`lpsstats schema`: the JSON Schema of the dictionary, or of a command's JSON."""

from enum import StrEnum
from typing import Annotated

import typer


class Subject(StrEnum):
    """What has a schema."""

    DICTIONARY = "dictionary"
    CHECK = "check"
    DESCRIBE = "describe"
    COMPARE = "compare"
    CONTRAST = "contrast"
    COUNTS = "counts"
    DRIVERS = "drivers"
    PLAN = "plan"
    RELATE = "relate"
    RELIABILITY = "reliability"
    THEMES = "themes"


def schema(
    subject: Annotated[
        Subject,
        typer.Argument(metavar="WHAT", help=f"{', '.join(Subject)}.", show_default=True),
    ] = Subject.DICTIONARY,
) -> None:
    """Print the JSON Schema (draft 7) of the data dictionary or of a command's JSON."""
    if subject is Subject.DICTIONARY:
        from importlib.resources import files

        shipped = files("lpsstats.dictionary") / "data_dictionary.schema.json"
        typer.echo(shipped.read_text(encoding="utf-8"), nl=False)
        return
    from lpsstats.tables.result_schema import result_schema_text

    typer.echo(result_schema_text(subject), nl=False)
