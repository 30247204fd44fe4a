"""`lpsstats reliability`: can the scales be relied on."""

from typing import Annotated

import typer

from lpsstats.cli.measuring import asked, refuse_checks
from lpsstats.cli.options import (
    Confidence,
    Delimiter,
    DictionaryPath,
    Encoding,
    Files,
    Force,
    GateFormat,
    Interval,
    Measures,
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Plot,
    Quiet,
    ReferenceDoc,
    Sheet,
    Sites,
    SuppressBelow,
    Syntax,
)

SEED = 20180501
# The options that go with some questions only, in the order in which they are looked at.
OPTIONS = (
    *("--by", "--ci", "--confidence", "--min-alpha", "--items", "--weighted", "--ordinal"),
    *("--from", "--to", "--seed", "--syntax"),
)


def reliability(
    files: Files = None,
    dictionary: DictionaryPath = None,
    measure: Measures = None,
    site: Sites = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="GROUPS", help="wave, site or wave,site: rows for each of them too."),
    ] = None,
    ci: Annotated[
        Interval | None,
        typer.Option("--ci", metavar="METHOD", help=f"{', '.join(Interval)}; else jackknife."),
    ] = None,
    confidence: Confidence = None,
    min_alpha: Annotated[
        float | None,
        typer.Option(metavar="ALPHA", help="Fail below this; instead of checks.reliability."),
    ] = None,
    items: Annotated[
        bool, typer.Option("--items", metavar=" ", help="Rows for the items instead of the scales.")
    ] = False,
    weighted: Annotated[
        bool, typer.Option("--weighted", metavar=" ", help="Use the survey's weights.")
    ] = False,
    ordinal: Annotated[
        bool,
        typer.Option(
            "--ordinal",
            metavar=" ",
            help="Ordinal alpha and categorical omega too, of the responses taken as ordered.",
        ),
    ] = False,
    influence: Annotated[
        bool,
        typer.Option(
            "--influence",
            metavar=" ",
            help="Instead: the change between two waves with each item left out.",
        ),
    ] = False,
    invariance: Annotated[
        bool,
        typer.Option(
            "--invariance",
            metavar=" ",
            help="Instead: is it the same scale in every wave? One factor in several groups.",
        ),
    ] = False,
    dimensions: Annotated[
        bool,
        typer.Option(
            "--dimensions",
            metavar=" ",
            help="Instead: how many things do the items measure? Parallel analysis, one factor.",
        ),
    ] = False,
    wave_from: Annotated[
        str | None,
        typer.Option("--from", metavar="WAVE", help="For --influence, --invariance: the earlier."),
    ] = None,
    wave_to: Annotated[
        str | None,
        typer.Option("--to", metavar="WAVE", help="For --influence, --invariance: the later."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, metavar="NUMBER", help=f"Where random numbers start; else {SEED}."),
    ] = None,
    format: GateFormat = None,
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
    syntax: Syntax = None,
) -> None:
    """Test the reliability of the scales; exit with 1 if one is not reliable enough."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import Destination, emit
    from lpsstats.cli.syntax import written_syntax
    from lpsstats.documents import measurement
    from lpsstats.documents.reliability import reliability_document
    from lpsstats.files.options import ReadOptions

    values = (
        *(by, ci, confidence, min_alpha, items, weighted, ordinal),
        *(wave_from, wave_to, seed, syntax),
    )
    given = [value is not None and value is not False for value in values]
    question = asked(
        {"--dimensions": dimensions, "--influence": influence, "--invariance": invariance},
        dict(zip(OPTIONS, given, strict=True)),
    )
    destination = Destination.of(
        format,
        output,
        force=force,
        quiet=quiet,
        plot=plot,
        suppress_below=suppress_below,
        reference=reference_doc,
        syntax=syntax,
    )
    refuse_checks(question, destination.format)
    options = ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet)
    tolerant = out_of_range is OutOfRange.MISSING
    survey = open_survey(files, dictionary, options, tolerant=tolerant, quiet=quiet)
    measures, sites, waves = measure or (), site or (), (wave_from, wave_to)
    if dimensions:
        document = measurement.dimensions_document(
            survey, measures=measures, sites=sites, by=by, seed=SEED if seed is None else seed
        )
    elif influence:
        document = measurement.influence_document(
            survey, measures=measures, sites=sites, waves=waves, confidence=confidence
        )
    elif invariance:
        document = measurement.invariance_document(
            survey, measures=measures, sites=sites, by=by, waves=waves, items_only=items
        )
    else:
        document = reliability_document(
            survey,
            measures=measures,
            sites=sites,
            by=by,
            interval=ci or Interval.JACKKNIFE,
            confidence=confidence,
            min_alpha=min_alpha,
            items_only=items,
            seed=SEED if seed is None else seed,
            ordinal=ordinal,
            weighted=weighted,
        )
    written = written_syntax(syntax, document, survey.dictionary, files, options)
    emit(document, destination, input_paths(survey, files), written)
