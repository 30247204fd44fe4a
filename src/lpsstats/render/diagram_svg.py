"""The diagram of a document as SVG: the picture that `--plot` gives too."""

from lpsstats.render.page import Page
from lpsstats.render.pictures import svg
from lpsstats.tables.document import Document
from lpsstats.tables.drawing import drawn


def render(document: Document, page: Page) -> str:
    """Draw the diagram of a document.

    Parameters
    ----------
    document : Document
        One with a diagram.
    page : Page
        Has no influence.

    Returns
    -------
    str
        SVG 1.1. Its title and description say in words what is drawn.

    Raises
    ------
    UsageError
        If the document has no diagram.
    """
    return svg(drawn(document))
