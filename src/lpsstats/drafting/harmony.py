"""One range for questions of one block, though nobody chose an end of some of them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from lpsstats.drafting.meaning import Meaning
from lpsstats.drafting.quoting import Code
from lpsstats.drafting.stray_codes import between
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
        block, answers = block_of(key), meaning.answers
        guessed = [guess for guess, _ in answers.guesses]
        if block is not None and answers.type == "likert" and guessed == ["range"]:
            blocks.setdefault(block, []).append(key)
    result = dict(meanings)
    for keys in blocks.values():
        if len(keys) >= FEWEST:
            result |= _widest({key: meanings[key] for key in keys})
            result |= _missing_alike({key: result[key] for key in keys})
    return result


def block_of(key: str) -> str | None:
    """Give the start that a question's name shares with others of its block; perhaps nothing."""
    found = BLOCK.fullmatch(key)
    return found and (found[1] or found[2] or "")


def _missing_alike(block: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Give the questions of a block with one range the same missing codes."""
    ranges = {meaning.answers.range for meaning in block.values()}
    words: dict[Code, str] = {}
    for meaning in block.values():
        for code, text in meaning.answers.missing:
            words.setdefault(code, text)
    span = next(iter(ranges))
    if len(ranges) > 1 or span is None or any(between(code, *span) for code in words):
        return {}
    missing = tuple(sorted(words.items(), key=lambda entry: (str(type(entry[0])), entry[0])))
    return {
        key: replace(meaning, answers=replace(meaning.answers, missing=missing))
        for key, meaning in block.items()
    }


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
