"""Who was interviewed in two waves."""

WORDS = {
    "pct_from_weighted": "As pct_from, by sums of weights.",
    "pct_to_weighted": "As pct_to, by sums of weights.",
    "mean_from_weighted": "As mean_from, weighted.",
    "mean_to_weighted": "As mean_to, weighted.",
    "std_difference": (
        "How far the people of the two waves differ, in standard deviations: later minus earlier "
        "of a mean (Austin 2009), the distance of the shares of categories (Yang & Dalton 2012)."
    ),
    "std_difference_weighted": "As std_difference, weighted.",
    "by_chance": (
        "What the standardised difference (the weighted one, where there are weights) stays below "
        "in 95 of 100 surveys of as many respondents, if both waves draw on the same people."
    ),
    "imbalanced": "Whether it is above .10; judged with the weights, where there are any.",
}
