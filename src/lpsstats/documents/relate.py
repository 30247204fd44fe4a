"""The document that `relate` gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import lpsstats
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.provenance import account, completeness, provenance
from lpsstats.analysis.relations.relating import (
    ADJUSTED_BY,
    CORRELATIONS,
    RelationQuestion,
    relate,
)
from lpsstats.dictionary.model import Dictionary
from lpsstats.documents.choosing import choose_confidence, choose_measures
from lpsstats.documents.choosing_base import choose_pooled
from lpsstats.documents.relate_mediation import mediation_tables
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import score
from lpsstats.tables.diagram import Diagram
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table
from lpsstats.tables.relate import pairs_table, relation_diagram, summary_table

PAIRS, SUMMARY, MEDIATION = "pairs", "summary", "mediation"
SEED = 20180501
TABLES = (PAIRS, SUMMARY, MEDIATION)


@dataclass(frozen=True, slots=True)
class _Part:
    """Some tables with what is drawn of them and said of the data behind them."""

    tables: tuple[Table, ...]
    diagram: Diagram
    notes: tuple[str, ...] = ()


def relate_document(
    survey: Survey,
    *,
    measures: Sequence[str] = (),
    method: str = "pearson",
    waves: Sequence[str] = (),
    sites: Sequence[str] = (),
    table: str | None = None,
    mediation: tuple[str, str, str] | None = None,
    adjust: str = "holm",
    confidence: float | None = None,
    seed: int = SEED,
) -> Document:
    """Say which measures go together among people of the same site and wave.

    Parameters
    ----------
    survey : Survey
        All waves.
    measures : sequence of str
        What to relate, at least two: measures, families, `scales`, `items`, `all`; the scales by
        default. All need values in order.
    method : str
        `pearson` or `spearman`.
    waves, sites : sequence of str
        Keys of those whose respondents count; all by default.
    table : str, optional
        `pairs`, `summary` or `mediation`: that table alone. By default the first two and, where it
        is asked for, the third.
    mediation : (str, str, str), optional
        Keys of three measures: how the first goes with the third by way of the second.
    adjust : str
        How p-values are adjusted over all pairs.
    confidence : float, optional
        Coverage of intervals.
    seed : int
        Where resamples start.

    Returns
    -------
    Document
        Its diagram has a line for each pair whose partial correlation is clear; with `mediation`,
        it is that of the three measures.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or fewer than two measures have values in order.
    """
    _refuse(table, method, adjust, mediation)
    dictionary = survey.dictionary
    positions = choose_pooled(dictionary, waves, sites)
    question = RelationQuestion(
        waves=positions[0],
        sites=positions[1],
        method=method,
        adjust=adjust,
        confidence=choose_confidence(dictionary, confidence),
        seed=seed,
    )
    parts = []
    if table != MEDIATION:
        parts.append(_relations(survey, measures, question, table))
    if mediation is not None and table in {None, MEDIATION}:
        parts.append(_mediation(survey, mediation, question))
    options = {
        "measure": list(measures),
        "method": method,
        "wave": list(waves),
        "site": list(sites),
        "table": table,
        "mediation": list(mediation) if mediation else None,
        "adjust": adjust,
        "confidence": question.confidence,
        "seed": seed,
    }
    return Document(
        command="relate",
        disclosure=survey.dictionary.disclosure,
        tables=tuple(one for part in parts for one in part.tables),
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(
            *account(survey),
            *survey.notes,
            *(note for part in parts for note in part.notes),
            *_left_aside(survey, question),
        ),
        diagram=parts[-1].diagram,
    )


def _refuse(table: str | None, method: str, adjust: str, mediation: object) -> None:
    """Refuse options that say nothing known, or nothing together."""
    for option, value, known in (
        ("--table", table, TABLES),
        ("--method", method, CORRELATIONS),
        ("--adjust", adjust, ADJUSTED_BY),
    ):
        if value is not None and value not in known:
            message = f"{option} {value}: must be one of {', '.join(known)}"
            raise UsageError(message)
    if table == MEDIATION and mediation is None:
        message = "--table mediation: name three measures with --mediation X M Y"
        raise UsageError(message)


def _relations(
    survey: Survey, named: Sequence[str], question: RelationQuestion, table: str | None
) -> _Part:
    """Relate the measures, and lay out what was asked of it."""
    dictionary = survey.dictionary
    measures, others = _in_order(survey, choose_measures(dictionary, named), named)
    found = relate(survey, measures, question)
    tables = {
        PAIRS: pairs_table(found, measures, dictionary, question.seed),
        SUMMARY: summary_table(found, measures, dictionary),
    }
    scales = [dictionary.scales[m.key] for m in measures if m.key in dictionary.scales]
    return _Part(
        tables=tuple(one for key, one in tables.items() if table in {None, key}),
        diagram=relation_diagram(found, measures, dictionary),
        notes=(
            *completeness([score(survey, scale) for scale in scales]),
            *_without_order(others),
        ),
    )


def _mediation(survey: Survey, keys: tuple[str, str, str], question: RelationQuestion) -> _Part:
    table, diagram = mediation_tables(
        survey,
        keys,
        question.waves,
        question.sites,
        confidence=question.confidence,
        seed=question.seed,
    )
    return _Part((table,), diagram)


def _in_order(
    survey: Survey, chosen: Sequence[str], named: Sequence[str]
) -> tuple[list[Measure], list[Measure]]:
    """Build the measures with values in order; and those that have none."""
    built = [measure_of(survey, key) for key in chosen]
    usable = [measure for measure in built if measure.has_mean]
    others = [measure for measure in built if not measure.has_mean]
    refused = [measure for measure in others if measure.key in named]
    if refused:
        raise UsageError(_no_order(survey.dictionary, refused[0]))
    if len(usable) < 2:
        there = ", ".join(measure.key for measure in usable) or "none"
        message = f"--measure: to relate measures takes two with values in order (here: {there})"
        raise UsageError(message)
    return usable, others


def _no_order(dictionary: Dictionary, measure: Measure) -> str:
    if measure.type == "multiple":
        return f"--measure {measure.key}: ticked boxes have no values in order to be related"
    return (
        f"{dictionary.where('variables', measure.key)}: --measure {measure.key}: answers without "
        "order cannot be related; declare which of them are a `success` to relate their share"
    )


def _without_order(others: Sequence[Measure]) -> Iterator[str]:
    """Name the measures that cannot be related."""
    if others:
        keys = ", ".join(measure.key for measure in others)
        yield f"not related, having no values in order: {keys}"


def _left_aside(survey: Survey, question: RelationQuestion) -> Iterator[str]:
    """Say who is left out by choice of waves and sites, or for want of a weight."""
    dictionary = survey.dictionary
    if len(question.waves) < len(dictionary.waves):
        keys = ", ".join(dictionary.waves[wave].key for wave in question.waves)
        yield f"only respondents of wave {keys}"
    if len(question.sites) < len(dictionary.sites):
        labels = ", ".join(dictionary.sites[site].label for site in question.sites)
        yield f"only respondents of {labels}"
    if survey.weight is not None:
        n = int((~(survey.weight > 0)).sum())
        if n:
            have, do = ("respondent has", "does") if n == 1 else ("respondents have", "do")
            yield f"{n:,} {have} no weight, or one of 0, and {do} not count"
