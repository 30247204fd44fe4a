"""`lpsstats demo`: the bundled example, compared."""

from pathlib import Path
from typing import Annotated

import typer

from lpsstats.cli.options import Force, Format, Quiet


def demo(
    unpack: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Copy the example there, to try commands on."),
    ] = None,
    format: Format = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Compare the waves of the bundled example, a synthetic survey."""
    from lpsstats.cli.asking import open_survey
    from lpsstats.cli.emitting import Destination, emit
    from lpsstats.documents.comparison import comparison_document
    from lpsstats.files.example import example_dictionary, unpack_example
    from lpsstats.files.options import ReadOptions

    dictionary = unpack_example(unpack, force=force) if unpack else example_dictionary()
    destination = Destination.of(format, None, force=False, quiet=quiet)
    survey = open_survey((), dictionary, ReadOptions(), tolerant=False, quiet=quiet)
    emit(comparison_document(survey), destination)
