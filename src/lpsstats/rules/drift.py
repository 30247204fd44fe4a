"""The rules of what changed between waves without being meant to, and of data too odd to be true.

The thresholds stand with the checks, in `lpsstats.checking`.
"""

from lpsstats.rules.rule import ERROR, NOTE, WARNING, Rule

DRIFT = (
    Rule(
        "LPS201",
        "another question",
        WARNING,
        "The column of a variable is labelled as quite another question in another wave.",
        "Correct `names`, or set `comparable: false`.",
    ),
    Rule(
        "LPS202",
        "wording changed",
        NOTE,
        "The label of a question is not the same in two waves.",
        "Compare the questionnaires; a change of wording can be a change of answers.",
    ),
    Rule(
        "LPS203",
        "answer label changed",
        WARNING,
        "A code is labelled otherwise in another wave.",
        "Compare the questionnaires; recode the wave if the answers differ.",
    ),
    Rule(
        "LPS204",
        "answer labels swapped",
        ERROR,
        "The label of one code is that of another code in another wave: the coding was turned "
        "round or shifted in the export.",
        "Recode the wave, or have it exported again.",
    ),
    Rule(
        "LPS205",
        "other answers offered",
        WARNING,
        "A code is labelled in one wave and not in another: answers were added or taken away.",
        "Compare the questionnaires; means over other answers are not comparable.",
    ),
    Rule(
        "LPS206",
        "coding turned round in a wave",
        ERROR,
        "An item goes with the rest of its scale in some waves or sites and clearly against it in "
        "others (the item-rest correlation changes sign, its 95% interval without zero).",
        "Look at the codes and labels there; recode, or export again.",
    ),
    Rule(
        "LPS207",
        "item against its scale",
        ERROR,
        "An item runs clearly against the rest of its scale: usually it is worded the other way "
        "round and not declared so. Without 95% certainty, and in a formative scale, it is a "
        "warning.",
        "Add it to the scale's `reverse`, or take it out of there.",
    ),
    Rule(
        "LPS208",
        "codes shifted",
        WARNING,
        "The answers of a wave use codes that are all a step higher or lower than in another, and "
        "fit those when moved back.",
        "Look whether one export counts from 0 and the other from 1; recode.",
    ),
    Rule(
        "LPS209",
        "missing code among the answers",
        WARNING,
        "A code such as 8, 9, 98 or 99 lies within the range and looks like no answer: the file "
        "labels it so (then it is an error), it stands apart from all other answers, it jumps in "
        "one wave, or those who gave it are in the middle on the rest of the scale.",
        "Declare it: `missing: {99: Don't know}`; or `missing: {}`, if every code of a question "
        "with a narrow range is an answer.",
    ),
    Rule(
        "LPS210",
        "item jumps against its scale",
        WARNING,
        "Between two waves the answers to an item moved, or its tie to the scale changed, though "
        "the rest of the scale says otherwise (ordinal logistic regression on the rest score: "
        "McFadden's pseudo-R2 grows by .02 or more, or the answers move by a twelfth of their "
        "range, half a point on a scale from 1 to 7; Holm-adjusted p below .05).",
        "Compare wording, answer labels and the order of questions; if the question changed, take "
        "the item out of the comparison.",
    ),
    Rule(
        "LPS211",
        "straight-lining",
        WARNING,
        "Many respondents gave one answer to a whole block of items, or many more than in another "
        "wave.",
        "Look at the fieldwork: interviewers, mode, length; run the comparison without them.",
    ),
    Rule(
        "LPS212",
        "duplicated interviews",
        WARNING,
        "Two respondents gave the same answers to every question, more often than chance can do.",
        "Look at these rows; remove copies.",
    ),
    Rule(
        "LPS213",
        "two scales with the same means",
        ERROR,
        "Two scales have the same mean in every site and wave, or the same scores in a wave: one "
        "is a copy of the other.",
        "Look at the items of both; one was filled from the wrong columns.",
    ),
    Rule(
        "LPS214",
        "range hardly used",
        WARNING,
        "The answers leave much of the declared range unused: it may be declared too wide, and "
        "reversed items would then be turned round the wrong point.",
        "Compare the range with the questionnaire.",
    ),
    Rule(
        "LPS215",
        "sample composition changed",
        WARNING,
        "A question without a good end, which mostly describes respondents (sex, age group), or "
        "the share of sites is distributed otherwise than in another wave: other people were "
        "interviewed.",
        "Weight to the same population, or compare within groups; pooled changes mix both. If it "
        "is an opinion, declare its `better`.",
    ),
    Rule(
        "LPS216",
        "missing answers jumped",
        WARNING,
        "A much larger or smaller share of those asked gave no answer than in another wave.",
        "Look whether the filter, the mode or the missing codes changed.",
    ),
    Rule(
        "LPS217",
        "missing codes differ between waves",
        NOTE,
        "The files declare other codes as user-missing for the same question.",
        "Look whether a missing code of one wave is an answer in another.",
    ),
    Rule(
        "LPS218",
        "two items with the same answers",
        WARNING,
        "Two variables hold the same answers for every respondent of a wave: one column is a copy.",
        "Have the wave exported again, or correct `names`.",
    ),
    Rule(
        "LPS219",
        "wave copied from another",
        ERROR,
        "Two waves come from files with the same bytes, or half or more of their rows have the "
        "same answers in the same places.",
        "Name the right file for each wave.",
    ),
    Rule(
        "LPS220",
        "answer that nobody chose",
        WARNING,
        "An answer that at least one in twenty gave in one wave was given by nobody in the next: "
        "it was perhaps not offered, or is coded otherwise.",
        "Compare questionnaires and codes; means over other answers are not comparable.",
    ),
)
