"""The document that `check` gives."""

from collections.abc import Sequence

import lpsstats
from lpsstats.analysis.provenance import account, provenance
from lpsstats.checking.running import check_survey, passed
from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError
from lpsstats.findings import Finding, Severity
from lpsstats.rules import RULES
from lpsstats.survey.assembling import Portion
from lpsstats.tables.document import Document
from lpsstats.tables.findings import findings_table, rules_table

LEVELS = ("error", "warning", "note")


def check_document(
    dictionary: Dictionary,
    portions: Sequence[Portion],
    *,
    tolerant: bool = False,
    ignore: Sequence[str] = (),
    least: str = "note",
    most: int | None = None,
) -> Document:
    """Check exports against the dictionary and waves against each other.

    Parameters
    ----------
    dictionary : Dictionary
        What the columns mean.
    portions : sequence of Portion
        The files with the waves each holds, from `read_portions`.
    tolerant : bool
        Take answers outside their range as missing, counted.
    ignore : sequence of str
        Codes of rules to leave out; what they found is counted in a note.
    least : str
        `error`, `warning` or `note`: the mildest findings to give.
    most : int, optional
        Rows of one rule that the table shows; all by default.

    Returns
    -------
    Document
        Its findings also hold one that passed for every rule that found nothing.

    Raises
    ------
    UsageError
        If a code is no rule's.
    """
    _refuse_unknown(ignore)
    examination, everything = check_survey(dictionary, portions, tolerant=tolerant)
    found = [one for one in everything if one.code not in ignore]
    levels = LEVELS[: LEVELS.index(least) + 1]
    shown = [one for one in found if one.severity in levels]
    options = {
        "ignore": sorted(ignore),
        "severity": least,
        "out_of_range": "missing" if tolerant else "error",
    }
    return Document(
        command="check",
        tables=(
            findings_table(
                dictionary.title, shown, most, [one for one in everything if one.code in ignore]
            ),
        ),
        provenance=provenance(examination.survey, lpsstats.__version__, options),
        notes=(*account(examination.survey), *_left_unsaid(everything, found, shown)),
        findings=(*shown, *_passed(everything, ignore)),
        tabled=True,
        disclosure=dictionary.disclosure,
    )


def rules_document() -> Document:
    """List every rule: its code, how bad it is, what it finds, what to do."""
    return Document(command="check", tables=(rules_table(),))


def _refuse_unknown(codes: Sequence[str]) -> None:
    for code in codes:
        if code not in RULES:
            message = f"--ignore {code}: no rule of that code{did_you_mean(code, RULES)}"
            raise UsageError(message)


def _left_unsaid(
    everything: Sequence[Finding], found: Sequence[Finding], shown: Sequence[Finding]
) -> list[str]:
    """Say how many findings were left out on request, errors among them above all."""
    ignored = len(everything) - len(found)
    errors = sum(one.severity is Severity.ERROR for one in everything) - sum(
        one.severity is Severity.ERROR for one in found
    )
    notes = []
    if ignored:
        notes.append(f"ignored: {ignored:,} findings ({errors:,} errors), as --ignore asks")
    if len(found) > len(shown):
        notes.append(f"not shown: {len(found) - len(shown):,} milder findings (--severity)")
    return notes


def _passed(everything: Sequence[Finding], ignore: Sequence[str]) -> tuple[Finding, ...]:
    return tuple(one for one in passed(everything) if one.code not in ignore)
