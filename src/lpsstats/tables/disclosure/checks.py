"""What checks say, without numbers of so few respondents that they are not told elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lpsstats.findings import Finding, Severity
from lpsstats.tables.document import Document
from lpsstats.tables.hidden import HIDDEN, SHOWN
from lpsstats.tables.model import Record

NUMBER = r"\d+(?:,\d{3})*"
# How many there are of each place stands in brackets behind its name.
BEHIND_NAME = re.compile(rf" \({NUMBER}\)(?=[,.;]|$| and )")
WITH_N = re.compile(r" \((?:[^()]*[^\w()])?n = ([\d,/]+)[^()]*\)")
WITH_SHARE = re.compile(rf"(?<![\d.,-])({NUMBER}) of {NUMBER} \([\d.]+%\)")
BEFORE = re.compile(
    rf"(?<![\d.,-])(?<!fewer than )({NUMBER})(?= (?:respondents?|people|persons?|interviews?|"
    r"answers?|rows?|times|have no weight|the weight 0|of them|ids?)\b)"
    rf"|(?<=: )({NUMBER})(?= of {NUMBER}\b)"
)
AFTER = re.compile(rf"(?<=nobody of )({NUMBER})|(?<=tell as much as )({NUMBER})|found (once)\b")


def told_of_checks(document: Document, below: int) -> Document:
    """Take small numbers out of the findings that a document lists in its table.

    Parameters
    ----------
    document : Document
        As `check` gives it; another one stays as it is. The table's messages and the findings
        both change; their codes, places and severities do not.
    below : int
        Smaller numbers of respondents are written `fewer than` this, or left out.
    """
    if not document.tabled or below <= 0:
        return document
    tables = [
        replace(table, records=tuple(_record(record, below) for record in table.records))
        for table in document.tables
    ]
    findings = [
        replace(one, message=_message(one.message, below))
        if one.severity is not Severity.PASSED
        else one
        for one in document.findings
    ]
    return replace(document, tables=tuple(tables), findings=tuple(findings))


def _record(record: Record, below: int) -> Record:
    message = record.get("message")
    return {**record, "message": _message(message, below)} if isinstance(message, str) else record


def _message(message: str, below: int) -> str:
    """Write a message without small numbers of respondents, and without those behind names."""

    def few(found: re.Match[str]) -> str:
        text = next((part for part in found.groups() if part), "")
        value = 1 if text == "once" else int(text.replace(",", ""))
        return found[0].replace(text, f"fewer than {below}", 1) if 0 < value < below else found[0]

    def share(found: re.Match[str]) -> str:
        text = few(found)
        return text if text == found[0] else text.rsplit(" (", 1)[0]

    def sizes(found: re.Match[str]) -> str:
        numbers = [int(n.replace(",", "")) for n in found[1].strip(",").split("/") if n]
        return "" if any(number < below for number in numbers) else found[0]

    message = BEHIND_NAME.sub("", WITH_N.sub(sizes, message))
    message = AFTER.sub(few, BEFORE.sub(few, WITH_SHARE.sub(share, message)))
    return message.replace(f"found fewer than {below} in", f"found fewer than {below} times in")


def without_outcomes(findings: Sequence[Finding], hidden: Sequence[Record]) -> Iterator[Finding]:
    """Leave out verdicts that are withheld; of scales, say that they were checked, and no number.

    A scale below its threshold still fails the run.

    Parameters
    ----------
    findings : sequence of Finding
        Of the gates of a command.
    hidden : sequence of mapping
        Rows of which more is withheld than a number of respondents.
    """
    names = {_subject(record): _name(record) for record in hidden if record.get("scale")}
    verdicts = {_judged(record) for record in hidden if record.get("verdict") is HIDDEN}
    told: dict[Finding, None] = {}  # how many items fail is a number too: of one row, once
    for one in findings:
        if one.subject in names:
            message = f"{names[one.subject]}: {SHOWN}, checked with numbers that are withheld"
            told[replace(one, message=message)] = None
        elif one.subject not in verdicts:
            told[one] = None
    yield from told


def _judged(record: Record) -> str:
    """Name a row as the gate of the verdicts does."""
    return f"{record.get('measure')}, {record.get('site') or 'all respondents'}"


def _subject(record: Record) -> str:
    """Name a row as the gates of the scales do."""
    return _joined(record, ("scale", "wave", "site"))


def _name(record: Record) -> str:
    return _joined(record, ("scale_label", "site_label", "wave"))


def _joined(record: Record, keys: Sequence[str]) -> str:
    return ", ".join(str(record[key]) for key in keys if record.get(key))
