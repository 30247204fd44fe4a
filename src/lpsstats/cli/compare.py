"""`lpsstats compare`: what changed between two waves."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

import typer

from lpsstats.cli.options import (
    Adjust,
    ChangePlot,
    Confidence,
    Delimiter,
    DictionaryPath,
    EffectSize,
    Encoding,
    FailOn,
    Files,
    Force,
    GateFormat,
    Linked,
    Outcomes,
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Quiet,
    ReferenceDoc,
    Seed,
    Sentence,
    Sheet,
    Sites,
    SuppressBelow,
    Syntax,
)
from lpsstats.errors import UsageError

# Options that are about two waves, and why they have nothing to do among all.
OF_TWO_WAVES: Mapping[str, str] = {
    "--from": "it names one of two waves",
    "--to": "it names one of two waves",
    "--effect pooled": "there is no effect size of several waves",
    "--linked": "linked people are then sampling units",
    "--fail-on": "its verdict is about two waves",
    "--robust": "its variants are of two waves",
    "--sentence": "its sentences are about two waves",
    "--syntax": "it writes the tests of two waves",
}


class Waves(StrEnum):
    """Which waves are compared, where it is not two of them."""

    ALL = "all"


def compare(
    files: Files = None,
    dictionary: DictionaryPath = None,
    wave_from: Annotated[
        str | None, typer.Option("--from", metavar="WAVE", help="The earlier wave.")
    ] = None,
    wave_to: Annotated[
        str | None, typer.Option("--to", metavar="WAVE", help="The later wave.")
    ] = None,
    waves: Annotated[
        Waves | None,
        typer.Option(metavar="WHICH", help="all: test all waves at once, and draw their trend."),
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
    robust: Annotated[
        bool,
        typer.Option(
            "--robust",
            metavar=" ",
            help="Say how many other defensible analyses give the verdict, and which do not.",
        ),
    ] = False,
    seed: Seed = 20180501,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(metavar="VERDICT", help="declined: exit with 1 if any scale declined."),
    ] = None,
    format: GateFormat = None,
    output: Output = None,
    plot: ChangePlot = None,
    suppress_below: SuppressBelow = None,
    reference_doc: ReferenceDoc = None,
    force: Force = False,
    out_of_range: OutOfRangeAnswers = OutOfRange.ERROR,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
    sentence: Sentence = False,
    syntax: Syntax = None,
) -> None:
    """Compare two waves, site by site and scale by scale: what changed, and is it better."""
    from lpsstats.cli.asking import input_paths, open_survey
    from lpsstats.cli.emitting import Destination, emit
    from lpsstats.cli.syntax import written_syntax
    from lpsstats.documents.all_waves import all_waves_document
    from lpsstats.documents.comparison import comparison_document
    from lpsstats.files.options import ReadOptions

    if waves is Waves.ALL:
        of_two = (wave_from, wave_to, effect, linked, fail_on, robust, sentence, syntax)
        _refuse_of_two_waves(of_two)
    destination = Destination.of(
        format,
        output,
        force=force,
        quiet=quiet,
        plot=plot,
        suppress_below=suppress_below,
        reference=reference_doc,
        sentence=sentence,
        syntax=syntax,
    )
    _refuse_without_checks(destination.format, fail_on, waves)
    options = ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet)
    tolerant = out_of_range is OutOfRange.MISSING
    survey = open_survey(files, dictionary, options, tolerant=tolerant, quiet=quiet)
    if waves is Waves.ALL:
        document = all_waves_document(
            survey,
            sites=site or (),
            measures=measure or (),
            adjust=adjust,
            confidence=confidence,
            seed=seed,
        )
    else:
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
            robust=robust,
        )
    written = written_syntax(syntax, document, survey.dictionary, files, options)
    emit(document, destination, input_paths(survey, files), written)


def _refuse_without_checks(format: str, fail_on: FailOn | None, waves: Waves | None) -> None:
    """Refuse a format that lists checks where nothing is to be checked."""
    from lpsstats.cli.emitting import REPORTING

    if format in REPORTING and fail_on is None:
        cure = "name one with --fail-on declined"
        if waves is Waves.ALL:
            cure = "--waves all makes none; leave one of the two out"
        message = f"--format {format} lists checks; {cure}"
        raise UsageError(message)


def _refuse_of_two_waves(given: tuple[object, ...]) -> None:
    """Refuse the options that are about two waves, in the order of `OF_TWO_WAVES`."""
    for (option, why), value in zip(OF_TWO_WAVES.items(), given, strict=True):
        if value not in {None, False, EffectSize.AVERAGE}:
            message = f"{option} does not go with --waves all: {why}; leave one of the two out"
            raise UsageError(message)
