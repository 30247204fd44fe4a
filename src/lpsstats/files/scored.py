"""From a dictionary and its files to a data file with scale scores."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from lpsstats import __version__
from lpsstats.dictionary.model import Dictionary
from lpsstats.errors import OutputError, UsageError
from lpsstats.files.options import ReadOptions
from lpsstats.files.survey import read_portions
from lpsstats.files.writing import write_beside
from lpsstats.survey.assembling import assemble
from lpsstats.survey.scored import ScoredSurvey
from lpsstats.survey.scored_building import choose_scales, scored_survey
from lpsstats.survey.scored_raw import columns_wanted, refuse_unknown

# By name, so that writing text does not load what other formats need.
WRITERS = {
    ".sav": "lpsstats.files.write_spss",
    ".zsav": "lpsstats.files.write_spss",
    ".csv": "lpsstats.files.write_text",
    ".tsv": "lpsstats.files.write_text",
    ".xlsx": "lpsstats.files.write_workbook",
    ".parquet": "lpsstats.files.write_parquet",
}
SPSS = frozenset({".sav", ".zsav"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a data file holds, and what the format had no room for, a sentence each."""

    n_rows: int
    n_columns: int
    notes: tuple[str, ...]


class Writer(Protocol):
    """What each module of `WRITERS` offers."""

    def write(self, scored: ScoredSurvey, path: Path, *, labelled: bool) -> tuple[str, ...]:
        """Write a file and say what of the data it could not hold."""


def read_scored(
    dictionary: Dictionary,
    files: Sequence[Path] = (),
    options: ReadOptions | None = None,
    *,
    tolerant: bool = False,
    measures: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> ScoredSurvey:
    """Read a survey and score its scales for every respondent.

    Parameters
    ----------
    dictionary, files, options, tolerant
        As in `read_survey`.
    measures : sequence of str
        The scales to score; all of them by default.
    keep : sequence of str
        Columns of the files, by their names there, to be carried along as they are.

    Raises
    ------
    UsageError
        If a measure is no scale, or no file has a column to be kept.
    DictionaryError, DataError
        As in `read_survey`.
    """
    choose_scales(dictionary, measures)
    wanted = columns_wanted(dictionary, keep)
    portions = read_portions(dictionary, files, options, extra=wanted)
    refuse_unknown(keep, portions)
    survey = assemble(dictionary, portions, tolerant=tolerant, codes=True)
    return scored_survey(survey, portions, version=__version__, measures=measures, keep=keep)


def suffixes() -> str:
    """List the suffixes of data files that can be written."""
    return ", ".join(WRITERS)


def refuse_format(path: Path, *, labelled: bool) -> None:
    """Refuse a file name that names no format, and labels where they are written anyway.

    Raises
    ------
    UsageError
        Names the suffixes there are.
    """
    suffix = path.suffix.lower()
    if suffix not in WRITERS:
        message = (
            f"--output {path.name}: no data format goes with the suffix '{suffix}' "
            f"(there are: {suffixes()})"
        )
        raise UsageError(message)
    if labelled and suffix in SPSS:
        message = f"--labels: a {suffix} file holds the codes and their labels; leave it out"
        raise UsageError(message)


def write_scored(
    scored: ScoredSurvey, path: Path, *, labelled: bool = False, force: bool = False
) -> Written:
    """Write a data file, whole or not at all; two runs give the same bytes.

    Parameters
    ----------
    scored : ScoredSurvey
        What to write.
    path : Path
        A .sav, .zsav, .csv, .tsv, .xlsx or .parquet file.
    labelled : bool
        Write the labels of codes instead of the codes; not in SPSS files, which have both.
    force : bool
        Whether an existing file may be replaced. A file that was read never is.

    Returns
    -------
    Written

    Raises
    ------
    UsageError
        If the suffix is not known, or labels are asked for in an SPSS file.
    OutputError
        If the file exists, was read, or cannot be written. Nothing is left behind.
    """
    refuse_format(path, labelled=labelled)
    if path.resolve() in {one.resolve() for one in scored.inputs}:
        message = f"--output {path}: that is a file this result was made from; name another"
        raise OutputError(message)
    suffix = path.suffix.lower()
    if suffix in SPSS:  # where the codes of wave and site are labelled
        scored = replace(scored, columns=tuple(c for c in scored.columns if c.role != "key"))
    writer = cast(Writer, import_module(WRITERS[suffix]))
    notes: list[str] = []
    write_beside(
        path, lambda file: notes.extend(writer.write(scored, file, labelled=labelled)), force=force
    )
    return Written(n_rows=scored.n, n_columns=len(scored.columns), notes=tuple(notes))
