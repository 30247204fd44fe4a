"""Which tests a comparison used, and how to read what stands beside them."""

from collections import Counter
from collections.abc import Sequence

from lpsstats.analysis.comparison_rows import Comparison
from lpsstats.analysis.linking_modes import MOSTLY_LINKED

KINDS = {
    "scale": "scales",
    "likert": "questions with ordered answers",
    "ordinal": "questions with ordered answers",
    "number": "numbers",
    "categorical": "categorical questions",
    "multiple": "boxes to tick",
}
SIGNED_RANK = "Wilcoxon"
# Tests of shares that come with the interval of a mean.
BY_T = frozenset({"Partly overlapping t-test", "Design-based paired t-test"})


def tests_note(rows: Sequence[Comparison]) -> str:
    """Name the tests, the intervals and the effect sizes of a table.

    Parameters
    ----------
    rows : sequence of Comparison
        The rows shown, at least one.
    """
    parts = [_tests(rows), *_linked(rows), *_ordered(rows), *_shares(rows), *_effects(rows)]
    return " ".join(parts)


def _tests(rows: Sequence[Comparison]) -> str:
    """Name every test and what it is of; that of one kind of measure needs no kind."""
    used: dict[str, list[str]] = {}
    tested = [row for row in rows if row.status == "ok"] or rows
    for row in tested:
        kinds = used.setdefault(row.method, []) if row.method else []
        kind = "single answers" if row.category is not None else KINDS[row.type]
        if kind not in kinds:
            kinds.append(kind)
    if len(used) <= 1:
        return f"Test: {next(iter(used), 'none possible')}, two-sided."
    if len({tuple(kinds) for kinds in used.values()}) == 1:
        return f"Tests, two-sided: {'; '.join(used)}."
    named = "; ".join(f"{method} ({', '.join(kinds)})" for method, kinds in used.items())
    return f"Tests, two-sided: {named}."


def _linked(rows: Sequence[Comparison]) -> list[str]:
    """Say how many rows compare the same people, and by which rule."""
    linked = [
        row
        for row in rows
        if row.n_pairs is not None and row.category is None and row.status == "ok"
    ]
    if not linked:
        return []
    counts = Counter(linked_mode(row) for row in linked)
    words = {
        "pairs": "on respondents linked between the waves within a site",
        "overlapping": f"on everybody, allowing for those who are linked{_how_many(linked)}",
        "independent": "as of different people (nobody is linked, or is to count as linked)",
    }
    parts = [f"{n} {'row' if n == 1 else 'rows'} {words[mode]}" for mode, n in counts.items()]
    if len(counts) == 1:
        only = next(iter(counts))
        return [f"All rows are {words[only]}."]
    return [f"{'; '.join(parts)}."]


def _how_many(linked: Sequence[Comparison]) -> str:
    """Say why everybody is tested, where that is why: by request, or in a table, it is not."""
    partly = [row for row in linked if linked_mode(row) == "overlapping"]
    few = all((row.n_pairs or 0) < MOSTLY_LINKED * min(row.n_from, row.n_to) for row in partly)
    return " (fewer than three in five of the smaller wave)" if few else ""


def linked_mode(row: Comparison) -> str:
    """Tell from a row how its respondents were linked."""
    if not row.n_pairs:
        return "independent"
    whole = row.n_from == row.n_to == row.n_pairs
    return "pairs" if whole else "overlapping"


def _ordered(rows: Sequence[Comparison]) -> list[str]:
    """Explain what stands beside the test of ordered answers."""
    ranked = [row for row in rows if row.p_superior is not None and row.status == "ok"]
    paired = [row for row in ranked if row.method.startswith(SIGNED_RANK)]
    notes = []
    if len(paired) < len(ranked):
        notes.append(
            "P(higher): the chance that a random later answer is the higher one, ties by half; "
            "that is what is tested, while the change and its interval are of the mean."
        )
    if paired:
        notes.append(
            "P(higher) of linked people: the share whose later answer is the higher one, and half "
            "of those who gave the same; the signed-rank test also weighs how far they moved."
        )
    return notes


def _shares(rows: Sequence[Comparison]) -> list[str]:
    """Name the interval of shares."""
    shares = [row for row in rows if row.unit == "percent" and row.conf_low is not None]
    by_t = [row for row in shares if row.method in BY_T]
    if not shares:
        return []
    if len(by_t) == len(shares):
        return ["Intervals of shares: t."]
    also = "; t for those tested by a t test of linked people" if by_t else ""
    return [f"Intervals of shares: Newcombe's hybrid score{also}."]


def _effects(rows: Sequence[Comparison]) -> list[str]:
    """Name the effect sizes."""
    methods = dict.fromkeys(row.effect_method for row in rows if row.effect is not None)
    named = [method for method in methods if method]
    return [f"Effect size: {'; '.join(named)}."] if named else []
