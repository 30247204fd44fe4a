"""`lpsstats check`: whether exports fit the dictionary, and what drifted between waves."""

from enum import StrEnum
from typing import Annotated

import typer

from lpsstats.cli.options import (
    Delimiter,
    DictionaryPath,
    Encoding,
    Files,
    Force,
    GateFormat,
    OutOfRange,
    OutOfRangeAnswers,
    Output,
    Quiet,
    ReferenceDoc,
    Sheet,
)

PAGES = frozenset({"terminal", "plain", "markdown", "latex"})
MOST = 10  # rows of one rule on a page


class Level(StrEnum):
    """How bad a finding is at least."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


def check(
    files: Files = None,
    dictionary: DictionaryPath = None,
    severity: Annotated[
        Level, typer.Option(metavar="LEVEL", help="error, warning or note: the mildest shown.")
    ] = Level.NOTE,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Leave a rule out, such as LPS202; may be repeated."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", metavar=" ", help="Every finding, also beyond ten of a rule.")
    ] = False,
    dictionary_only: Annotated[
        bool,
        typer.Option(
            "--dictionary-only",
            metavar=" ",
            help="Read no data: FILEs are then dictionaries; exit with 2 if one is wrong.",
        ),
    ] = False,
    rules: Annotated[
        bool, typer.Option("--rules", metavar=" ", help="List the rules and what to do, and stop.")
    ] = False,
    format: GateFormat = None,
    output: Output = None,
    reference_doc: ReferenceDoc = None,
    force: Force = False,
    out_of_range: OutOfRangeAnswers = OutOfRange.ERROR,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Check exports against the dictionary, and waves for drift; exit with 1 on an error."""
    from lpsstats.cli.asking import open_dictionaries, open_dictionary
    from lpsstats.cli.emitting import Destination, emit
    from lpsstats.documents.checking import check_document, rules_document
    from lpsstats.documents.checking_dictionary import dictionary_document
    from lpsstats.files.options import ReadOptions
    from lpsstats.files.survey import read_portions

    destination = Destination.of(format, output, force=force, quiet=quiet, reference=reference_doc)
    if rules:
        emit(rules_document(), destination)
        return
    if dictionary_only:
        dictionaries = open_dictionaries(files, dictionary, quiet=quiet)
        emit(dictionary_document(dictionaries), destination, [one.path for one in dictionaries])
        return
    found = open_dictionary(files, dictionary, quiet=quiet)
    options = ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet)
    document = check_document(
        found,
        read_portions(found, files or (), options),
        tolerant=out_of_range is OutOfRange.MISSING,
        ignore=ignore or (),
        least=severity,
        most=MOST if destination.format in PAGES and not everything else None,
    )
    inputs = [found.path, *(wave.file for wave in found.waves), *(files or ())]
    emit(document, destination, inputs)
