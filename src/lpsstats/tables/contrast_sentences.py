"""The sentence that may be printed of a contrast: what was seen, and what it cannot say."""

from collections.abc import Sequence

from lpsstats.analysis.contrast_rows import Contrast
from lpsstats.analysis.measures import Measure
from lpsstats.tables.rounding import fixed, p_value, signed

FAVOUR = {
    "favours_intervention": " That is in favour of the {intervention}.",
    "favours_comparison": " That is in favour of the {comparison}.",
    "changes_differ": "",
    "no_clear_difference": " That is no clear difference.",
    "practically_equal": " That is less than was declared to matter.",
}


def sentence(row: Contrast, measure: Measure, waves: tuple[str, str]) -> str:
    """Write what may be said of a row.

    Parameters
    ----------
    row : Contrast
        Any row.
    measure : Measure
        What it is about.
    waves : (str, str)
        The names of the two waves.

    Returns
    -------
    str
        A few sentences without a verb of causing: two groups of sites changed differently, or not
        clearly so; how many other splits of them show as much; and that it stays open why.
    """
    start = f"{measure.label} ({_scale(measure)}), {waves[0]} to {waves[1]}: "
    if row.estimate is None or row.conf_low is None or row.conf_high is None:
        return f"{start}the changes of the sites could not be set against each other."
    first, second = (_sites(row, arm) for arm in ("intervention", "comparison"))
    interval = " to ".join(_signed(end, row) for end in (row.conf_low, row.conf_high))
    level = f"difference {_signed(row.estimate, row)}, {100 * row.confidence:g}% CI {interval}"
    adjusted = "" if row.p_adjusted is None else f", adjusted p {_p(row.p_adjusted)}"
    verdict = FAVOUR[row.verdict].format(
        intervention=_noun(row.n_intervention, "intervention"),
        comparison=_noun(row.n_comparison, "comparison"),
    )
    moved = f"{_movement(row, first, second)} ({level}{adjusted})."
    return f"{start}{moved}{verdict} {_splits(row)}{_shock(row)} {_open(row)}"


def _movement(row: Contrast, first: str, second: str) -> str:
    """Say how much more one side moved, or how both did where they moved apart."""
    one, other = row.change_intervention or 0.0, row.change_comparison or 0.0
    apart = _amount(row.estimate or 0.0, row)
    amounts = [float(_bare(number, row)) for number in (one, other, row.estimate or 0.0)]
    if one * other <= 0 or not all(amounts):
        return (
            f"a change of {_signed(one, row)} in {first} and of {_signed(other, row)} in "
            f"{second}, {apart} apart"
        )
    verb = "rose" if one > 0 else "fell"
    more = "more" if abs(one) >= abs(other) else "less"
    return (
        f"it {verb} by {apart} {more} in {first} than in {second}, by {_bare(one, row)} against "
        f"{_bare(other, row)}"
    )


def _sites(row: Contrast, arm: str) -> str:
    """Name the sites of a side, partial ones as such."""
    here = [site for site in row.sites if site.arm == arm]
    names = [f"{s.site_label} [partial]" if s.role == "partial" else s.site_label for s in here]
    return f"the {_noun(len(here), arm)} ({', '.join(names)})"


def _noun(n: int, arm: str) -> str:
    return f"{arm} site" if n == 1 else f"{n} {arm} sites"


def _splits(row: Contrast) -> str:
    """Say how many of the possible splits show as much."""
    if row.p_split is None or row.n_splits is None:
        return ""
    n, as_large = row.n_intervention + row.n_comparison, round(row.p_split * row.n_splits)
    show = "shows" if as_large == 1 else "show"
    return (
        f"Of {row.n_splits:,} ways to split these {n} sites like this, {as_large:,} {show} a "
        "difference of this size or larger, this one included."
    )


def _shock(row: Contrast) -> str:
    if row.tipping_shock is None:
        return ""
    return (
        " Ups and downs of single places with a standard deviation of "
        f"{_amount(row.tipping_shock, row)} would be enough for the interval to reach 0."
    )


def _open(row: Contrast) -> str:
    """Say what no figure of two groups of places can settle."""
    n = row.n_intervention + row.n_comparison
    return f"Whether something else set these {n} places apart stays open."


def _scale(measure: Measure) -> str:
    end = {"low": ", low is better", "high": ", high is better"}.get(measure.better, "")
    span = "share in percent" if measure.unit == "percent" else f"{measure.low:g}-{measure.high:g}"
    return f"{span}{end}"


def _amount(number: float, row: Contrast) -> str:
    points = "percentage points" if row.unit == "percent" else "points"
    return f"{_bare(number, row)} {points}"


def _bare(number: float, row: Contrast) -> str:
    return fixed(abs(number), _decimals(row))


def _signed(number: float, row: Contrast) -> str:
    return signed(number, _decimals(row))


def _decimals(row: Contrast) -> int:
    return 1 if row.unit == "percent" else 2


def _p(number: float) -> str:
    text = p_value(number)
    return text if text.startswith(("<", ">")) else f"= {text}"


def sentences(
    rows: Sequence[Contrast], measures: Sequence[Measure], waves: tuple[str, str]
) -> list[str]:
    """Write the sentence of every row, in their order."""
    by_key = {measure.key: measure for measure in measures}
    return [sentence(row, by_key[row.measure], waves) for row in rows]
