"""Of whom the shares of themes are, in words."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.themes.rows import Theme
from lpsstats.dictionary.model import Dictionary

BASES = {
    "asked": "all who were asked and did not refuse",
    "answered": "all who made an entry",
    "any": "all who named at least one theme",
}
LINKED_BASES = {
    "asked": "all who were asked in both waves, did not refuse and are linked",
    "answered": "those who made an entry in both waves and are linked",
    "any": "those who named at least one theme in both waves and are linked",
}
LINKED_ANSWERED = "those who answered in both waves and are linked, with one theme each"


def base_notes(rows: Sequence[Theme], dictionary: Dictionary) -> Iterator[str]:
    """Say of whom the percentages are.

    Parameters
    ----------
    rows : sequence of Theme
        The rows shown, at least one.
    dictionary : Dictionary
        The bases of the questions.
    """
    labels: dict[str, list[str]] = {}
    for key, label in dict.fromkeys((row.measure, row.measure_label) for row in rows):
        variable = dictionary.variables[key]
        several = variable.type == "multiple"
        base = BASES[variable.base] if several else "all who answered, with one theme each"
        linked = LINKED_BASES[variable.base] if several else LINKED_ANSWERED
        base = _of_linked([row for row in rows if row.measure == key], base, linked)
        labels.setdefault(base, []).append(label)
    named = "; ".join(f"of {', '.join(names)}: {base}" for base, names in labels.items())
    bases = f": {next(iter(labels))}" if len(labels) == 1 else f" {named}"
    yield f"Percent of respondents, not of mentions. Base{bases}."
    if any(row.type == "multiple" for row in rows):
        yield "People name several themes, so the shares of a question can add to more than 100%."


def _of_linked(rows: Sequence[Theme], base: str, linked: str) -> str:
    """Choose the words of a base: rows of linked people count only those who are in both waves."""
    paired = [row for row in rows if row.n_pairs and row.n_pairs == row.n_from == row.n_to]
    if not paired:
        return base
    one_place = len({row.group for row in rows}) == 1
    n = f" ({max(row.n_pairs or 0 for row in paired):,})" if one_place else ""
    rest = [row for row in rows if row not in paired and (row.n_from or row.n_to)]
    return f"{base}; of linked people: {linked}{n}" if rest else f"{linked}{n}"
