"""An answer in a notebook or a script: as a frame, as text, as a file, as a picture."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lpsstats.api.arguments import PathLike, refuse_below
from lpsstats.api.notebook import fragment
from lpsstats.api.saving import drawn, in_format, write
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.documents.frames import table_frame
from lpsstats.errors import UsageError
from lpsstats.findings import Finding, failed
from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table

WIDTH = 100  # of a printed answer


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Result:
    """The answer to a question; printing it gives the tables as text.

    Attributes
    ----------
    document : Document
        All of it: tables of full-precision records, notes, findings, provenance. Nothing in it is
        withheld; what is saved in a format that is published is.

    Examples
    --------
    >>> import lpsstats
    >>> changes = lpsstats.compare(lpsstats.read(), measures="trust")
    >>> changes.table_names
    ('compare',)
    >>> frame = changes.to_frame()
    >>> sorted(set(frame.wave_to))
    ['T3']
    """

    document: Document

    @property
    def table_names(self) -> tuple[str, ...]:
        """The names of its tables; the first is the answer."""
        return tuple(table.key for table in self.document.tables)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """All tables as data frames, by name."""
        return {table.key: table_frame(table) for table in self.document.tables}

    @property
    def notes(self) -> tuple[str, ...]:
        """What happened to the data on the way, a sentence each."""
        return self.document.notes

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The outcome of checks and gates, passes included."""
        return self.document.findings

    @property
    def passed(self) -> bool:
        """Whether no check failed; the command line would exit with 1 otherwise."""
        return not failed(self.document.findings)

    @property
    def provenance(self) -> Mapping[str, object]:
        """What it was made from: program, dictionary, files with checksums, options."""
        return self.document.provenance

    def to_frame(self, table: str | None = None) -> pd.DataFrame:
        """Give a table as a data frame.

        Parameters
        ----------
        table : str, optional
            Its name, of `table_names`; the first by default.

        Returns
        -------
        pandas.DataFrame
            One row per result at full precision; the columns of the CSV export.

        Raises
        ------
        UsageError
            If there is no table of that name.
        """
        return table_frame(self._table(table))

    def text(self, width: int | None = None) -> str:
        """Give the tables as text.

        Parameters
        ----------
        width : int, optional
            Columns of characters to fit into, as on a terminal; without it every column is shown,
            a line to each row.
        """
        refuse_below("width", width, 1)
        page = Page(width=width, colour=False, unicode=True)
        return str(render(self.document, "plain" if width is None else "terminal", page))

    def save(
        self,
        path: PathLike,
        *,
        force: bool = False,
        suppress_below: int | None = None,
        reference_doc: PathLike | None = None,
    ) -> None:
        """Write it to a file, whole or not at all.

        Parameters
        ----------
        path : str or Path
            Its suffix decides the format, as with `--output`: .docx, .xlsx, .html, .md, .tex,
            .csv, .tsv, .json, .txt, .xml; .svg, .dot and .mmd where there is a diagram. Formats
            of rows hold the first table.
        force : bool
            Whether an existing file may be replaced; one that was read never is.
        suppress_below : int, optional
            Withhold what rests on fewer respondents; 0: nothing. By default what the dictionary
            says, or 10 in the formats that are published.
        reference_doc : str or Path, optional
            A .docx whose styles a .docx takes.

        Raises
        ------
        UsageError
            If no format goes with the suffix, or `reference_doc` with the format.
        OutputError
            If the file exists, was read, or cannot be written.
        """
        template = None if reference_doc is None else Path(reference_doc)
        made = in_format(self.document, Path(path), suppress_below, template)
        write(self.document, Path(path), made, force=force)

    def plot(
        self, path: PathLike, *, force: bool = False, suppress_below: int | None = None
    ) -> None:
        """Draw it.

        Parameters
        ----------
        path : str or Path
            A .svg or .png file.
        force, suppress_below
            As in `save`; a picture is a published format.

        Raises
        ------
        UsageError
            If there is nothing to draw, or the suffix is another.
        OutputError
            If the file exists, was read, or cannot be written.
        """
        made = drawn(self.document, Path(path), suppress_below)
        write(self.document, Path(path), made, force=force)

    def _table(self, name: str | None) -> Table:
        if name is None:
            return self.document.tables[0]
        for table in self.document.tables:
            if table.key == name:
                return table
        known = self.table_names
        meant = did_you_mean(name, known) or f" (there are: {', '.join(known)})"
        message = f"no table of the name {name!r}{meant}"
        raise UsageError(message)

    def __str__(self) -> str:
        return self.text(WIDTH)

    def __repr__(self) -> str:
        table = self.document.tables[0]
        n = len(table.records)
        parts = [f"{n:,} row" if n == 1 else f"{n:,} rows", *_verdicts(table)]
        return f"<lpsstats {self.document.command}: {', '.join(parts)}>"

    def _repr_html_(self) -> str:
        """Show the tables in a notebook."""
        return fragment(self.document)


def _verdicts(table: Table) -> Iterator[str]:
    """Count the verdicts of a table, in the order in which they come."""
    verdicts = (record.get("verdict") for record in table.records)
    for verdict, n in Counter(str(one) for one in verdicts if one is not None).items():
        yield f"{n:,} {verdict.replace('_', ' ')}"
