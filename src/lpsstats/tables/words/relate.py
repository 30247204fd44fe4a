"""Which measures go together."""

WORDS = {
    "other_measure": "Key of the measure that it is held against.",
    "other_measure_label": "Its name.",
    "r": (
        "Correlation of the two within site and wave, -1 to 1, as the measures are coded: with a "
        "low and a high better end a minus sign says that better goes with better."
    ),
    "together": (
        "Which ends go together where p_adjusted is below 1 - confidence: better_with_better, "
        "better_with_worse; more_with_more or more_with_less where a measure has no better end; "
        "else not_clear."
    ),
    "r_corrected": (
        "r of two scales without the chance in the answers to single items: r over the root of the "
        "product of the reliabilities; may exceed 1."
    ),
    "corrected_reason": "Why there is no r_corrected.",
    "reliability": (
        "Of the measure, a reflective scale: Cronbach's alpha within site and wave, complete "
        "cases; Spearman-Brown of two items."
    ),
    "other_reliability": "Of the other measure.",
    "shared_items": "Questions that both hold, which alone make them go together.",
    "n_partial": "Respondents with a value of every measure of the table.",
    "r_partial": "Correlation of the two among people alike in all other measures of the table.",
    "partial_low": "Lower end of its interval (percentiles of resamples).",
    "partial_high": "Upper end.",
    "partial_reason": "Why there is no r_partial, or no interval of it.",
    "edge": (
        "Whether a line is drawn: p_adjusted is below 1 - confidence, r_partial has the sign of r, "
        "and its interval excludes 0 also at a confidence that holds for all pairs together."
    ),
    "n_measures": "Measures of the table.",
    "mean_r": (
        "Mean of r over the pairs of measures that both have a better end, each turned so that "
        "more is better."
    ),
    "first_factor_share": (
        "Largest eigenvalue of the correlations of the measures over their number, of respondents "
        "with all of them: the share of one common direction, 0 to 1."
    ),
    "n_all_items": "Respondents who answered every item of the scales.",
    "first_factor_share_items": "As first_factor_share, of the items of the scales.",
}
