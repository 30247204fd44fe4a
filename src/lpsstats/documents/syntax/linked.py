"""The tests of people who answered in both waves, as commands."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.documents.syntax.comparison_tests import Asked, only
from lpsstats.documents.syntax.sources import ID, SITE, WAVE, Sources
from lpsstats.documents.syntax.writing import command, comment, label, quoted

MEANS = (
    "T-TEST PAIRS: effect sizes of SPSS (version 27 and later) divide by the standard deviation of "
    "the differences; g of the result divides by the root of the mean of both variances"
)
RANKS = (
    "NPAR TESTS /WILCOXON: people who gave the same answer twice are dropped, as Wilcoxon did; the "
    "result ranks them too (Pratt) and its p is exact where few moved, so that p differs"
)
SHARES = (
    "Shares and categories of linked people are left out: the result has McNemar's test with mid-p "
    "and the Stuart-Maxwell test, which SPSS and PSPP do not print in this form"
)


def paired(
    sources: Sources, rows: Sequence[Asked], waves: tuple[int, int], *, confidence: float
) -> Iterator[str]:
    """Write the commands that put both answers of a person side by side, and their tests.

    Parameters
    ----------
    sources : Sources
        The dictionary and the names.
    rows : sequence of Asked
        All rows; those of different people are left to others.
    waves : (int, int)
        Positions of the earlier and the later wave.
    confidence : float
        Coverage of intervals.
    """
    here = [row for row in rows if row.linked]
    if not here:
        return
    means = [row for row in here if row.kind in {"mean", "ordered"}]
    yield ""
    if len(means) < len(here):
        yield from comment(SHARES)
    keys = {row.key: row.name for row in means}
    if not keys:
        return
    pairs = {name: (f"lps_f{i}", f"lps_t{i}") for i, name in enumerate(keys.values(), start=1)}
    yield from _side_by_side(pairs, waves)
    yield from _labelled(sources, keys, pairs, waves)
    yield from comment(MEANS)
    if any(row.kind == "ordered" for row in means):
        yield from comment(RANKS)
    for sites, place in dict.fromkeys((row.sites, row.place) for row in means):
        those = [row for row in means if (row.sites, row.place) == (sites, place)]
        yield ""
        yield f"ECHO {quoted(place)}."
        for part in _tests(those, pairs, confidence):
            yield from only(sites, len(sources.dictionary.sites))
            yield from part


def _side_by_side(pairs: dict[str, tuple[str, str]], waves: tuple[int, int]) -> Iterator[str]:
    """Write the commands that match each person's two rows."""
    yield from comment(
        "Both answers of a person side by side: lps_f is of the earlier wave, lps_t of the later"
    )
    yield from command("DATASET NAME", "lps_all")
    for side, wave in enumerate(waves):
        own = [names[side] for names in pairs.values()]
        yield from command("DATASET COPY", f"lps_side{side}")
        yield from command("DATASET ACTIVATE", f"lps_side{side}")
        yield from command("SELECT IF", f"({WAVE}={wave + 1} AND {ID} NE '')")
        renames = [f"({old}={new})" for old, new in zip(pairs, own, strict=True)]
        yield from command("RENAME VARIABLES", *renames)
        yield from command("SORT CASES BY", SITE, ID)
        yield from command("EXECUTE")
        yield from command("DATASET ACTIVATE", "lps_all")
    kept = [name for names in pairs.values() for name in names]
    yield from command(
        *("MATCH FILES", "/FILE=lps_side0", "/IN=lps_in0", "/FILE=lps_side1", "/IN=lps_in1"),
        *(f"/BY {SITE} {ID}", "/KEEP=", SITE, ID, *kept),
    )
    yield from command("SELECT IF", "(lps_in0=1 AND lps_in1=1)")
    yield from command("EXECUTE")


def _labelled(
    sources: Sources,
    keys: Mapping[str, str],
    pairs: Mapping[str, tuple[str, str]],
    waves: tuple[int, int],
) -> Iterator[str]:
    """Give both answers their words and their wave."""
    dictionary = sources.dictionary
    for key, name in keys.items():
        for own, wave in zip(pairs[name], waves, strict=True):
            words = f"{dictionary.waves[wave].label}: {sources.label_of(key)}"
            yield from command("VARIABLE LABELS", own, label(words))


def _tests(
    rows: Sequence[Asked], pairs: dict[str, tuple[str, str]], confidence: float
) -> Iterator[Iterator[str]]:
    """Give the commands of one place; the later answer first, so that differences are changes."""
    first = [pairs[row.name][1] for row in rows]
    second = [pairs[row.name][0] for row in rows]
    level = f"/CRITERIA=CI({confidence:g})"
    yield command("T-TEST", "PAIRS=", *first, "WITH", *second, "(PAIRED)", level)
    ranked = [pairs[row.name] for row in rows if row.kind == "ordered"]
    if ranked:
        later, earlier = [names[1] for names in ranked], [names[0] for names in ranked]
        yield command("NPAR TESTS", "/WILCOXON=", *earlier, "WITH", *later, "(PAIRED)")
