"""Choose what `counts` shows and how it judges, and refuse what cannot be."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lpsstats.analysis.counts.changes import ADJUSTMENTS, CountQuestion
from lpsstats.analysis.counts.periods import Periods, parse_periods
from lpsstats.analysis.counts.tidy import Tidy
from lpsstats.dictionary.folding import fold
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import DataError, UsageError
from lpsstats.survey.numbers import short

MOST_NAMED = 8
EVERY = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is to be shown: some periods; units and categories by name, all where none is named."""

    periods: tuple[int, ...]
    units: frozenset[str]
    categories: frozenset[str]


def refuse_unknown_choice(option: str, chosen: str | None, known: Sequence[str | None]) -> None:
    """Refuse a word that an option does not know.

    Raises
    ------
    UsageError
        Naming those that it knows.
    """
    if chosen not in known:
        words = ", ".join(word for word in known if word)
        message = f"{option} {short(str(chosen))}: must be one of {words}"
        raise UsageError(message)


def refuse_without_effect(table: str | None, given: Mapping[str, object]) -> None:
    """Refuse options of changes where only trends are asked for.

    Raises
    ------
    UsageError
        Naming them.
    """
    named = [option for option, value in given.items() if value is not None]
    if table == "trend" and named:
        message = f"{', '.join(named)}: has no effect on --table trend, which takes all periods"
        raise UsageError(message)


def choose_question(
    tidy: Tidy, *, per: float | None, adjust: str, confidence: float, add_categories: bool
) -> CountQuestion:
    """Settle how changes are judged.

    Raises
    ------
    UsageError
        If a number makes no sense, or a rate is asked for that has no exposure.
    """
    refuse_unknown_choice("--adjust", adjust, ADJUSTMENTS)
    if not 0.5 < confidence < 1:
        hint = f"; did you mean {confidence / 100:g}?" if 50 < confidence < 100 else ""
        message = f"--confidence {confidence:g}: must lie between 0.5 and 1{hint}"
        raise UsageError(message)
    if per is not None and not (per > 0 and math.isfinite(per)):
        message = f"--per {per:g}: must be a number above 0"
        raise UsageError(message)
    if per is not None and not tidy.has("exposure"):
        message = (
            f"--per {per:g}: {tidy.name} has no column 'exposure', so that there is no rate; name "
            "it with --column exposure=COLUMN, or leave --per out"
        )
        raise UsageError(message)
    return CountQuestion(
        per=per or 1.0, adjust=adjust, confidence=confidence, add_categories=add_categories
    )


def choose_periods(periods: Periods, label: str | None) -> tuple[int, ...]:
    """Choose periods by label, in any accepted spelling; the latest where none is named.

    Raises
    ------
    UsageError
        If the file has no such period.
    """
    n = len(periods.labels)
    if label is None:
        return (n - 1,)
    if label.strip().casefold() == EVERY:
        return tuple(range(n))
    wanted = _place(periods, label)
    if wanted is None:
        last = ", ".join(periods.labels[-MOST_NAMED:])
        more = "..., " if n > MOST_NAMED else ""
        message = (
            f"--period {short(label)}: the file has no such period (there are: {more}{last}; or "
            f"{EVERY})"
        )
        raise UsageError(message)
    return (wanted,)


def _place(periods: Periods, label: str) -> int | None:
    """Find a period by reading its label together with the file's own."""
    try:
        together = parse_periods((*periods.labels, label))
    except DataError:
        return None
    is_new = len(together.labels) > len(periods.labels)
    return None if is_new else int(together.index[-1])


def choose_named(option: str, names: Sequence[str], known: Sequence[str]) -> frozenset[str]:
    """Choose units or categories by name, whatever the case and the blanks; none where none is.

    Raises
    ------
    UsageError
        If the file has no such name.
    """
    places = {fold(name): name for name in known}
    for name in names:
        if fold(name) not in places:
            some = ", ".join(short(one) for one in known[:MOST_NAMED])
            more = ", ..." if len(known) > MOST_NAMED else ""
            meant = did_you_mean(name, known) or f" (there are: {some}{more})"
            message = f"{option} {short(name)}: nothing of that name in the file{meant}"
            raise UsageError(message)
    return frozenset(places[fold(name)] for name in names)
