"""`lpsstats demo`: a bundled example, compared."""

from pathlib import Path
from typing import Annotated

import typer

from lpsstats.cli.options import Force, Format, Quiet
from lpsstats.errors import UsageError


def demo(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="lps: residents of four places, other people every time. workshop: officers and "
            "partners before and after a training, the same people as far as they stayed. counts: "
            "recorded activities and connections; no survey, so only with --unpack.",
        ),
    ] = "lps",
    unpack: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Copy the example there, to try commands on."),
    ] = None,
    format: Format = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Compare the waves of a bundled example, a synthetic survey."""
    from lpsstats.cli.asking import open_survey
    from lpsstats.cli.emitting import REPORTING, Destination, emit
    from lpsstats.cli.prose import say
    from lpsstats.dictionary.finding import FILE_NAME
    from lpsstats.documents.comparison import comparison_document
    from lpsstats.files.example import example_folder, find_example, unpack_example
    from lpsstats.files.options import ReadOptions

    destination = Destination.of(format, None, force=False, quiet=quiet)
    if destination.format in REPORTING:
        message = f"--format {destination.format} lists checks, and the examples are compared"
        raise UsageError(message)
    example = find_example(name)
    if example.command is not None and (unpack is None or format is not None):
        message = (
            f"{name} is no survey to compare; copy it with --unpack FOLDER (and no --format), and "
            f"try there: {example.command}"
        )
        raise UsageError(message)
    if unpack is not None:
        unpack_example(example, unpack, force=force)
        if not quiet and example.command is None:
            say(f"{unpack}: {', '.join(example.files)}")
            say(f"try there: {'; '.join(example.further)}")
    if example.command is not None:
        if not quiet:
            say(f"{unpack}: {', '.join(example.files)}; try there: {example.command}")
        return
    dictionary = (unpack or example_folder(example)) / FILE_NAME
    survey = open_survey((), dictionary, ReadOptions(), tolerant=False, quiet=quiet)
    emit(comparison_document(survey), destination)
