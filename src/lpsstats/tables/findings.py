"""Lay findings out: one row each, errors first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from lpsstats.findings import Finding, Severity
from lpsstats.rules import RULES, SECTIONS
from lpsstats.tables.model import Column, Layout, Record, Table
from lpsstats.tables.records import record

COLUMNS = (
    Column(heading="Code", keys=("code",), format="text"),
    Column(heading="Where", keys=("subject",), format="text", wraps=True),
    Column(heading="Finding", keys=("message",), format="text", wraps=True),
)
WIDEST = 110  # characters of a line in a file: these are sentences, not numbers
SHOWN_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding as a row; `file` and `line` say where the cure is to be written."""

    severity: str
    code: str
    subject: str
    message: str
    cure: str
    file: str | None
    line: int | None


def findings_table(
    title: str,
    findings: Sequence[Finding],
    most: int | None = None,
    ignored: Sequence[Finding] = (),
) -> Table:
    """Build the table of what was found.

    Parameters
    ----------
    title : str
        What was checked.
    findings : sequence of Finding
        Sorted; those that passed are not shown.
    most : int, optional
        Rows of one rule that a page shows; the rest is counted in a note.
    ignored : sequence of Finding
        What was left out on request.
    """
    rows = [finding for finding in findings if finding.severity is not Severity.PASSED]
    shown, hidden = _capped(rows, most)
    return Table(
        key="check",
        title=f"{title}: check",
        records=tuple(map(_record, shown)),
        columns=COLUMNS,
        group="severity",
        notes=tuple(_notes(rows, hidden, ignored)),
        widest=WIDEST,
        keys=tuple(field.name for field in fields(FindingRow)),
    )


def rules_table() -> Table:
    """Build the table of all rules."""
    return Table(
        key="rules",
        title="What check looks for",
        records=tuple(
            {
                "section": section,
                "code": rule.code,
                "rule": rule.name,
                "severity": rule.severity.value,
                "finds": rule.finds,
                "cure": rule.cure,
            }
            for section, rules in SECTIONS.items()
            for rule in rules
        ),
        columns=(
            Column(heading="Code", keys=("code",), format="text"),
            Column(heading="Severity", keys=("severity",), format="text"),
            Column(heading="Finds", keys=("finds",), format="text", wraps=True),
            Column(heading="Do", keys=("cure",), format="text", wraps=True, first=Layout.NARROW),
        ),
        group="section",
        widest=WIDEST,
    )


def _capped(rows: Sequence[Finding], most: int | None) -> tuple[list[Finding], Counter[str]]:
    """Keep so many rows of every rule, and count the others."""
    seen: Counter[str] = Counter()
    shown = []
    for row in rows:
        seen[row.code] += 1
        if most is None or seen[row.code] <= most:
            shown.append(row)
    hidden = Counter({code: n - most for code, n in seen.items() if most and n > most})
    return shown, hidden


def _record(finding: Finding) -> Record:
    row = FindingRow(
        severity=finding.severity.value,
        code=finding.code,
        subject=finding.subject,
        message=_in_one_line(finding.message),
        cure=RULES[finding.code].cure,
        file=finding.file,
        line=finding.line,
    )
    return record(row)


def _in_one_line(message: str) -> str:
    """Join the lines of a message as the sentences they are."""
    lines = [" ".join(line.split()) for line in message.splitlines()]
    return " ".join(line if line.endswith((".", "?", ":")) else f"{line}." for line in lines)


def _notes(
    rows: Sequence[Finding], hidden: Counter[str], ignored: Sequence[Finding]
) -> Iterator[str]:
    counts = Counter(row.severity for row in rows)
    counted = ", ".join(_counted(counts[s], s.value) for s in SHOWN_SEVERITIES)
    yield f"{counted}. {len(RULES)} rules were applied; `lpsstats check --rules` lists them."
    if ignored:
        codes = Counter(f"{one.code} ({one.severity.value})" for one in ignored)
        yield f"Ignored: {', '.join(f'{n:,} of {code}' for code, n in codes.items())}."
    for code, n in hidden.items():
        yield f"{code}: {n:,} more, shown with --all and in csv, tsv and json."
    for code in dict.fromkeys(row.code for row in rows):
        yield f"{code}, {RULES[code].name}. {RULES[code].cure}"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
