"""One sentence for each row of a comparison, from a closed set of templates."""

from collections.abc import Mapping
from types import MappingProxyType

from lpsstats.tables.glossary import OF_DESIGN, OF_PAIRS, OF_WAVES, reason_text
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Record, Table
from lpsstats.tables.sentences_parts import (
    change,
    direction,
    is_withheld,
    levels,
    linked,
    place,
    said,
    subject,
    tested,
    unseen,
)

# A verdict as the predicate of a sentence.
PREDICATES: Mapping[str, str] = MappingProxyType(
    {
        "improved": "improved",
        "declined": "declined",
        "changed": "changed",
        "no_clear_change": "showed no clear change",
        "practically_unchanged": "was practically unchanged",
    }
)
# Without these there is nothing to say of a row.
CORE = ("verdict", "estimate", "mean_from", "mean_to", "pct_from", "pct_to", "n_from", "n_to")


def sentences(table: Table) -> tuple[str, ...]:
    """Say every row of a comparison in a sentence.

    Parameters
    ----------
    table : Table
        The table of `compare`; its records may hold withheld values.

    Returns
    -------
    tuple of str
        One sentence per record, in order. A change of shares is counted in percentage points; the
        word of the verdict goes by the end that is declared the better one; no sentence says why
        something changed. Labels stand as they are: the sink makes them harmless.
    """
    return tuple(sentence(record, table) for record in table.records)


def sentence(record: Record, table: Table) -> str:
    """Say one row of a comparison; see `sentences`.

    Parameters
    ----------
    record : Record
        A row.
    table : Table
        Its table, for the labels of waves and the ranges of measures.
    """
    where = f"{place(record)}{linked(record)}"
    if is_withheld(record, CORE):
        return _sentence(
            f"the change of {subject(record)}{place(record)} is withheld: too few respondents "
            "stand behind it, or behind a number that it would give away"
        )
    verdict = record["verdict"]
    if verdict == "not_testable" or record["status"] == "not_testable":
        return _untested(record, table)
    parts = "; ".join(", ".join(part) for part in _parts(record, table) if part)
    if verdict is None:  # an answer below a question that is judged as a whole
        joint = " went " if levels(record, table) else ": "
        return _sentence(f"{subject(record)}{where}{joint}{parts}")
    predicate = PREDICATES[str(verdict)]
    return _sentence(f"{subject(record)} {predicate}{where}: {parts}{_turned(record)}")


def _parts(record: Record, table: Table) -> list[list[str]]:
    """Gather what stands behind a verdict: the waves, the change, the test."""
    waves = levels(record, table)
    scale = direction(record, table)
    return [
        [*([f"{waves}{scale}"] if waves else []), *change(record)],
        list(tested(record)),
        list(unseen(record)),
    ]


def _turned(record: Record) -> str:
    """Say so where ranks went one way, by which ordered answers are judged, and the mean another.

    Answers may become higher more often than not while their mean falls.
    """
    estimate, statistic = record["estimate"], record["statistic"]
    ranked = record["p_superior"] is not None and record["p_superior"] is not HIDDEN
    if not ranked or not isinstance(estimate, float) or not isinstance(statistic, float):
        return ""
    judged = record["verdict"] in {"improved", "declined"}
    if not judged or estimate * statistic >= 0:
        return ""
    return "; the verdict is of the ranks of the answers, and their mean moved the other way"


def _untested(record: Record, table: Table) -> str:
    """Say why a row has no test, and what is known without one."""
    reason = record["reason"]
    why = reason_text(str(reason), _special(record)) if isinstance(reason, str) else "no test"
    counts = [said(record, "count", key) for key in ("n_from", "n_to")]
    known = ", ".join(part for part in (levels(record, table), *change(record)) if part)
    waves = [
        table.waves.get(str(record[key]), str(record[key])) for key in ("wave_from", "wave_to")
    ]
    shown = f"n = {counts[0]} in {waves[0]} and {counts[1]} in {waves[1]}"
    return _sentence(
        f"the change of {subject(record)}{place(record)} could not be tested: {why} ({shown})"
        f"{f'; it is {known}' if known else ''}"
    )


def _special(record: Record) -> Mapping[str, str]:
    """Choose the words of a reason: of linked people, of a sampling design, or of two waves."""
    n_pairs = record["n_pairs"]
    linked_people = isinstance(n_pairs, int)
    few = record["reason"] == "n_lt_2" and isinstance(n_pairs, int) and n_pairs > 1
    if linked_people and not few:
        return OF_PAIRS
    return OF_DESIGN if few or record["n_effective_from"] is not None else OF_WAVES


def _sentence(text: str) -> str:
    """Begin with a capital letter and end with one full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
