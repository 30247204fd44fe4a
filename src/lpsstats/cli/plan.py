"""`lpsstats plan`: what a comparison could find, and what it would take."""

from collections.abc import Mapping
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
    Outcomes,
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Quiet,
    ReferenceDoc,
    Sheet,
)
from lpsstats.errors import UsageError


def plan(
    files: Files = None,
    dictionary: DictionaryPath = None,
    wave_from: Annotated[
        str | None, typer.Option("--from", metavar="WAVE", help="The earlier wave.")
    ] = None,
    wave_to: Annotated[
        str | None, typer.Option("--to", metavar="WAVE", help="The later wave.")
    ] = None,
    measure: Outcomes = None,
    change: Annotated[
        float | None,
        typer.Option(
            metavar="POINTS",
            help="The change to be found, instead of the declared smallest one: how many "
            "respondents it takes.",
        ),
    ] = None,
    n: Annotated[
        int | None,
        typer.Option(
            "--n",
            metavar="NUMBER",
            min=2,
            help="Respondents per site and wave, instead of its own.",
        ),
    ] = None,
    deff: Annotated[
        float | None,
        typer.Option(metavar="FACTOR", help="Design effect, such as 1.3, instead of its own."),
    ] = None,
    tests: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", min=1, help="Tests of a family, instead of its own number."),
    ] = None,
    site_shock: Annotated[
        float | None,
        typer.Option(
            metavar="POINTS",
            help="SD of what else happens in a site and wave, instead of an estimate.",
        ),
    ] = None,
    power: Annotated[
        float,
        typer.Option(metavar="CHANCE", help="The chance of finding a change that is there."),
    ] = 0.8,
    adjust: Annotated[
        Adjust | None,
        typer.Option(
            metavar="METHOD", help=f"{', '.join(Adjust)}; instead of what each family declares."
        ),
    ] = None,
    confidence: Confidence = None,
    sd: Annotated[
        float | None,
        typer.Option(
            "--sd", metavar="POINTS", help="Without a survey: the SD of respondents to expect."
        ),
    ] = None,
    percentage: Annotated[
        float | None,
        typer.Option(
            metavar="PERCENT", help="Without a survey: the percentage to start from, 0 to 100."
        ),
    ] = None,
    correlation: Annotated[
        float | None,
        typer.Option(
            metavar="R", help="Without a survey: between waves, if the same people are asked."
        ),
    ] = None,
    sites_intervention: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", min=1, help="Without a survey: sites of the one side."),
    ] = None,
    sites_comparison: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", min=1, help="Without a survey: sites of the other side."),
    ] = None,
    format: Format = None,
    output: Output = None,
    reference_doc: ReferenceDoc = None,
    force: Force = False,
    out_of_range: OutOfRangeAnswers = OutOfRange.ERROR,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Say how small a change could be found, and how many respondents or sites it would take."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import REPORTING, Destination, emit
    from lpsstats.documents.plan import first_plan_document, plan_document
    from lpsstats.documents.plan_assumptions import Assumed, Expected
    from lpsstats.files.options import ReadOptions

    destination = Destination.of(format, output, force=force, quiet=quiet, reference=reference_doc)
    if destination.format in REPORTING:
        message = f"--format {destination.format} lists checks, and a plan makes none"
        raise UsageError(message)
    assumed = Assumed(n=n, deff=deff, tests=tests, change=change, site_shock=site_shock)
    expected = Expected(
        sd=sd,
        percentage=percentage,
        correlation=correlation,
        sites_intervention=sites_intervention or 0,
        sites_comparison=sites_comparison or 0,
    )
    of_survey = {
        "FILE": files,
        "--dictionary": dictionary,
        "--from": wave_from,
        "--to": wave_to,
        "--measure": measure,
        "--adjust": adjust,
        "--encoding": encoding,
        "--delimiter": delimiter,
        "--sheet": sheet,
        "--out-of-range missing": out_of_range is OutOfRange.MISSING,
    }
    if sd is not None or percentage is not None:
        _refuse(of_survey, "does not go with --sd or --percentage, which plan without a survey")
        chosen = 0.95 if confidence is None else confidence
        first = first_plan_document(expected, confidence=chosen, power=power, assumed=assumed)
        emit(first, destination)
        return
    of_none = {
        "--correlation": correlation is not None,
        "--sites-intervention": sites_intervention,
        "--sites-comparison": sites_comparison,
    }
    _refuse(of_none, "goes with --sd or --percentage, which plan without a survey")
    survey = open_survey(
        files,
        dictionary,
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range is OutOfRange.MISSING,
        quiet=quiet,
    )
    document = plan_document(
        survey,
        waves=(wave_from, wave_to),
        measures=measure or (),
        adjust=adjust,
        confidence=confidence,
        power=power,
        assumed=assumed,
    )
    emit(document, destination, input_paths(survey, files))


def _refuse(options: Mapping[str, object], why: str) -> None:
    """Refuse an option that would have no effect."""
    for name, value in options.items():
        if value:
            message = f"{name} {why}"
            raise UsageError(message)
