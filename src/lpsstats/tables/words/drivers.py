"""Which predictors go with an outcome most."""

WORDS = {
    "outcome": "Key of the measure that the predictors are set against.",
    "outcome_label": "Its name.",
    "predictor": "Key of the question or scale; of a box, `question.box`.",
    "predictor_label": "Its words.",
    "predictor_kind": "yes_no or ordered (an ordered question, a number, a scale).",
    "n_exposed": "Of a yes or no: those of n with a yes.",
    "pct_exposed": "Those in percent of n, by sums of weights where there are weights.",
    "turned": (
        "Whether low is the better end of an ordered predictor and estimate and beta are per point "
        "down, towards it; only where the outcome has a better end too."
    ),
    "direction": (
        "The end of the outcome that a yes goes with: better, worse or neither (no end, or no "
        "difference). Of an ordered predictor which ends go together: better_with_better or "
        "better_with_worse; more_with_more or more_with_less where one of the two has no better "
        "end."
    ),
    "difference_clear": "Whether p_adjusted is below 1 - confidence.",
    "beta": "Coefficient beside all other ranked predictors, in standard deviations of both.",
    "sign_differs": (
        "Whether beta points the other way than an estimate whose interval excludes 0."
    ),
    "weight_r2": "Johnson's relative weight: the predictor's part of r_squared.",
    "share_r2": "That in percent of r_squared.",
    "lmg": "The part by LMG (Shapley); empty with more than 12 ranked predictors.",
    "weight_rank": "Rank by weight_r2; 1 is the largest.",
    "rank_low": "Best rank in its 90% bootstrap interval.",
    "rank_high": "Worst rank in it.",
    "p_first": "Share of the resamples in which it ranks first, 0 to 1.",
    "letters": "Predictors that share a letter cannot be told apart (90% bootstrap intervals).",
    "rare": (
        "Whether fewer than 10 people have it, or have it not, in sites and waves with both: then "
        "it has no rank."
    ),
    "rank_reason": (
        "Why it has no rank: rare, constant_predictor or constant_outcome (within sites and "
        "waves), few_together (too few answered everything) or few_respondents (too few have the "
        "outcome for so many predictors)."
    ),
    "r_squared": "Share of the outcome's variance that goes with all ranked predictors together.",
    "r_squared_adjusted": "The same, less what chance alone would give.",
    "r_squared_p_value": "p of the test whether they go with it at all.",
    "n_ranked": "Predictors that have a rank.",
    "n_base": "Respondents with the outcome and every ranked predictor.",
    "n_outcome": "Respondents with the outcome.",
    "n_respondents": "Respondents of the chosen sites and waves; with weights, those who have one.",
}
