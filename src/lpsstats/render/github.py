"""Findings as GitHub annotations: workflow commands on standard output."""

from collections import Counter
from types import MappingProxyType

from lpsstats.findings import Finding, Severity
from lpsstats.render.page import Page
from lpsstats.render.safe_text import safe_text
from lpsstats.tables.document import Document

_COMMANDS = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
)
# The escapes that the runner undoes; a property also ends at a colon or a comma, and carriage
# returns are blanks by then.
_IN_MESSAGE = str.maketrans({"%": "%25", "\n": "%0A"})
_IN_PROPERTY = {**_IN_MESSAGE, **str.maketrans({":": "%3A", ",": "%2C"})}


def render(document: Document, page: Page) -> str:
    """Write an annotation for each finding that did not pass, and a line with the counts.

    Parameters
    ----------
    document : Document
        Its findings are written.
    page : Page
        Has no influence.

    Returns
    -------
    str
        `::error file=...,line=...,title=...::message` and its like, then the sum.
    """
    lines = [_annotation(f) for f in document.findings if f.severity in _COMMANDS]
    return "\n".join([*lines, _sum(document.findings)]) + "\n"


def _annotation(finding: Finding) -> str:
    properties = {
        "file": finding.file,
        "line": finding.line,
        "title": f"{finding.code}: {finding.subject}",
    }
    written = ",".join(
        f"{key}={safe_text(str(value), 'github').translate(_IN_PROPERTY)}"
        for key, value in properties.items()
        if value is not None
    )
    message = safe_text(finding.message, "github").translate(_IN_MESSAGE)
    return f"::{_COMMANDS[finding.severity]} {written}::{message}"


def _sum(findings: tuple[Finding, ...]) -> str:
    """Count the findings, naming every severity even at nought."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(
        [
            _counted(counts[Severity.ERROR], "error"),
            _counted(counts[Severity.WARNING], "warning"),
            _counted(counts[Severity.NOTE], "note"),
            f"{counts[Severity.PASSED]} passed",
        ]
    )


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
