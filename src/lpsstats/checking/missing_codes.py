"""Codes among the answers that look like no answer."""

from collections.abc import Iterator

import numpy as np

from lpsstats.checking.context import Context, Observed
from lpsstats.checking.observed import observed
from lpsstats.checking.wave_columns import quoted, wave_columns
from lpsstats.dictionary.model import Variable
from lpsstats.findings import Finding, Severity
from lpsstats.survey.no_answer import means_no_answer
from lpsstats.survey.numbers import as_text

CONVENTIONAL = (8.0, 9.0, 77.0, 88.0, 97.0, 98.0, 99.0, 777.0, 888.0, 997.0, 998.0, 999.0, 9999.0)
FEWEST = 3  # one person may well be 99 years old
GAP = 0.1  # of the declared range, between such a code and the answers
WIDE = 20.0  # ranges at least so wide show a gap; narrower ones only a jump between waves
RISE = 0.05  # of all answers


def check(context: Context) -> Iterator[Finding]:
    """Look for codes labelled as no answer, codes that stand apart, codes that jump in a wave."""
    for variable in context.dictionary.variables.values():
        if variable.key not in context.survey.responses:
            continue
        waves = observed(context, variable)
        labelled = set[float]()
        for finding, code in _labelled(context, variable, waves):
            labelled.add(code)
            yield finding
        if variable.type == "categorical":
            continue
        wide = variable.low is None or (variable.high or 0.0) - variable.low >= WIDE
        if variable.own_missing and not (wide or variable.missing):
            continue  # `missing: {}` says that every code is an answer
        find = _apart if wide else _leaking
        for leak in find(variable, waves):
            if leak[1] not in labelled:
                yield _finding(context, variable, leak)


def _finding(
    context: Context,
    variable: Variable,
    leak: tuple[Observed, float, str],
    severity: Severity | None = None,
) -> Finding:
    one, code, why = leak
    count = int(one.counts[one.codes == code].sum())
    times = "once" if count == 1 else f"{count:,} times"
    message = (
        f"{variable.key}: code {as_text(code)}, found {times} in {one.wave}, counts as an answer "
        f"and {why}. If it means none: missing: {{{as_text(code)}: why}}."
    )
    subject = f"{variable.key} = {as_text(code)}, {one.wave}"
    path = ("variables", variable.key)
    return context.found("LPS209", subject, message, *path, severity=severity)


def _labelled(
    context: Context, variable: Variable, waves: list[Observed]
) -> Iterator[tuple[Finding, float]]:
    """Find codes within the range that a file, or the dictionary itself, labels as no answer.

    A category of a question without order may be one; on an ordered scale it spoils the mean.
    """
    by_wave = {column.wave: column.labels for column in wave_columns(context, variable)}
    for one in waves:
        for code in one.codes[_within(variable, one)].tolist():
            here = by_wave.get(one.wave, {}).get(code, "")
            own = variable.labels.get(code, "")
            known = code in variable.labels
            if not means_no_answer(own or here) or (known and variable.type == "categorical"):
                continue
            severity = Severity.WARNING if known else Severity.ERROR
            why = f"is labelled {quoted(own or here)}"
            yield _finding(context, variable, (one, code, why), severity), code


def _within(variable: Variable, one: Observed) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    if variable.listed:
        return np.isin(one.codes, [c for c in variable.labels if not isinstance(c, str)])
    low = -np.inf if variable.low is None else variable.low
    high = np.inf if variable.high is None else variable.high
    return np.asarray((one.codes >= low) & (one.codes <= high))


def _apart(variable: Variable, waves: list[Observed]) -> Iterator[tuple[Observed, float, str]]:
    """Find conventional codes above all other answers, with a gap between."""
    for one in waves:
        answers = one.codes[_within(variable, one)]
        top = answers[~np.isin(answers, CONVENTIONAL) | (answers < WIDE)]
        ends = (variable.low, variable.high)
        low, high = ends if None not in ends else (top.min(initial=0.0), top.max(initial=0.0))
        span = float(high or 0.0) - float(low or 0.0)
        for code in np.intersect1d(answers, CONVENTIONAL).tolist():
            count = int(one.counts[one.codes == code].sum())
            if len(top) and count >= FEWEST and code - top.max() >= GAP * span:
                yield one, code, f"stands apart from the others, which end at {top.max():g}"


def _leaking(variable: Variable, waves: list[Observed]) -> Iterator[tuple[Observed, float, str]]:
    """Find an 8 or 9 that is rare in other waves and towers over its neighbours in this one."""
    for one in waves:
        others = [wave for wave in waves if wave is not one]
        for code in (8.0, 9.0):
            if not others or not (variable.low or 0.0) < code <= (variable.high or 0.0):
                continue
            usual = max(wave.share(code) for wave in others)
            near = max(one.share(7.0), one.share(10.0))
            share = one.share(code)
            # Among few people an answer twice as frequent as its neighbours is no rarity.
            noise = (share * (1 - share) / max(one.counts.sum(), 1)) ** 0.5
            if share - usual >= RISE and share > 2 * max(near, usual) + noise:
                why = f"is {100 * share:.0f}% of them, {100 * usual:.0f}% at most in other waves"
                yield one, code, why
