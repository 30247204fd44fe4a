"""Which estimates are drawn for contrasts, for drivers and for reliability."""

from dataclasses import replace

from lpsstats.tables.figures.axes import ENDS
from lpsstats.tables.figures.forest import Forest, forest_figure
from lpsstats.tables.figures.parts import RowChart
from lpsstats.tables.model import Record, Table

STATISTICS = frozenset({"alpha", "omega", "spearman_brown"})


def contrast_figure(table: Table) -> RowChart | None:
    """Draw differences in changes, in standard deviations, so that measures share an axis."""
    return forest_figure(table, CONTRAST)


def drivers_figure(table: Table) -> RowChart | None:
    """Draw how an outcome differs with each predictor by itself."""
    return forest_figure(table, DRIVERS)


def reliability_figure(table: Table) -> RowChart | None:
    """Draw the coefficient of every scale that is judged, with the least that is asked for."""
    forest = RELIABILITY
    if any(_place(record) for record in table.records):
        forest = replace(forest, panel=_scale, label=lambda record: _place(record) or "all")
    if table.required is not None:
        asked = f"Dashed line: the least that is asked for, {table.required:g}."
        forest = replace(forest, line=table.required, sentence=asked)
    return forest_figure(table, forest)


def _favours(record: Record) -> tuple[str, str]:
    sides = ("favours intervention", "favours comparison")
    ends = {"low": sides, "high": sides[::-1]}
    return ends.get(str(record["better"]), ("comparison rose more", "intervention rose more"))


def _judged(record: Record) -> tuple[str, str, str]:
    """Name the coefficient that a scale is judged by; alpha where it is not judged."""
    key = str(record["judged"]) if record["judged"] in STATISTICS else "alpha"
    return key, f"{key}_low", f"{key}_high"


def _scale(record: Record) -> str:
    return str(record["scale_label"])


def _place(record: Record) -> str:
    parts = (record["site_label"], record["wave"])
    return ", ".join(str(part) for part in parts if part)


CONTRAST = Forest(
    key="contrast",
    keys=lambda record: ("effect", "effect_low", "effect_high"),
    label=lambda record: str(record["measure_label"]),
    panel=lambda record: str(record["contrast_label"]),
    shown="g",
    verdict=("verdict",),
    heading="Verdict",
    ends=_favours,
    line=0.0,
    sentence=(
        "Dashed line: both changed alike. In standard deviations; the verdict also counts how many "
        "tests were made."
    ),
    absent="the difference cannot be tested, or has no size in standard deviations",
)
DRIVERS = Forest(
    key="drivers",
    keys=lambda record: ("estimate", "conf_low", "conf_high"),
    label=lambda record: str(record["predictor_label"]),
    panel=lambda record: str(record["outcome_label"]),
    shown="Diff.",
    verdict=("direction", "difference_clear"),
    heading="Goes with",
    ends=lambda record: ENDS.get(str(record["better"]), ("less", "more")),
    line=0.0,
    sentence="Dashed line: no difference; the last column also counts how many tests were made.",
    absent="they have no difference that could be estimated",
)
RELIABILITY = Forest(
    key="reliability",
    keys=_judged,
    label=_scale,
    panel=lambda record: "",
    shown="Reliability",
    verdict=("check",),
    heading="Check",
    ends=lambda record: ("", ""),
    line=None,
    sentence="",
    absent="it cannot be computed",
)
