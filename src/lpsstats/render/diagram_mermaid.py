"""A diagram in the language of Mermaid, which web pages of projects and wikis draw."""

import json
from collections.abc import Iterator

from lpsstats.render.page import Page
from lpsstats.render.safe_text import safe_text
from lpsstats.tables.diagram import Diagram, Edge
from lpsstats.tables.document import Document
from lpsstats.tables.drawing import drawn

ABOVE, BELOW = "#0072B2", "#D55E00"
THINNEST, THICKEST = 1.0, 6.0


def render(document: Document, page: Page) -> str:
    """Write the diagram of a document as a flowchart of Mermaid.

    Parameters
    ----------
    document : Document
        One with a diagram.
    page : Page
        Has no influence.

    Returns
    -------
    str
        The notes are comments, which Mermaid has no other place for.

    Raises
    ------
    UsageError
        If the document has no diagram.
    """
    return "\n".join(_statements(drawn(document))) + "\n"


def _statements(diagram: Diagram) -> Iterator[str]:
    title = safe_text(diagram.title, "terminal")
    yield from ("---", f"title: {json.dumps(title, ensure_ascii=False)}", "---")
    yield from (f"%% {safe_text(sentence, 'mermaid')}" for sentence in diagram.sentences)
    yield "graph LR"
    names = {node.key: f"n{number}" for number, node in enumerate(diagram.nodes, start=1)}
    for node in diagram.nodes:
        # An empty text is a syntax error, a blank one is not.
        yield f'  {names[node.key]}["{safe_text(node.label, "mermaid") or " "}"]'
    for edge in diagram.edges:
        text = safe_text(edge.text, "mermaid") or " "
        yield f'  {names[edge.source]} {_arrow(edge)}|"{text}"| {names[edge.target]}'
    most = max((abs(edge.value) for edge in diagram.edges), default=0.0)
    for number, edge in enumerate(diagram.edges):
        width = THINNEST + (THICKEST - THINNEST) * (abs(edge.value) / most if most else 0.0)
        colour = BELOW if edge.value < 0 else ABOVE
        yield f"  linkStyle {number} stroke:{colour},stroke-width:{width:.1f}px"


def _arrow(edge: Edge) -> str:
    """Draw a line: dashed below 0, with a head where it has a direction."""
    line = "-.-" if edge.value < 0 else "---"
    head = "-.->" if edge.value < 0 else "-->"
    return head if edge.directed else line
