"""What people hand to the functions, made ready: names, words of a closed list, paths, numbers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError

Adjust = Literal["holm", "hochberg", "bonferroni", "fdr_bh", "fdr_by", "none"]
EffectSize = Literal["average", "pooled"]
Linked = Literal["pairs", "overlapping", "independent"]
IntervalOf = Literal["jackknife", "adf", "feldt", "bootstrap"]
OutOfRange = Literal["error", "missing"]
Level = Literal["error", "warning", "note"]
Correlation = Literal["pearson", "spearman"]
Described = Literal["who", "weights", "scales", "items", "missing", "composition"]
Related = Literal["pairs", "summary", "mediation"]
Tabled = Literal["themes", "question", "agreement"]
Counted = Literal["changes", "trend"]
Absent = Literal["missing", "zero"]
Verdict = Literal["declined"]

Names = str | Sequence[str]
PathLike = str | Path
PathLikes = PathLike | Sequence[PathLike]


def names(given: Names) -> tuple[str, ...]:
    """Take one name, or several."""
    return (given,) if isinstance(given, str) else tuple(given)


def paths(given: PathLikes) -> tuple[Path, ...]:
    """Take one path, or several."""
    several = (given,) if isinstance(given, str | Path) else given
    return tuple(Path(one) for one in several)


def refuse_others(option: str, value: str | None, words: object) -> None:
    """Refuse a word that is none of a closed list.

    Parameters
    ----------
    option : str
        The argument's name.
    value : str, optional
        What was given; `None` is no word.
    words : Literal
        The type that lists them.

    Raises
    ------
    UsageError
        Lists what there is.
    """
    known = get_args(words)
    if value is not None and value not in known:
        message = f"{option}={value!r}: there is {', '.join(known)}{did_you_mean(value, known)}"
        raise UsageError(message)


def refuse_below(option: str, value: float | None, least: int) -> None:
    """Refuse a number that is too small to mean anything.

    Raises
    ------
    UsageError
        Says what the least is.
    """
    if value is not None and not value >= least:
        message = f"{option}={value}: at least {least}"
        raise UsageError(message)
