"""Codes just beyond a run of answers that may mean no answer: 8 and 9 after 1 to 7."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lpsstats.drafting.meaning import AnswerFormat, Labels, Meaning
from lpsstats.drafting.observing import Observed
from lpsstats.survey.no_answer import means_no_answer
from lpsstats.survey.numbers import as_text

RARE = 0.1  # share of the rows; an answer that more people give is an answer
ABOVE = ((8.0, 9.0), (9.0,), (8.0,), (6.0,))  # 7 is the end of too many scales
BELOW = 0.0
ENDS_ABOVE_ONE = (5.0, 7.0)  # 0 to 4 and 0 to 10 are scales, 0 to 5 and 0 to 7 hardly ever
TEN = 10.0
FEWEST = 3  # answers within
WORDS = "no answer?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Rare codes beside the answers.

    Attributes
    ----------
    codes : mapping of float to int
        The codes with their rows.
    within : (float, float)
        The lowest and the highest answer without them.
    clear : bool
        Whether each is at most as frequent as the answer beside it.
    sure : bool
        Whether they are 8 and 9 after 1 to 7, each of which was given.
    """

    codes: Mapping[float, int]
    within: tuple[float, float]
    clear: bool
    sure: bool


def edge_of(seen: Observed) -> Edge | None:
    """Find rare codes without a label just beyond the answers.

    Parameters
    ----------
    seen : Observed
        A question.
    """
    if not seen.whole or any(isinstance(code, str) for code in seen.counts):
        return None
    counts = {c: n for c, n in seen.counts.items() if not isinstance(c, str)}
    counts = {c: n for c, n in counts.items() if not means_no_answer(seen.labels.get(c, ""))}
    labelled = [c for c, t in seen.labels.items() if not means_no_answer(t)]
    rare = {
        c: n for c, n in counts.items() if n < RARE * sum(counts.values()) and c not in labelled
    }
    points = sorted({*counts, *(c for c in labelled if not isinstance(c, str))})
    points = [point for point in points if 0 <= point <= TEN]  # 88, 99 and -1 lie apart
    above = next((set(one) for one in ABOVE if _ends_with(points, one, rare)), set())
    rest = [point for point in points if point not in above]
    below = {BELOW} & set(rare) if _starts_below(rest) else set()
    rest = [point for point in rest if point not in below]
    if not (above or below) or len(rest) < FEWEST:
        return None
    low, high = rest[0], rest[-1]
    beside = {**dict.fromkeys(above, high), **dict.fromkeys(below, low)}
    return Edge(
        codes={code: counts[code] for code in sorted(beside)},
        within=(low, high),
        clear=all(counts[c] <= counts.get(next_to, 0) for c, next_to in beside.items()),
        sure=above == {8.0, 9.0} and {*map(float, range(1, 8))} <= set(rest),
    )


def _ends_with(points: Sequence[float], codes: Sequence[float], rare: Mapping[float, int]) -> bool:
    """Say whether the points end with these rare codes, directly after an answer."""
    last = len(codes)
    return (
        tuple(points[-last:]) == tuple(codes)
        and all(code in rare for code in codes)
        and len(points) > last
        and points[-last - 1] == codes[0] - 1
    )


def _starts_below(points: Sequence[float]) -> bool:
    return points[:2] == [BELOW, BELOW + 1] and points[-1] in ENDS_ABOVE_ONE


def taken_apart(seen: Observed, edge: Edge) -> Observed:
    """Give a question without its codes beyond the answers."""
    counts = {code: n for code, n in seen.counts.items() if code not in edge.codes}
    return replace(
        seen, counts=counts, n=sum(counts.values()), low=edge.within[0], high=edge.within[1]
    )


def narrow(meaning: Meaning, edge: Edge) -> Meaning:
    """Take the codes for no answer; the meaning is that of the other answers, and without them."""
    asked = [code for code in edge.codes if code not in dict(meaning.answers.missing)]
    missing: Labels = tuple((code, WORDS) for code in asked)
    wide = (min(*edge.codes, edge.within[0]), max(*edge.codes, edge.within[1]))
    mark = f"{_told(edge)}: no answer? else range: {_span(wide)}"
    answers = replace(meaning.answers, missing=(*meaning.answers.missing, *missing))
    return replace(meaning, answers=answers, marks=(mark, *meaning.marks))


def questioned(meaning: Meaning, edge: Edge) -> Meaning:
    """Leave the codes among the answers, and ask."""
    why = ", ".join(f"{as_text(code)}: why" for code in edge.codes)
    then = f"then range: {_span(edge.within)} and missing: {{{why}}}"
    return replace(meaning, marks=(f"{_told(edge)}: no answer? {then}", *meaning.marks))


def _told(edge: Edge) -> str:
    return " and ".join(
        f"{as_text(code)} ({n:,} {'time' if n == 1 else 'times'})" for code, n in edge.codes.items()
    )


def _span(ends: tuple[float, float]) -> str:
    return f"[{as_text(ends[0])}, {as_text(ends[1])}]"


def has_points(answers: AnswerFormat) -> bool:
    """Say whether answers are points that codes can lie beside."""
    return answers.ends is not None


def elsewhere(edge: Edge, block: Iterable[tuple[Observed, Edge | None]]) -> str:
    """Say what the other questions of a block make of the codes.

    Parameters
    ----------
    edge : Edge
        Of one question.
    block : iterable of (Observed, Edge or None)
        The other questions.

    Returns
    -------
    str
        `none` where most have no such code or some have them for sure, `answers` where most have
        them as ordinary answers, else nothing.
    """
    others = list(block)
    sure = any(other and other.sure and set(edge.codes) <= set(other.codes) for _, other in others)
    without = sum(not set(edge.codes) & set(seen.counts) for seen, _ in others)
    common = sum(
        bool(set(edge.codes) & set(seen.counts))
        and not (other and set(edge.codes) & set(other.codes))
        for seen, other in others
    )
    if common * 2 > len(others):
        return "answers"
    return "none" if sure or without * 2 > len(others) else ""
