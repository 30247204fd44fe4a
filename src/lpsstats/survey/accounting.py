"""What became of every row of every file."""

from collections.abc import Iterator, Sequence

from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding, Severity
from lpsstats.survey.export import Export
from lpsstats.survey.fitting import misfit
from lpsstats.survey.model import Input
from lpsstats.survey.placing import Placement

MANY = 0.05  # of a file's rows; more of them left out than this is worth a warning


def inputs(placements: Sequence[Placement]) -> tuple[Input, ...]:
    """Account for every row of every file."""
    held: dict[str, list[Placement]] = {}
    for placement in placements:
        held.setdefault(str(placement.export.path), []).append(placement)
    return tuple(_input(own[0].export, own) for own in held.values())


def _input(export: Export, placements: Sequence[Placement]) -> Input:
    """Account for the rows of one file; one with waves side by side has a placement for each."""
    out: dict[str, int] = {}
    for placement in placements:
        for reason, count in placement.left_out.items():
            out[reason] = out.get(reason, 0) + count
    return Input(
        name=export.name,
        sha256=export.sha256,
        n_rows=export.n_rows * len(placements),
        n_used=sum(placement.n for placement in placements),
        left_out=out,
        n_waves=len(placements),
    )


def left_out(placements: Sequence[Placement], dictionary: Dictionary) -> Iterator[Finding]:
    """Say which rows were left out of everything; more than one in twenty is a warning."""
    for one in inputs(placements):
        for reason, count in one.left_out.items():
            rows = "row" if count == 1 else "rows"
            many = count > MANY * one.n_rows
            yield misfit(
                dictionary,
                "LPS116",
                one.name,
                f"{one.name}: {count:,} {rows} left out ({reason}).",
                "sites" if "site" in reason else "waves",
                severity=Severity.WARNING if many else None,
            )
