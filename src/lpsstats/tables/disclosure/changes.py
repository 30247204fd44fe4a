"""Whom the rows of changes count: comparisons, contrasts, themes."""

from lpsstats.tables.disclosure.kinds import PUBLIC, Count, Kind

OTHER_WAVE = Kind(
    name="WaveMean",
    marks=frozenset({"wave", "n", "mean", "sd", "pct"}),
    counts={
        "n": Count(what="answered"),
        "pct": Count(what="answered", of="n", per=100.0, joint=False, answer=True),
    },
    sums={"mean": "n"},
)
BOTH = {
    "n_pairs": Count(what="linked", wave=""),
    "n_prorated": Count(what="prorated in both", wave="", joint=False, soft=True, zero=False),
    "n_dropped": Count(what="dropped in both", wave="", joint=False, soft=True, zero=False),
}


def _end(end: str) -> dict[str, Count]:
    """Describe the counts of one of two waves."""
    wave = f"wave_{end}"
    own = tuple(f"{key}_{end}" for key in ("mean", "sd", "pct", "n_effective"))
    return {
        f"n_{end}": Count(what="answered", wave=wave, rests=own),
        f"pct_{end}": Count(what="answered", wave=wave, of=f"n_{end}", per=100.0, answer=True),
    }


COMPARISON = Kind(
    name="Comparison",
    marks=frozenset({"n_from", "mean_from", "other_waves", "pct_change"}),
    counts={
        **_end("from"),
        **_end("to"),
        **BOTH,
        "n_adjusted": Count(
            what="adjusted",
            wave="",
            joint=False,
            after=True,
            rests=("estimate_adjusted", "adjusted_low", "adjusted_high", "adjusted_p_value"),
        ),
    },
    sums={"mean_from": "n_from", "mean_to": "n_to"},
    public=PUBLIC,
    nested={
        "other_waves": OTHER_WAVE,
        "variants": Kind(name="Variant", marks=frozenset({"verdict"})),
    },
)
STEP = Kind(
    name="WaveContrast",
    marks=frozenset({"wave_from", "wave_to", "n_from"}),
    counts={
        "n_from": Count(what="answered", wave="wave_from"),
        "n_to": Count(what="answered", wave="wave_to"),
        "n_pairs": Count(what="linked in two", wave=""),
    },
    apart=("wave_from", "wave_to"),
)
ALL_WAVES = Kind(
    name="AllWaves",
    marks=frozenset({"waves", "contrasts", "slope"}),
    counts={
        "n_linked": Count(what="linked", wave=""),
        "n_prorated": Count(what="prorated in all", wave="", joint=False, soft=True, zero=False),
        "n_dropped": Count(what="dropped in all", wave="", joint=False, soft=True, zero=False),
    },
    public=PUBLIC,
    nested={"waves": OTHER_WAVE, "contrasts": STEP},
)
SITE_CHANGE = Kind(
    name="SiteChange",
    marks=frozenset({"arm", "n_from", "n_to"}),
    counts={
        "n_from": Count(what="answered", wave="wave_from", rests=("mean_from", "sd_from")),
        "n_to": Count(what="answered", wave="wave_to", rests=("mean_to", "sd_to")),
    },
    sums={"mean_from": "n_from", "mean_to": "n_to"},
)
CONTRAST = Kind(
    name="Contrast",
    marks=frozenset({"contrast", "n_intervention", "n_from"}),
    counts={
        "n_from": Count(what="contrasted", wave="wave_from"),
        "n_to": Count(what="contrasted", wave="wave_to"),
        **BOTH,
    },
    apart=("contrast",),
    public=PUBLIC,
    nested={"sites": SITE_CHANGE},
    totals=("n_from", "n_to"),
)
INTERACTION = Kind(
    name="Interaction",
    marks=frozenset({"clear_in", "unclear_in", "interaction_f"}),
    follows=("measure_label",),
    leader="Contrast",
)


def _theme_end(end: str) -> dict[str, Count]:
    wave = f"wave_{end}"
    share = (f"pct_{end}", f"pct_{end}_low", f"pct_{end}_high")
    return {
        f"n_{end}": Count(what="answered", wave=wave, rests=(*share, f"n_effective_{end}")),
        f"mentions_{end}": Count(
            what="answered", wave=wave, of=f"n_{end}", answer=True, rests=share
        ),
    }


THEME = Kind(
    name="Theme",
    marks=frozenset({"mentions_to", "rank", "other_waves"}),
    counts={
        **_theme_end("from"),
        **_theme_end("to"),
        "n_pairs": Count(what="linked", wave=""),
    },
    place="group",
    public=PUBLIC | {"kappa"},
    nested={
        "other_waves": Kind(
            name="OtherWave",
            marks=frozenset({"wave", "mentions"}),
            counts={
                "n": Count(what="answered", rests=("pct",)),
                "mentions": Count(what="answered", of="n", answer=True, rests=("pct",)),
            },
        )
    },
)


def _question_end(end: str) -> dict[str, Count]:
    wave = f"wave_{end}"
    own = (f"mean_mentions_{end}", f"pct_nothing_{end}")
    return {
        f"n_{end}": Count(what="answered", wave=wave, rests=own),
        f"pct_nothing_{end}": Count(
            what="nothing named", wave=wave, of=f"n_{end}", per=100.0, joint=False
        ),
    }


QUESTION = Kind(
    name="ThemeQuestion",
    marks=frozenset({"mean_mentions_to", "n_themes"}),
    counts={
        **_question_end("from"),
        **_question_end("to"),
        "n_pairs": Count(what="linked", wave=""),
    },
    sums={"mean_mentions_from": "n_from", "mean_mentions_to": "n_to"},
    place="group",
    public=PUBLIC,
)
AGREEMENT = Kind(
    name="CoderAgreement",
    marks=frozenset({"named_both", "n_decisions"}),
    counts={
        "n_decisions": Count(what="decided", wave="", answer=True),
        **{
            f"named_{who}": Count(what=f"named by {who}", wave="", answer=True)
            for who in ("both", "first", "second", "neither")
        },
        "n_first_coder": Count(what="first coder", wave="", joint=False, soft=True, zero=False),
        "n_second_coder": Count(what="second coder", wave="", joint=False, soft=True, zero=False),
    },
    public=PUBLIC,
)
CHANGES = (COMPARISON, ALL_WAVES, CONTRAST, INTERACTION, THEME, QUESTION, AGREEMENT)
