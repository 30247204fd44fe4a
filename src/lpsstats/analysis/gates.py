"""Is a scale reliable enough? The rule that lets an unattended run fail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.reliability_rows import ItemReliability, Reliability
from lpsstats.dictionary.model import Dictionary, ReliabilityRule
from lpsstats.findings import Finding, Severity, failed
from lpsstats.stats.two_items import fisher_interval

CODE = "reliability"
REVERSED = "reversed_item"
TOO_FEW = "n_lt_2"
FEWEST = 3  # two people agree perfectly, one way or the other, on any two items


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The outcome for one row.

    Attributes
    ----------
    judged : str, optional
        Which statistic was held against the rule: `alpha`, `omega` or `spearman_brown`.
    check : str
        `pass`, `fail` or `not_judged`.
    findings : tuple of Finding
        What to tell a person or a script.
    """

    judged: str | None
    check: str
    findings: tuple[Finding, ...]


def judge(row: Reliability, rule: ReliabilityRule | None, dictionary: Dictionary) -> Judged:
    """Hold a row against the rule; an item that runs against its scale fails without any.

    Parameters
    ----------
    row : Reliability
        A scale in one group.
    rule : ReliabilityRule, optional
        The threshold. Two items are judged by Spearman-Brown, whatever it names; a scale declared
        formative and a scale of one item are not judged, nor is a weighted row whose effective
        n is below 3.
    dictionary : Dictionary
        For the line where a cure is to be written.
    """
    against = tuple(_runs_against(row, dictionary))
    if rule is None or row.kind == "formative" or _is_beyond_judgement(row):
        check = "fail" if failed(against) else "not_judged"
        return Judged(judged=None, check=check, findings=against)
    name = "spearman_brown" if len(row.items) == 2 else rule.statistic
    value, low, high = (getattr(row, f"{name}{end}") for end in ("", "_low", "_high"))
    decisive = {"estimate": value, "lower": low, "upper": high}[rule.judge]
    chance = _straddles(rule, low, high)
    passed = decisive is not None and decisive >= rule.at_least
    severity = Severity.ERROR if not passed else Severity.NOTE if chance else Severity.PASSED
    message = _sentence(row, rule, name, decisive) + chance
    threshold = _finding(row, severity, message, dictionary)
    findings = (*against, threshold)
    return Judged(judged=name, check="fail" if failed(findings) else "pass", findings=findings)


def _is_beyond_judgement(row: Reliability) -> bool:
    """Say whether there is nothing to judge: one item, a group too small or not asked.

    Weights that leave too few respondents in effect say nothing of the scale either.
    """
    if row.weighted and row.reason == TOO_FEW:
        return True
    not_asked = row.n == 0 and all(item.n == 0 for item in row.items)
    part = row.wave is not None or row.site is not None
    return len(row.items) == 1 or (part and (not_asked or 0 < row.n < FEWEST))


def subject(row: Reliability) -> str:
    """Name a row: the scale, then the site and wave where it has them."""
    return ", ".join(part for part in (row.scale, row.wave, row.site) if part)


def row_name(row: Reliability) -> str:
    """Name a row for a reader."""
    return ", ".join(part for part in (row.scale_label, row.site_label, row.wave) if part)


def _finding(
    row: Reliability, severity: Severity, message: str, dictionary: Dictionary, code: str = CODE
) -> Finding:
    return Finding(
        severity=severity,
        code=code,
        subject=subject(row),
        message=message,
        file=dictionary.path.name,
        line=dictionary.line("scales", row.scale),
    )


def _sentence(row: Reliability, rule: ReliabilityRule, name: str, decisive: float | None) -> str:
    """Say what was judged and against what."""
    words = name.replace("spearman_brown", "Spearman-Brown")
    end = {"estimate": "", "lower": "lower end of ", "upper": "upper end of "}[rule.judge]
    if decisive is None:
        why = _why_not(row, name)
        return f"{row_name(row)}: {end}{words} cannot be estimated ({why}, n = {row.n:,})"
    found = f"{row_name(row)}: {end}{words} is {decisive:.3f} (n = {row.n:,})"
    relation = "at least" if decisive >= rule.at_least else "below"
    return f"{found}, {relation} {rule.at_least:g}"


def _why_not(row: Reliability, name: str) -> str:
    """Say why the statistic, or the end of its interval, does not exist."""
    if getattr(row, name) is not None:
        return "no interval"
    reason = row.omega_reason if name == "omega" else row.reason
    return reason or "all_tied"  # two items that cancel exactly have an alpha all the same


def _straddles(rule: ReliabilityRule, low: float | None, high: float | None) -> str:
    """Warn that chance may decide: the interval holds the threshold."""
    if rule.judge != "estimate" or low is None or high is None:
        return ""
    if not low < rule.at_least < high:
        return ""
    return (
        f"; the interval [{low:.3f}, {high:.3f}] holds the threshold, so chance may decide: "
        "`judge: upper` fails only what is clearly below"
    )


def _runs_against(row: Reliability, dictionary: Dictionary) -> Iterator[Finding]:
    """Find items whose correlation with the rest of the scale is negative."""
    for item in row.items:
        if item.item_rest is not None and item.item_rest < 0 and row.n >= FEWEST:
            severity = Severity.WARNING if row.kind == "formative" else Severity.ERROR
            yield _finding(row, severity, _cure(row, item, dictionary), dictionary, REVERSED)


def _cure(row: Reliability, item: ItemReliability, dictionary: Dictionary) -> str:
    path = ("scales", row.scale, "reverse")
    place = f"scales.{row.scale}.reverse ({dictionary.where(*path)})"
    if not _is_clear(item.item_rest or 0.0, row.n):
        advice = "it does not go with them: check its wording and coding before using the scale"
    elif item.reversed:
        advice = f"was it already turned round in the export? Then take it out of {place}"
    else:
        advice = f"it looks reverse-keyed: if its wording runs the other way, add it to {place}"
    return (
        f"{item.item} runs against the rest of {row_name(row)} "
        f"(r = {item.item_rest:.2f}, n = {row.n:,}); {advice}"
    )


def _is_clear(r: float, n: int) -> bool:
    """Say whether a negative correlation is more than chance: its 95% interval is below zero."""
    return bool(fisher_interval(np.array([r]), np.array([n]), confidence=0.95).high[0] < 0)


def judge_all(
    rows: Sequence[Reliability], rule: ReliabilityRule | None, dictionary: Dictionary
) -> tuple[Judged, ...]:
    """Judge every row."""
    return tuple(judge(row, rule, dictionary) for row in rows)
