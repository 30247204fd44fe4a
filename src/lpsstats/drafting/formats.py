"""Answer formats that several questions share, each named after its words."""

from collections import Counter
from collections.abc import Iterable, Mapping

from lpsstats.drafting.keys import KeyRing
from lpsstats.drafting.meaning import AnswerFormat
from lpsstats.drafting.quoting import slug
from lpsstats.survey.numbers import as_text


def shared_formats(used: Iterable[AnswerFormat]) -> Mapping[AnswerFormat, str]:
    """Name the formats that more than one question has and that say more than a type.

    Parameters
    ----------
    used : iterable of AnswerFormat
        The format of every question.
    """
    counts = Counter(used)
    ring = KeyRing()
    return {
        answers: ring.give(_name(answers))
        for answers, times in counts.items()
        if times > 1 and (answers.labels or answers.range or answers.missing)
    }


def _name(answers: AnswerFormat) -> str:
    """Call a format after its family and its number of answers: agree7, yesno, points1_5."""
    n = len(answers.labels)
    if answers.range:
        low, high = answers.range
        n = int(high - low) + 1
        if not answers.family and not answers.labels:
            return f"points{as_text(low)}_{as_text(high)}".replace("-", "minus")
    if answers.family == "yesno" and n == 2:
        return "yesno"
    first = next((text for _, text in answers.labels), "")
    return f"{answers.family or slug(first, 16) or answers.type}{n}"
