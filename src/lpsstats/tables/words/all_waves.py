"""All waves compared at once: their trend, and the steps from one to another."""

WORDS = {
    "waves": "Each wave's n, with the mean and sd of a measure or the percentage of a share.",
    "slope": "The trend: change per year in a straight line through all waves, at their dates.",
    "slope_low": "Lower end of its confidence interval.",
    "slope_high": "Upper end.",
    "slope_p_value": "Two-sided p of the trend, for this one test.",
    "slope_method": "How the line was drawn.",
    "contrasts": (
        "The planned contrasts: each wave with the next, and the first with the last. Their "
        "p_adjusted is Holm's within the row, and never below that of the row."
    ),
    "n_linked": "Panels: people with a value in two waves or more of the place.",
}
