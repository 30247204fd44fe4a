"""Recorded counts: a period against others, and the trend of a series."""

WORDS = {
    "period": "The period, as the file names it.",
    "count": "What was recorded in it; of a trend, in all periods that count.",
    "exposure": (
        "What the count is counted per, such as weeks of work: the file's own number; of totals, "
        "that of each unit once."
    ),
    "per": "The units of exposure that a rate is per.",
    "rate": "count / exposure x per; empty without an exposure.",
    "rate_low": "Lower end of its interval (Garwood).",
    "rate_high": "Upper end.",
    "rate_reason": "Why there is no rate.",
    "decided_by": "What the verdict rests on: year_before, previous, or nothing.",
    "small_count": "Whether one of the two counts that decided is below 10.",
    "period_year": "The same period of the year before; empty where the file has none.",
    "count_year": "The count of that period; of totals, in the units that have both.",
    "count_matched_year": "What it is compared with: the row's count in those same units.",
    "exposure_year": "Exposure behind count_year.",
    "exposure_matched_year": "Exposure behind count_matched_year.",
    "n_units_year": "Totals: units that have both.",
    "ratio_year": (
        "Later rate over earlier rate, of counts where the file has no exposure; empty where the "
        "earlier count is 0."
    ),
    "ratio_year_low": "Lower end of its exact interval.",
    "ratio_year_high": "Upper end; empty where the earlier count is 0, as it has no end then.",
    "p_year": "Exact conditional p, two-sided.",
    "p_adjusted_year": "p_year adjusted for the tests of this comparison; empty for totals.",
    "n_tests_year": "How many tests that is over: all units and categories of the file.",
    "status_year": "ok, or not_testable.",
    "reason_year": "Why not testable.",
    "period_previous": "The period just before; empty where the file has none.",
    "count_previous": "As count_year, of the period just before.",
    "count_matched_previous": "As count_matched_year, for the period just before.",
    "exposure_previous": "Exposure behind count_previous.",
    "exposure_matched_previous": "Exposure behind count_matched_previous.",
    "n_units_previous": "Totals: units that have both.",
    "ratio_previous": "As ratio_year, to the period just before.",
    "ratio_previous_low": "Lower end of its exact interval.",
    "ratio_previous_high": "Upper end; empty where the earlier count is 0.",
    "p_previous": "As p_year.",
    "p_adjusted_previous": "As p_adjusted_year.",
    "n_tests_previous": "As n_tests_year.",
    "status_previous": "ok, or not_testable.",
    "reason_previous": "Why not testable.",
    "dispersion": (
        "How many times more than by chance the counts scatter about their trend: Pearson's "
        "chi-square over its df; empty with fewer than six periods. Totals: of the units that the "
        "verdict compares, or the largest of them where these share fewer than six periods."
    ),
    "dispersion_p": "How often chance alone would let them scatter as much.",
    "period_from": "The first period of the trend.",
    "period_to": "The last.",
    "n_periods": "Periods with a count (and an exposure); of totals, in every unit.",
    "periods_needed": "How many more would make the six that a trend needs.",
    "season_terms": "Whether each season of the year has a level of its own.",
    "ratio_per_period": "The rate of a period over that of the one before, by the trend.",
    "ratio_per_period_low": "Lower end of its interval.",
    "ratio_per_period_high": "Upper end.",
    "ratio_per_year": "The same over a year; empty where periods are only numbered.",
    "ratio_per_year_low": "Lower end of its interval.",
    "ratio_per_year_high": "Upper end.",
}
