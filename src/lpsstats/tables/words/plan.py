"""What a comparison could find, and what it would take."""

WORDS = {
    "planned": (
        "What is planned: the change of one `site`, of `all` sites together, or the `contrast` of "
        "intervention and comparison sites."
    ),
    "planned_label": "The same in words.",
    "n_per_cell": "Respondents per site and wave; in a panel, linked people per site.",
    "cluster_size": "Respondents per sampling unit, where there are such.",
    "sd_change": "Panels: standard deviation of linked people's changes.",
    "correlation": "Panels: correlation between the waves among linked people.",
    "deff": (
        "How many times larger weights and clusters make the variance of the change: as estimated "
        "from the survey (linearised), or --deff."
    ),
    "level": "The p below which a change counts: 1 - confidence, over n_tests where p is so held.",
    "power": "The chance of finding a change of that size if it is there.",
    "detectable_rise": "Of a share: the smallest rise that is found with that chance, in points.",
    "detectable_fall": "Likewise the smallest fall; empty where the share is too near to 0.",
    "detectable_sd": "`detectable` in standard deviations of respondents.",
    "detectable_pct": "`detectable` in percent of the measure's range.",
    "detectable_unadjusted": "`detectable` if it were the only test.",
    "wanted": "The change to be found: --change, else the declared smallest change.",
    "n_needed": "Fewest respondents per site and wave that find it with that chance.",
    "n_needed_unadjusted": "Likewise if it were the only test.",
    "bound": "The declared smallest change; in a plan without a survey, --change.",
    "n_equivalence": (
        "Fewest respondents per site and wave that show it practically unchanged with that chance, "
        "if nothing changed."
    ),
    "site_shock": (
        "SD of local shocks to every site and wave, from how differently the sites of an arm "
        "changed (method of moments), or --site-shock."
    ),
    "site_shock_low": "Lower end of its interval (Q-profile).",
    "site_shock_high": "Upper end.",
    "detectable_shock": "`detectable` where such shocks are allowed for, by the sites' changes.",
    "detectable_floor": "What that comes down to with any number of respondents in these sites.",
    "sites_needed": "Sites per arm that find the wanted change at this n, shocks allowed for.",
}
