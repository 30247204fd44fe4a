"""`lpsstats init`: a first draft of the data dictionary, from the exports themselves."""

from pathlib import Path
from typing import Annotated

import typer

from lpsstats.cli.options import Delimiter, DictionaryPath, Encoding, Quiet, Sheet
from lpsstats.errors import UsageError


def init(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            help="The export, or one per wave, the earliest first.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write there; else ./data_dictionary.yaml."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The survey's name.")] = None,
    wave: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column that tells waves apart.")
    ] = None,
    site: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column that tells sites apart.")
    ] = None,
    add: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Add a wave, held in this file, to the dictionary there is."
        ),
    ] = None,
    dictionary: DictionaryPath = None,
    force: Annotated[
        bool, typer.Option("--force", metavar=" ", help="Overwrite a dictionary.")
    ] = False,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Draft data_dictionary.yaml from exports; every guess is marked for you to look at."""
    from lpsstats.cli.drafting import Request, add_wave, write_draft
    from lpsstats.files.options import ReadOptions

    options = ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet)
    if add is not None:
        if files or title or wave or site or output:
            message = "--add FILE stands alone, but for --dictionary and how to read the file"
            raise UsageError(message)
        add_wave(add, dictionary, options, quiet=quiet)
        return
    if dictionary is not None:
        message = "--dictionary goes with --add; a new dictionary is written to --output"
        raise UsageError(message)
    if not files:
        message = "name the export, or one per wave: lpsstats init wave1.sav wave2.sav"
        raise UsageError(message)
    request = Request(title=title, wave=wave, site=site, force=force, quiet=quiet)
    write_draft(files, output, request, options)
