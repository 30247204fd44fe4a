"""The syntax that shows a comparison of two waves in SPSS or PSPP."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.documents.syntax.comparison_tests import Asked, asked, tests
from lpsstats.documents.syntax.heading import heading, joined, refusal, weighting
from lpsstats.documents.syntax.linked import paired
from lpsstats.documents.syntax.scores import scored
from lpsstats.documents.syntax.sources import WEIGHT, Sources
from lpsstats.documents.syntax.waves import stacked
from lpsstats.documents.syntax.writing import comment
from lpsstats.tables.document import Document


def comparison_syntax(document: Document, sources: Sources) -> str:
    """Write the syntax of a comparison of two waves.

    Parameters
    ----------
    document : Document
        The answer of `compare`, before anything in it is withheld.
    sources : Sources
        The files and the dictionary.

    Returns
    -------
    str
        Commands and comments; comments alone where a file cannot be read by syntax. It holds no
        number of the result.
    """
    return joined(list(_lines(document, sources)))


def _lines(document: Document, sources: Sources) -> Iterator[str]:
    dictionary = sources.dictionary
    yield from heading(document, dictionary)
    options = document.provenance.get("options")
    keys = {wave.key: position for position, wave in enumerate(dictionary.waves)}
    named = options if isinstance(options, Mapping) else {}
    waves = (keys[str(named["from"])], keys[str(named["to"])])
    obstacles = sources.obstacles(waves)
    if obstacles:
        yield from refusal(obstacles)
        return
    records = document.tables[0].records
    wanted = [asked(record, records, sources) for record in records]
    rows = [row for row in wanted if row is not None]
    yield from stacked(sources, waves, _variables(sources, rows))
    yield from scored(sources, _scales(sources, rows))
    yield from weighting(dictionary, WEIGHT, weighted=dictionary.weighted)
    yield ""
    yield from _left_out(sources, document)
    yield from tests(sources, rows, waves, confidence=float(str(named["confidence"])))
    yield from paired(sources, rows, waves, confidence=float(str(named["confidence"])))


def _scales(sources: Sources, rows: Sequence[Asked]) -> list[str]:
    return list(dict.fromkeys(row.key for row in rows if row.key in sources.dictionary.scales))


def _variables(sources: Sources, rows: Sequence[Asked]) -> list[str]:
    """List the questions that are asked for, and those behind the scales."""
    scales = sources.dictionary.scales
    items = [
        item for row in rows for item in (scales[row.key].items if row.key in scales else [row.key])
    ]
    return list(dict.fromkeys(items))


def _left_out(sources: Sources, document: Document) -> Iterator[str]:
    """Name what no syntax shows, and why."""
    records = document.tables[0].records
    boxes = dict.fromkeys(str(r["measure_label"]) for r in records if r["type"] == "multiple")
    for text in boxes:
        yield from comment(
            f"{text}: left out, for several answers may be ticked and who counts in their "
            "percentages is declared in the dictionary; lpsstats score writes the boxes"
        )
    if any(record["estimate_adjusted"] is not None for record in records):
        yield from comment(
            "The changes between people alike in the covariates are left out: UNIANOVA gives the "
            "difference, and robust standard errors only in newer versions of SPSS (/ROBUST=HC3)"
        )
    if sources.dictionary.cluster:
        yield from comment(
            "Sampling units are left out: SPSS allows for them in the module Complex Samples alone"
        )
    if sources.dictionary.design == "panel":
        yield from comment("People are linked by their number within a site")
