"""`lpsstats compare`: what changed between two waves."""

from typing import Annotated

import typer

from lpsstats.cli.options import (
    Adjust,
    Confidence,
    Delimiter,
    DictionaryPath,
    EffectSize,
    Encoding,
    FailOn,
    Files,
    Force,
    Format,
    Linked,
    Outcomes,
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Quiet,
    Seed,
    Sheet,
    Sites,
)
from lpsstats.errors import UsageError


def compare(
    files: Files = None,
    dictionary: DictionaryPath = None,
    wave_from: Annotated[
        str | None, typer.Option("--from", metavar="WAVE", help="The earlier wave.")
    ] = None,
    wave_to: Annotated[
        str | None, typer.Option("--to", metavar="WAVE", help="The later wave.")
    ] = None,
    site: Sites = None,
    measure: Outcomes = None,
    adjust: Annotated[
        Adjust | None,
        typer.Option(
            metavar="METHOD", help=f"{', '.join(Adjust)}; instead of what each family declares."
        ),
    ] = None,
    confidence: Confidence = None,
    effect: Annotated[
        EffectSize,
        typer.Option(metavar="SD", help="average or pooled: the SD that Hedges g rests on."),
    ] = EffectSize.AVERAGE,
    linked: Annotated[
        Linked | None,
        typer.Option(
            metavar="HOW",
            help=f"{', '.join(Linked)}: test a panel so, instead of by how many are linked.",
        ),
    ] = None,
    seed: Seed = 20180501,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(metavar="VERDICT", help="declined: exit with 1 if any scale declined."),
    ] = None,
    format: Format = None,
    output: Output = None,
    force: Force = False,
    out_of_range: OutOfRangeAnswers = OutOfRange.ERROR,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Compare two waves, site by site and scale by scale: what changed, and is it better."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import REPORTING, Destination, emit
    from lpsstats.documents.comparison import comparison_document
    from lpsstats.files.options import ReadOptions

    destination = Destination.of(format, output, force=force, quiet=quiet)
    if destination.format in REPORTING and fail_on is None:
        message = f"--format {destination.format} lists checks; name one with --fail-on declined"
        raise UsageError(message)
    survey = open_survey(
        files,
        dictionary,
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range is OutOfRange.MISSING,
        quiet=quiet,
        weighted=True,
    )
    document = comparison_document(
        survey,
        waves=(wave_from, wave_to),
        sites=site or (),
        measures=measure or (),
        adjust=adjust,
        confidence=confidence,
        effect=effect,
        linked=linked,
        fail_on=fail_on,
        seed=seed,
    )
    emit(document, destination, input_paths(survey, files))
