"""Findings as JUnit XML, which CI servers show as test results."""

from xml.etree import ElementTree as ET

from lpsstats.findings import Finding, Severity
from lpsstats.render.page import Page
from lpsstats.render.safe_text import safe_text
from lpsstats.tables.document import Document

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def render(document: Document, page: Page) -> str:
    """Write one test case for each finding; an error is a failure.

    Parameters
    ----------
    document : Document
        Its findings are written; without any the suite is empty.
    page : Page
        Has no influence.

    Returns
    -------
    str
        XML without time stamps, so that two runs on the same data agree.
    """
    failures = sum(finding.severity is Severity.ERROR for finding in document.findings)
    suite = ET.Element(
        "testsuite",
        name=f"lpsstats.{document.command}",
        tests=str(len(document.findings)),
        failures=str(failures),
        errors="0",
        skipped="0",
    )
    for finding in document.findings:
        _add_case(suite, finding)
    ET.indent(suite)
    return f"{_HEAD}{ET.tostring(suite, encoding='unicode')}\n"


def _add_case(suite: ET.Element, finding: Finding) -> None:
    message = safe_text(finding.message, "xml")
    case = ET.SubElement(suite, "testcase", _attributes(finding))
    if finding.severity is Severity.ERROR:
        ET.SubElement(case, "failure", message=message, type=finding.code).text = message
    elif finding.severity is not Severity.PASSED:
        ET.SubElement(case, "system-out").text = f"{finding.severity}: {message}"


def _attributes(finding: Finding) -> dict[str, str]:
    attributes = {"classname": finding.code, "name": finding.subject}
    if finding.file is not None:
        attributes["file"] = finding.file
    if finding.line is not None:
        attributes["line"] = str(finding.line)
    return {key: safe_text(value, "xml") for key, value in attributes.items()}
