"""`lpsstats drivers`: which activities matter most."""

from typing import Annotated

import typer

from lpsstats.cli.options import (
    Confidence,
    Delimiter,
    DictionaryPath,
    Encoding,
    Files,
    Force,
    Format,
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Plot,
    Quiet,
    ReferenceDoc,
    Seed,
    Sheet,
    SuppressBelow,
)
from lpsstats.errors import UsageError


def drivers(
    files: Files = None,
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar="KEY", help="What is to be set against the others: a scale or a question."
        ),
    ] = None,
    predictor: Annotated[
        list[str] | None,
        typer.Option(
            "--predictor",
            metavar="KEY",
            help="A yes/no question, a question with boxes to tick (all its boxes; one of them as "
            "question.box), an ordered question, number or scale; may be repeated.",
        ),
    ] = None,
    dictionary: DictionaryPath = None,
    wave: Annotated[
        list[str] | None,
        typer.Option("--wave", metavar="KEY", help="Only its respondents; may be repeated."),
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option("--site", metavar="KEY", help="Only its respondents; may be repeated."),
    ] = None,
    draws: Annotated[
        int, typer.Option(metavar="NUMBER", help="Resamples for the intervals of ranks.")
    ] = 1000,
    confidence: Confidence = None,
    seed: Seed = 20180501,
    format: Format = None,
    output: Output = None,
    plot: Plot = None,
    suppress_below: SuppressBelow = None,
    reference_doc: ReferenceDoc = None,
    force: Force = False,
    out_of_range: OutOfRangeAnswers = OutOfRange.ERROR,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Rank activities by how much goes with an outcome, and say how sure the order is."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import REPORTING, Destination, emit
    from lpsstats.documents.drivers import drivers_document
    from lpsstats.files.options import ReadOptions

    if outcome is None or not predictor:
        missing = "--outcome" if outcome is None else "--predictor"
        message = f"{missing} is missing: `drivers --outcome KEY --predictor KEY` needs both"
        raise UsageError(message)
    destination = Destination.of(
        format,
        output,
        force=force,
        quiet=quiet,
        plot=plot,
        suppress_below=suppress_below,
        reference=reference_doc,
    )
    if destination.format in REPORTING:
        message = f"--format {destination.format} lists checks, and a ranking makes none"
        raise UsageError(message)
    survey = open_survey(
        files,
        dictionary,
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range is OutOfRange.MISSING,
        quiet=quiet,
    )
    document = drivers_document(
        survey,
        outcome=outcome,
        predictors=predictor,
        waves=wave or (),
        sites=site or (),
        draws=draws,
        confidence=confidence,
        seed=seed,
    )
    emit(document, destination, input_paths(survey, files))
