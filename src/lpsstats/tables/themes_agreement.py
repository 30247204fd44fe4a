"""Lay the agreement of coders out: theme by theme, and all decisions of a question together."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.themes.rows import CoderAgreement
from lpsstats.stats.coder_agreement import CODED_ONCE
from lpsstats.tables.glossary import reason_text
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.rounding import bounded


def agreement_table(rows: Sequence[CoderAgreement], *, weighted: bool) -> Table:
    """Build the table of coders' agreement.

    Parameters
    ----------
    rows : sequence of CoderAgreement
        The rows to show, at least one.
    weighted : bool
        Whether the survey has weights, which do not count here.
    """
    return Table(
        key="agreement",
        title="Do two coders agree on what was named?",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows[0])),
        group="measure_label",
        notes=tuple(_notes(rows, weighted=weighted)),
    )


def coded_once_note(labels: Sequence[str]) -> str:
    """Say of which questions nobody knows how far coders would agree."""
    return (
        f"Coded once, as no `second_coder` is declared: {'; '.join(labels)}. If people's own words "
        "were coded, agreement between coders is unknown."
    )


def _columns(row: CoderAgreement) -> Iterator[Column]:
    standard, narrow = Layout.STANDARD, Layout.NARROW
    yield Column(heading="Theme", keys=("category_label",), format="all_themes", wraps=True)
    yield Column(heading="Decisions", keys=("n_decisions",), format="count", first=narrow)
    for heading, key in (
        ("Both", "named_both"),
        ("1st only", "named_first"),
        ("2nd only", "named_second"),
        ("Neither", "named_neither"),
    ):
        yield Column(heading=heading, keys=(key,), format="count", first=standard)
    yield Column(heading="Agree", keys=("agreement",), format="whole_percent")
    yield Column(heading="Kappa", keys=("kappa",), format="bounded")
    yield Column(
        heading=f"{100 * row.confidence:g}% CI",
        keys=("kappa_low", "kappa_high"),
        format="bounded_interval",
        first=narrow,
    )
    yield Column(heading="Alpha", keys=("krippendorff",), format="bounded", first=narrow)


def _notes(rows: Sequence[CoderAgreement], *, weighted: bool) -> Iterator[str]:
    twice = [row for row in rows if row.second_coder is not None]
    once = list(dict.fromkeys(row.measure_label for row in rows if row.reason == CODED_ONCE))
    if twice:
        yield from _explained(twice)
    if weighted:
        yield "Unweighted: coders judge answers, however much a respondent weighs."
    yield from _undefined(twice)
    if once:
        yield coded_once_note(once)


def _explained(rows: Sequence[CoderAgreement]) -> Iterator[str]:
    """Say what the numbers are, and who was coded once."""
    yield (
        "Answers of all waves together. Kappa (Cohen): agreement beyond what coders who find each "
        "theme as often would reach by chance; 1 is complete. Interval: Fleiss, Cohen & Everitt "
        "(1969); none where a coder "
        "judged all answers alike or the coders never differed. Alpha: Krippendorff's, nominal."
    )
    for row in rows:
        if row.category is not None:
            continue
        mean = "" if row.kappa_mean is None else "; the mean of the themes' kappas is "
        mean += "" if row.kappa_mean is None else bounded(row.kappa_mean)
        yield (
            f"{row.measure_label}: the last row is of every decision on every theme, without an "
            f"interval, for those on one answer are not independent{mean}. Coded by the first "
            f"coder alone: {row.n_first_coder:,}; by the second alone: {row.n_second_coder:,}; "
            "they do not count."
        )


def _undefined(rows: Sequence[CoderAgreement]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.reason is not None:
            name = f"{row.measure_label} ({row.category_label or 'all themes'})"
            reasons.setdefault(row.reason, []).append(name)
    for reason, names in reasons.items():
        yield f"No kappa: {reason_text(reason)}: {'; '.join(names)}."
