"""Reliability of scales and their items."""

WORDS = {
    "n": (
        "Respondents with a value, or whom the row counts; in `reliability` of a scale, those "
        "who answered every item."
    ),
    "mean": "Mean; reversed items turned round, but in rows of `describe` for single items.",
    "sd": "Standard deviation (n - 1).",
    "n_items": "Items that vary; the others are left out.",
    "alpha": "Cronbach's alpha, raw, complete cases.",
    "alpha_low": "Lower end of its interval.",
    "alpha_high": "Upper end.",
    "alpha_method": "Which interval it is.",
    "omega": "Omega total of one factor, by maximum likelihood.",
    "omega_low": "Lower end of its interval.",
    "omega_high": "Upper end.",
    "omega_reason": "Why there is no omega.",
    "spearman_brown": "Reliability of two items: 2r/(1 + r).",
    "spearman_brown_low": "Lower end of its interval.",
    "spearman_brown_high": "Upper end.",
    "inter_item_r": "Mean correlation among the items.",
    "worst_item": "The item that goes least with the rest of its scale.",
    "worst_item_rest": "Its correlation with the rest.",
    "place": "The group of respondents in words, for headings.",
    "judged": "The statistic held against the rule.",
    "check": "pass, fail or not_judged.",
    "items": "The items of the scale.",
    "item": "Key of the item in the dictionary.",
    "item_label": "Its wording.",
    "reversed": "Whether it is turned round before scoring.",
    "item_rest": "Correlation with the sum of the other items, complete cases.",
    "alpha_if_deleted": "Alpha of the scale without it.",
    "floor": "Share of its answers at the lowest score, 0 to 1.",
    "ceiling": "Share of its answers at the highest score, 0 to 1.",
    "missing": "Respondents of the group without an answer (`describe`: in waves that asked).",
}
