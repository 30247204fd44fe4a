"""What of an answer may stand in a file: one decision for the command line and for Python."""

from lpsstats.render.registry import PUBLISHABLE, draw
from lpsstats.tables.disclosure import DEFAULT_BELOW, suppress, with_warning
from lpsstats.tables.document import Document
from lpsstats.tables.drawing import figure_of

# Answers that are not about respondents: nothing is withheld there unless somebody asks for it.
OF_NO_RESPONDENTS = frozenset({"counts", "plan"})
# What is only for those who mend the data, unless it is handed on: it has to say what is wrong.
FOR_ANALYSTS = frozenset({"check"})


def threshold(document: Document, asked: int | None, *, published: bool) -> int:
    """Say below how many respondents a number is withheld.

    Parameters
    ----------
    document : Document
        The answer; what its dictionary declares stands in it.
    asked : int, optional
        What the analyst says; it goes before all else.
    published : bool
        Whether the format is one that is handed on as it is.

    Returns
    -------
    int
        0 if nothing is withheld.
    """
    if asked is not None:
        return asked
    if document.command in OF_NO_RESPONDENTS:
        return 0
    if document.command in FOR_ANALYSTS and not published:
        return 0
    declared = document.disclosure.suppress_below if document.disclosure else None
    if declared is not None:
        return declared
    return DEFAULT_BELOW if published else 0


def fit_for(document: Document, format: str, asked: int | None) -> Document:
    """Withhold from an answer what a format may not show.

    Parameters
    ----------
    document : Document
        The whole answer.
    format : str
        A key of the registry's `RENDERERS`.
    asked : int, optional
        As in `threshold`.
    """
    if document.sections:
        return document  # the parts of a report were withheld together when it was put together
    published = format in PUBLISHABLE
    return _withheld(document, threshold(document, asked, published=published))


def picture(document: Document, suffix: str, asked: int | None) -> str | bytes:
    """Draw an answer as a picture, which is published whatever it is called.

    Parameters
    ----------
    document : Document
        The whole answer.
    suffix : str
        A key of the registry's `PICTURES`.
    asked : int, optional
        As in `threshold`.

    Raises
    ------
    UsageError
        If there is nothing in it to draw.
    """
    shown = _withheld(document, threshold(document, asked, published=True))
    return draw(figure_of(shown), suffix)


def _withheld(document: Document, below: int) -> Document:
    if not below:
        return with_warning(document)
    if document.disclosure is None:
        return suppress(document, below)
    return suppress(document, below, document.disclosure.flag_below)
