"""The whole answer of a command: tables and figures, what happened on the way, and from what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lpsstats.dictionary.disclosing import Disclosure
from lpsstats.findings import Finding
from lpsstats.tables.diagram import Diagram
from lpsstats.tables.figure import Figure
from lpsstats.tables.model import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a report, under a heading.

    Attributes
    ----------
    heading : str
        Its heading; empty for the one part of a document that has none.
    level : int
        1 for a section, 2 for one inside it.
    paragraphs : tuple of str
        Sentences before the tables and figures, a paragraph each.
    points : tuple of str
        Sentences after the paragraphs, as a list.
    figures : tuple of Figure
        Pictures, before the tables.
    tables : tuple of Table
        In the order in which they stand.
    """

    heading: str = ""
    level: int = 1
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole answer of a command.

    Attributes
    ----------
    command : str
        The command's name.
    tables : tuple of Table
        The first is the answer; `csv` and `tsv` hold only it.
    provenance : mapping
        Program version, dictionary, inputs with checksums, options in force.
    notes : tuple of str
        What happened to the data on the way, a sentence each.
    findings : tuple of Finding
        The outcome of gates and checks, passes included.
    tabled : bool
        Whether the first table lists the findings, so that they need not be said again.
    diagram : Diagram, optional
        The answer as a drawing, for the commands that draw; `svg`, `dot` and `mermaid` hold it.
    title : str
        The title of a report; elsewhere the tables have titles of their own.
    sections : tuple of Section
        The parts of a report, in order; empty where the tables are all there is.
    disclosure : Disclosure, optional
        What the dictionary declares about small numbers of respondents; `None` where the tables
        are about none, or all is withheld that has to be.
    """

    command: str
    tables: tuple[Table, ...]
    provenance: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    tabled: bool = False
    diagram: Diagram | None = None
    title: str = ""
    sections: tuple[Section, ...] = ()
    disclosure: Disclosure | None = None

    @property
    def outline(self) -> tuple[Section, ...]:
        """The sections; without any, one that holds the tables."""
        return self.sections or (Section(tables=self.tables),)
