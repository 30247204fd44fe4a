"""`lpsstats report`: everything, as one document."""

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
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Quiet,
    ReferenceDoc,
    ReportFormat,
    Seed,
    Sheet,
    SuppressBelow,
)
from lpsstats.errors import UsageError


def report(
    files: Files = None,
    dictionary: DictionaryPath = None,
    wave_from: Annotated[
        str | None, typer.Option("--from", metavar="WAVE", help="The earlier wave.")
    ] = None,
    wave_to: Annotated[
        str | None, typer.Option("--to", metavar="WAVE", help="The later wave.")
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The title, instead of the survey's.")
    ] = None,
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PART",
            help="changes, contrast, reliability, questions, answers, themes, relations or "
            "respondents: not in this report; may be repeated.",
        ),
    ] = None,
    adjust: Annotated[
        Adjust | None,
        typer.Option(
            metavar="METHOD", help=f"{', '.join(Adjust)}; instead of what each family declares."
        ),
    ] = None,
    confidence: Confidence = None,
    seed: Seed = 20180501,
    format: ReportFormat = None,
    output: Output = None,
    suppress_below: SuppressBelow = None,
    reference_doc: ReferenceDoc = None,
    force: Force = False,
    out_of_range: OutOfRangeAnswers = OutOfRange.ERROR,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Write one document of everything: what changed, how sure that is, who answered, how."""
    from lpsstats.cli.asking import open_dictionary
    from lpsstats.cli.emitting import Destination, emit
    from lpsstats.cli.options import REPORTS
    from lpsstats.documents.checking import check_document
    from lpsstats.documents.report import report_document
    from lpsstats.documents.report_parts import ReportQuestion
    from lpsstats.files.options import ReadOptions
    from lpsstats.files.survey import read_portions
    from lpsstats.survey.assembling import assemble

    destination = Destination.of(
        format,
        output,
        force=force,
        quiet=quiet,
        suppress_below=suppress_below,
        reference=reference_doc,
    )
    if destination.format not in REPORTS:
        message = "a report is a file: name it with --output, such as report.html or report.docx"
        raise UsageError(message)
    found = open_dictionary(files, dictionary, quiet=quiet)
    portions = read_portions(
        found, files or (), ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet)
    )
    tolerant = out_of_range is OutOfRange.MISSING
    survey = assemble(found, portions, tolerant=tolerant)
    document = report_document(
        survey,
        check_document(found, portions, tolerant=tolerant, least="warning"),
        question=ReportQuestion(
            waves=(wave_from, wave_to), adjust=adjust, confidence=confidence, seed=seed
        ),
        suppress_below=suppress_below,
        leave_out=leave_out or (),
        title=title,
    )
    inputs = [found.path, *(wave.file for wave in found.waves), *(files or ())]
    emit(document, destination, inputs)
