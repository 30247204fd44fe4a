"""The survey as a data file with scale scores, before any format has spoken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lpsstats.survey.export import Column
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import Scores

Role = Literal["code", "number", "text", "date", "key"]
Ranges = tuple[tuple[float, float] | tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredColumn:
    """A column to be written.

    Attributes
    ----------
    name : str
        Unique among the columns, ignoring case.
    label : str
        What it is, in words.
    data : NumberColumn or TextColumn, of n rows
        Stored codes, those of declared missing answers included; NaN or the empty text where
        nothing is known.
    role : str
        `code` for whole numbers that stand for something, `number`, `text`, `date` for days as
        ISO text, `key` for a text that repeats a code for those who have no value labels.
    level : str
        `nominal`, `ordinal`, `scale`, or empty where undeclared.
    labels : mapping
        The meaning of codes, missing ones included.
    missing : tuple of (low, high)
        The codes that stand for no answer, as closed ranges.
    """

    name: str
    label: str
    data: Column
    role: Role
    level: str = ""
    labels: Mapping[float | str, str] = field(default_factory=dict)
    missing: Ranges = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSurvey:
    """All respondents used, one row each, with their scale scores.

    Attributes
    ----------
    survey : Survey
        What it is made of; one row for each of its respondents, in its order.
    columns : tuple of ScoredColumn
        Wave, site, id, weight, variables, scores, columns kept.
    weighted_by : str, optional
        The column by which SPSS files are to be saved weighted (WEIGHT BY).
    scores : tuple of Scores
        The scores written, with how complete they are.
    about : tuple of (str, str)
        Where it comes from: program, dictionary, files with their checksums.
    notes : tuple of str
        What had to be assumed, left out, renamed or could not be kept.
    inputs : tuple of Path
        The dictionary and the files, which no output may replace.
    """

    survey: Survey
    columns: tuple[ScoredColumn, ...]
    weighted_by: str | None
    scores: tuple[Scores, ...]
    about: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    inputs: tuple[Path, ...]

    @property
    def title(self) -> str:
        """The survey's title."""
        return self.survey.dictionary.title

    @property
    def n(self) -> int:
        """The number of rows."""
        return self.survey.n
