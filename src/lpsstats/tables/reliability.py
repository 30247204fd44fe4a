"""Lay reliability out: one row per scale and group, and one per item."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.gates import Judged
from lpsstats.analysis.reliability_rows import Reliability
from lpsstats.dictionary.model import Dictionary, ReliabilityRule
from lpsstats.stats.omega import OMEGA_LABEL
from lpsstats.tables.model import Column, Layout, Record, Table
from lpsstats.tables.records import record
from lpsstats.tables.reliability_notes import ordinal_notes, peculiar


def reliability_table(
    rows: Sequence[Reliability],
    judged: Sequence[Judged],
    dictionary: Dictionary,
    rule: ReliabilityRule | None,
    weight_notes: Sequence[str] = (),
) -> Table:
    """Build the table of scales.

    Parameters
    ----------
    rows : sequence of Reliability
        Scale by scale, the pooled row first.
    judged : sequence of Judged
        The outcome for each row.
    dictionary : Dictionary
        For the survey's title.
    rule : ReliabilityRule, optional
        What was asked of the scales.
    weight_notes : sequence of str
        What became of the survey's weights.
    """
    return Table(
        key="reliability",
        title=f"{dictionary.title}: reliability of scales",
        records=tuple(_scale_record(row, one) for row, one in zip(rows, judged, strict=True)),
        columns=tuple(_columns(rows)),
        group="scale_label" if _is_parted(rows) else None,
        notes=tuple(_notes(rows, rule, weight_notes)),
        required=rule.at_least if rule else None,
    )


def _is_parted(rows: Sequence[Reliability]) -> bool:
    """Say whether there are rows for waves or sites; they then stand under their scale."""
    return any(row.site_label or row.wave for row in rows)


def item_table(rows: Sequence[Reliability], dictionary: Dictionary) -> Table:
    """Build the table of items, one block per scale and group."""
    return Table(
        key="items",
        title=f"{dictionary.title}: items",
        records=tuple(
            record(item, scale=row.scale, scale_label=row.scale_label, **_place(row))
            for row in rows
            for item in row.items
        ),
        columns=tuple(_item_columns()),
        group="scale_label",
        group_detail="place",
        notes=(
            "Item-rest r and alpha if deleted are of complete cases; n, mean, SD, floor and "
            "ceiling of all answers to the item, reversed items turned round (r).",
        ),
    )


def _scale_record(row: Reliability, judged: Judged) -> Record:
    return record(row, judged=judged.judged, check=judged.check)


def _place(row: Reliability) -> dict[str, object]:
    """Name the group of a row; nothing where all respondents are together."""
    place = ", ".join(part for part in (row.site_label, row.wave) if part) or None
    return {"site": row.site, "wave": row.wave, "place": place}


def _columns(rows: Sequence[Reliability]) -> Iterator[Column]:
    confidence = f"{100 * rows[0].confidence:g}% CI"
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    if not _is_parted(rows):
        yield Column(heading="Scale", keys=("scale_label",), format="text", wraps=True)
    if any(row.site_label for row in rows):
        yield Column(heading="Site", keys=("site_label",), format="all_or", wraps=True)
    if any(row.wave for row in rows):
        yield Column(heading="Wave", keys=("wave",), format="all_or")
    yield Column(heading="Items", keys=("n_items",), format="count", first=narrow)
    yield Column(heading="n", keys=("n",), format="count")
    if rows[0].weighted:
        yield Column(heading="n eff.", keys=("n_effective",), format="count", first=standard)
    yield Column(heading="Alpha", keys=("alpha",), format="bounded")
    alpha = ("alpha_low", "alpha_high")
    room = narrow if _is_ordinal(rows) else Layout.TINY
    yield Column(heading=confidence, keys=alpha, format="bounded_interval", first=room)
    yield Column(heading="Omega", keys=("omega",), format="bounded", first=narrow)
    omega = ("omega_low", "omega_high")
    yield Column(heading=confidence, keys=omega, format="bounded_interval", first=wide)
    if any(row.spearman_brown is not None for row in rows):
        pair = ("spearman_brown", "spearman_brown_low", "spearman_brown_high")
        yield Column(heading="Spearman-Brown", keys=pair, format="bounded_with_interval")
    if _is_ordinal(rows):
        yield Column(heading="Ordinal", keys=("alpha_ordinal",), format="bounded")
        yield Column(heading="Categ.", keys=("omega_categorical",), format="bounded")
    yield Column(heading="Mean r", keys=("inter_item_r",), format="bounded", first=wide)
    worst = ("worst_item", "worst_item_rest")
    yield Column(heading="Weakest item (r)", keys=worst, format="name_bounded", first=standard)
    yield Column(heading="Check", keys=("check",), format="check")


def _is_ordinal(rows: Sequence[Reliability]) -> bool:
    """Say whether the reliability of the latent variables was asked for."""
    return any(row.alpha_ordinal is not None or row.ordinal_reason for row in rows)


def _item_columns() -> Iterator[Column]:
    narrow, standard = Layout.NARROW, Layout.STANDARD
    yield Column(heading="Item", keys=("item", "reversed"), format="item")
    label = ("item_label",)
    yield Column(heading="Label", keys=label, format="text", first=Layout.WIDE, wraps=True)
    yield Column(heading="n", keys=("n",), format="count")
    yield Column(heading="Mean", keys=("mean",), format="number", first=narrow)
    yield Column(heading="SD", keys=("sd",), format="number", first=narrow)
    yield Column(heading="Item-rest r", keys=("item_rest",), format="bounded")
    yield Column(heading="Alpha if deleted", keys=("alpha_if_deleted",), format="bounded")
    yield Column(heading="Floor %", keys=("floor",), format="percent", first=standard)
    yield Column(heading="Ceiling %", keys=("ceiling",), format="percent", first=standard)
    yield Column(heading="Missing", keys=("missing",), format="count", first=standard)


def _notes(
    rows: Sequence[Reliability], rule: ReliabilityRule | None, weight_notes: Sequence[str]
) -> Iterator[str]:
    yield _rule_sentence(rows, rule)
    weighted = "weighted" if rows[0].weighted else "unweighted"
    yield (
        f"Alpha: raw, complete cases, {weighted}, items reversed as declared; interval: "
        f"{rows[0].alpha_method}. Omega: {OMEGA_LABEL}."
    )
    yield from weight_notes
    if _is_ordinal(rows):
        yield from ordinal_notes(rows)
    yield "Weakest item: the one that goes least with the rest of its scale (item-rest r)."
    yield from peculiar(rows)


def _rule_sentence(rows: Sequence[Reliability], rule: ReliabilityRule | None) -> str:
    if rule is None:
        return (
            "No threshold is declared (checks.reliability or --min-alpha), so only an item that "
            "runs against its scale fails."
        )
    pair = " (Spearman-Brown for two items)" if any(len(row.items) == 2 for row in rows) else ""
    what = {"estimate": "", "lower": "the lower end of ", "upper": "the upper end of "}[rule.judge]
    return (
        f"Rule: {what}{rule.statistic} at least {rule.at_least:g}{pair}; no item may run against "
        "its scale."
    )
