"""The rules of questions of which several answers may be ticked."""

from lpsstats.rules.rule import ERROR, NOTE, WARNING, Rule

BOX_FIT = (
    Rule(
        "LPS130",
        "boxes without an entry",
        NOTE,
        "Respondents with no entry in any column of a multiple response count as having ticked "
        "none, and single columns declared missing as not ticked. Where the file has entries for "
        "boxes that are not ticked, respondents without any probably skipped the question: then "
        "it is a warning.",
        "Look whether they were asked; `base: answered` leaves them out.",
    ),
    Rule(
        "LPS131",
        "no box ticked",
        ERROR,
        "Nobody in a wave ticked any box of a question: `counted` is another code there, or the "
        "question was not asked.",
        "Correct `counted` or recode the wave; or write null under `names`.",
    ),
)

BOX_DRIFT = (
    Rule(
        "LPS230",
        "box that nobody ticked",
        WARNING,
        "A box that at least one in twenty ticked in one wave was ticked by nobody in the next: it "
        "was perhaps not offered, or its column holds something else.",
        "Compare questionnaires and columns; null in `columns` for a wave that did not offer it.",
    ),
    Rule(
        "LPS231",
        "ticked nothing: share jumped",
        WARNING,
        "A much larger or smaller share of the respondents than in another wave ticked none of "
        "the boxes: in one of them the question was perhaps skipped, or coded otherwise.",
        "Look how unticked boxes are coded; see `base`.",
    ),
)
