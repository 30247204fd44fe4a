"""The syntax that shows a reliability result in SPSS or PSPP."""

from collections.abc import Iterator, Sequence

from lpsstats.documents.syntax.heading import heading, joined, refusal, weighting
from lpsstats.documents.syntax.scores import item_names, scored
from lpsstats.documents.syntax.sources import SITE, WAVE, WEIGHT, Sources
from lpsstats.documents.syntax.waves import stacked
from lpsstats.documents.syntax.writing import command, comment, quoted
from lpsstats.tables.document import Document
from lpsstats.tables.model import Record

DIFFERENCES = (
    "Cronbach's Alpha, Corrected Item-Total Correlation and Cronbach's Alpha if Item Deleted are "
    "the alpha, the item-rest r and the alpha if deleted of the result; both count only people who "
    "answered every item",
    "The interval of alpha is not to be had here: SPSS's ICC table gives Feldt's, which supposes "
    "normal answers of equal variance, and the result has the one it names",
    "Omega stands in SPSS (MODEL=OMEGA, version 28 and later) by another estimate, and not in PSPP",
)


def reliability_syntax(document: Document, sources: Sources) -> str:
    """Write the syntax of a reliability result.

    Parameters
    ----------
    document : Document
        The answer of `reliability`.
    sources : Sources
        The files and the dictionary.

    Returns
    -------
    str
        Commands and comments; comments alone where a file cannot be read by syntax.
    """
    return joined(list(_lines(document, sources)))


def _lines(document: Document, sources: Sources) -> Iterator[str]:
    dictionary = sources.dictionary
    waves = range(len(dictionary.waves))
    yield from heading(document, dictionary)
    obstacles = sources.obstacles(waves)
    if obstacles:
        yield from refusal(obstacles)
        return
    groups = _groups(document)
    scales = list(dict.fromkeys(scale for scale, _, _ in groups))
    items = [key for scale in scales for key in dictionary.scales[scale].items]
    yield from stacked(sources, waves, list(dict.fromkeys(items)))
    yield from scored(sources, scales)
    options = document.provenance.get("options", {})
    chosen = options.get("site", []) if isinstance(options, dict) else []
    weighted = bool(isinstance(options, dict) and options.get("weighted"))
    yield from weighting(dictionary, WEIGHT, weighted=weighted)
    yield ""
    for line in DIFFERENCES:
        yield from comment(line)
    for group in groups:
        yield ""
        yield from _reliability(sources, group, chosen)


def _groups(document: Document) -> list[tuple[str, str | None, str | None]]:
    """List the scale, site and wave of every row, each once."""
    return list(dict.fromkeys(_group(record) for record in document.tables[0].records))


def _group(record: Record) -> tuple[str, str | None, str | None]:
    site, wave = record["site"], record["wave"]
    return (
        str(record["scale"]),
        None if site is None else str(site),
        None if wave is None else str(wave),
    )


def _reliability(
    sources: Sources, group: tuple[str, str | None, str | None], chosen: Sequence[str]
) -> Iterator[str]:
    """Ask for one scale in one group."""
    dictionary = sources.dictionary
    key, site, wave = group
    scale = dictionary.scales[key]
    sites = {s.key: i for i, s in enumerate(dictionary.sites, start=1)}
    waves = {w.key: i for i, w in enumerate(dictionary.waves, start=1)}
    here = [site] if site is not None else list(chosen)
    named = [scale.label]
    named += [dictionary.sites[sites[site] - 1].label] if site is not None else []
    named += [dictionary.waves[waves[wave] - 1].label] if wave is not None else []
    yield f"ECHO {quoted(', '.join(named))}."
    conditions = [f"ANY({SITE}, {', '.join(str(sites[s]) for s in here)})"] if here else []
    conditions += [f"{WAVE}={waves[wave]}"] if wave is not None else []
    if conditions:
        yield "TEMPORARY."
        yield from command("SELECT IF", " AND ".join(conditions))
    items = list(item_names(sources, scale).values())
    yield from command("RELIABILITY", "/VARIABLES=", *items, "/MODEL=ALPHA", "/SUMMARY=TOTAL")
