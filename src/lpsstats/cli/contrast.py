"""`lpsstats contrast`: intervention against comparison sites."""

from typing import Annotated

import typer

from lpsstats.cli.options import (
    Adjust,
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
    Sheet,
    SuppressBelow,
)
from lpsstats.errors import UsageError


def contrast(
    files: Files = None,
    dictionary: DictionaryPath = None,
    wave_from: Annotated[
        str | None, typer.Option("--from", metavar="WAVE", help="The earlier wave.")
    ] = None,
    wave_to: Annotated[
        str | None, typer.Option("--to", metavar="WAVE", help="The later wave.")
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="KEY",
            help="Show only this: a scale, a question, a family, scales, items or all; may be "
            "repeated.",
        ),
    ] = None,
    intervention: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE",
            help="A site of the first side, instead of those with that role; may be repeated.",
        ),
    ] = None,
    comparison: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SITE",
            help="A site of the other side, instead of those with the role comparison or partial; "
            "may be repeated.",
        ),
    ] = None,
    pairs: Annotated[
        bool,
        typer.Option(
            "--pairs", metavar=" ", help="Also each intervention site against each comparison site."
        ),
    ] = False,
    adjust: Annotated[
        Adjust | None,
        typer.Option(
            metavar="METHOD", help=f"{', '.join(Adjust)}; instead of what each family declares."
        ),
    ] = None,
    confidence: Confidence = None,
    seed: Annotated[
        int,
        typer.Option(
            metavar="NUMBER",
            min=0,
            help="Where the sample of splits starts, if they are more than 5,000.",
        ),
    ] = 20180501,
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
    """Set intervention sites against comparison sites: did they change more, and how sure is it."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import REPORTING, Destination, emit
    from lpsstats.documents.contrast import contrast_document
    from lpsstats.files.options import ReadOptions

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
        message = f"--format {destination.format} lists checks, and a contrast makes none"
        raise UsageError(message)
    survey = open_survey(
        files,
        dictionary,
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range is OutOfRange.MISSING,
        quiet=quiet,
    )
    document = contrast_document(
        survey,
        waves=(wave_from, wave_to),
        measures=measure or (),
        intervention=intervention or (),
        comparison=comparison or (),
        pairs=pairs,
        adjust=adjust,
        confidence=confidence,
        seed=seed,
    )
    emit(document, destination, input_paths(survey, files))
