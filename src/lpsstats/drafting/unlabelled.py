"""What the answers of a question without value labels mean: from the numbers or texts alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lpsstats.dictionary.folding import folded
from lpsstats.drafting.answer_words import in_order, is_vocabulary, ordering
from lpsstats.drafting.labelled import NO, YES, better_guess
from lpsstats.drafting.meaning import AnswerFormat, Labels, Meaning
from lpsstats.drafting.observing import Observed
from lpsstats.drafting.quoting import Code
from lpsstats.drafting.stray_codes import UNLABELLED
from lpsstats.survey.no_answer import USUAL_CODES, means_no_answer
from lpsstats.survey.numbers import as_number, as_text

MOST_POINTS = 11  # 0 to 10
MOST_TEXTS = 12
LONGEST_TEXT = 60
# A text given by fewer respondents might tell who they are.
FEWEST_ROWS = 3
PRIVATE = 10_000  # numbers beyond may be telephone numbers or dates: not repeated
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ][\d:.]+)?|\d\d?[/.]\d\d?[/.]\d{4}")
LEADING_CODE = re.compile(r"(-?\d{1,3})\s*[-–—=:.)]\s*(\D.*)")
DATE_FORMAT = re.compile(r"(A|E|S|J)?DATE\d|DATETIME\d|YMDHMS\d|(QYR|MOYR|WKYR)\d")


def unlabelled_meaning(seen: Observed) -> Meaning:
    """Read a question from its answers alone.

    Parameters
    ----------
    seen : Observed
        A question without labels for its answers.
    """
    if seen.kind == "empty":
        return Meaning(answers=AnswerFormat(type="text"), marks=("empty in every file",))
    if seen.format and DATE_FORMAT.match(seen.format):
        return Meaning(answers=AnswerFormat(type="date"))
    return _from_texts(seen) if seen.kind == "text" else _from_numbers(seen)


def _from_numbers(seen: Observed) -> Meaning:
    """Take a few whole numbers for the points of a scale, everything else for a measurement."""
    counts = {c: n for c, n in seen.counts.items() if not isinstance(c, str)}
    points, apart = _split_off(counts)
    low, high = min(points, default=0.0), max(points, default=0.0)
    known = _missing(seen, (low, high))
    missing = known + tuple((code, UNLABELLED) for code in apart if code not in dict(known))
    few = len(points) >= 2 and high - low < MOST_POINTS and low >= -5 and high <= MOST_POINTS - 1
    if not few or not seen.whole:
        return _measured(seen, counts)
    marks = tuple(f"is {as_text(c)} ({counts[c]:,} rows) no answer?" for c in apart)
    marks += tuple(
        f"is {as_text(code)} no answer?" for code, _ in known if not isinstance(code, str)
    )
    if high - low == 1:
        return _two_values((low, high), missing, marks)
    answers = AnswerFormat(
        type="likert",
        range=(low, high),
        missing=missing,
        more="high",
        guesses=(("range", f"no labels in the file: {as_text(low)} to {as_text(high)} seen"),),
    )
    return Meaning(answers=answers, marks=marks)


def _missing(seen: Observed, answers: tuple[float, float] | None) -> Labels:
    """Give the missing codes that not every file declares, as far as none is within the answers."""
    return tuple(
        (code, text)
        for code, text in seen.declared.items()
        if code in seen.undeclared
        and (answers is None or isinstance(code, str) or not answers[0] <= code <= answers[1])
    )


def _two_values(ends: tuple[float, float], missing: Labels, marks: tuple[str, ...]) -> Meaning:
    seen = f"no labels in the file: {as_text(ends[0])} and {as_text(ends[1])} seen"
    yes: tuple[Code, ...] = (1.0,) if ends == (0.0, 1.0) else ()
    guesses = [("range", seen), ("success", "is 1 the yes?")]
    answers = AnswerFormat(
        type="categorical",
        range=ends,
        missing=missing,
        success=yes,
        guesses=tuple(guesses if yes else guesses[:1]),
    )
    return Meaning(answers=answers, marks=marks)


def _split_off(counts: Mapping[float, int]) -> tuple[list[float], list[float]]:
    """Part points from usual missing codes that lie apart from them, as 9 from 1 to 5."""
    points = sorted(counts)
    apart: list[float] = []
    while len(points) > 2 and points[-1] in USUAL_CODES and points[-1] - points[-2] > 1:
        apart.append(points.pop())
    while len(points) > 2 and points[0] in USUAL_CODES and points[1] - points[0] > 1:
        apart.append(points.pop(0))
    # 98 and 99 stand beside each other, but far from 1 to 7.
    if len(points) > 3:
        tail = [p for p in points if p in USUAL_CODES and p > MOST_POINTS - 1]
        rest = [p for p in points if p not in tail]
        if tail and rest and max(rest) < MOST_POINTS:
            return rest, sorted([*apart, *tail])
    return points, sorted(apart)


def _measured(seen: Observed, counts: Mapping[float, int]) -> Meaning:
    values = sorted(counts)
    ends = ((values[0], values[1]), (values[-1], values[-2])) if len(values) > 2 else ()
    odd = [end for end, other in ends if end in USUAL_CODES and abs(end - other) > 5]
    marks = tuple(f"is {as_text(x)} ({counts[x]:,} rows) an answer?" for x in odd)
    missing = _missing(seen, None)
    low, high = seen.low or 0.0, seen.high or 0.0
    shown = max(abs(low), abs(high)) < PRIVATE and not odd and low < high
    note = f"{low:.6g} to {high:.6g} in the data" if shown else ""
    return Meaning(answers=AnswerFormat(type="number", missing=missing), marks=marks, note=note)


def _from_texts(seen: Observed) -> Meaning:
    """List a few short answers that several respondents gave; keep all others to themselves."""
    counts = {str(text): n for text, n in seen.counts.items()}
    if counts and all(ISO_DATE.fullmatch(text) for text in counts):
        return Meaning(answers=AnswerFormat(type="date"))
    missing = tuple((text, text) for text in counts if means_no_answer(text))
    texts = [text for text in counts if text not in dict(missing)]
    plain = AnswerFormat(type="text")
    if not texts or len(texts) > MOST_TEXTS:
        return Meaning(answers=plain)
    coded = _leading_codes(texts, counts)
    if coded:
        return coded
    if any(len(text) > LONGEST_TEXT or as_number(text) is not None for text in texts):
        note = f"{len(texts)} answers, numbers or long texts among them: none listed"
        return Meaning(answers=plain, note=note)
    ordered = in_order(texts) if len(texts) > 2 else None
    rare = sum(counts[text] < FEWEST_ROWS and not _is_stock(text) for text in texts)
    if rare:
        note = f"{rare} of {len(texts)} answers given by fewer than {FEWEST_ROWS}: none listed"
        return Meaning(answers=plain, note=note)
    answers = _ordered(ordered) if ordered else _categories(texts)
    if missing:
        guess = ("missing", "is that no answer?")
        answers = replace(answers, missing=missing, guesses=(*answers.guesses, guess))
    return Meaning(answers=answers)


def _is_stock(text: str) -> bool:
    """Say whether an answer may be repeated although hardly anybody gave it."""
    return is_vocabulary(text) or folded(text) in YES | NO


def _ordered(texts: Sequence[str]) -> AnswerFormat:
    order = ordering(texts)
    answers = AnswerFormat(
        type="ordinal",
        family=order.family.name if order else "",
        labels=tuple((float(code), text) for code, text in enumerate(texts, start=1)),
        better=order.better if order else None,
        more="high",
        guesses=(("labels", "in this order?"),),
    )
    if not answers.better:
        return answers
    return replace(answers, guesses=(*answers.guesses, better_guess(answers)))


def _categories(texts: Sequence[str]) -> AnswerFormat:
    yes = tuple(text for text in texts if folded(text) in YES)
    no = [text for text in texts if folded(text) in NO]
    rest = [text for text in texts if text not in yes and text not in no]
    in_turn = [*yes, *no, *sorted(rest, key=folded)]
    both = bool(yes and no)
    return AnswerFormat(
        type="categorical",
        family="yesno" if both else "",
        labels=tuple((float(code), text) for code, text in enumerate(in_turn, start=1)),
        success=tuple(float(code) for code in range(1, len(yes) + 1)) if both else (),
        guesses=(("success", "the answers that count as a yes"),) if both else (),
    )


def _leading_codes(texts: Sequence[str], counts: Mapping[str, int]) -> Meaning | None:
    """Read `1 - Strongly agree`, `2`, `3`: codes with words at the ends at least."""
    found = {text: LEADING_CODE.fullmatch(text) for text in texts}
    codes = {text: float(m[1]) for text, m in found.items() if m}
    bare = {text: float(text) for text in texts if re.fullmatch(r"-?\d{1,3}", text)}
    numbers = [*codes.values(), *bare.values()]
    if len(numbers) != len(texts) or not codes or len(set(numbers)) < max(2, len(texts)):
        return None
    low, high = min(numbers), max(numbers)
    labels = tuple(sorted(((code, text) for text, code in codes.items()), key=lambda e: e[0]))
    words = [match[2] for _, text in labels if (match := found[text])]
    order = ordering(words) if len(words) > 1 else None
    rare = any(counts[t] < FEWEST_ROWS and not _is_stock(m[2]) for t, m in found.items() if m)
    if rare or low == high or max(map(len, codes)) > LONGEST_TEXT:
        return None
    answers = AnswerFormat(
        type="likert" if bare or order else "categorical",
        range=(low, high),
        labels=labels,
        better=order.better if order else None,
        more=order.more if order else "high",
        guesses=(("labels", "right?"),),
    )
    if answers.better:
        answers = replace(answers, guesses=(*answers.guesses, better_guess(answers)))
    return Meaning(answers=answers)
