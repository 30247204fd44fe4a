"""Coded open answers and boxes to tick: who named what, and how far coders agree."""

WORDS = {
    "by": "What the groups are: `site`, `none`, or the key of the question whose answers they are.",
    "group": "Key of the site, or code of the answer; empty for all together.",
    "group_label": "The group's name.",
    "n_groups": "Rows for all groups together: groups with both waves.",
    "rank": (
        "Rank of the theme by its share in the later wave, 1 the most named; equal shares share "
        "the better rank. Other answers, and none or don't know, have none and stand last."
    ),
    "mentions": "Respondents who named the theme.",
    "mentions_from": "Respondents who named the theme in the earlier wave, each counted once.",
    "mentions_to": "As mentions_from, in the later wave.",
    "pct_from_low": "Lower end of the interval of pct_from.",
    "pct_from_high": "Upper end.",
    "pct_to_low": "Lower end of the interval of pct_to.",
    "pct_to_high": "Upper end.",
    "share_interval": "Which interval pct_from and pct_to have: Wilson or Korn-Graubard.",
    "small": (
        "Whether a wave that asked has fewer than 30 respondents, or the theme fewer than 10 "
        "mentions in the waves compared together."
    ),
    "n_themes": "How many themes the question has.",
    "mean_mentions_from": (
        "Themes named per respondent in the earlier wave, other answers among them; none and "
        "don't know are no themes. Empty for questions with one answer."
    ),
    "mean_mentions_to": "As mean_mentions_from, in the later wave.",
    "pct_nothing_from": (
        "Percent of the respondents of the earlier wave who named no theme. Empty for questions "
        "with one answer."
    ),
    "pct_nothing_to": "As pct_nothing_from, in the later wave.",
    "second_coder": "Key of the variable with the second coder's coding.",
    "n_first_coder": (
        "Respondents whose answer the first coder alone has coded; of a question whose base is all "
        "who were asked, those in whose answer a theme was found."
    ),
    "n_second_coder": "Respondents whose answer the second coder alone has coded.",
    "n_decisions": (
        "Answers that both coded; in the row of all themes together, decisions: answers times "
        "themes."
    ),
    "named_both": "Decisions in which both coders found the theme.",
    "named_first": "Those in which the first coder alone found it.",
    "named_second": "Those in which the second coder alone found it.",
    "named_neither": "Those in which neither found it.",
    "agreement": "Percent of the decisions that are the same.",
    "kappa": (
        "Cohen's kappa: agreement beyond chance, 1 complete, 0 no better than chance. In rows of "
        "themes, that of the theme in all answers coded twice; empty where there is none."
    ),
    "kappa_low": "Lower end of its interval.",
    "kappa_high": "Upper end.",
    "kappa_mean": "In the row of all themes together: the mean of the themes' kappas.",
    "krippendorff": "Krippendorff's alpha for the same decisions, nominal.",
}
