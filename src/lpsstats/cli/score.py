"""`lpsstats score`: the data with scale scores."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from lpsstats.cli.options import (
    Delimiter,
    DictionaryPath,
    Encoding,
    Files,
    Force,
    Measures,
    OutOfRange,
    OutOfRangeAnswers,
    Quiet,
    Sheet,
)
from lpsstats.errors import UsageError


def score(
    files: Files = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to: .sav, .zsav, .csv, .tsv, .xlsx or .parquet.",
        ),
    ] = None,
    dictionary: DictionaryPath = None,
    measure: Measures = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN", help="Carry this column of the files along; may be repeated."
        ),
    ] = None,
    labels: Annotated[
        bool,
        typer.Option("--labels", metavar=" ", help="Answers as their labels instead of codes."),
    ] = False,
    force: Force = False,
    out_of_range: OutOfRangeAnswers = OutOfRange.ERROR,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Write the data of all waves with scale scores, for SPSS, Excel or R."""
    from lpsstats.analysis.provenance import account, completeness
    from lpsstats.cli.asking import open_dictionary
    from lpsstats.files.options import ReadOptions
    from lpsstats.files.scored import read_scored, refuse_format, suffixes, write_scored
    from lpsstats.render.safe_text import safe_text

    if output is None:
        message = f"score writes a file: name it with --output FILE ({suffixes()})"
        raise UsageError(message)
    refuse_format(output, labelled=labels)
    scored = read_scored(
        open_dictionary(files, dictionary, quiet=quiet),
        files or (),
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range is OutOfRange.MISSING,
        measures=measure or (),
        keep=keep or (),
    )
    written = write_scored(scored, output, labelled=labels, force=force)
    if not quiet:
        shape = f"{written.n_rows:,} rows, {written.n_columns:,} columns"
        notes = (
            *account(scored.survey),
            *scored.notes,
            *completeness(scored.scores),
            *written.notes,
            f"written: {output}: {shape}",
        )
        print(*(safe_text(note, "terminal") for note in notes), sep="\n", file=sys.stderr)
