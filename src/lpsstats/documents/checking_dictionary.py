"""The document that `check --dictionary-only` gives."""

from collections.abc import Iterator, Sequence

import lpsstats
from lpsstats.checking.guesses import unsettled
from lpsstats.checking.running import sort_findings
from lpsstats.dictionary.model import Dictionary
from lpsstats.tables.document import Document
from lpsstats.tables.findings import findings_table


def dictionary_document(dictionaries: Sequence[Dictionary]) -> Document:
    """Say what is left to look at in dictionaries that could be read; their data are not read.

    Parameters
    ----------
    dictionaries : sequence of Dictionary
        At least one. Whatever is wrong with a dictionary was refused when it was read.

    Returns
    -------
    Document
        A row per guess that is still marked, and per dictionary without scales.
    """
    findings = sort_findings([one for each in dictionaries for one in unsettled(each)])
    title = ", ".join(dict.fromkeys(each.title for each in dictionaries))
    return Document(
        command="check",
        tables=(findings_table(title, findings),),
        provenance={
            "program": f"lpsstats {lpsstats.__version__}",
            "dictionaries": [
                {"name": each.path.name, "sha256": each.sha256} for each in dictionaries
            ],
        },
        notes=tuple(_notes(dictionaries)),
        findings=findings,
        tabled=True,
    )


def _notes(dictionaries: Sequence[Dictionary]) -> Iterator[str]:
    for each in dictionaries:
        n_variables, n_scales = len(each.variables), len(each.scales)
        yield (
            f"{each.path.name}: valid; variables: {n_variables:,}, scales: {n_scales:,}, "
            f"waves: {len(each.waves):,}; no data were read"
        )
