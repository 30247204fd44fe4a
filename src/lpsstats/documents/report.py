"""The document that `report` gives: everything, in the order in which people read it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import lpsstats
from lpsstats.analysis.provenance import provenance
from lpsstats.dictionary.model import Dictionary
from lpsstats.documents.report_parts import PARTS, ReportQuestion, answered, lacking
from lpsstats.documents.report_sections import report_sections
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.tables.disclosure import DEFAULT_BELOW, suppress, suppress_together
from lpsstats.tables.document import Document
from lpsstats.tables.hidden import SHOWN

AS_DECLARED = ReportQuestion()


def report_document(
    survey: Survey,
    warnings: Document | None = None,
    *,
    question: ReportQuestion = AS_DECLARED,
    suppress_below: int | None = None,
    leave_out: Sequence[str] = (),
    title: str | None = None,
) -> Document:
    """Answer every question that the survey has an answer to, and lay the answers out.

    Parameters
    ----------
    survey : Survey
        All waves.
    warnings : Document, optional
        What checking its exports found, from `check_document`; without it the report says that
        nobody looked.
    question : ReportQuestion
        The waves to compare, and what holds for all parts.
    suppress_below : int, optional
        What rests on fewer respondents is withheld, in all parts together; 0: nothing is. Else
        what the dictionary declares, or `DEFAULT_BELOW`.
    leave_out : sequence of str
        Parts not wanted: names in `report_parts.PARTS`.
    title : str, optional
        Its title instead of the survey's.

    Raises
    ------
    UsageError
        If a name is no part's, or not in the dictionary.
    """
    _refuse_unknown(leave_out)
    dictionary = survey.dictionary
    found = answered(survey, question, leave_out)
    below = _threshold(dictionary, suppress_below)
    published = suppress_together(list(found.values()), below, dictionary.disclosure.flag_below)
    answers = dict(zip(found, published, strict=True))
    told = None if warnings is None else suppress(warnings, below)
    sections = report_sections(
        dictionary, answers, told, tuple(_left(dict(lacking(dictionary)), leave_out))
    )
    options = {
        "from": question.waves[0] or dictionary.baseline,
        "to": question.waves[1] or dictionary.endline,
        "adjust": question.adjust,
        "confidence": question.confidence,
        "seed": question.seed,
        "suppress_below": below,
        "leave_out": list(leave_out),
    }
    return Document(
        command="report",
        title=title or dictionary.title,
        tables=tuple(table for section in sections for table in section.tables),
        sections=sections,
        provenance=provenance(survey, lpsstats.__version__, options),
        notes=tuple(dict.fromkeys(_notes(answers.values()))),
    )


def _threshold(dictionary: Dictionary, asked: int | None) -> int:
    """Take what is asked for before what is declared, and that before what is usual."""
    declared = dictionary.disclosure.suppress_below
    return next((n for n in (asked, declared) if n is not None), DEFAULT_BELOW)


def _refuse_unknown(leave_out: Sequence[str]) -> None:
    for part in leave_out:
        if part not in PARTS:
            message = f"--leave-out {part}: no part of that name (there are: {', '.join(PARTS)})"
            raise UsageError(message)


def _notes(answers: Iterable[Document]) -> Iterator[str]:
    """Give the notes of all parts; what is withheld is said below the tables that withhold it."""
    for answer in answers:
        yield from (note for note in answer.notes if not note.startswith(SHOWN))


def _left(missing: Mapping[str, str], leave_out: Sequence[str]) -> Iterator[str]:
    """Say which parts the report does not have, and why."""
    for part in PARTS:
        if part in leave_out:
            yield f"Left out on request: {part}."
        elif part in missing:
            yield f"Not in this report: {part}, for {missing[part]}."
