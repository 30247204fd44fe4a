"""All that a draft holds, before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from lpsstats.drafting.groups import Group
from lpsstats.drafting.meaning import AnswerFormat, Meaning
from lpsstats.drafting.people import Design
from lpsstats.drafting.proposals import ScaleProposal
from lpsstats.drafting.roles import Role
from lpsstats.drafting.sites import SitesDraft
from lpsstats.drafting.variables import Question
from lpsstats.drafting.waves import WavesDraft
from lpsstats.survey.export import Export


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """What was recognised in the files.

    Attributes
    ----------
    exports : tuple of Export
        The files, in order of time.
    files : tuple of str
        How the dictionary names them.
    patterns : tuple of str
        How each builds its column names.
    title : str, optional
        The survey's name, if it was given.
    waves : WavesDraft
    sites : SitesDraft, optional
    id : Role, optional
    design : Design
    weight : (str, str)
        The weight's column, or `none`, and what to look at.
    questions : tuple of Question
        Those that are not part of a group.
    groups : tuple of Group
    meanings : mapping of str to Meaning
        By question.
    formats : mapping of AnswerFormat to str
        Those that are shared, with their names.
    scales : tuple of ScaleProposal
    """

    exports: tuple[Export, ...]
    files: tuple[str, ...]
    patterns: tuple[str, ...]
    title: str | None
    waves: WavesDraft
    sites: SitesDraft | None
    id: Role | None
    design: Design
    weight: tuple[str, str]
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    meanings: Mapping[str, Meaning]
    formats: Mapping[AnswerFormat, str]
    scales: tuple[ScaleProposal, ...]
