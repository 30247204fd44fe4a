"""Lay out what goes with one measure in another by way of a third, and draw it."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.mediation import MediationPath, MediationPaths
from lpsstats.stats.mediation import DIRECT, INDIRECT, A, B
from lpsstats.tables.diagram import Diagram, Edge, Node
from lpsstats.tables.mediation_notes import level, mediation_notes, points
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.relate_partial_notes import respondents
from lpsstats.tables.rounding import signed

NO_PATHS = "The paths could not be computed, so there is no line."


def mediation_table(
    found: MediationPaths, measures: Sequence[Measure], title: str, seed: int
) -> Table:
    """Build the table of paths.

    Parameters
    ----------
    found : MediationPaths
        The paths.
    measures : sequence of Measure
        The first, the one between, and the last.
    title : str
        What the survey is called.
    seed : int
        Where the random numbers started.
    """
    return Table(
        key="mediation",
        title=_title(title, measures),
        records=tuple(record(row) for row in found.rows),
        columns=tuple(_columns(found.rows[0])),
        notes=tuple(mediation_notes(found, measures, seed)),
    )


def _title(title: str, measures: Sequence[Measure]) -> str:
    first, between, last = (measure.label for measure in measures)
    return f"{title}: {first} to {last} by way of {between}"


def _columns(row: MediationPath) -> Iterator[Column]:
    narrow, wide = Layout.NARROW, Layout.WIDE
    yield Column(heading="Path", keys=("path",), format="text")
    yield Column(heading="From and to", keys=("measures",), format="text", wraps=True)
    yield Column(heading="n", keys=("n",), format="count", first=wide)
    yield Column(heading="Points", keys=("coefficient",), format="signed")
    yield Column(heading=level(row), keys=("conf_low", "conf_high"), format="interval")
    yield Column(heading="Std.", keys=("standardised",), format="signed", first=narrow)
    yield Column(heading="Share %", keys=("share_of_whole",), format="percent", first=wide)


def mediation_diagram(found: MediationPaths, measures: Sequence[Measure], title: str) -> Diagram:
    """Draw the two paths by way of the measure between, and the direct one.

    Parameters
    ----------
    found : MediationPaths
        The paths.
    measures : sequence of Measure
        The first, the one between, and the last.
    title : str
        What the survey is called.

    Returns
    -------
    Diagram
        Standardised paths; none where they were not computed.
    """
    first, between, last = measures
    ends = {A: (first, between), B: (between, last), DIRECT: (first, last)}
    edges = [
        Edge(
            source=one.key,
            target=other.key,
            value=found.rows[which].standardised or 0.0,
            text=signed(found.rows[which].standardised or 0.0, 2),
            directed=True,
        )
        for which, (one, other) in ends.items()
        if found.rows[which].standardised is not None
    ]
    return Diagram(
        title=_title(title, measures),
        # The measure between stands at the top, the first on the left.
        nodes=tuple(Node(key=m.key, label=m.label) for m in (between, last, first)),
        edges=tuple(edges),
        notes=tuple(_under(found, measures)),
        without_edges=NO_PATHS,
    )


def _under(found: MediationPaths, measures: Sequence[Measure]) -> Iterator[str]:
    """Say what the numbers are, which may be 0, and whose the arrows are."""
    first, between, last = (measure.label for measure in measures)
    indirect = found.rows[INDIRECT]
    yield f"Standardised paths among {respondents(indirect.n)}, within sites and waves."
    if indirect.coefficient is not None:
        yield f"Indirect part, by way of {between}: {points(indirect)}."
    for row in (found.rows[which] for which in (A, B, DIRECT)):
        low, high = row.conf_low, row.conf_high
        if low is not None and high is not None and low <= 0 <= high:
            yield f"The {level(row)} of {row.measures} holds 0."
    yield f"The arrows are assumed: that {first} comes first and {last} last is not tested here."
