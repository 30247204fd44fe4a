"""Which formats there are, which file suffix means which, and the one way to render."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from lpsstats.render.page import Page
from lpsstats.tables.document import Document
from lpsstats.tables.figure import Figure

# Only the engine that is asked for is imported: rich or tabulate would slow every other format.
RENDERERS: Mapping[str, str] = MappingProxyType(
    {
        "html": "lpsstats.render.html:render",
        "docx": "lpsstats.render.word:render",
        "xlsx": "lpsstats.render.excel:render",
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
        ".html": "html",
        ".htm": "html",
        ".docx": "docx",
        ".xlsx": "xlsx",
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
# Formats that are bytes: no terminal can show them.
BINARY = frozenset({"docx", "xlsx"})
# Formats that are handed on as they are: small counts are withheld there unless that is declined.
PUBLISHABLE = frozenset({"html", "docx", "xlsx", "markdown", "latex"}) | DRAWINGS
# Pictures that `--plot` makes, by suffix.
PICTURES: Mapping[str, str] = MappingProxyType(
    {".svg": "lpsstats.render.pictures:svg", ".png": "lpsstats.render.pictures:png"}
)


def render(document: Document, format: str, page: Page) -> str | bytes:
    """Give a document in one of the formats.

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
    str or bytes
        Text that ends with a line break; bytes for the formats in `BINARY`.

    Raises
    ------
    KeyError
        If there is no such format.
    """
    made: str | bytes = _engine(RENDERERS[format])(document, page)
    return made


def draw(figure: Figure, suffix: str, *, bare: bool = False) -> str | bytes:
    """Give a figure as a picture.

    Parameters
    ----------
    figure : Figure
        What to draw.
    suffix : str
        A key of `PICTURES`.
    bare : bool
        Whether title and sentences stand beside the picture, and not in it.

    Returns
    -------
    str or bytes
        SVG as text, PNG as bytes.
    """
    made: str | bytes = _engine(PICTURES[suffix])(figure, bare=bare)
    return made


def _engine(home: str) -> Callable[..., str | bytes]:
    module, function = home.split(":")
    engine: Callable[..., str | bytes] = getattr(import_module(module), function)
    return engine
