"""Which formats there are, which file suffix means which, and the one way to render."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from lpsstats.render.page import Page
from lpsstats.tables.model import Document

# Only the engine that is asked for is imported: rich or tabulate would slow every other format.
RENDERERS: Mapping[str, str] = MappingProxyType(
    {
        "terminal": "lpsstats.render.terminal:render",
        "plain": "lpsstats.render.text:plain",
        "markdown": "lpsstats.render.text:markdown",
        "latex": "lpsstats.render.latex:render",
        "csv": "lpsstats.render.delimited:comma",
        "tsv": "lpsstats.render.delimited:tab",
        "json": "lpsstats.render.record:render",
        "junit": "lpsstats.render.junit:render",
        "github": "lpsstats.render.github:render",
        "svg": "lpsstats.render.diagram_svg:render",
        "dot": "lpsstats.render.diagram_dot:render",
        "mermaid": "lpsstats.render.diagram_mermaid:render",
    }
)

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        ".csv": "csv",
        ".tsv": "tsv",
        ".json": "json",
        ".md": "markdown",
        ".tex": "latex",
        ".txt": "plain",
        ".xml": "junit",
        ".svg": "svg",
        ".dot": "dot",
        ".gv": "dot",
        ".mmd": "mermaid",
    }
)

# Formats that hold the diagram of a document and nothing else.
DRAWINGS = frozenset({"svg", "dot", "mermaid"})


def render(document: Document, format: str, page: Page) -> str:
    """Give a document as text in one of the formats.

    Parameters
    ----------
    document : Document
        The answer of a command.
    format : str
        A key of `RENDERERS`.
    page : Page
        The room there is; the data formats ignore it.

    Returns
    -------
    str
        The text, which ends with a line break.

    Raises
    ------
    KeyError
        If there is no such format.
    """
    module, function = RENDERERS[format].split(":")
    text: str = getattr(import_module(module), function)(document, page)
    return text
