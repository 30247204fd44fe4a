"""Take the lines out of a drawing that stand for what is withheld."""

from collections.abc import Sequence
from dataclasses import replace

from lpsstats.tables.diagram import Diagram
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Record

ENDS = (("measure", "other_measure"), ("from_measure", "to_measure"))
DRAWN = ("r", "r_partial", "coefficient", "standardised")


def without_withheld(diagram: Diagram | None, records: Sequence[Record]) -> Diagram | None:
    """Leave out the lines between measures of which a number is withheld.

    Parameters
    ----------
    diagram : Diagram, optional
        The drawing.
    records : sequence of mappings
        The rows that it draws, with what is withheld.
    """
    if diagram is None:
        return None
    hidden = {
        frozenset((record[first], record[second]))
        for record in records
        for first, second in ENDS
        if first in record and second in record and any(record.get(key) is HIDDEN for key in DRAWN)
    }
    kept = tuple(e for e in diagram.edges if frozenset((e.source, e.target)) not in hidden)
    return diagram if len(kept) == len(diagram.edges) else replace(diagram, edges=kept)
