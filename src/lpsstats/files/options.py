"""How the analyst overrides what a reader would otherwise find out for itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the command line says about the files; None leaves the decision to the reader.

    Attributes
    ----------
    encoding : str, optional
        Encoding of the text in text files, .sav and .zsav files.
    delimiter : str, optional
        The one character between the fields of a text file.
    sheet : str, optional
        The sheet of an Excel workbook; the first one otherwise.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
