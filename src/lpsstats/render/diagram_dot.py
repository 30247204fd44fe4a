"""A diagram in the language of Graphviz, for those who lay drawings out themselves."""

from collections.abc import Iterator
from textwrap import wrap

from lpsstats.render.page import Page
from lpsstats.render.safe_text import safe_text
from lpsstats.tables.diagram import Diagram, Edge
from lpsstats.tables.document import Document
from lpsstats.tables.drawing import drawn

ABOVE, BELOW = "#0072B2", "#D55E00"
THINNEST, THICKEST = 1.0, 5.0
LABEL_WIDTH, NOTE_WIDTH = 22, 90  # characters


def render(document: Document, page: Page) -> str:
    """Write the diagram of a document as a graph of Graphviz.

    Parameters
    ----------
    document : Document
        One with a diagram.
    page : Page
        Has no influence.

    Returns
    -------
    str
        A `digraph` where the lines have a direction, else a `graph`.

    Raises
    ------
    UsageError
        If the document has no diagram.
    """
    return "\n".join(_statements(drawn(document))) + "\n"


def _statements(diagram: Diagram) -> Iterator[str]:
    directed = any(edge.directed for edge in diagram.edges)
    yield f"{'digraph' if directed else 'graph'} {{"
    said = [*wrap(diagram.title, NOTE_WIDTH), ""]
    said += [line for sentence in diagram.sentences for line in wrap(sentence, NOTE_WIDTH)]
    yield f"  label={_lines(said, left=True)};"
    yield '  layout="circo"; fontname="Helvetica"; fontsize=11;'
    yield '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=12];'
    yield '  edge [fontname="Helvetica", fontsize=11];'
    names = {node.key: f"n{number}" for number, node in enumerate(diagram.nodes, start=1)}
    for node in diagram.nodes:
        yield f"  {names[node.key]} [label={_lines(wrap(node.label, LABEL_WIDTH))}];"
    most = max((abs(edge.value) for edge in diagram.edges), default=0.0)
    for edge in diagram.edges:
        arrow = "->" if directed else "--"
        yield f"  {names[edge.source]} {arrow} {names[edge.target]} [{_style(edge, most)}];"
    yield "}"


def _lines(lines: list[str], *, left: bool = False) -> str:
    r"""Quote lines that are centred (`\n`) or begin at the left (`\l`)."""
    end = r"\l" if left else r"\n"
    text = end.join(safe_text(line, "dot") for line in lines)
    return f'"{text}{end if left else ""}"'


def _style(edge: Edge, most: float) -> str:
    """Give number, width, and solid or dashed."""
    width = THINNEST + (THICKEST - THINNEST) * (abs(edge.value) / most if most else 0.0)
    colour, style = (BELOW, "dashed") if edge.value < 0 else (ABOVE, "solid")
    head = "" if edge.directed else ", dir=none"
    label = safe_text(edge.text, "dot")
    return f'label="{label}", penwidth={width:.1f}, style={style}, color="{colour}"{head}'
