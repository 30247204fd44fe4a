"""What the answers of a labelled question mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lpsstats.dictionary.folding import folded
from lpsstats.drafting.answer_words import Ordering, ordering
from lpsstats.drafting.meaning import AnswerFormat, Meaning
from lpsstats.drafting.observing import MOST_LABELS, Observed
from lpsstats.drafting.quoting import Code, code_text
from lpsstats.drafting.stray_codes import (
    between,
    listed,
    rows,
    with_missing_guess,
    with_strays,
    without_conflict,
)
from lpsstats.survey.no_answer import USUAL_CODES, means_no_answer
from lpsstats.survey.numbers import as_text

MOST_ANSWERS = 12  # more distinct values than this and few labels: a measurement
WIDEST_RANGE = 20
FEW_LABELS = 5
LONGEST_QUOTED = 40  # characters of an answer that a mark repeats
YES = frozenset({"yes", "y", "true", "selected", "mentioned", "checked", "ticked"})
NO = frozenset({"no", "n", "false", "not selected", "not mentioned", "unchecked", "not ticked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The codes of a question by what they are.

    Attributes
    ----------
    answers : mapping of code to str
        Labelled answers, in order of their codes.
    missing : mapping of code to str
        Codes whose label says that there is no answer, and which no file, or not every file,
        declares missing.
    stray : mapping of code to int
        Codes without a label of their own that occur, with their rows.
    doubled : tuple of number
        Those of them that the file labels like another code.
    """

    answers: Mapping[Code, str]
    missing: Mapping[Code, str]
    stray: Mapping[Code, int]
    doubled: tuple[Code, ...]


def labelled_meaning(seen: Observed) -> Meaning | None:
    """Read a question from its value labels; nothing where they say too little.

    Parameters
    ----------
    seen : Observed
        A question with codes that are numbers.
    """
    codes = _sorted(seen)
    if not codes.answers:
        return None
    if len(codes.answers) > MOST_LABELS:
        return _too_many(seen, codes)
    if not seen.whole or not seen.countable or _is_measurement(codes):
        return _measurement(codes)
    anchored = _anchored(codes)
    return _finished(anchored or _coded(seen, codes), seen, codes)


def _sorted(seen: Observed) -> Sorted:
    """Sort the codes; text codes cannot stand beside numbers."""
    kinds = {isinstance(code, str) for code in seen.labels}
    labels = {c: t for c, t in seen.labels.items() if len(kinds) == 1 or not isinstance(c, str)}
    answers = {code: text for code, text in labels.items() if not means_no_answer(text)}
    missing = {code: text for code, text in labels.items() if code not in answers}
    missing |= {code: seen.declared[code] for code in seen.declared if code in seen.undeclared}
    times = Counter(folded(text) for text in (*answers.values(), *seen.declared.values()))
    # A dictionary cannot give two codes one label: they stay answers, without any.
    doubled = [c for c, t in answers.items() if times[folded(t)] > 1 and not isinstance(c, str)]
    answers = {code: text for code, text in answers.items() if code not in doubled}
    known = labels.keys() - set(doubled) | seen.declared.keys()
    stray = {code: n for code, n in seen.counts.items() if code not in known}
    return Sorted(
        answers=dict(sorted(answers.items(), key=_place)),
        missing=dict(sorted(missing.items(), key=_place)),
        stray=stray,
        doubled=tuple(sorted(doubled, key=lambda code: _place((code, "")))),
    )


def _place(entry: tuple[Code, str]) -> tuple[float, str]:
    code = entry[0]
    return (0.0, code) if isinstance(code, str) else (code, "")


def _numbers(codes: Mapping[Code, object]) -> list[float]:
    return [code for code in codes if not isinstance(code, str)]


def _is_measurement(codes: Sorted) -> bool:
    """Say whether labels stand only on a few of many values, as on `89: 89 or older`."""
    n_values = len(codes.stray) + len(codes.answers)
    return n_values > MOST_ANSWERS and len(codes.answers) < n_values / 2


def _measurement(codes: Sorted) -> Meaning:
    kept = codes.answers if len(codes.answers) <= FEW_LABELS else {}
    answers = AnswerFormat(
        type="number", labels=_distinct_labels(kept), missing=tuple(codes.missing.items())
    )
    answers = with_missing_guess(answers, codes.missing)
    return Meaning(answers=answers, marks=_suspicious(codes.stray))


def _suspicious(values: Mapping[Code, int]) -> tuple[str, ...]:
    """Point to a number that is usually no answer and lies apart from the others."""
    numbers = sorted(_numbers(values))
    if len(numbers) < 3:
        return ()
    ends = ((numbers[0], numbers[1]), (numbers[-1], numbers[-2]))
    odd = [end for end, next_to in ends if end in USUAL_CODES and abs(end - next_to) > 5]
    return tuple(f"is {as_text(end)} an answer? in {rows(values[end])}" for end in odd)


def _anchored(codes: Sorted) -> AnswerFormat | None:
    """Read a range of which only the ends, and perhaps the middle, are labelled."""
    numbers = _numbers(codes.answers)
    if not codes.stray or not 2 <= len(numbers) <= 3 or len(numbers) != len(codes.answers):
        return None
    low, high = min(numbers), max(numbers)
    inside = [code for code in _numbers(codes.stray) if low < code < high]
    if not inside or not 2 < high - low <= WIDEST_RANGE:
        return None
    texts = [codes.answers[number] for number in numbers]
    order = ordering([texts[0], texts[-1]])
    ends = AnswerFormat(
        type="likert",
        range=(low, high),
        family=order.family.name if order else "",
        better=order.better if order else None,
        more=order.more if order else "high",
    )
    if len(numbers) == 3 or folded(texts[0]) == folded(texts[-1]):
        return replace(ends, labels=_distinct_labels(codes.answers))
    return replace(ends, low=texts[0], high=texts[-1])


def _coded(seen: Observed, codes: Sorted) -> AnswerFormat:
    """Read answers that all have their words."""
    texts = list(codes.answers.values())
    labels = _distinct_labels(codes.answers)
    words = {folded(text): code for code, text in codes.answers.items()}
    yes = [words[word] for word in words if word in YES]
    if yes and words.keys() & NO:
        return AnswerFormat(
            type="categorical",
            family="yesno",
            labels=labels,
            success=tuple(yes),
            guesses=(("success", "the answers that count as a yes"),),
        )
    order = ordering(texts) if len(texts) > 2 else None
    if order:
        return _ordered(order, labels)
    if seen.measure == "ordinal" and len(texts) > 2:
        guess = ("type", "ordered? the file says so, the labels do not")
        return AnswerFormat(type="ordinal", labels=labels, guesses=(guess,))
    return AnswerFormat(type="categorical", labels=labels)


def _ordered(order: Ordering, labels: Sequence[tuple[Code, str]]) -> AnswerFormat:
    return AnswerFormat(
        type="likert" if order.family.likert else "ordinal",
        family=order.family.name,
        labels=tuple(labels),
        better=order.better,
        more=order.more,
    )


def _finished(answers: AnswerFormat, seen: Observed, codes: Sorted) -> Meaning:
    """Add missing codes, marks, and codes that occur without a label."""
    if answers.better:
        answers = replace(answers, guesses=(*answers.guesses, better_guess(answers)))
    answers = replace(answers, missing=tuple(codes.missing.items()))
    answers, marks = with_strays(answers, codes.stray)
    answers, conflicts = without_conflict(answers)
    answers = with_missing_guess(answers, codes.missing)
    marks += conflicts
    if codes.doubled:
        marks.append(f"codes {listed(codes.doubled)} share a label in the file")
    if seen.relabelled:
        marks.append(f"label of {listed(seen.relabelled)} differs between the files")
    return Meaning(answers=answers, marks=tuple(marks))


def better_guess(answers: AnswerFormat) -> tuple[str, str]:
    """Ask whether an end is the good one, in its own words."""
    ends = [text for _, text in answers.labels] or [answers.low or "", answers.high or ""]
    end = ends[-1] if answers.better == "high" else ends[0]
    return "better", f"is {answers.better} ({end[:LONGEST_QUOTED]}) the good end?"


def _distinct_labels(labels: Mapping[Code, str]) -> tuple[tuple[Code, str], ...]:
    """Tell apart text codes that have the same words, which the dictionary would refuse."""
    kept: list[tuple[Code, str]] = []
    taken: set[str] = set()
    for code, text in labels.items():
        own = text
        while folded(own) in taken or not folded(own):
            own = f"{own} ({code_text(code)})".strip()
        taken.add(folded(own))
        kept.append((code, own))
    return tuple(kept)


def _too_many(seen: Observed, codes: Sorted) -> Meaning:
    """Keep a long list of places or jobs out of the dictionary: only its codes count."""
    numbers = [*_numbers(codes.answers), *_numbers(codes.stray)]
    mark = f"{len(codes.answers)} labels in the file, none repeated here"
    if len(numbers) < 2 or not seen.whole:
        return Meaning(answers=AnswerFormat(type="text"), marks=(mark,))
    span = (min(numbers), max(numbers))
    missing = tuple((c, t) for c, t in codes.missing.items() if not between(c, *span))
    answers = AnswerFormat(type="categorical", range=span, missing=missing)
    return Meaning(answers=with_missing_guess(answers, codes.missing), marks=(mark,))
