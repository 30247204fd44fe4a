"""Columns that name or locate somebody: what they hold never stands in a draft."""

from lpsstats.dictionary.folding import folded
from lpsstats.drafting.answer_words import is_vocabulary
from lpsstats.drafting.batteries import words_of
from lpsstats.drafting.folds import word_set
from lpsstats.drafting.labelled import NO, YES
from lpsstats.drafting.meaning import AnswerFormat, Meaning
from lpsstats.survey.no_answer import means_no_answer

PRIVATE = word_set(
    "officer officers interviewer interviewers staff surname surnames name names forename "
    "firstname lastname fullname address addresses postcode postcodes zip zipcode phone "
    "telephone tel mobile email mail"
)
LONGEST_LABEL = 6  # words; a longer label is a question about officers, not the name of one


def is_private(name: str, label: str) -> bool:
    """Say whether a column's name or short label is that of somebody's name or address."""
    words = words_of(label)
    short = words if len(words) <= LONGEST_LABEL else []
    return bool(PRIVATE & {*words_of(name), *short})


def without_values(meaning: Meaning, name: str, label: str) -> Meaning:
    """Make a text of a private column whose answers would be listed or described.

    Answers in stock words (agree, yes), and points without words, are kept: such a question is
    asked about officers.

    Parameters
    ----------
    meaning : Meaning
        What the column seems to hold.
    name, label : str
        What it is called.
    """
    answers = meaning.answers
    if not is_private(name, label) or answers.type == "date":
        return meaning
    said = [text for _, text in answers.labels] + [answers.low or "", answers.high or ""]
    # Bands are known by their numbers, and so are addresses.
    known = answers.family not in {"", "band"} or all(_is_stock(text) for text in said if text)
    if known and answers.type in {"likert", "ordinal", "categorical"}:
        return meaning
    note = "a name, an address or the like: nothing of it is listed"
    return Meaning(answers=AnswerFormat(type="text"), note=note)


def _is_stock(text: str) -> bool:
    return is_vocabulary(text) or means_no_answer(text) or folded(text) in YES | NO
