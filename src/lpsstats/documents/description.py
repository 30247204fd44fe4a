"""The document that `describe` gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import lpsstats
from lpsstats.analysis.description import describe_weights, who_answered
from lpsstats.analysis.description_groups import make_groups, only_sites
from lpsstats.analysis.description_items import describe_items
from lpsstats.analysis.description_missing import describe_missing
from lpsstats.analysis.description_scales import describe_scales
from lpsstats.analysis.provenance import account, provenance
from lpsstats.dictionary.model import Dictionary, Scale, Variable
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.documents.choosing import choose_sites
from lpsstats.documents.composition import who_was_interviewed
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.tables.description import weights_table, who_table
from lpsstats.tables.description_items import item_answers_table
from lpsstats.tables.description_missing import missing_table
from lpsstats.tables.description_overview import item_tables, missing_overview
from lpsstats.tables.description_places import listed
from lpsstats.tables.description_scales import scale_table
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table

GROUPINGS = {
    "wave": ("wave",),
    "site": ("site",),
    "wave,site": ("wave", "site"),
    "site,wave": ("wave", "site"),
}
BY_WAVE = ("wave",)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is to be described: scales, variables and, where they were named, groups."""

    scales: tuple[Scale, ...]
    variables: tuple[Variable, ...]
    by: tuple[str, ...] | None
    named: bool


def description_document(
    survey: Survey,
    *,
    table: str | None = None,
    by: str | None = None,
    sites: Sequence[str] = (),
    measures: Sequence[str] = (),
) -> Document:
    """Describe who answered and what, and lay it out.

    Parameters
    ----------
    survey : Survey
        All waves.
    table : str, optional
        `who`, `weights`, `scales`, `items`, `missing` or `composition`: that table alone, in full.
        Without it all of them but the last, questions and missing answers a line each.
    by : str, optional
        `wave`, `site` or `wave,site`: rows for each of them. By default weights, scales and the
        full table of missing answers are by wave, items are of everybody.
    sites : sequence of str
        Describe only the respondents of these.
    measures : sequence of str
        Keys of scales, which bring their items along, and of items; everything by default.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or there is nothing to put into the table.
    """
    dictionary = survey.dictionary
    places = choose_sites(dictionary, sites)
    question = _question(survey, measures, by)
    here = only_sites(survey, [site.key for site in dictionary.sites if site.key in places])
    everything = table is None
    if table is not None and table not in BUILDERS:
        message = f"--table {table}: must be one of {', '.join(BUILDERS)}"
        raise UsageError(message)
    tables = _overview(here, question) if table is None else BUILDERS[table](here, question)
    options = {"table": table, "by": by, "site": list(sites), "measure": list(measures)}
    return Document(
        command="describe",
        disclosure=survey.dictionary.disclosure,
        tables=tuple(tables),
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(
            *account(survey),
            *survey.notes,
            *_restricted(survey, here),
            *(_not_described(survey) if everything or table in {"items", "missing"} else ()),
        ),
    )


def _question(survey: Survey, measures: Sequence[str], by: str | None) -> _Question:
    """Choose scales and variables by key, in the dictionary's order; the weight is no question."""
    dictionary = survey.dictionary
    for key in measures:
        if key not in dictionary.scales and not _is_read(survey, key):
            raise UsageError(_unknown(key, dictionary))
    scales = tuple(s for key, s in dictionary.scales.items() if not measures or key in measures)
    named = {*measures, *(item for scale in scales if measures for item in scale.items)}
    variables = tuple(
        variable
        for key, variable in dictionary.variables.items()
        if _is_read(survey, key) and (key in named if measures else key != dictionary.weight)
    )
    return _Question(scales=scales, variables=variables, by=_groups(by), named=bool(measures))


def _is_read(survey: Survey, key: str) -> bool:
    """Say whether a variable is described: it holds codes or numbers, or boxes that are ticked."""
    return key in survey.responses or key in survey.boxes


def _unknown(key: str, dictionary: Dictionary) -> str:
    if key in dictionary.variables:
        kind = dictionary.variables[key].type
        return f"--measure {key}: of type {kind}; codes, numbers and boxes are described"
    known = [*dictionary.scales, *dictionary.variables]
    meant = did_you_mean(key, known) or f" (scales: {', '.join(dictionary.scales) or 'none'})"
    return f"--measure {key}: no scale or item of that name{meant}"


def _groups(by: str | None) -> tuple[str, ...] | None:
    if by is None:
        return None
    groups = GROUPINGS.get(by.replace(" ", ""))
    if groups is None:
        message = f"--by {by}: must be wave, site or wave,site"
        raise UsageError(message)
    return groups


def _overview(survey: Survey, question: _Question) -> Iterator[Table]:
    """Give every table there is something to say in; questions and missing answers in brief."""
    dictionary = survey.dictionary
    yield from _who(survey, question)
    if survey.weight is not None:
        yield from _weights(survey, question)
    if question.scales:
        yield from _scales(survey, question)
    items = make_groups(dictionary, question.by or ())
    yield from item_tables(describe_items(survey, question.variables, items), dictionary)
    missing = make_groups(dictionary, question.by or BY_WAVE)
    rows = describe_missing(survey, question.variables, missing)
    yield from missing_overview(rows, dictionary)


def _who(survey: Survey, question: _Question) -> Iterator[Table]:
    yield who_table(who_answered(survey), survey.dictionary)


def _weights(survey: Survey, question: _Question) -> Iterator[Table]:
    dictionary = survey.dictionary
    if survey.weight is None:
        place = dictionary.where("survey", "weight")
        message = f"--table weights: no weight is declared (survey.weight, {place})"
        raise UsageError(message)
    groups = make_groups(dictionary, question.by or BY_WAVE)
    yield weights_table(describe_weights(survey, groups), dictionary)


def _scales(survey: Survey, question: _Question) -> Iterator[Table]:
    dictionary = survey.dictionary
    if not question.scales:
        known = ", ".join(dictionary.scales)
        why = f"no scale is named (there are: {known})" if known else "none is declared"
        message = f"--table scales: {why}"
        raise UsageError(message)
    groups = make_groups(dictionary, question.by or BY_WAVE)
    yield scale_table(describe_scales(survey, question.scales, groups), dictionary)


def _items(survey: Survey, question: _Question) -> Iterator[Table]:
    groups = make_groups(survey.dictionary, question.by or ())
    rows = describe_items(survey, question.variables, groups)
    yield item_answers_table(rows, survey.dictionary)


def _missing(survey: Survey, question: _Question) -> Iterator[Table]:
    groups = make_groups(survey.dictionary, question.by or BY_WAVE)
    rows = describe_missing(survey, question.variables, groups)
    yield missing_table(rows, survey.dictionary)


def _composition(survey: Survey, question: _Question) -> Iterator[Table]:
    if question.by is not None:
        message = "--by: --table composition is by site, and holds two waves against each other"
        raise UsageError(message)
    yield who_was_interviewed(survey, question.variables if question.named else None)


BUILDERS = {
    "who": _who,
    "weights": _weights,
    "scales": _scales,
    "items": _items,
    "missing": _missing,
    "composition": _composition,
}


def _restricted(survey: Survey, here: Survey) -> Iterator[str]:
    """Say who is left aside by the choice of sites."""
    if here.n < survey.n:
        sites = ", ".join(site.label for site in here.dictionary.sites)
        yield f"only {sites}: {here.n:,} of {survey.n:,} respondents"


def _not_described(survey: Survey) -> Iterator[str]:
    """Say which variables are not described, and why."""
    left = [v for key, v in survey.dictionary.variables.items() if not _is_read(survey, key)]
    if left:
        names = listed([f"{variable.key} ({variable.type})" for variable in left])
        what = "variable is" if len(left) == 1 else "variables are"
        yield f"{len(left):,} {what} not described, only codes, numbers and boxes are: {names}"
