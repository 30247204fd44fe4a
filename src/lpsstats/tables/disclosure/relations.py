"""Whom the rows of reliability, relations and drivers count."""

from lpsstats.tables.disclosure.kinds import PUBLIC, Count, Kind

ITEM_COUNTS = {
    "n": Count(what="answered"),
    "missing": Count(what="missing", joint=False, soft=True, zero=False),
    "floor": Count(what="floor", of="n", per=1.0, joint=False, zero=False),
    "ceiling": Count(what="ceiling", of="n", per=1.0, joint=False, zero=False),
}
ITEM_IN_SCALE = Kind(
    name="ItemReliability",
    marks=frozenset({"item_rest", "alpha_if_deleted", "floor"}),
    counts=ITEM_COUNTS,
    measure="item",
    public=PUBLIC,
)
RELIABILITY = Kind(
    name="Reliability",
    marks=frozenset({"alpha", "omega", "items"}),
    counts={"n": Count(what="complete")},
    measure="scale",
    public=PUBLIC,
    nested={"items": ITEM_IN_SCALE},
)
DIMENSIONS = Kind(
    name="Dimensions",
    marks=frozenset({"eigenvalue_ratio", "n_factors"}),
    counts={"n": Count(what="complete")},
    measure="scale",
    public=PUBLIC,
    nested={"eigenvalues": Kind(name="Eigenvalue", marks=frozenset({"eigenvalue"}), public=PUBLIC)},
)
INVARIANCE = Kind(
    name="Invariance",
    marks=frozenset({"model", "delta_cfi", "wave_cases"}),
    counts={"n": Count(what="complete in waves", wave="")},
    measure="scale",
    public=PUBLIC,
    nested={
        "wave_cases": Kind(
            name="WaveCases", marks=frozenset({"wave", "n"}), counts={"n": Count(what="complete")}
        )
    },
    totals=("n",),
)
SHIFT = Kind(
    name="ItemShift",
    marks=frozenset({"loading_from", "intercept_to"}),
    measure="scale",
    public=PUBLIC,
    follows=("scale", "site"),
    leader="Invariance",
)
INFLUENCE = Kind(
    name="Influence",
    marks=frozenset({"estimate_change", "differs", "n_from"}),
    counts={
        "n_from": Count(what="scored", wave="wave_from", rests=("mean_from",)),
        "n_to": Count(what="scored", wave="wave_to", rests=("mean_to",)),
    },
    measure="scale",
    apart=("item",),
    public=PUBLIC,
)
RELATION = Kind(
    name="Relation",
    marks=frozenset({"other_measure", "r_partial"}),
    counts={
        "n": Count(what="with both", wave=""),
        "n_partial": Count(
            what="with all",
            wave="",
            joint=False,
            rests=("r_partial", "partial_low", "partial_high"),
        ),
    },
    apart=("other_measure",),
    public=PUBLIC,
)
SUMMARY = Kind(
    name="RelationSummary",
    marks=frozenset({"mean_r", "first_factor_share"}),
    counts={
        "n": Count(what="with all", wave=""),
        "n_all_items": Count(
            what="with all items", wave="", joint=False, rests=("first_factor_share_items",)
        ),
    },
    public=PUBLIC,
)
PATH = Kind(
    name="MediationPath",
    marks=frozenset({"path", "share_of_whole"}),
    counts={"n": Count(what="with all three", wave="")},
    apart=("from_measure", "by_measure", "to_measure"),
    public=PUBLIC,
)
RANKED = ("weight_r2", "share_r2", "lmg", "weight_rank", "rank_low", "rank_high", "p_first")
DRIVER = Kind(
    name="Driver",
    marks=frozenset({"predictor", "n_exposed"}),
    counts={
        "n": Count(what="with predictor", wave=""),
        "n_exposed": Count(what="exposed", wave="", of="n", rests=("pct_exposed",)),
        "n_base": Count(what="with all predictors", wave="", rests=RANKED),
        "n_outcome": Count(what="with outcome", wave=""),
        "n_respondents": Count(what="respondents", wave=""),
    },
    measure="predictor",
    public=PUBLIC | {"n_ranked"},
)
RELATIONS = (
    RELIABILITY,
    ITEM_IN_SCALE,
    DIMENSIONS,
    INVARIANCE,
    SHIFT,
    INFLUENCE,
    RELATION,
    SUMMARY,
    PATH,
    DRIVER,
)
