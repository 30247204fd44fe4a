"""What stands under a table of reliability besides the rule: oddities, and what ordinal means."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.gates import row_name
from lpsstats.analysis.reliability_rows import Reliability
from lpsstats.tables.glossary import OF_ITEMS, reason_text

SHOWN = 8  # names in one note


def listed(names: Sequence[str]) -> str:
    """Put names side by side, the first few of many."""
    more = f"; and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{'; '.join(names[:SHOWN])}{more}"


def ordinal_notes(rows: Sequence[Reliability]) -> Iterator[str]:
    """Say what ordinal alpha and categorical omega are of, and which rows lack them."""
    yield (
        "Ordinal: alpha of polychoric correlations, which is the reliability of the latent "
        "responses, not of the mean score. Categ.: omega of the sum of the answers, by one factor "
        "of the latent responses (Green & Yang 2009). Neither is judged."
    )
    named: dict[str, list[str]] = {}
    for row in rows:
        if row.ordinal_reason and row.ordinal_reason not in {row.reason, row.omega_reason}:
            none = (
                "categorical omega" if row.alpha_ordinal is not None else "ordinal alpha or omega"
            )
            why = f"No {none}, {reason_text(row.ordinal_reason, OF_ITEMS)}"
            named.setdefault(why, []).append(row_name(row))
    for why, names in named.items():
        yield f"{why}: {listed(names)}."
    unused = [
        f"{row_name(row)} {item.item} ({item.n_unused})"
        for row in rows
        for item in row.items
        if item.n_unused
    ]
    if unused:
        yield f"Answers that no complete case gave are no category of their own: {listed(unused)}."


def peculiar(rows: Sequence[Reliability]) -> Iterator[str]:
    """Say what is odd, each thing once with the rows of which it is true."""
    named: dict[str, list[str]] = {}
    for row in rows:
        for oddity in _oddities(row):
            named.setdefault(oddity, []).append(row_name(row))
    for oddity, names in named.items():
        yield f"{oddity}: {listed(names)}."


def _oddities(row: Reliability) -> Iterator[str]:
    """Name what is odd about a row: no alpha, a negative one, items without variation, no omega."""
    flat = [item.item for item in row.items if item.sd == 0]
    if row.reason:
        yield f"Not testable, {reason_text(row.reason, OF_ITEMS)}"
    elif row.omega_reason and row.omega_reason != "two_items":
        yield f"No omega, {reason_text(row.omega_reason)}"
    if row.alpha is not None and row.alpha < 0:
        yield "Alpha is negative, so the items disagree and their coding wants checking"
    if flat and not row.reason:
        yield f"Left out of alpha for want of variation, {', '.join(flat)}"
    if row.kind == "formative" and row.wave is None and row.site is None:
        yield "Not judged, because the items make up the score (alpha describes their consistency)"
