"""The tests of two waves of different people, site by site, as commands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lpsstats.dictionary.model import Variable
from lpsstats.documents.syntax.sources import SITE, WAVE, Sources
from lpsstats.documents.syntax.writing import command, comment, label, number, quoted
from lpsstats.tables.model import Record

MEANS = (
    "T-TEST: read the row 'Equal variances not assumed', which is Welch's test. Effect sizes of "
    "SPSS (version 27 and later) divide by a pooled standard deviation, or by one wave's; g of "
    "the result divides by the root of the mean of both variances and is corrected for small n",
    "p adj of the result (Holm's method and others) is over all tests of a family; no SPSS table "
    "shows it, for it knows only the test that it prints",
)
RANKS = (
    "NPAR TESTS /M-W: the Mann-Whitney test takes both waves to spread alike; the result has the "
    "Brunner-Munzel test, which does not, and neither SPSS nor PSPP has it. P(higher) is U of the "
    "later wave over the product of both n"
)
SHARES = (
    "CROSSTABS: the N-1 chi-square of the result is Pearson's times (N - 1) / N; with three "
    "answers or more it has Pearson's as it stands. Where expected counts are small it has an "
    "exact test instead, for two answers Fisher's with mid-p, whose p is smaller than SPSS's. "
    "Intervals of shares (Newcombe) stand in PROPORTIONS of newer versions of SPSS, not in PSPP"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A row of the result whose numbers can be shown.

    Attributes
    ----------
    key, name : str
        The measure's key, and its name in syntax.
    sites : tuple of int
        The numbers of its sites, from 1.
    place : str
        What the table calls the place.
    kind : str
        `mean`, `ordered`, `share` (with answers that count as a yes) or `categories`.
    linked : bool
        Whether people are compared with themselves.
    """

    key: str
    name: str
    sites: tuple[int, ...]
    place: str
    kind: str
    linked: bool


def asked(record: Record, records: Sequence[Record], sources: Sources) -> Asked | None:
    """Read from a row of the result what to ask for; nothing where no syntax shows it.

    Parameters
    ----------
    record : Record
        The row.
    records : sequence of Record
        All rows: those of the sites tell which of them a row of all sites is of.
    sources : Sources
        The dictionary and the names.
    """
    if record["category"] is not None or record["type"] == "multiple":
        return None
    if record["status"] == "not_testable":
        return None
    key = str(record["measure"])
    sites = _sites(record, records, sources)
    variable = sources.dictionary.variables.get(key)
    return Asked(
        key=key,
        name=sources.names[key],
        sites=sites,
        place=str(record["site_label"]),
        kind=_kind(record, variable),
        linked=_is_linked(record),
    )


def _kind(record: Record, variable: Variable | None) -> str:
    if variable is not None and variable.type == "categorical":
        return "share" if variable.success else "categories"
    return "mean" if record["p_superior"] is None else "ordered"


def _is_linked(record: Record) -> bool:
    """Say whether a row compares linked people alone, each with themselves."""
    return bool(record["n_pairs"]) and record["n_pairs"] == record["n_from"] == record["n_to"]


def _sites(record: Record, records: Sequence[Record], sources: Sources) -> tuple[int, ...]:
    """Give the numbers of a row's sites; of all together those that have both waves."""
    numbers = {site.key: i for i, site in enumerate(sources.dictionary.sites, start=1)}
    if record["site"] is not None:
        return (numbers[str(record["site"])],)
    both = [
        numbers[str(row["site"])]
        for row in records
        if row["measure"] == record["measure"] and row["site"] is not None
        if row["category"] is None and row["n_from"] and row["n_to"]
    ]
    return tuple(both) or tuple(numbers.values())


def tests(
    sources: Sources, rows: Sequence[Asked], waves: tuple[int, int], *, confidence: float
) -> Iterator[str]:
    """Write the tests of rows whose waves are different people.

    Parameters
    ----------
    sources : Sources
        The dictionary and the names.
    rows : sequence of Asked
        All rows; those of linked people are left to others.
    waves : (int, int)
        Positions of the earlier and the later wave.
    confidence : float
        Coverage of intervals.
    """
    here = [row for row in rows if not row.linked]
    kinds = {row.kind for row in here}
    if kinds & {"mean", "ordered"}:
        for text in MEANS:
            yield from comment(text)
    yield from comment(RANKS) if "ordered" in kinds else ()
    yield from comment(SHARES) if kinds & {"share", "categories"} else ()
    yield from _successes(sources, [row for row in here if row.kind == "share"])
    for sites, place in dict.fromkeys((row.sites, row.place) for row in here):
        those = [row for row in here if (row.sites, row.place) == (sites, place)]
        yield ""
        yield f"ECHO {quoted(place)}."
        for part in _tests(sources, those, waves, confidence):
            yield from only(sites, len(sources.dictionary.sites))
            yield from part


def only(sites: Sequence[int], n_sites: int) -> Iterator[str]:
    """Write the commands that leave only some sites for the next one; none where all count."""
    if len(sites) == n_sites:
        return
    yield "TEMPORARY."
    yield from command("SELECT IF", f"ANY({SITE},", f"{','.join(map(str, sites))})")


def _tests(
    sources: Sources, rows: Sequence[Asked], waves: tuple[int, int], confidence: float
) -> Iterator[Iterator[str]]:
    """Give the commands of one place, each for all measures of its kind."""
    # The later wave first, so that a difference has the sign of the change.
    groups = f"({waves[1] + 1},{waves[0] + 1})"
    means = [row.name for row in rows if row.kind in {"mean", "ordered"}]
    if means:
        level = f"/CRITERIA=CI({confidence:g})"
        yield command("T-TEST", f"GROUPS={WAVE}{groups}", "/VARIABLES=", *means, level)
    ranks = [row.name for row in rows if row.kind == "ordered"]
    if ranks:
        yield command("NPAR TESTS", "/M-W=", *ranks, f"BY {WAVE}{groups}")
    tables = [name for row in rows for name in _tabled(sources, row)]
    if tables:
        cells = ("/CELLS=COUNT COLUMN", "/STATISTICS=CHISQ")
        yield command("CROSSTABS", "/TABLES=", *tables, f"BY {WAVE}", *cells)


def _tabled(sources: Sources, row: Asked) -> tuple[str, ...]:
    """Name what is tabled of a row: the answers, and where some count as a yes whether they do."""
    if row.kind == "categories":
        return (row.name,)
    return (yes_name(sources, row), row.name) if row.kind == "share" else ()


def yes_name(sources: Sources, row: Asked) -> str:
    """Name the variable that says whether an answer counts as a yes."""
    return f"lps_yes{list(sources.names).index(row.key) + 1}"


def _successes(sources: Sources, rows: Sequence[Asked]) -> Iterator[str]:
    """Write the commands that say of each answer whether it counts as a yes."""
    for key, row in {row.key: row for row in rows}.items():
        variable = sources.dictionary.variables[key]
        name = yes_name(sources, row)
        counted = ",".join(
            number(variable.text_codes[code] if isinstance(code, str) else code)
            for code in variable.success
        )
        tokens = (f"({counted}=1)", "(MISSING=SYSMIS)", "(ELSE=0)", f"INTO {name}")
        yield from command("RECODE", row.name, *tokens)
        yield from command("VARIABLE LABELS", name, label(f"{variable.label}: counts as a yes"))
