"""The questions that a report asks, each answered as its own command answers it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lpsstats.dictionary.model import Dictionary
from lpsstats.documents.choosing_arms import ROLES
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.contrast import contrast_document
from lpsstats.documents.description import description_document
from lpsstats.documents.relate import relate_document
from lpsstats.documents.reliability import reliability_document
from lpsstats.documents.themes import themes_document
from lpsstats.survey.model import Survey
from lpsstats.tables.document import Document

CHANGES, CONTRAST, RELIABILITY = "changes", "contrast", "reliability"
QUESTIONS, ANSWERS, THEMES = "questions", "answers", "themes"
RELATIONS, RESPONDENTS = "relations", "respondents"
# What people can leave out, in the order in which a report has it.
PARTS = (CHANGES, CONTRAST, RELIABILITY, QUESTIONS, ANSWERS, THEMES, RELATIONS, RESPONDENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuestion:
    """What holds for all parts of a report.

    Attributes
    ----------
    waves : (str, str)
        Keys of the two waves that are compared; the baseline and the endline where not named.
    adjust : str, optional
        One adjustment for all families.
    confidence : float, optional
        Coverage of intervals.
    seed : int
        Where random numbers start.
    """

    waves: tuple[str | None, str | None] = (None, None)
    adjust: str | None = None
    confidence: float | None = None
    seed: int = 20180501


# The tables of a description that are about respondents.
ABOUT_PEOPLE = ("who", "weights", "composition", "scales", "missing")

Ask = Callable[[Survey, ReportQuestion], Document]


def answered(
    survey: Survey, question: ReportQuestion, leave_out: Sequence[str] = ()
) -> dict[str, Document]:
    """Ask what the survey has an answer to.

    Parameters
    ----------
    survey : Survey
        All waves.
    question : ReportQuestion
        What holds for all parts.
    leave_out : sequence of str
        Parts not wanted.

    Returns
    -------
    dict of str to Document
        By part, in the order of `PARTS`.
    """
    missing = dict(lacking(survey.dictionary))
    return {
        part: ASKED[part](survey, question)
        for part in PARTS
        if part not in leave_out and part not in missing
    }


def lacking(dictionary: Dictionary) -> Iterator[tuple[str, str]]:
    """Say which parts the survey has nothing for, and why."""
    compares = len(dictionary.waves) > 1
    one_wave = "the survey has one wave"
    if not (compares and dictionary.measures):
        yield CHANGES, one_wave if not compares else "nothing is declared that can be compared"
    roles = {site.role for site in dictionary.sites}
    if not (compares and dictionary.measures):
        yield CONTRAST, one_wave if not compares else "nothing is declared that can be compared"
    elif any(roles.isdisjoint(side) for side in ROLES.values()):
        yield CONTRAST, "no sites are declared for intervention and for comparison"
    if not dictionary.scales:
        yield RELIABILITY, "no scales are declared"
    if not (compares and dictionary.scales and single_questions(dictionary)):
        yield QUESTIONS, "no single questions are declared beside the scales"
    if not scale_items(dictionary):
        yield ANSWERS, "no scales of several items are declared"
    if not (compares and coded_questions(dictionary)):
        yield THEMES, "no questions with several answers are declared"
    if len(dictionary.scales) < 2:
        yield RELATIONS, "fewer than two scales are declared"


def scale_items(dictionary: Dictionary) -> tuple[str, ...]:
    """List the items of all scales, once each."""
    return tuple(
        dict.fromkeys(item for scale in dictionary.scales.values() for item in scale.items)
    )


def coded_questions(dictionary: Dictionary) -> tuple[str, ...]:
    """List the questions to which a respondent can give several answers."""
    return tuple(
        key
        for key in dictionary.measures
        if key not in dictionary.scales and dictionary.variables[key].type == "multiple"
    )


def single_questions(dictionary: Dictionary) -> tuple[str, ...]:
    """List what is compared and is neither a scale, nor an item of one, nor has several answers."""
    taken = {*dictionary.scales, *scale_items(dictionary), *coded_questions(dictionary)}
    return tuple(key for key in dictionary.measures if key not in taken)


def _changes(survey: Survey, question: ReportQuestion, measures: Sequence[str] = ()) -> Document:
    """Compare two waves; without measures, the scales."""
    return comparison_document(
        survey,
        waves=question.waves,
        measures=measures,
        adjust=question.adjust,
        confidence=question.confidence,
        seed=question.seed,
    )


def _questions(survey: Survey, question: ReportQuestion) -> Document:
    return _changes(survey, question, single_questions(survey.dictionary))


def _contrast(survey: Survey, question: ReportQuestion) -> Document:
    return contrast_document(
        survey,
        waves=question.waves,
        adjust=question.adjust,
        confidence=question.confidence,
        seed=question.seed,
    )


def _reliability(survey: Survey, question: ReportQuestion) -> Document:
    return reliability_document(survey, confidence=question.confidence, seed=question.seed)


def _answers(survey: Survey, question: ReportQuestion) -> Document:
    return description_document(survey, table="items", measures=scale_items(survey.dictionary))


def _themes(survey: Survey, question: ReportQuestion) -> Document:
    return themes_document(
        survey,
        waves=question.waves,
        measures=coded_questions(survey.dictionary),
        adjust=question.adjust,
        confidence=question.confidence,
    )


def _relations(survey: Survey, question: ReportQuestion) -> Document:
    return relate_document(
        survey, measures=("scales",), confidence=question.confidence, seed=question.seed
    )


def _respondents(survey: Survey, question: ReportQuestion) -> Document:
    """Put together who answered, with what weights and scores, and what is missing.

    Questions are left to other parts.
    """
    dictionary = survey.dictionary
    whole = description_document(survey)
    tables = {table.key: table for table in whole.tables if table.key in ABOUT_PEOPLE}
    if dictionary.covariates and len(dictionary.waves) > 1:
        (composition,) = description_document(survey, table="composition").tables
        tables["composition"] = composition
    kept = tuple(tables[key] for key in ABOUT_PEOPLE if key in tables)
    return replace(whole, tables=kept)


ASKED: Mapping[str, Ask] = {
    CHANGES: _changes,
    CONTRAST: _contrast,
    RELIABILITY: _reliability,
    QUESTIONS: _questions,
    ANSWERS: _answers,
    THEMES: _themes,
    RELATIONS: _relations,
    RESPONDENTS: _respondents,
}
