"""Codes that are no labelled answers: without a label, meaning no answer, or both at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lpsstats.drafting.meaning import AnswerFormat, Labels
from lpsstats.drafting.quoting import Code, code_text
from lpsstats.survey.no_answer import USUAL_CODES
from lpsstats.survey.numbers import as_text

SHOWN = 4  # codes that one mark names
UNLABELLED = "No label in the file"


def with_missing_guess(answers: AnswerFormat, guessed: Mapping[Code, str]) -> AnswerFormat:
    """Mark the missing codes that not every file declares."""
    asked = [code for code, _ in answers.missing if code in guessed]
    if not asked:
        return answers
    codes = listed(asked)
    guess = ("missing", f"is {codes} no answer? not every file declares it")
    return replace(answers, guesses=(*answers.guesses, guess))


def with_strays(answers: AnswerFormat, stray: Mapping[Code, int]) -> tuple[AnswerFormat, list[str]]:
    """Make room for codes without a label.

    Parameters
    ----------
    answers : AnswerFormat
        With its labelled answers and missing codes.
    stray : mapping of code to int
        Codes without a label of their own, with their rows.

    Returns
    -------
    (AnswerFormat, list of str)
        Usual missing codes that lie apart are missing, the others in the range; and what to look
        at.
    """
    labelled = [code for code, _ in answers.labels if not isinstance(code, str)]
    ends = answers.range or ((min(labelled), max(labelled)) if labelled else (0.0, 0.0))
    beyond = {c: n for c, n in stray.items() if not isinstance(c, str)}
    if answers.range:
        beyond = {c: n for c, n in beyond.items() if not ends[0] <= c <= ends[1]}
    apart = {c for c in beyond if c in USUAL_CODES and not ends[0] - 1 <= c <= ends[1] + 1}
    marks = [f"{as_text(c)} ({rows(beyond[c])}) has no label: no answer?" for c in sorted(apart)]
    missing = tuple((code, UNLABELLED) for code in sorted(apart))
    answers = replace(answers, missing=(*answers.missing, *missing))
    inside = {code: n for code, n in beyond.items() if code not in apart}
    if not inside:
        return answers, marks
    if answers.low is not None and answers.high is not None:  # these are no longer the ends
        labels: Labels = ((ends[0], answers.low), (ends[1], answers.high))
        answers = replace(answers, labels=labels, low=None, high=None)
    low, high = min(*ends, *inside), max(*ends, *inside)
    shown = ", ".join(f"{as_text(c)} ({rows(n)})" for c, n in list(inside.items())[:SHOWN])
    more = f" and {len(inside) - SHOWN} more" if len(inside) > SHOWN else ""
    marks.append(f"no label of its own for {shown}{more}: range made to hold it")
    return replace(answers, range=(low, high)), marks


def without_conflict(answers: AnswerFormat) -> tuple[AnswerFormat, list[str]]:
    """Let go of missing codes within the range, which would take them for answers."""
    if answers.range is None:
        return answers, []
    lost = [code for code, _ in answers.missing if between(code, *answers.range)]
    kept = tuple((code, text) for code, text in answers.missing if code not in lost)
    marks = [f"{listed(lost)} counts as an answer for now"] if lost else []
    return replace(answers, missing=kept), marks


def between(code: Code, low: float, high: float) -> bool:
    """Say whether a code is a number within a range."""
    return not isinstance(code, str) and low <= code <= high


def listed(codes: Sequence[Code]) -> str:
    """List the first codes."""
    shown = ", ".join(map(code_text, codes[:SHOWN]))
    return f"{shown}, ..." if len(codes) > SHOWN else shown


def rows(count: int) -> str:
    """Count rows in words."""
    return f"{count:,} row" if count == 1 else f"{count:,} rows"
