"""Lay the agreement of coders out: theme by theme, and all decisions of a question together."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.themes.rows import CoderAgreement
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.coder_agreement import CODED_ONCE
from lpsstats.tables.glossary import reason_text
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.rounding import bounded

NO_ENTRY = {
    "asked": "An answer without an entry of the second coder counts as one without a theme",
    "answered": "An answer in which the second coder saw no theme, and entered nothing, counts as "
    "not coded again, which may raise kappa",
    "any": "An answer in which the second coder saw no theme counts as not coded again, which may "
    "raise kappa",
}


def agreement_table(
    rows: Sequence[CoderAgreement],
    dictionary: Dictionary,
    *,
    weighted: bool,
    sites: Sequence[str] = (),
) -> Table:
    """Build the table of coders' agreement.

    Parameters
    ----------
    rows : sequence of CoderAgreement
        The rows to show, at least one.
    dictionary : Dictionary
        The survey's title, the bases of the second codings.
    weighted : bool
        Whether the survey has weights, which do not count here.
    sites : sequence of str
        Names of the sites whose respondents alone count; none where all do.
    """
    where = f" ({', '.join(sites)})" if sites else ""
    return Table(
        key="agreement",
        title=f"{dictionary.title}: do two coders agree on what was named?{where}",
        records=tuple(record(row) for row in rows),
        columns=tuple(_columns(rows[0])),
        group="measure_label",
        notes=tuple(_notes(rows, dictionary, weighted=weighted, sites=sites)),
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
    yield Column(heading="Decisions", keys=("n_decisions",), format="count")
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


def _notes(
    rows: Sequence[CoderAgreement],
    dictionary: Dictionary,
    *,
    weighted: bool,
    sites: Sequence[str],
) -> Iterator[str]:
    twice = [row for row in rows if row.second_coder is not None]
    once = list(dict.fromkeys(row.measure_label for row in rows if row.reason == CODED_ONCE))
    if sites:
        yield f"Only answers of respondents in {', '.join(sites)} count here."
    if twice:
        yield from _explained(twice)
        yield from _not_entered(twice, dictionary)
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


def _not_entered(rows: Sequence[CoderAgreement], dictionary: Dictionary) -> Iterator[str]:
    """Say what it means that the second coder has entered nothing."""
    labels: dict[str, list[str]] = {}
    for label, second in dict.fromkeys((row.measure_label, row.second_coder) for row in rows):
        base = dictionary.variables[str(second)].base
        labels.setdefault(NO_ENTRY[base], []).append(label)
    for said, names in labels.items():
        of = f": {'; '.join(names)}" if len(labels) > 1 else ""
        yield f"{said}{of}."


def _undefined(rows: Sequence[CoderAgreement]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.reason is not None:
            name = f"{row.measure_label} ({row.category_label or 'all themes'})"
            reasons.setdefault(row.reason, []).append(name)
    for reason, names in reasons.items():
        yield f"No kappa: {reason_text(reason)}: {'; '.join(names)}."
