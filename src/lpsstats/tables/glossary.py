"""The closed vocabulary: every column of every result, and what it means.

Column names, JSON keys and the documentation come from here; a test keeps the results inside it.
"""

from collections.abc import Mapping
from types import MappingProxyType

GLOSSARY: Mapping[str, str] = MappingProxyType(
    {
        # what a row is about
        "measure": "Key of the scale or item in the dictionary.",
        "measure_label": "Its name.",
        "scale": "Key of the scale in the dictionary.",
        "scale_label": "Its name.",
        "site": "Key of the site; empty in rows for all sites together.",
        "site_label": "Its name.",
        "role": "What the site is: intervention, comparison or partial.",
        "wave": "Key of the wave; empty in rows for all waves together.",
        "wave_from": "The earlier of the two waves compared.",
        "wave_to": "The later of the two.",
        "better": "The end of the scale that is the good one: high, low or neither.",
        "kind": "`formative` where the items make up the score; their reliability is not judged.",
        # two waves
        "n_from": "Respondents with a value in the earlier wave; in a panel, the linked ones.",
        "mean_from": "Their mean, in the units of the scale.",
        "sd_from": "Their standard deviation (n - 1).",
        "n_to": "As n_from, in the later wave.",
        "mean_to": "As mean_from, in the later wave.",
        "sd_to": "As sd_from, in the later wave.",
        "other_waves": "The n, mean and sd of waves that are not compared; all respondents.",
        "n_pairs": "Panels: respondents linked between the two waves within the site.",
        "n_sites": "Rows for all sites together: sites with both waves (panels: linked people).",
        "n_prorated": "Scores that rest on some of the items; in `compare`, of both waves.",
        "n_dropped": "Respondents with answers, but too few for a score; in `compare`, likewise.",
        # the test
        "estimate": "Later wave minus earlier wave.",
        "conf_low": "Lower end of its confidence interval, not adjusted for other tests.",
        "conf_high": "Upper end.",
        "confidence": "Coverage of every interval of the row.",
        "std_error": "Standard error of the estimate.",
        "statistic": "The test's statistic.",
        "df": "Its degrees of freedom.",
        "p_value": "Two-sided p.",
        "p_adjusted": "p adjusted for the tests of the family; empty outside families.",
        "adjust": "How: holm, hochberg, bonferroni, fdr_bh, fdr_by or none.",
        "family": "The family of tests.",
        "n_tests": "How many tests the family has; those that could not be done do not count.",
        "effect": "Standardised change, later minus earlier; a panel needs three pairs for it.",
        "effect_low": "Lower end of its interval.",
        "effect_high": "Upper end.",
        "effect_method": "Which standardised change it is.",
        "method": "The test's full name.",
        "verdict": (
            "improved, declined, changed, no_clear_change, practically_unchanged or not_testable."
        ),
        "status": "ok, or not_testable.",
        "reason": "Why not testable, or why there is no reliability.",
        # reliability
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
        # who answered, and what
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
        "type": "likert, ordinal, categorical or number; categorical items have no mean.",
        "category": "Code of an answer in the dictionary; empty in the row of the whole item.",
        "category_label": "The answer's text.",
        "n_not_asked": "Respondents of waves in which it was not asked.",
        "pct_floor": "Percent of the values at the lowest there is, 0 to 100.",
        "pct_ceiling": "Percent at the highest there is.",
        "mean_weighted": "Weighted mean.",
        "sd_weighted": "Weighted standard deviation.",
        "missing_reason": "Why answers are missing; empty in the row of all reasons together.",
        # check
        "severity": "How bad a finding is: error, warning or note.",
        "code": "The code of the rule; docs/checks.md explains each.",
        "subject": "What was checked.",
        "message": "What was found.",
        "cure": "What to do about it.",
        "section": "What a rule is about.",
        "rule": "The name of a rule.",
        "finds": "What it finds, and why it matters.",
        "file": "The dictionary, where the cure is to be written.",
        "line": "The line there.",
    }
)

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "wave_missing": "no answers in one of the waves",
        "n_lt_2": "fewer than two answers in a wave",
        "no_variance_both": "no variation in either wave",
        "all_tied": "no variation in the items, or they cancel out",
        "single_item": "fewer than two items vary",
        "two_items": "two items do not identify a factor",
        "heywood": "no proper one-factor solution (a uniqueness of zero or a negative loading)",
        "not_converged": "the one-factor model did not converge",
    }
)
# The same codes, where they mean linked people or the items of one scale.
OF_PAIRS: Mapping[str, str] = MappingProxyType(
    {
        "n_lt_2": "fewer than two linked respondents",
        "no_variance_both": "all linked respondents changed by the same amount",
    }
)
OF_ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "wave_missing": "nobody answered every item",
        "n_lt_2": "only one respondent answered every item",
    }
)


def reason_text(reason: str, special: Mapping[str, str] = MappingProxyType({})) -> str:
    """Put a reason code into words, the special ones of a context first."""
    return special.get(reason) or REASONS[reason]
