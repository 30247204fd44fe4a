"""`lpsstats reliability`: can the scales be relied on."""

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
    Interval,
    Measures,
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Quiet,
    Sheet,
)


def reliability(
    files: Files = None,
    dictionary: DictionaryPath = None,
    measure: Measures = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="GROUPS", help="wave, site or wave,site: rows for each of them too."),
    ] = None,
    ci: Annotated[
        Interval, typer.Option("--ci", metavar="METHOD", help=f"{', '.join(Interval)}.")
    ] = Interval.JACKKNIFE,
    confidence: Confidence = None,
    min_alpha: Annotated[
        float | None,
        typer.Option(metavar="ALPHA", help="Fail below this; instead of checks.reliability."),
    ] = None,
    items: Annotated[
        bool, typer.Option("--items", metavar=" ", help="Rows for the items instead of the scales.")
    ] = False,
    seed: Annotated[
        int, typer.Option(metavar="NUMBER", help="Where the bootstrap starts.")
    ] = 20180501,
    format: Format = None,
    output: Output = None,
    force: Force = False,
    out_of_range: OutOfRangeAnswers = OutOfRange.ERROR,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Test the reliability of the scales; exit with 1 if one is not reliable enough."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import Destination, emit
    from lpsstats.documents.reliability import reliability_document
    from lpsstats.files.options import ReadOptions

    destination = Destination.of(format, output, force=force, quiet=quiet)
    survey = open_survey(
        files,
        dictionary,
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range is OutOfRange.MISSING,
        quiet=quiet,
    )
    document = reliability_document(
        survey,
        measures=measure or (),
        by=by,
        interval=ci,
        confidence=confidence,
        min_alpha=min_alpha,
        items_only=items,
        seed=seed,
    )
    emit(document, destination, input_paths(survey, files))
