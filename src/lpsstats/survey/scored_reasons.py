"""Which codes of a variable are answers, and what the others stand for."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.merging import CODED, numbers_of
from lpsstats.dictionary.model import Variable
from lpsstats.survey.model import Floats, Survey
from lpsstats.survey.reasons import ANSWERED, NO_ENTRY, ODD, UNASKED, USER_MISSING
from lpsstats.survey.scored_words import FileWords

MOST_ANSWERS = 10_000
UNDECLARED = (ANSWERED, NO_ENTRY, ODD, UNASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """What the codes of declared missing answers stand for.

    Attributes
    ----------
    texts : mapping of code to str
        The reason; empty where none is known, or where there are several.
    disputed : mapping of code to tuple of str
        The reasons of each code that has several.
    """

    texts: Mapping[float, str]
    disputed: Mapping[float, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingCodes:
    """The code of each declared missing answer.

    Attributes
    ----------
    codes : ndarray of float, shape (n,)
        NaN where there is an answer or nothing, and where no code can be kept.
    invented : mapping of str to float
        The numbers given to reasons of a variable whose codes are texts.
    n_ambiguous, n_wordless : int
        Left without a code: it is an answer elsewhere; a word without a code stands for it.
    """

    codes: Floats
    invented: Mapping[str, float]
    n_ambiguous: int
    n_wordless: int


def are_answers(codes: Floats, variable: Variable, responses: Floats) -> NDArray[np.bool_]:
    """Say which codes are answers: given by anybody, or declared so.

    A code that the dictionary declares missing is no answer, unless the answers' own codes are
    texts, whose numbers are not those of the dictionary.

    Parameters
    ----------
    codes : ndarray of float
        The codes asked about; NaN is none.
    variable : Variable
        Whose they are.
    responses : ndarray of float, shape (n,)
        Its answers.
    """
    given = np.isin(codes, np.unique(responses[~np.isnan(responses)]))
    declared = np.isin(codes, numbers_of(variable.labels))
    ends = variable.low, variable.high
    if variable.type in CODED and not variable.listed and None not in ends:
        low, high = (float(end or 0.0) for end in ends)
        declared |= (codes >= low) & (codes <= high)
    if not variable.text_codes:
        declared &= ~np.isin(codes, numbers_of(variable.missing))
    return given | declared


def variable_answers(variable: Variable) -> list[float]:
    """List the codes that a variable declares to be answers, without those declared missing.

    Parameters
    ----------
    variable : Variable
        Of a range, the whole codes count where answers are coded.
    """
    codes = numbers_of(variable.labels)
    if variable.low is not None and variable.high is not None and variable.type in CODED:
        first, last = math.ceil(variable.low), math.floor(variable.high)
        codes += [] if variable.listed else range(first, min(last, first + MOST_ANSWERS) + 1)
    array = np.array(codes, dtype=np.float64)
    return array[are_answers(array, variable, np.empty(0))].tolist()  # type: ignore[no-any-return]


def missing_codes(variable: Variable, survey: Survey) -> MissingCodes:
    """Give every declared missing answer its code; a word stands for the code of the same reason.

    Where the variable's codes are texts, and so are written as numbers, reasons get numbers too.

    Parameters
    ----------
    variable : Variable
        One that holds codes or numbers.
    survey : Survey
        Read with `codes`.
    """
    responses = survey.responses[variable.key]
    codes = (survey.codes or {})[variable.key]
    ambiguous = are_answers(codes, variable, responses)
    codes = np.where(ambiguous, np.nan, codes)
    missing = survey.missing[variable.key]
    spoken = np.isnan(codes) & ~np.isin(missing, UNDECLARED)
    if not variable.text_codes:
        spoken &= ~ambiguous
    of_reason = _coded_reasons(variable, responses)
    numbers = np.unique(missing[spoken]).tolist() if variable.text_codes else []
    invented = _invented(variable, [survey.reasons[i] for i in numbers], of_reason)
    table = np.array(
        [{**of_reason, **invented}.get(fold(reason), np.nan) for reason in survey.reasons]
    )
    codes = np.where(spoken, table[missing], codes) if spoken.any() else codes
    return MissingCodes(
        codes=codes,
        invented={text: invented[fold(text)] for text in survey.reasons if fold(text) in invented},
        n_ambiguous=0 if variable.text_codes else int(ambiguous.sum()),
        n_wordless=int((spoken & np.isnan(codes)).sum()),
    )


def _coded_reasons(variable: Variable, responses: Floats) -> dict[str, float]:
    """Give the code by which the dictionary declares each reason, unless that is an answer."""
    declared = list(_declared(variable))
    answers = are_answers(np.array([code for code, _ in declared]), variable, responses)
    pairs = zip(declared, answers, strict=True)
    return {fold(text): code for (code, text), answer in pairs if not answer}


def _invented(
    variable: Variable, reasons: Sequence[str], known: Mapping[str, float]
) -> dict[str, float]:
    """Give numbers, after all codes that there are, to reasons that have none."""
    used = [*variable.text_codes.values(), *(code for code, _ in _declared(variable))]
    new = dict.fromkeys(fold(reason) for reason in reasons if fold(reason) not in known)
    first = int(max(used, default=0)) + 1
    return {reason: float(number) for number, reason in enumerate(new, start=first)}


def _declared(variable: Variable) -> Iterator[tuple[float, str]]:
    """List the dictionary's missing codes that are numbers."""
    for code, reason in variable.missing.items():
        if isinstance(code, int | float):
            yield float(code), reason


def reasons_of(variable: Variable, survey: Survey, codes: Floats, words: FileWords) -> Reasons:
    """Give the reason of each missing code: those declared, then others that a file declares.

    Parameters
    ----------
    variable : Variable
        One that holds codes or numbers.
    survey : Survey
        Gives the reason of every row.
    codes : ndarray of float, shape (n,)
        The code of each declared missing answer; NaN elsewhere.
    words : FileWords
        What the files declare missing.
    """
    texts = dict(_declared(variable))
    disputed: dict[float, tuple[str, ...]] = {}
    for code, found in _occurring(codes, survey.missing[variable.key], survey.reasons).items():
        if len({fold(text) for text in found}) > 1 and code not in texts:
            disputed[code] = found
        texts.setdefault(code, "" if code in disputed else next(iter(found), ""))
    for code in words.missing:
        texts.setdefault(code, words.labels.get(code, ""))
    answers = are_answers(
        np.array(list(texts), dtype=np.float64), variable, survey.responses[variable.key]
    )
    kept = {code: text for (code, text), no in zip(texts.items(), ~answers, strict=True) if no}
    return Reasons(texts=kept, disputed=disputed)


def _occurring(
    codes: Floats, missing: NDArray[np.uint8], names: tuple[str, ...]
) -> dict[float, tuple[str, ...]]:
    """Give the different reasons, in words, of each code that occurs."""
    rows = np.flatnonzero(~np.isnan(codes))
    found, index = np.unique(codes[rows], return_inverse=True)
    pairs = np.unique(index.astype(np.int64) * len(names) + missing[rows])
    reasons: dict[float, tuple[str, ...]] = dict.fromkeys(found.tolist(), ())
    for pair in pairs.tolist():
        code, text = found[pair // len(names)].item(), names[pair % len(names)]
        reasons[code] += () if text == USER_MISSING else (text,)
    return reasons
