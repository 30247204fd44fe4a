"""What a row of a comparison amounts to: the p it rests on, its verdict, what it could not see."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from lpsstats.analysis.families import Adjusted
from lpsstats.analysis.frame import Frame
from lpsstats.analysis.measure_outcome import Found
from lpsstats.analysis.measures import CATEGORICAL, MULTIPLE, SHARE, Measure
from lpsstats.analysis.numbers import number
from lpsstats.analysis.outcome import Outcome
from lpsstats.analysis.question import Question
from lpsstats.analysis.verdicts import verdict
from lpsstats.dictionary.model import DIRECTIONS, Dictionary
from lpsstats.stats.detectable import detectable_change
from lpsstats.stats.multiplicity import adjust
from lpsstats.survey.model import Floats

# No share can change by more percentage points.
ALL = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything that rows are made of; `gated` holds the p of each measure's categories."""

    dictionary: Dictionary
    question: Question
    frame: Frame
    found: Sequence[Found]
    adjusted: Adjusted
    gated: Sequence[Floats]


def better_of(measure: Measure, part: int | None) -> str:
    """Give the better end: the declared one for boxes; a category and a whole table have none."""
    if part is None:
        return "neither" if measure.kind in {CATEGORICAL, MULTIPLE} else measure.better
    return measure.better if measure.kind == MULTIPLE else "neither"


def is_judged(found: Found, part: int | None) -> bool:
    """Say whether a row has a verdict: not the answers below a declared one, which has it."""
    return part is None or found.measure.kind != SHARE


def tested_of(answer: Answer, m: int, place: int, part: int | None) -> float:
    """Give the p that a verdict rests on.

    All sites together stand outside the families and are judged on their own p.
    """
    if part is not None:
        return float(answer.gated[m][part, place])
    if place == answer.frame.n_sites:
        return float(answer.found[m].whole.p_value[place])
    return float(answer.adjusted.p_values[m, place])


def verdict_of(answer: Answer, m: int, place: int, part: int | None) -> str | None:
    """Put a row's change into a word, where the row is judged."""
    found = answer.found[m]
    if not is_judged(found, part):
        return None
    one = found.whole if part is None else found.parts[part]
    bound = answer.dictionary.smallest_change.get(found.measure.key) if part is None else None
    return verdict(
        estimate=_side(one, place),
        p_value=tested_of(answer, m, place, part),
        direction=DIRECTIONS[better_of(found.measure, part)],
        level=1 - answer.question.confidence,
        equivalence=(float(one.unchanged_low[place]), float(one.unchanged_high[place])),
        smallest_change=bound,
    )


def _side(one: Outcome, place: int) -> float:
    """Say which way it went: by what was tested, which of ordered answers is not the mean."""
    superior, statistic = float(one.p_superior[place]), float(one.statistic[place])
    if np.isnan(superior):
        return float(one.estimate[place])
    return superior - 0.5 if np.isnan(statistic) else statistic


def detectable_of(answer: Answer, m: int, place: int, part: int | None) -> float | None:
    """Give the change that would have been found four times in five, at this row's own level."""
    found, question = answer.found[m], answer.question
    one = found.whole if part is None else found.parts[part]
    if one.reason[place] or not is_judged(found, part):
        return None
    level = 1 - question.confidence
    if part is not None:
        level /= len(found.parts)
    elif place < answer.frame.n_sites and answer.adjusted.methods[m] != "none":
        # What every adjustment asks of the smallest p of a family, and so of one lone change.
        level /= max(answer.adjusted.n_tests[m], 1)
    std_error, df = _precision(one, place, question.confidence)
    size = float(detectable_change(std_error, df, level))
    possible = ALL if found.measure.unit == "percent" or part is not None else np.inf
    return number(size) if size < possible else None


def _precision(one: Outcome, place: int, confidence: float) -> tuple[Floats, Floats]:
    """Give the standard error and its df; without one, what the width of the interval implies."""
    std_error, df = one.std_error[place], one.df[place]
    if np.isnan(std_error):
        width = one.conf_high[place] - one.conf_low[place]
        std_error, df = width / (2 * ndtri((1 + confidence) / 2)), np.inf
    return np.asarray(std_error), np.asarray(df if np.isfinite(df) else np.inf)


def gated(found: Found, whole: Floats) -> Floats:
    """Adjust the categories' p for their number, and hold them below their question's own test.

    Parameters
    ----------
    found : Found
        A measure with its categories or boxes.
    whole : ndarray of float, shape (n_places,)
        The p on which the question's verdict rests.

    Returns
    -------
    ndarray of float, shape (n_parts, n_places)
        Holm's over the categories of a question, Benjamini and Hochberg's over boxes, of which
        people tick several; never below the question's p.
    """
    if not found.parts:
        return np.zeros((0, len(whole)))
    raw = np.array([part.p_value for part in found.parts])
    method = "fdr_bh" if found.measure.kind == MULTIPLE else "holm"
    within = np.array([adjust(raw[:, place], method) for place in range(raw.shape[1])]).T
    return np.where(np.isnan(within), np.nan, np.fmax(within, whole))
