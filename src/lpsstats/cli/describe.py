"""`lpsstats describe`: who answered, and what."""

from enum import StrEnum
from typing import Annotated

import typer

from lpsstats.cli.options import (
    AnswersPlot,
    Delimiter,
    DictionaryPath,
    Encoding,
    Files,
    Force,
    Format,
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Quiet,
    ReferenceDoc,
    Sheet,
    SuppressBelow,
)
from lpsstats.cli.prose import say
from lpsstats.errors import UsageError

ROWS = ("csv", "tsv", "json")


class Described(StrEnum):
    """The tables of a description."""

    WHO = "who"
    WEIGHTS = "weights"
    SCALES = "scales"
    ITEMS = "items"
    MISSING = "missing"
    COMPOSITION = "composition"


def describe(
    files: Files = None,
    dictionary: DictionaryPath = None,
    table: Annotated[
        Described | None,
        typer.Option(
            metavar="TABLE",
            help=f"{', '.join(Described)}: this table alone, in full. Data formats hold one table: "
            "who, unless another is named. composition: who was interviewed at the baseline and at "
            "the endline, by covariate.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="GROUPS",
            help="wave, site or wave,site: rows for each of them. By default weights, scales and "
            "missing answers are by wave, items of everybody.",
        ),
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option("--site", metavar="KEY", help="Only its respondents; may be repeated."),
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option("--measure", metavar="KEY", help="Only this scale or item; may be repeated."),
    ] = None,
    format: Format = None,
    output: Output = None,
    plot: AnswersPlot = None,
    suppress_below: SuppressBelow = None,
    reference_doc: ReferenceDoc = None,
    force: Force = False,
    out_of_range: OutOfRangeAnswers = OutOfRange.ERROR,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Describe who answered and what: respondents, weights, scores, answers, missing answers."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import REPORTING, Destination, emit
    from lpsstats.documents.description import description_document
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
        message = f"--format {destination.format} lists checks, and a description makes none"
        raise UsageError(message)
    if plot is not None and table is not Described.ITEMS:
        message = "--plot draws the answers to questions; add --table items"
        raise UsageError(message)
    survey = open_survey(
        files,
        dictionary,
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range is OutOfRange.MISSING,
        quiet=quiet,
    )
    if table is None and destination.format in ROWS:
        table = Described.WHO
        if not quiet:
            say(f"table: who; {', '.join(ROWS)} hold one table, and --table names another")
    document = description_document(
        survey, table=table, by=by, sites=site or (), measures=measure or ()
    )
    emit(document, destination, input_paths(survey, files))
