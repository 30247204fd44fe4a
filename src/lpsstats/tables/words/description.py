"""Who answered, and what."""

WORDS = {
    "wave_label": "The wave's name.",
    "base": "Respondents of whom `pct` is taken.",
    "pct": "n in percent of the base, 0 to 100.",
    "n_unanswered": "Respondents who answered none of the items, or none of the questions.",
    "n_weighted": "As n, of those with a weight above zero; empty where none is declared.",
    "pct_weighted": "As pct, by sums of weights.",
    "n_zero_weight": "Respondents with a weight of zero.",
    "n_no_weight": "Respondents without a weight.",
    "minimum": "The least value.",
    "lower_quartile": "The value below which a quarter lies (Excel's QUARTILE.INC).",
    "median": "The middle value.",
    "upper_quartile": "The value below which three quarters lie.",
    "maximum": "The greatest value.",
    "cv": "Coefficient of variation of the weights: their SD (divided by n) over their mean.",
    "max_to_median": "Largest weight over the median weight.",
    "design_effect": "1 + cv²: how much weighting alone enlarges variances (Kish).",
    "n_effective": "(Sum of weights)² / sum of squared weights (Kish).",
    "type": "likert, ordinal, categorical, multiple or number; only ordered answers have a mean.",
    "category": (
        "Code of an answer, or of a box; empty in the row of the whole item. In `counts`, what was "
        "counted; empty in rows of all categories together."
    ),
    "category_label": "The answer's text; in `counts`, the category, or all of them.",
    "n_not_asked": "Respondents of waves in which it was not asked.",
    "pct_floor": "Percent of the values at the lowest there is, 0 to 100.",
    "pct_ceiling": "Percent at the highest there is.",
    "mean_weighted": "Weighted mean.",
    "sd_weighted": "Weighted standard deviation.",
    "missing_reason": "Why answers are missing; empty in the row of all reasons together.",
}
