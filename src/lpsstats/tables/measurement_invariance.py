"""Lay out whether scales measured the same thing in every wave."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.invariance import InvarianceAnswer
from lpsstats.analysis.invariance_rows import Invariance, ItemShift
from lpsstats.dictionary.model import Dictionary
from lpsstats.stats.invariance import CASES_PER_ITEM
from lpsstats.tables.measurement_notes import name_of, reasons
from lpsstats.tables.model import Column, Layout, Table
from lpsstats.tables.records import record
from lpsstats.tables.reliability_notes import listed

# Fewer complete cases in a wave than this find only large differences.
AMPLE = 300


def invariance_table(answer: InvarianceAnswer, dictionary: Dictionary) -> Table:
    """Build the table of models, a block of three per scale and place."""
    return Table(
        key="invariance",
        title=f"{dictionary.title}: the same scale in every wave?",
        records=tuple(record(row, place=row.site_label) for row in answer.models),
        columns=tuple(_model_columns()),
        group="scale_label",
        group_detail="place",
        notes=tuple(_notes(answer, dictionary)),
    )


def item_shift_table(answer: InvarianceAnswer, dictionary: Dictionary) -> Table:
    """Build the table of items, a block per scale and place."""
    return Table(
        key="shifts",
        title=f"{dictionary.title}: items that changed",
        records=tuple(record(row, place=row.site_label) for row in answer.items),
        columns=tuple(_item_columns()),
        group="scale_label",
        group_detail="place",
        notes=tuple(_item_notes(answer)),
        keys=("scale_label", "item"),
    )


def _model_columns() -> Iterator[Column]:
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    yield Column(heading="Model", keys=("model",), format="text")
    yield Column(heading="n", keys=("n",), format="count", first=standard)
    yield Column(heading="Chi²", keys=("chi_square",), format="number", first=narrow)
    yield Column(heading="df", keys=("df",), format="count", first=narrow)
    yield Column(heading="p", keys=("p_value",), format="p_value", first=standard)
    yield Column(heading="ΔChi²", keys=("delta_chi_square",), format="number")
    yield Column(heading="Δdf", keys=("delta_df",), format="count", first=narrow)
    yield Column(heading="Δp", keys=("delta_p_value",), format="p_value")
    yield Column(heading="CFI", keys=("cfi",), format="thousandth", first=narrow)
    yield Column(heading="ΔCFI", keys=("delta_cfi",), format="thousandth", first=standard)
    yield Column(heading="RMSEA", keys=("rmsea",), format="thousandth")
    rmsea = ("rmsea_low", "rmsea_high")
    yield Column(heading="90% CI", keys=rmsea, format="bounded_interval", first=wide)
    yield Column(heading="SRMR", keys=("srmr",), format="thousandth", first=wide)


def _item_columns() -> Iterator[Column]:
    narrow, standard, wide = Layout.NARROW, Layout.STANDARD, Layout.WIDE
    yield Column(heading="Item", keys=("item", "reversed"), format="item")
    label = ("item_label",)
    yield Column(heading="Label", keys=label, format="text", first=wide, wraps=True)
    yield Column(heading="From", keys=("wave_from",), format="text", first=standard)
    yield Column(heading="To", keys=("wave_to",), format="text")
    yield Column(heading="Loading", keys=("loading_from",), format="number", first=standard)
    yield Column(heading="then", keys=("loading_to",), format="number", first=standard)
    yield Column(heading="Intercept", keys=("intercept_from",), format="number", first=wide)
    yield Column(heading="then", keys=("intercept_to",), format="number", first=wide)
    yield Column(heading="Shift", keys=("shift",), format="signed")
    yield Column(heading="dMACS", keys=("dmacs",), format="number", first=narrow)
    yield Column(heading="Δp", keys=("delta_p_value",), format="p_value")


def _notes(answer: InvarianceAnswer, dictionary: Dictionary) -> Iterator[str]:
    yield (
        "One factor in several waves, by maximum likelihood on complete cases, unweighted: the "
        "same items (configural), equal loadings (metric), equal intercepts too (scalar; the "
        "factor's mean may then change). Δ: against the model before."
    )
    yield from _power(answer.models)
    yield (
        "Chi², CFI and RMSEA allow for skewed answers (scaled after Satorra & Bentler, so ΔChi² is "
        "not the difference of two Chi²); no value of any column is a pass or a fail."
    )
    if dictionary.design == "panel":
        yield (
            "The waves share people, which these models do not use: they suppose other people in "
            "every wave, so p-values are approximate."
        )
    if answer.left_out:
        yield (
            f"Waves left out for fewer than {CASES_PER_ITEM} complete cases per item: "
            f"{listed(answer.left_out)}."
        )
    yield from reasons(
        (
            f"No {row.model} model" if _differ(row, answer) else "Not testable",
            row.reason,
            _name(row),
        )
        for row in answer.models
    )


def _power(models: Sequence[Invariance]) -> Iterator[str]:
    sizes = [one.n for row in models if not row.reason for one in row.wave_cases]
    if sizes and min(sizes) < AMPLE:
        yield (
            f"With {min(sizes):,} to {max(sizes):,} complete cases a wave these tests have little "
            "power: no evidence of a difference is not evidence of none."
        )


def _differ(row: Invariance, answer: InvarianceAnswer) -> bool:
    """Say whether another model of the same scale and place could be fitted."""
    same = [one for one in answer.models if (one.scale, one.site) == (row.scale, row.site)]
    return any(not one.reason for one in same)


def _name(row: Invariance | ItemShift) -> str:
    return name_of(row.scale_label, row.site_label)


def _item_notes(answer: InvarianceAnswer) -> Iterator[str]:
    yield (
        "Each item is freed in turn while all others are held equal, so an item that changed "
        "colours the others a little. Shift: how much higher it was answered in the later wave "
        "than by its loading and intercept in the first, in scale points (items turned round "
        "where marked r). dMACS: the same in standard deviations, without sign (Nye & Drasgow "
        "2011). Δp: whether freeing it in all waves improves the fit; not adjusted for the number "
        "of items."
    )
    most = [row for row in answer.models if row.shifted_item]
    if most:
        yield f"Most changed: {listed([_most(row) for row in most])}."
    yield from reasons(
        ("Not freed", row.reason, f"{_name(row)} {row.item}") for row in answer.items
    )


def _most(row: Invariance) -> str:
    return f"{_name(row)} {row.shifted_item} in {row.shifted_wave} ({row.shift:+.2f})"
