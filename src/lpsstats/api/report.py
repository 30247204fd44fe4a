"""Everything, as one document."""

from lpsstats.api.arguments import Adjust, Names, names
from lpsstats.api.result import Result
from lpsstats.documents.report import report_document
from lpsstats.documents.report_parts import ReportQuestion
from lpsstats.survey.model import Survey


def report(
    survey: Survey,
    *,
    checked: Result | None = None,
    wave_from: str | None = None,
    wave_to: str | None = None,
    title: str | None = None,
    leave_out: Names = (),
    adjust: Adjust | None = None,
    confidence: float | None = None,
    seed: int = 20180501,
    suppress_below: int | None = None,
) -> Result:
    """Put everything that a survey has an answer to into one document.

    Parameters
    ----------
    survey : Survey
        From `read`.
    checked : Result, optional
        From `check`: its findings are then among the warnings.
    wave_from, wave_to : str, optional
        Keys of the two waves that are compared; the baseline and the endline by default.
    title : str, optional
        Instead of the survey's.
    leave_out : str or sequence of str
        `changes`, `contrast`, `reliability`, `questions`, `answers`, `themes`, `relations` or
        `respondents`: parts not wanted.
    adjust : str, optional
        One adjustment for all families, instead of what each declares.
    confidence : float, optional
        Coverage of intervals, such as 0.99.
    seed : int
        Where random numbers start.
    suppress_below : int, optional
        What rests on fewer respondents is withheld, in all parts together; 0: nothing is. By
        default what the dictionary declares, or 10.

    Returns
    -------
    Result
        To be saved as .html, .docx, .xlsx or .md.

    Raises
    ------
    UsageError
        If a name is no part's, or not in the dictionary.

    Examples
    --------
    >>> import lpsstats
    >>> whole = lpsstats.report(lpsstats.read(), leave_out="relations")
    >>> whole.document.sections[0].heading
    'Summary'
    """
    document = report_document(
        survey,
        None if checked is None else checked.document,
        question=ReportQuestion(
            waves=(wave_from, wave_to), adjust=adjust, confidence=confidence, seed=seed
        ),
        suppress_below=suppress_below,
        leave_out=names(leave_out),
        title=title,
    )
    return Result(document=document)
