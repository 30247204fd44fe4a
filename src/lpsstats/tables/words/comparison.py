"""Two waves compared: their sizes and means, the test, the verdict."""

WORDS = {
    "n_from": "Respondents with a value in the earlier wave; of pairs, the linked ones.",
    "mean_from": "Their mean, in the units of the scale.",
    "sd_from": "Their standard deviation (n - 1).",
    "n_to": "As n_from, in the later wave.",
    "mean_to": "As mean_from, in the later wave.",
    "sd_to": "As sd_from, in the later wave.",
    "other_waves": "The n, mean and sd of waves that are not compared; all respondents.",
    "n_pairs": "Panels: respondents linked between the two waves within the place.",
    "n_sites": "Rows for all sites together: sites with both waves (panels: linked people).",
    "n_prorated": "Scores that rest on some of the items; in `compare`, of both waves.",
    "n_dropped": "Respondents with answers, but too few for a score; in `compare`, likewise.",
    "estimate": (
        "Later wave minus earlier wave; in `contrast`, that change in the intervention sites less "
        "that in the comparison sites; in `drivers`, the outcome of people with a yes less that of "
        "people without, or per point of an ordered predictor, towards its better end if `turned`."
    ),
    "conf_low": "Lower end of its confidence interval, not adjusted for other tests.",
    "conf_high": "Upper end.",
    "confidence": "Coverage of every interval of the row.",
    "std_error": "Standard error of the estimate.",
    "statistic": "The test's statistic.",
    "df": "Its degrees of freedom.",
    "p_value": "Two-sided p.",
    "p_adjusted": (
        "p adjusted for the tests of the family; of answers below a question, within that "
        "question; else empty."
    ),
    "adjust": "How: holm, hochberg, bonferroni, fdr_bh, fdr_by or none.",
    "family": "The family of tests.",
    "n_tests": "How many tests the family has; those that could not be done do not count.",
    "effect": "Standardised change, later minus earlier; a panel needs three pairs for it.",
    "effect_low": "Lower end of its interval.",
    "effect_high": "Upper end.",
    "effect_method": "Which standardised change it is.",
    "method": "The test's full name.",
    "verdict": (
        "improved, declined, changed, no_clear_change, practically_unchanged or not_testable; in "
        "`contrast` favours_intervention, favours_comparison, changes_differ, no_clear_difference, "
        "practically_equal or not_testable."
    ),
    "status": "ok, or not_testable.",
    "reason": "Why not testable, or why there is no reliability.",
    "unit": "What the change is counted in: points of the scale, or percent (percentage points).",
    "pct_from": "Percent in the earlier wave: of a share, a category, or an item's better end.",
    "pct_to": "As pct_from, in the later wave.",
    "pct_change": "pct_to minus pct_from, in percentage points.",
    "pct_low": "Lower end of its interval.",
    "pct_high": "Upper end.",
    "df_error": "Denominator degrees of freedom, where the statistic is an F.",
    "p_permutation": "p of a permutation test, where a wave has fewer than 20 respondents.",
    "p_superior": (
        "Chance that a later answer is higher than an earlier one, ties by half; of linked people, "
        "than the same person's."
    ),
    "p_superior_low": "Lower end of its interval.",
    "p_superior_high": "Upper end.",
    "detectable": (
        "The true change that this comparison would have found four times in five, at the level at "
        "which its row is judged; in `plan`, with the chance of `power`."
    ),
    "estimate_adjusted": "The change between people alike in the declared covariates.",
    "adjusted_low": "Lower end of its interval.",
    "adjusted_high": "Upper end.",
    "adjusted_p_value": "Its two-sided p, for this one test.",
    "n_adjusted": "Respondents of both waves with an answer to every covariate.",
    "n_effective_from": "Effective number of respondents in the earlier wave, where weighted.",
    "n_effective_to": "As n_effective_from, in the later wave.",
    "estimate_unweighted": "The change without weights, where there are weights.",
    "verdict_unweighted": "The verdict without weights.",
    "n_variants": "With --robust: the defensible variants of this row's analysis that have a test.",
    "n_same": "How many of them give the row's verdict.",
    "robustness": "That in words, and what those that give another verdict have in common.",
    "variants": "With --robust: every variant, the row's own analysis first.",
    "test": (
        "The variant's kind of test: means (t), ranks, permutation (of the row's own statistic), "
        "share (chi-square), mid_p (Fisher's); in a panel shown, pairs, overlapping, signed_ranks."
    ),
    "weights": "weighted or unweighted.",
    "completeness": "prorated (scores that rest on enough of the items count too) or complete.",
    "left_out": "The item that is left out of the scale.",
    "covariates": "raw, or adjusted for the declared covariates.",
}
