"""Read a survey, or check it, as the command line does."""

import os
from pathlib import Path

from lpsstats.api.arguments import (
    Level,
    Names,
    OutOfRange,
    PathLike,
    PathLikes,
    names,
    paths,
    refuse_others,
)
from lpsstats.api.result import Result
from lpsstats.dictionary.finding import VARIABLE, find_dictionary
from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.checking import check_document
from lpsstats.errors import UsageError
from lpsstats.files.options import ReadOptions
from lpsstats.files.survey import read_portions, read_survey
from lpsstats.survey.model import Survey

TEXTS = frozenset({".yaml", ".yml"})


def read(
    dictionary: PathLike | None = None,
    files: PathLikes = (),
    *,
    out_of_range: OutOfRange = "error",
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Survey:
    """Read a survey.

    Parameters
    ----------
    dictionary : str or Path, optional
        The data dictionary, or the folder it is in. By default the file that the environment's
        LPSSTATS_DICTIONARY names, else data_dictionary.yaml beside the data or upward from here.
    files : str, Path or sequence of them
        The export, or one per wave in order; by default those that the dictionary names.
    out_of_range : str
        `error`: refuse answers outside their range; `missing`: take them as missing, counted.
    encoding, delimiter, sheet : str, optional
        Of the files, where that is not found out by itself.

    Returns
    -------
    Survey
        What the other functions take; respondents in the order of the files.

    Raises
    ------
    DictionaryError
        If there is no dictionary, or something in it is wrong.
    UsageError
        If the files cannot be told apart, or an argument is impossible.
    DataError
        If a file cannot be read or does not fit the dictionary.

    Examples
    --------
    >>> import lpsstats
    >>> survey = lpsstats.read("data_dictionary.yaml")
    >>> survey.n
    1200
    """
    refuse_others("out_of_range", out_of_range, OutOfRange)
    chosen = paths(files)
    return read_survey(
        _dictionary(dictionary, chosen),
        chosen,
        ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet),
        tolerant=out_of_range == "missing",
    )


def check(
    dictionary: PathLike | None = None,
    files: PathLikes = (),
    *,
    severity: Level = "note",
    ignore: Names = (),
    out_of_range: OutOfRange = "error",
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Result:
    """Check exports against the dictionary, and waves for drift.

    Parameters
    ----------
    dictionary, files, out_of_range, encoding, delimiter, sheet
        As in `read`; files that `read` would refuse are described here.
    severity : str
        `error`, `warning` or `note`: the mildest findings shown.
    ignore : str or sequence of str
        Codes of rules to leave out, such as LPS202.

    Returns
    -------
    Result
        A row per finding; `passed` is false if one is an error.

    Raises
    ------
    DictionaryError, UsageError, DataError
        As `read`, but not for data that do not fit: that is a finding.

    Examples
    --------
    >>> import lpsstats
    >>> lpsstats.check().passed
    True
    """
    refuse_others("out_of_range", out_of_range, OutOfRange)
    refuse_others("severity", severity, Level)
    chosen = paths(files)
    found = _dictionary(dictionary, chosen)
    options = ReadOptions(encoding=encoding, delimiter=delimiter, sheet=sheet)
    document = check_document(
        found,
        read_portions(found, chosen, options),
        tolerant=out_of_range == "missing",
        ignore=names(ignore),
        least=severity,
    )
    return Result(document=document)


def _dictionary(named: PathLike | None, files: tuple[Path, ...]) -> Dictionary:
    """Find and read the dictionary; a data file in its place is the likeliest mistake."""
    path = None if named is None else Path(named)
    if path is not None and path.suffix.lower() not in TEXTS and path.is_file():
        message = f"{path.name} is no data dictionary (.yaml); data files are given as files="
        raise UsageError(message)
    return read_dictionary(find_dictionary(path, os.environ.get(VARIABLE), files))
