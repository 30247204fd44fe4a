"""`lpsstats themes`: coded open answers and boxes to tick."""

from enum import StrEnum
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
    Linked,
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


class Tabled(StrEnum):
    """The tables of themes."""

    THEMES = "themes"
    QUESTION = "question"
    AGREEMENT = "agreement"


def themes(
    files: Files = None,
    dictionary: DictionaryPath = None,
    table: Annotated[
        Tabled | None,
        typer.Option(
            metavar="TABLE",
            help=f"{', '.join(Tabled)}: this table alone. Data formats hold one table: themes, "
            "unless another is named. agreement: how far two coders agree.",
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            metavar="GROUPS",
            help="site, none (everybody together), or a categorical or ordinal question, such as "
            "age group or sex: its answers are the groups.",
        ),
    ] = "site",
    wave_from: Annotated[
        str | None, typer.Option("--from", metavar="WAVE", help="The earlier wave.")
    ] = None,
    wave_to: Annotated[
        str | None,
        typer.Option("--to", metavar="WAVE", help="The later wave; the same one shows it alone."),
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option(
            "--site",
            metavar="KEY",
            help="Show only this site, or with other groups its respondents; may be repeated.",
        ),
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="KEY",
            help="A multiple response, or a categorical question; may be repeated. By default all "
            "multiple responses.",
        ),
    ] = None,
    adjust: Annotated[
        Adjust | None,
        typer.Option(
            metavar="METHOD",
            help=f"{', '.join(Adjust)}; within each question, by default fdr_bh.",
        ),
    ] = None,
    linked: Annotated[
        Linked | None,
        typer.Option(
            metavar="HOW",
            help=f"{', '.join(Linked)}: how every row of a panel is tested.",
        ),
    ] = None,
    confidence: Confidence = None,
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
    """Show what share of respondents named each theme, what changed, and if coders agree."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import REPORTING, Destination, emit
    from lpsstats.documents.themes import themes_document
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
        message = f"--format {destination.format} lists checks, and themes make none"
        raise UsageError(message)
    survey = open_survey(
        files,
        dictionary,
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range is OutOfRange.MISSING,
        quiet=quiet,
    )
    if table is None and destination.format in ROWS:
        table = Tabled.THEMES
        if not quiet:
            say(f"table: themes; {', '.join(ROWS)} hold one table, and --table names another")
    document = themes_document(
        survey,
        table=table,
        by=by,
        waves=(wave_from, wave_to),
        sites=site or (),
        measures=measure or (),
        adjust=adjust,
        linked=linked,
        confidence=confidence,
    )
    emit(document, destination, input_paths(survey, files))
