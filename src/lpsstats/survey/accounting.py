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
    accounts: dict[str, tuple[Export, int, int, dict[str, int]]] = {}
    for p in placements:
        export, rows, used, out = accounts.get(str(p.export.path), (p.export, 0, 0, {}))
        for reason, count in p.left_out.items():
            out[reason] = out.get(reason, 0) + count
        accounts[str(p.export.path)] = (export, rows + p.export.n_rows, used + p.n, out)
    return tuple(
        Input(name=e.name, sha256=e.sha256, n_rows=rows, n_used=used, left_out=out)
        for e, rows, used, out in accounts.values()
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
