"""Answers that differ between files as if one of them counted from another number."""

from collections.abc import Mapping, Sequence

from lpsstats.drafting.observing import Observed
from lpsstats.survey.no_answer import USUAL_CODES, means_no_answer
from lpsstats.survey.numbers import as_text

MOST_POINTS = 11
FEWEST_ROWS = 30  # of a file, for answers that it lacks to say anything
NOTICEABLE = 0.1  # share of a file's rows with answers that no other file has


def run_marks(parts: Mapping[str, Observed]) -> tuple[str, ...]:
    """Ask about a question whose answers are other ones in each file.

    Parameters
    ----------
    parts : mapping of str to Observed
        The question by the files that have it, each called after its first wave.
    """
    asked = {wave: part for wave, part in parts.items() if part.n}
    if len(asked) < 2:
        return ()
    if all(part.kind == "text" for part in asked.values()):
        return _no_text_in_common(asked)
    if any(part.labels or part.kind != "number" or not part.whole for part in asked.values()):
        return ()
    runs = {wave: _run(part) for wave, part in asked.items()}
    if any(len(run) < 2 or run[-1] - run[0] >= MOST_POINTS for run in runs.values()):
        return ()
    ends = {wave: (run[0], run[-1]) for wave, run in runs.items()}
    shown = ", ".join(
        f"{w} has {as_text(low)} to {as_text(high)}" for w, (low, high) in ends.items()
    )
    if len({high - low for low, high in ends.values()}) == 1 and len(set(ends.values())) > 1:
        return (f"{shown}: shifted?",)
    return (f"{shown}: another scale?",) if _some_beyond(asked, ends) else ()


def _run(part: Observed) -> list[float]:
    """List the answers of a file without usual missing codes that lie apart."""
    points = sorted(code for code in part.counts if not isinstance(code, str))
    while len(points) > 2 and points[-1] in USUAL_CODES and points[-1] - points[-2] > 1:
        points.pop()
    while len(points) > 2 and points[0] in USUAL_CODES and points[1] - points[0] > 1:
        points.pop(0)
    return points


def _some_beyond(parts: Mapping[str, Observed], ends: Mapping[str, tuple[float, float]]) -> bool:
    """Say whether many in some file gave answers beyond all of another file's."""
    for wave, part in parts.items():
        for other, (low, high) in ends.items():
            beyond = [
                n
                for code, n in part.counts.items()
                if not isinstance(code, str)
                and ends[wave][0] <= code <= ends[wave][1]
                and not low <= code <= high
            ]
            enough = other != wave and parts[other].n >= FEWEST_ROWS
            if enough and sum(beyond) > NOTICEABLE * part.n:
                return True
    return False


def _no_text_in_common(parts: Mapping[str, Observed]) -> tuple[str, ...]:
    """Ask about few answers in words of which two files share none."""
    words = {
        wave: {str(code).casefold() for code in part.counts if not means_no_answer(str(code))}
        for wave, part in parts.items()
    }
    few = all(1 < len(texts) < MOST_POINTS for texts in words.values())
    waves: Sequence[str] = list(words)
    first = words[waves[0]]
    others = [wave for wave in waves[1:] if not words[wave] & first]
    if not few or not others:
        return ()
    return (f"{waves[0]} and {', '.join(others)} share no answer: another language or coding?",)
