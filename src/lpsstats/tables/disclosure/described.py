"""Whom every kind of row counts: the one place that says it."""

from collections.abc import Iterator

from lpsstats.tables.disclosure.activities import ACTIVITIES
from lpsstats.tables.disclosure.changes import CHANGES
from lpsstats.tables.disclosure.kinds import PUBLIC, Count, Kind
from lpsstats.tables.disclosure.relations import RELATIONS
from lpsstats.tables.model import Record

WEIGHTED = ("pct_weighted",)


def _absent(what: str, rests: tuple[str, ...] = ()) -> Count:
    """Describe a count of people without something."""
    return Count(what=what, joint=False, soft=True, zero=False, rests=rests)


def _edge(what: str) -> Count:
    """Describe the share at an end of the range."""
    return Count(what=what, of="n", per=100.0, joint=False, zero=False)


WHO = Kind(
    name="Respondents",
    marks=frozenset({"wave_label", "n_unanswered", "base"}),
    counts={
        "n": Count(what="respondents", rests=("pct", "n_weighted", *WEIGHTED)),
        "base": Count(what="respondents", whole=True, rests=("pct", *WEIGHTED)),
        "n_unanswered": _absent("silent"),
        "n_weighted": Count(what="weighing", joint=False, rests=WEIGHTED),
    },
    public=PUBLIC,
)
WEIGHTS = Kind(
    name="Weights",
    marks=frozenset({"n_zero_weight", "max_to_median"}),
    counts={
        "n": Count(what="weighing"),
        "n_zero_weight": _absent("zero weight"),
        "n_no_weight": _absent("no weight"),
    },
    public=PUBLIC,
)
SCALE = Kind(
    name="ScaleDescription",
    marks=frozenset({"scale", "lower_quartile", "base"}),
    counts={
        "n": Count(what="answered"),
        "base": Count(what="base", joint=False, rests=("pct",)),
        "n_prorated": _absent("prorated"),
        "n_dropped": _absent("dropped"),
        "n_unanswered": _absent("unanswered"),
        "n_weighted": Count(
            what="weighing scores", joint=False, rests=("mean_weighted", "sd_weighted")
        ),
        "pct_floor": _edge("floor"),
        "pct_ceiling": _edge("ceiling"),
    },
    sums={"mean": "n"},
    measure="scale",
    public=PUBLIC,
)
ANSWER = Kind(
    name="ItemDescription",
    marks=frozenset({"n", "base", "category", "pct"}),
    answers=True,
    counts={
        "n": Count(what="answered", of="base", answer=True, rests=("pct", "n_weighted", *WEIGHTED)),
        "base": Count(what="answered", rests=("pct", *WEIGHTED)),
        "n_weighted": Count(what="weighing answers", joint=False, answer=True, rests=WEIGHTED),
    },
    public=PUBLIC,
)
ITEM = Kind(
    name="ItemDescription",
    marks=frozenset({"n_not_asked", "pct_floor", "base"}),
    answers=False,
    counts={
        "n": Count(what="answered"),
        "base": Count(what="base", joint=False, rests=("pct", "missing_pct")),
        "missing": _absent("missing", ("pct", "missing_pct")),
        "n_not_asked": _absent("not asked"),
        "n_weighted": Count(what="weighing answers", joint=False, rests=WEIGHTED),
        "pct_floor": _edge("floor"),
        "pct_ceiling": _edge("ceiling"),
    },
    sums={"mean": "n"},
    public=PUBLIC,
    nested={"answer_counts": ANSWER},
    parts={"answers": "answer_counts"},
)
REASON = Kind(
    name="MissingAnswers",
    marks=frozenset({"missing_reason", "n", "base"}),
    counts={
        "n": _absent("without", ("pct",)),
        "base": Count(what="respondents of a question", rests=("pct",)),
    },
    public=PUBLIC,
    nested={
        "reason_counts": Kind(
            name="MissingAnswers",
            marks=frozenset({"missing_reason", "n"}),
            counts={"n": _absent("without")},
        ),
        "place_counts": Kind(
            name="MissingAnswers",
            marks=frozenset({"n", "base", "place"}),
            counts={"n": _absent("without"), "base": Count(what="respondents of a question")},
        ),
    },
    parts={"reasons": "reason_counts"},
)


def _people(end: str) -> dict[str, Count]:
    """Describe who was interviewed in one of two waves."""
    wave = f"wave_{end}"
    keys = ("pct_{}", "pct_{}_weighted", "mean_{}", "sd_{}", "mean_{}_weighted")
    return {f"n_{end}": Count(what="answered", wave=wave, rests=tuple(k.format(end) for k in keys))}


PEOPLE = Kind(
    name="Composition",
    marks=frozenset({"std_difference", "by_chance"}),
    answers=False,
    counts={**_people("from"), **_people("to")},
    sums={"mean_from": "n_from", "mean_to": "n_to"},
    public=PUBLIC,
)
PEOPLE_ANSWER = Kind(
    name="Composition",
    marks=frozenset({"std_difference", "by_chance"}),
    answers=True,
    counts={
        f"n_{end}": Count(
            what="answered",
            wave=f"wave_{end}",
            answer=True,
            rests=(f"pct_{end}", f"pct_{end}_weighted"),
        )
        for end in ("from", "to")
    },
    public=PUBLIC,
)
KINDS: tuple[Kind, ...] = (
    *CHANGES,
    WHO,
    WEIGHTS,
    SCALE,
    ITEM,
    REASON,
    PEOPLE,
    PEOPLE_ANSWER,
    *RELATIONS,
    *ACTIVITIES,
    ANSWER,
)


def kind_of(record: Record) -> Kind | None:
    """Find the kind of a row; none where no respondent stands behind it."""
    return next((kind for kind in KINDS if kind.fits(record)), None)


def every_kind() -> Iterator[Kind]:
    """Run through the kinds, those of rows inside rows too."""
    for kind in KINDS:
        yield kind
        yield from kind.nested.values()
