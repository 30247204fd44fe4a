"""The document that `themes` gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import lpsstats
from lpsstats.analysis.description_groups import only_sites
from lpsstats.analysis.provenance import account, provenance
from lpsstats.analysis.question import Question
from lpsstats.analysis.themes.agreement import agreements, with_kappa
from lpsstats.analysis.themes.grouping import BY_SITE, Grouped, group_by
from lpsstats.analysis.themes.rows import CoderAgreement
from lpsstats.analysis.themes.themes import Themes, themes
from lpsstats.documents.choosing import choose_confidence, choose_linked, choose_sites
from lpsstats.documents.choosing_groups import restricted, without_weight
from lpsstats.documents.themes_choosing import (
    choose_grouping,
    choose_questions,
    choose_theme_waves,
)
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.tables.document import Document
from lpsstats.tables.model import Table
from lpsstats.tables.themes import question_table, theme_table
from lpsstats.tables.themes_agreement import agreement_table, coded_once_note

THEMES, QUESTION, AGREEMENT = "themes", "question", "agreement"
TABLES = (THEMES, QUESTION, AGREEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is to be shown: of whom, which questions, which sites of those tested."""

    survey: Survey
    tested: Survey
    grouped: Grouped
    keys: tuple[str, ...]
    shown: frozenset[str]
    restricted: bool
    question: Question


def themes_document(
    survey: Survey,
    *,
    table: str | None = None,
    by: str = BY_SITE,
    waves: tuple[str | None, str | None] = (None, None),
    sites: Sequence[str] = (),
    measures: Sequence[str] = (),
    adjust: str | None = None,
    linked: str | None = None,
    confidence: float | None = None,
) -> Document:
    """Count who named which theme, compare two waves, and lay the answer out.

    Parameters
    ----------
    survey : Survey
        All waves.
    table : str, optional
        `themes`, `question` or `agreement`: that table alone. Without it all of them, the last
        where answers were coded twice.
    by : str
        `site`, `none` (everybody together), or the key of a categorical or ordinal question.
    waves : (str, str)
        Keys of the two waves; the baseline and the endline by default. One wave twice is shown
        alone, without a change.
    sites : sequence of str
        Which sites to show; p-values stay adjusted over all. With other groups, whose respondents
        count.
    measures : sequence of str
        Keys of multiple responses and categorical questions; all multiple responses by default.
    adjust : str, optional
        The adjustment within each question; `fdr_bh` by default.
    linked : str, optional
        Panels: `pairs`, `overlapping` or `independent` for every row.
    confidence : float, optional
        Coverage of intervals.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or an option does not go with the survey.
    """
    dictionary = survey.dictionary
    if table is not None and table not in TABLES:
        message = f"--table {table}: must be one of {', '.join(TABLES)}"
        raise UsageError(message)
    keys, places = choose_questions(dictionary, measures), choose_sites(dictionary, sites)
    wave_from, wave_to = choose_theme_waves(dictionary, *waves)
    question = Question(
        wave_from=wave_from,
        wave_to=wave_to,
        adjust=adjust,
        confidence=choose_confidence(dictionary, confidence),
        effect="average",
        linked=choose_linked(dictionary, linked),
    )
    here = only_sites(survey, list(sites)) if sites else survey
    tested = survey if by == BY_SITE else here
    asked = _Asked(
        survey=here,
        tested=tested,
        grouped=group_by(tested, choose_grouping(tested, by)),
        keys=keys,
        shown=places if sites and by == BY_SITE else frozenset(),
        restricted=here.n < survey.n,
        question=question,
    )
    options = {
        "table": table,
        "by": by,
        "from": dictionary.waves[wave_from].key,
        "to": dictionary.waves[wave_to].key,
        "site": list(sites),
        "measure": list(measures),
        "adjust": adjust,
        "linked": linked,
        "confidence": question.confidence,
    }
    found = themes(asked.grouped, keys, question)
    return Document(
        command="themes",
        disclosure=survey.dictionary.disclosure,
        tables=tuple(_tables(asked, found, table)),
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=(
            *account(survey),
            *survey.notes,
            *(restricted(survey, here) if by != BY_SITE else ()),
            *without_weight(tested),
            *_left_out(asked.grouped),
            *_unlinked(found),
            *_coded_once(asked, table),
        ),
    )


def _tables(asked: _Asked, found: Themes, table: str | None) -> Iterator[Table]:
    """Give the tables asked for; all of them where none is named."""
    dictionary = asked.survey.dictionary
    shown = asked.shown
    weight = dictionary.weight if asked.survey.weight is not None else None
    cluster = dictionary.cluster if asked.survey.cluster is not None else None
    if table in {None, THEMES}:
        rows = [row for row in found.rows if not shown or row.group in shown]
        coded = with_kappa(rows, _coders(asked, asked.tested))
        yield theme_table(coded, dictionary, weight, cluster)
    if table in {None, QUESTION}:
        whole = [row for row in found.questions if not shown or row.group in shown]
        yield question_table(whole, dictionary)
    if table == AGREEMENT or (table is None and _twice(asked)):
        sites = [site.label for site in dictionary.sites] if asked.restricted else []
        coders = _coders(asked, asked.survey)
        yield agreement_table(coders, dictionary, weighted=weight is not None, sites=sites)


def _coders(asked: _Asked, survey: Survey) -> tuple[CoderAgreement, ...]:
    """Hold two codings against each other; where there are none, say so of every question."""
    keys = _twice(asked) or asked.keys
    return agreements(survey, keys, asked.question.confidence)


def _twice(asked: _Asked) -> list[str]:
    """Name the questions that have a second coder."""
    return [key for key in asked.keys if key not in _once(asked)]


def _once(asked: _Asked) -> list[str]:
    """Name the questions that have no second coder."""
    variables = asked.survey.dictionary.variables
    return [key for key in asked.keys if variables[key].second_coder is None]


def _coded_once(asked: _Asked, table: str | None) -> Iterator[str]:
    """Say which questions were coded once; a table of coders without others says it itself."""
    variables = asked.survey.dictionary.variables
    once = [variables[k].label for k in _once(asked) if variables[k].type == "multiple"]
    if once and (table != AGREEMENT or _twice(asked)):
        yield coded_once_note(once)


def _left_out(grouped: Grouped) -> Iterator[str]:
    if grouped.n_without:
        yield f"{grouped.n_without:,} respondents did not answer {grouped.by} and are in no group"


def _unlinked(found: Themes) -> Iterator[str]:
    for wave, count in found.unlinked:
        if count:
            yield (
                f"{wave}: {count:,} respondents are not linked within their group (absent from the "
                "other wave, in another group, or without an id)"
            )
