"""What is asked of themes: which questions, which groups, which waves."""

from collections.abc import Sequence

import numpy as np

from lpsstats.analysis.themes.grouping import BY_NONE, BY_SITE
from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.documents.choosing import choose_waves
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey

GROUPING = frozenset({"categorical", "ordinal"})


def choose_questions(dictionary: Dictionary, keys: Sequence[str]) -> tuple[str, ...]:
    """Choose multiple responses, and the categorical questions that are named.

    Parameters
    ----------
    dictionary : Dictionary
        Its questions.
    keys : sequence of str
        Those wanted; all multiple responses where there are none.

    Raises
    ------
    UsageError
        If a key is no such question, or there is none.
    """
    several = [
        key
        for key in dictionary.measures
        if key in dictionary.variables and dictionary.variables[key].type == "multiple"
    ]
    for key in keys:
        if key not in several:
            _refuse_unless_categorical(dictionary, key, several)
    if not keys and not several:
        message = (
            f"{dictionary.path.name} declares no comparable `type: multiple`; name a categorical "
            "question with --measure, or declare coded answers"
        )
        raise UsageError(message)
    return tuple(k for k in dictionary.variables if k in keys) if keys else tuple(several)


def _refuse_unless_categorical(dictionary: Dictionary, key: str, several: Sequence[str]) -> None:
    variable = dictionary.variables.get(key)
    if variable is None:
        named = [k for k, v in dictionary.variables.items() if v.type == "categorical"]
        meant = did_you_mean(key, [*several, *named]) or _there_are(several)
        message = f"--measure {key}: no question of that name{meant}"
        raise UsageError(message)
    first = next((k for k, v in dictionary.variables.items() if v.second_coder == key), None)
    if first is not None:
        message = (
            f"--measure {key}: holds the second coding of '{first}'; name that one, and see how "
            "far the coders agree with --table agreement"
        )
        raise UsageError(message)
    if variable.type not in {"multiple", "categorical"}:
        meant = did_you_mean(key, several) or _there_are(several)
        message = (
            f"--measure {key}: of type {variable.type}; themes are of multiple responses and "
            f"categorical questions{meant}"
        )
        raise UsageError(message)
    if not variable.comparable:
        why = f" ({variable.reason})" if variable.reason else ""
        message = f"--measure {key}: declared not comparable{why}"
        raise UsageError(message)


def _there_are(keys: Sequence[str]) -> str:
    return f" (multiple responses: {', '.join(keys) or 'none'})"


def choose_grouping(survey: Survey, by: str) -> str:
    """Check what the groups are to be.

    Raises
    ------
    UsageError
        If it is neither `site` nor `none` nor a question whose answers are groups, or nobody
        answered that.
    """
    dictionary = survey.dictionary
    if by in {BY_SITE, BY_NONE}:
        return by
    variable = dictionary.variables.get(by)
    known = [k for k, v in dictionary.variables.items() if v.type in GROUPING]
    if variable is None and by in set((dictionary.site_names or {}).values()):
        message = f"--by {by}: is the column of the sites; use --by {BY_SITE}"
        raise UsageError(message)
    if variable is None:
        meant = did_you_mean(by, [BY_SITE, BY_NONE, *known])
        message = (
            f"--by {by}: must be {BY_SITE}, {BY_NONE}, or a categorical or ordinal question{meant}"
        )
        raise UsageError(message)
    if variable.type not in GROUPING:
        message = f"--by {by}: of type {variable.type}; groups are categorical or ordinal answers"
        raise UsageError(message)
    if np.isnan(survey.responses[by]).all():
        message = f"--by {by}: nobody answered it, so there are no groups"
        raise UsageError(message)
    return by


def choose_theme_waves(
    dictionary: Dictionary, earlier: str | None, later: str | None
) -> tuple[int, int]:
    """Choose the two waves; the same wave twice where one is to be shown alone.

    That is so in a survey of one wave, and where the two named, or the declared baseline and
    endline, are one.

    Raises
    ------
    UsageError
        If a key is no wave, or the second is earlier than the first.
    """
    keys = [wave.key for wave in dictionary.waves]
    names = (earlier or dictionary.baseline, later or dictionary.endline)
    for option, key in zip(("--from", "--to"), names, strict=True):
        if key not in keys:
            meant = did_you_mean(key, keys) or f" (there are: {', '.join(keys)})"
            message = f"{option} {key}: no wave of that name{meant}"
            raise UsageError(message)
    if names[0] == names[1]:
        return keys.index(names[0]), keys.index(names[0])
    return choose_waves(dictionary, earlier, later)
