"""The data dictionary in memory: complete, cross-checked, ready to use."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lpsstats.dictionary.disclosing import Disclosure
from lpsstats.dictionary.scalars import Code

DIRECTIONS: Mapping[str, int] = {"high": 1, "low": -1, "neither": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """A round of fieldwork; `codes` are empty where the label is to be matched."""

    key: str
    label: str
    date: str | None
    file: Path | None
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place; `codes` holds its codes per wave and is empty where the label is to be matched."""

    key: str
    label: str
    role: str | None
    codes: Mapping[str, tuple[Code, ...]]

    @property
    def heading(self) -> str:
        """The label with the role, as table headings show it."""
        return f"{self.label} · {self.role}" if self.role else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A question.

    Attributes
    ----------
    names : mapping of str to str
        Its column in each wave, by wave key.
    low, high : float, optional
        The ends of its range; without one, the lowest and the highest labelled code.
    listed : bool
        Whether only labelled codes are answers, because no range was written.
    labels : mapping
        The text of each answer code.
    text_codes : mapping of str to int
        The number by which a code that is a text goes in `labels` and in the responses.
    missing : mapping
        The reason of each code that stands for no answer, by code.
    own_missing : bool
        Whether they were written for this variable, and not taken over from the survey.
    out_of_range : str
        `error` or `missing`.
    file_labels : str
        `use`, or `ignore` where the labels in the files are known to be wrong.
    success : tuple
        The codes that count as a yes.
    columns, column_names : tuple of str, mapping of str to mapping
        The columns of a multiple response by their keys; the name of each in the waves with it.
    coding, counted : str, code
        `dichotomies`, a column per box with the code of a tick, or `categories`, named answers.
    separator : str, optional
        What stands between the answers where a cell holds several.
    base, second_coder : str
        Of a multiple response, who counts: `asked`, `answered` or `any`; a second coding's key.
    """

    key: str
    label: str
    type: str
    names: Mapping[str, str]
    low: float | None
    high: float | None
    listed: bool
    labels: Mapping[Code, str]
    text_codes: Mapping[str, int]
    anchors: tuple[str | None, str | None]
    missing: Mapping[Code, str]
    own_missing: bool
    out_of_range: str
    file_labels: str
    better: str | None
    success: tuple[Code, ...]
    columns: tuple[str, ...]
    column_names: Mapping[str, Mapping[str, str]]
    coding: str
    counted: Code | None
    separator: str | None
    base: str
    second_coder: str | None
    comparable: bool
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A set of items and how they make a score.

    Attributes
    ----------
    low, high : float
        The range of a score.
    min_items : int
        Answers a respondent must have given to get a score.
    """

    key: str
    label: str
    items: tuple[str, ...]
    reverse: frozenset[str]
    score: str
    min_items: int
    better: str
    kind: str
    rescale: bool
    low: float
    high: float

    @property
    def direction(self) -> int:
        """1 where more is better, -1 where less is, 0 where neither is."""
        return DIRECTIONS[self.better]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Measures whose tests are adjusted together; `named` where the file itself lists them."""

    key: str
    measures: tuple[str, ...]
    adjust: str
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityRule:
    """The reliability that a scale must reach, and what of it is judged."""

    statistic: str
    at_least: float
    judge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raking:
    """What is known of the population, so that weights can be made from it.

    Attributes
    ----------
    targets : mapping
        Shares or numbers of people as written, by site key, by variable, by answer.
    variables : tuple of str
        All that have targets anywhere, in the order of the file.
    start : str, optional
        The column of the weights to start from, as written.
    bounds : (float, float), optional
        The least and the largest weight, relative to their mean.
    within : frozenset of str
        `site`, `wave` or both: respondents alike in these are weighted by themselves.
    """

    targets: Mapping[str, Mapping[str, Mapping[float, float]]]
    variables: tuple[str, ...]
    start: str | None
    bounds: tuple[float, float] | None
    within: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """A reviewed description of a survey.

    Attributes
    ----------
    path : Path
        Where it was read from; wave files are relative to its folder.
    sha256 : str
        Checksum of the file.
    weight : str, optional
        Its column, or what it is raked to; `none` where a weight is to be left unused.
    weight_names : mapping of str to str
        The column of weights in each wave, empty without one. Raked weights start from these.
    raking : Raking, optional
        The targets, where weights are made from them.
    cluster, cluster_names : str, mapping of str to str
        The column of what respondents share, as written; in each wave, empty without one.
    waves, sites : tuple
        In the order of the file. `sites` has one unnamed site where none is declared.
    measures : tuple of str
        What can be compared: the scales, then the questions that are outcomes.
    covariates : tuple of str
        Variables that say who a respondent is, for which changes are adjusted.
    lines : mapping
        The line of every key of the file, by its path, for messages.
    marks : mapping of int to str
        The comments `# CHECK ...` by their line: guesses that nobody has looked at yet.
    """

    path: Path
    sha256: str
    title: str
    design: str
    weight: str | None
    weight_names: Mapping[str, str]
    raking: Raking | None
    cluster: str | None
    cluster_names: Mapping[str, str]
    id: str | None
    id_names: Mapping[str, str]
    waves: tuple[Wave, ...]
    wave_names: Mapping[str, str] | None
    waves_other: str | None
    baseline: str
    endline: str
    sites: tuple[Site, ...]
    site_names: Mapping[str, str] | None
    sites_other: str | None
    variables: Mapping[str, Variable]
    scales: Mapping[str, Scale]
    measures: tuple[str, ...]
    families: tuple[Family, ...]
    interval: float
    smallest_change: Mapping[str, float]
    covariates: tuple[str, ...]
    reliability: ReliabilityRule | None
    disclosure: Disclosure
    lines: Mapping[tuple[str, ...], int]
    marks: Mapping[int, str]

    @property
    def weighted(self) -> bool:
        """Whether respondents have weights, read or raked."""
        return bool(self.weight_names) or self.raking is not None

    def where(self, *path: str) -> str:
        """Name the place of a key, or of the nearest one around it, as `file:line`."""
        return f"{self.path.name}:{self.line(*path)}"

    def line(self, *path: str) -> int:
        """Give the line of a key, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)
