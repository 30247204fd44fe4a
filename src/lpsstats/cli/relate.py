"""`lpsstats relate`: which measures go together."""

from enum import StrEnum
from typing import Annotated

import typer

from lpsstats.cli.options import (
    Adjust,
    Confidence,
    Delimiter,
    DictionaryPath,
    DrawnFormat,
    Encoding,
    Files,
    Force,
    Outcomes,
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Plot,
    Quiet,
    ReferenceDoc,
    Sheet,
    SuppressBelow,
)
from lpsstats.cli.prose import say
from lpsstats.errors import UsageError

ROWS = ("csv", "tsv", "json")


class Related(StrEnum):
    """The tables of `relate`."""

    PAIRS = "pairs"
    SUMMARY = "summary"
    MEDIATION = "mediation"


class Correlation(StrEnum):
    """What is correlated."""

    PEARSON = "pearson"
    SPEARMAN = "spearman"


def relate(
    files: Files = None,
    dictionary: DictionaryPath = None,
    measure: Outcomes = None,
    method: Annotated[
        Correlation,
        typer.Option(
            metavar="METHOD",
            help="pearson: scores as they are; spearman: their ranks within each site and wave.",
        ),
    ] = Correlation.PEARSON,
    wave: Annotated[
        list[str] | None,
        typer.Option("--wave", metavar="KEY", help="Only its respondents; may be repeated."),
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option("--site", metavar="KEY", help="Only its respondents; may be repeated."),
    ] = None,
    table: Annotated[
        Related | None,
        typer.Option(
            metavar="TABLE",
            help=f"{', '.join(Related)}: this table alone. Data formats hold one table: pairs "
            "(with --mediation that), unless another is named.",
        ),
    ] = None,
    mediation: Annotated[
        tuple[str, str, str] | None,
        typer.Option(
            metavar="X M Y",
            help="How X goes with Y by way of M, three measures; also draws it instead.",
        ),
    ] = None,
    adjust: Annotated[
        Adjust,
        typer.Option(metavar="METHOD", help=f"{', '.join(Adjust)}; over all pairs of the table."),
    ] = Adjust.HOLM,
    confidence: Confidence = None,
    seed: Annotated[
        int,
        typer.Option(metavar="NUMBER", min=0, help="Where resamples of respondents start."),
    ] = 20180501,
    format: DrawnFormat = None,
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
    """Show which measures go together among people of the same site and wave, and draw it."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import REPORTING, Destination, emit
    from lpsstats.documents.relate import relate_document
    from lpsstats.files.options import ReadOptions
    from lpsstats.render.registry import DRAWINGS

    destination = Destination.of(
        format,
        output,
        force=force,
        quiet=quiet,
        plot=plot,
        suppress_below=suppress_below,
        reference=reference_doc,
        draws=True,
    )
    if destination.format in REPORTING:
        message = f"--format {destination.format} lists checks, and relate makes none"
        raise UsageError(message)
    if destination.format in DRAWINGS and table is Related.SUMMARY:
        message = f"--format {destination.format} draws; --table summary has nothing to draw"
        raise UsageError(message)
    survey = open_survey(
        files,
        dictionary,
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range is OutOfRange.MISSING,
        quiet=quiet,
    )
    if table is None and destination.format in ROWS:
        table = Related.PAIRS if mediation is None else Related.MEDIATION
        if not quiet:
            say(f"table: {table}; {', '.join(ROWS)} hold one table, and --table names another")
    document = relate_document(
        survey,
        measures=measure or (),
        method=method,
        waves=wave or (),
        sites=site or (),
        table=table,
        mediation=mediation,
        adjust=adjust,
        confidence=confidence,
        seed=seed,
    )
    emit(document, destination, input_paths(survey, files))
