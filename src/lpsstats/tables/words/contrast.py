"""Intervention against comparison sites: the difference in changes and what stands beside it."""

WORDS = {
    "contrast": (
        "Which sites: `all` that have a role, `without_partial` ones, or a `pair` of one and one."
    ),
    "contrast_label": "The sites of both sides by name.",
    "intervention_sites": "Keys of the sites of the first side that have both waves.",
    "comparison_sites": "Keys of those of the other side, partial ones included.",
    "partial_sites": "Which of both are partial.",
    "left_out_sites": "Which have not both waves of this measure and do not count.",
    "n_intervention": "Sites of the first side that count.",
    "n_comparison": "Sites of the other side that count.",
    "arm": "The side of the site: intervention or comparison.",
    "clear": "Whether the site's own change has an adjusted p below 1 - confidence.",
    "baseline_intervention": "Mean of the first side's sites in the earlier wave.",
    "baseline_comparison": "Mean of the other side's sites in the earlier wave.",
    "baseline_gap": "How far apart both sides started, in average standard deviations.",
    "change_intervention": "Mean change of the first side's sites, later wave minus earlier.",
    "change_comparison": "Mean change of the other side's sites.",
    "pct_range": "The estimate in percent of the measure's range.",
    "split_rank": (
        "Rank of this split of the sites among all into sides of the same sizes, by the size of "
        "the difference; 1 is the largest."
    ),
    "n_splits": "The splits looked at: all, or a seeded sample where they are more than 5,000.",
    "p_split": "The share of them whose difference is at least as large.",
    "p_split_smallest": "The smallest share that so many sites can reach.",
    "tipping_shock": (
        "SD of local shocks to every site and wave at which the interval would just reach 0; empty "
        "where it holds 0 anyway."
    ),
    "tipping_shock_sd": "The same in average standard deviations of the respondents.",
    "tipping_shock_share": "The same as a share of the declared smallest change.",
    "interaction_f": "Site by wave interaction of these sites: Wald F, HC3 or design-based.",
    "interaction_df": "The sites less one.",
    "interaction_df_error": "Residual degrees of freedom.",
    "interaction_p": "Its p: whether the sites changed differently at all.",
    "sites": "The change of every site behind a contrast.",
    "sentence": "What may be printed of the row.",
}
