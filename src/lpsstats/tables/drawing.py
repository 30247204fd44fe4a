"""Which picture an answer is drawn as."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lpsstats.errors import UsageError
from lpsstats.tables.diagram import Diagram
from lpsstats.tables.document import Document
from lpsstats.tables.figure import Figure
from lpsstats.tables.figures.change import change_figure
from lpsstats.tables.figures.counts import counts_figure
from lpsstats.tables.figures.forests import (
    contrast_figure,
    drivers_figure,
    reliability_figure,
)
from lpsstats.tables.figures.likert import likert_figure
from lpsstats.tables.figures.themes import themes_figure
from lpsstats.tables.figures.waves import waves_figure
from lpsstats.tables.model import Table

# By the key of a table: what draws it.
FIGURES: Mapping[str, Callable[[Table], Figure | None]] = MappingProxyType(
    {
        "compare": change_figure,
        "waves": waves_figure,
        "items": likert_figure,
        "contrast": contrast_figure,
        "differences": drivers_figure,
        "reliability": reliability_figure,
        "themes": themes_figure,
        "changes": counts_figure,
    }
)


def drawn(document: Document) -> Diagram:
    """Give the diagram of a document.

    Raises
    ------
    UsageError
        If it has none.
    """
    if document.diagram is None:
        message = "there is nothing to draw in this answer; write it in another --format"
        raise UsageError(message)
    return document.diagram


def figure_of(document: Document) -> Figure:
    """Choose the figure of an answer: its diagram, or that of the first table that has one.

    Raises
    ------
    UsageError
        If nothing in it can be drawn.
    """
    if document.diagram is not None:
        return document.diagram
    for table in document.tables:
        figure = FIGURES[table.key](table) if table.key in FIGURES else None
        if figure is not None:
            return figure
    message = "no row of this answer has values that can be drawn"
    raise UsageError(message)
