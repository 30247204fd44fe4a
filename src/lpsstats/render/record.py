"""The whole answer as JSON, with where it came from."""

import json
from collections.abc import Mapping

from lpsstats.findings import Finding
from lpsstats.render.page import Page
from lpsstats.render.safe_text import safe_text
from lpsstats.render.values import refuse_foreign
from lpsstats.tables.document import Document
from lpsstats.tables.hidden import HIDDEN


def render(document: Document, page: Page) -> str:
    """Write schema name, provenance, the first table's records, notes and findings.

    Parameters
    ----------
    document : Document
        What to write; findings appear only where there are any.
    page : Page
        Has no influence.

    Returns
    -------
    str
        JSON in UTF-8, keys in their given order, every number with all its digits.

    Raises
    ------
    TypeError, ValueError
        If a value is none of JSON's (a NumPy scalar, NaN): a fault of ours, named by its key.
    """
    content = _content(document)
    for key, value in content.items():
        refuse_foreign(value, key)
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2)
    return safe_text(text, "json") + "\n"


def _content(document: Document) -> dict[str, object]:
    results = [_open(record) for table in document.tables[:1] for record in table.records]
    content: dict[str, object] = {
        "schema": f"lpsstats/{document.command}/1",
        "provenance": dict(document.provenance),
        "results": results,
        "notes": list(document.notes),
    }
    if document.findings and not document.tabled:
        content["findings"] = [_finding(finding) for finding in document.findings]
    return content


def _open(value: object) -> object:
    """Write what is withheld as null; `suppressed` beside it names it."""
    if isinstance(value, Mapping):
        return {key: _open(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_open(part) for part in value]
    return None if value is HIDDEN else value


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "subject": finding.subject,
        "message": finding.message,
        "file": finding.file,
        "line": finding.line,
    }
