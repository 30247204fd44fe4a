"""The rules of weights that are made from targets, and of clusters."""

from lpsstats.rules.rule import ERROR, NOTE, Rule

WEIGHTING = (
    Rule(
        "LPS140",
        "target that nobody answers",
        ERROR,
        "Weights are to be raked to an answer that nobody gave in a group, and no weight can make "
        "nobody stand for somebody.",
        "Merge it with another answer in the data and in the targets, or weight larger groups: "
        "`within: [wave]` takes all sites of a wave together.",
    ),
    Rule(
        "LPS141",
        "answer without a target",
        ERROR,
        "Respondents gave an answer to a raking variable that has no target.",
        "Write its target; 0 gives those who gave it no weight. Or declare the code as missing.",
    ),
    Rule(
        "LPS142",
        "targets not reached",
        ERROR,
        "Raking came to no end: targets contradict each other where hardly anybody gave certain "
        "answers together, or the bounds leave no room.",
        "Widen `bounds`, merge answers, or rake to fewer variables.",
    ),
    Rule(
        "LPS143",
        "respondents that cannot be raked",
        NOTE,
        "Respondents without an answer to a raking variable get no weight: weighted results leave "
        "them out.",
        "Nothing, if they are few; else rake to variables that more people answered.",
    ),
    Rule(
        "LPS144",
        "targets that are no shares",
        NOTE,
        "The targets of a variable add up to neither 100 nor 1. They are taken as numbers of "
        "people and divided by their sum.",
        "Nothing, if they are numbers of people; else correct them.",
    ),
    Rule(
        "LPS145",
        "weight of the file not used",
        NOTE,
        "A file was saved with WEIGHT BY, and the weights raked do not start from that column.",
        "Name it as `start`, if it holds design weights.",
    ),
    Rule(
        "LPS146",
        "respondents without a cluster",
        NOTE,
        "The cluster is empty: each of these respondents counts as a cluster of their own.",
        "Nothing, if they are few; else standard errors are too small.",
    ),
)
