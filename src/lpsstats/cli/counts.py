"""`lpsstats counts`: recorded activities per period, and connection maps."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lpsstats.cli.options import (
    Adjust,
    CountsPlot,
    Delimiter,
    Encoding,
    Force,
    Format,
    Output,
    Quiet,
    ReferenceDoc,
    Sheet,
    SuppressBelow,
)
from lpsstats.cli.prose import say
from lpsstats.errors import UsageError

ALL = "all"  # periods
ROWS = ("csv", "tsv", "json")
ROLES = (
    "period, unit, category, count, exposure; with --retention period, category, connection, unit"
)


class Counted(StrEnum):
    """The tables of recorded counts."""

    CHANGES = "changes"
    TREND = "trend"


class Absent(StrEnum):
    """What a period without a row is."""

    MISSING = "missing"
    ZERO = "zero"


def counts(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="One row per period, unit and category, with the columns period, unit, category, "
            "count and perhaps exposure; text, Excel or SPSS.",
        ),
    ],
    period: Annotated[
        str | None,
        typer.Option(
            metavar="LABEL", help="The period to be compared with earlier ones, or all; the latest."
        ),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="NAME", help="Show only this unit; may be repeated."),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option(
            "--category", metavar="NAME", help="Show only this category; may be repeated."
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="ROLE=COLUMN",
            help=f"A column with a name of its own; may be repeated. Roles: {ROLES}.",
        ),
    ] = None,
    per: Annotated[
        float | None,
        typer.Option(metavar="NUMBER", help="Units of exposure that a rate is per; 1."),
    ] = None,
    adjust: Annotated[
        Adjust | None,
        typer.Option(
            metavar="METHOD",
            help=f"{', '.join(Adjust)}; over all units and categories. By default fdr_bh.",
        ),
    ] = None,
    confidence: Annotated[
        float, typer.Option(metavar="SHARE", help="Coverage of intervals, such as 0.99.")
    ] = 0.95,
    table: Annotated[
        Counted | None,
        typer.Option(
            metavar="TABLE",
            help=f"{', '.join(Counted)}: this table alone. Data formats hold one table: changes, "
            "unless trend is named.",
        ),
    ] = None,
    absent: Annotated[
        Absent | None,
        typer.Option(
            metavar="WHAT",
            help="missing: what has no row was not recorded, which is the default; zero: it is a "
            "count of 0.",
        ),
    ] = None,
    add_categories: Annotated[
        bool,
        typer.Option(
            "--add-categories",
            metavar=" ",
            help="Also add up the categories; they must count things of one kind.",
        ),
    ] = False,
    retention: Annotated[
        bool,
        typer.Option(
            "--retention",
            metavar=" ",
            help="Connection maps: one row per connection and period, with the columns period, "
            "category, connection and perhaps unit; who is new, who stayed.",
        ),
    ] = False,
    format: Format = None,
    output: Output = None,
    plot: CountsPlot = None,
    suppress_below: SuppressBelow = None,
    reference_doc: ReferenceDoc = None,
    force: Force = False,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    quiet: Quiet = False,
) -> None:
    """Compare recorded counts with earlier periods, with their trends; or follow connections."""
    from lpsstats.cli.emitting import REPORTING, Destination, emit
    from lpsstats.documents.counts import counts_document
    from lpsstats.documents.counts_retention import retention_document
    from lpsstats.files.options import ReadOptions
    from lpsstats.files.reading import read_export

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
        message = f"--format {destination.format} lists checks, and counts are none"
        raise UsageError(message)
    roles = _roles(column or ())
    given = {
        "--period": period,
        "--per": per,
        "--adjust": adjust,
        "--table": table,
        "--absent": absent,
        "--add-categories": add_categories or None,
    }
    if retention:
        _refuse_with_retention(given | {"--plot": plot})
    elif plot is not None and period != ALL:
        message = f"--plot draws counts over all periods; add --period {ALL}"
        raise UsageError(message)
    export = read_export(
        file, None, ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet)
    )
    if retention:
        document = retention_document(
            export, roles=roles, confidence=confidence, units=unit or (), categories=category or ()
        )
        emit(document, destination, [file])
        return
    if table is None and destination.format in ROWS:
        table = Counted.CHANGES
        if not quiet:
            say(f"table: changes; {', '.join(ROWS)} hold one table, and --table names another")
    document = counts_document(
        export,
        roles=roles,
        period=period,
        units=unit or (),
        categories=category or (),
        per=per,
        adjust=adjust or "fdr_bh",
        confidence=confidence,
        table=table,
        absent=absent or "missing",
        add_categories=add_categories,
    )
    emit(document, destination, [file])


def _roles(given: list[str] | tuple[()]) -> dict[str, str]:
    """Part ROLE=COLUMN."""
    roles: dict[str, str] = {}
    for one in given:
        role, equals, name = one.partition("=")
        if not (equals and role.strip() and name.strip()):
            message = f"--column {one}: write ROLE=COLUMN, such as --column exposure=builder_weeks"
            raise UsageError(message)
        if role.strip() in roles:
            message = f"--column {role.strip()}: named twice; a role has one column"
            raise UsageError(message)
        roles[role.strip()] = name.strip()
    return roles


def _refuse_with_retention(given: Mapping[str, object]) -> None:
    """Refuse the options of counts that connection maps do not have."""
    named = [option for option, value in given.items() if value is not None]
    if named:
        message = f"{', '.join(named)}: does not go with --retention, which compares no counts"
        raise UsageError(message)
