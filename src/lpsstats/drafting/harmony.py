"""One range for questions of one block, though nobody chose an end of some of them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from lpsstats.drafting.meaning import Meaning
from lpsstats.survey.numbers import as_text

BLOCK = re.compile(r"(?:(.*?)[_.]?\d+[a-z]?|(.+?)_.*)")
FEWEST = 3
MOST_APART = 2


def harmonised(meanings: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Give unlabelled questions with a common start of their name the widest of their ranges.

    A range here is only what was seen; without this an item of which nobody chose the end could
    not stand in one scale with the others.

    Parameters
    ----------
    meanings : mapping of str to Meaning
        By key, in the order of the questionnaire.
    """
    blocks: dict[str, list[str]] = {}
    for key, meaning in meanings.items():
        found = BLOCK.fullmatch(key)
        answers = meaning.answers
        guessed = [guess for guess, _ in answers.guesses]
        if found and answers.type == "likert" and guessed == ["range"]:
            blocks.setdefault(found[1] or found[2] or "", []).append(key)
    result = dict(meanings)
    for keys in blocks.values():
        if len(keys) >= FEWEST:
            result |= _widest({key: meanings[key] for key in keys})
    return result


def _widest(block: Mapping[str, Meaning]) -> dict[str, Meaning]:
    ranges = [meaning.answers.range or (0.0, 0.0) for meaning in block.values()]
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    widened = {}
    for key, meaning in block.items():
        own = meaning.answers.range or (low, high)
        near = own[0] - low <= MOST_APART and high - own[1] <= MOST_APART
        clear = not any(
            low <= c <= high for c, _ in meaning.answers.missing if isinstance(c, float)
        )
        if own != (low, high) and near and clear:
            seen = f"only {as_text(own[0])} to {as_text(own[1])} seen in this one"
            wide = f"no labels in the file: {as_text(low)} to {as_text(high)} seen"
            answers = replace(meaning.answers, range=(low, high), guesses=(("range", wide),))
            widened[key] = replace(meaning, answers=answers, marks=(seen, *meaning.marks))
    return widened
