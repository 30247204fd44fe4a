"""The shape of data_dictionary.yaml: what a person writes, checked key by key.

These models only describe the file. `resolving.py` turns a valid document into the `Dictionary`
that the rest of the program uses, with defaults filled in.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from lpsstats.dictionary.document_survey import SurveyPart
from lpsstats.dictionary.part import Part
from lpsstats.dictionary.scalars import Code, Date, Key, Share

Better = Literal["high", "low", "neither"]
Adjustment = Literal["holm", "hochberg", "bonferroni", "fdr_bh", "fdr_by", "none"]
VariableType = Literal["likert", "ordinal", "categorical", "multiple", "number", "text", "date"]

MOST_WAVES, MOST_SITES = 100, 10_000  # far beyond any survey; they bound what a file can cost


class WavePart(Part):
    """One round of fieldwork."""

    label: str | None = Field(None, description="The wave's name in tables.")
    code: Code | list[Code] | None = Field(
        None, description="Its code (or codes) in `waves.column`; without one its label is matched."
    )
    date: Date | None = Field(None, description="When: 2018, 2018-05 or 2018-05-14.")
    file: str | None = Field(None, description="Its export, relative to this file.")
    names: str | None = Field(
        None, description="How its columns are named, as a pattern such as `{name}_t3`."
    )


class WavesPart(Part):
    """The rounds of fieldwork, in order of time."""

    column: str | None = Field(None, description="The column that tells waves apart.")
    baseline: Key = Field(description="The wave that comparisons start from.")
    endline: Key = Field(description="The wave that comparisons end at.")
    values: dict[Key, WavePart] = Field(min_length=1, max_length=MOST_WAVES)
    other: Literal["leave_out"] | None = Field(
        None, description="`leave_out`: rows of a wave not listed are left out and counted."
    )


class SitePart(Part):
    """One place."""

    label: str | None = Field(None, description="The site's name in tables.")
    code: Code | list[Code] | dict[Key, Code | list[Code]] | None = Field(
        None, description="Its code or codes, or one per wave; without one its label is matched."
    )
    role: Literal["intervention", "comparison", "partial"] | None = None


class SitesPart(Part):
    """The places surveyed."""

    column: str = Field(description="The column that tells sites apart.")
    values: dict[Key, SitePart] = Field(min_length=1, max_length=MOST_SITES)
    other: Literal["leave_out"] | None = Field(
        None, description="`leave_out`: rows of a site not listed are left out and counted."
    )


class MissingPart(Part):
    """Codes that stand for no answer in every variable that names none of its own."""

    codes: dict[Code, str] = Field(default_factory=dict, description="Code: reason.")


class DefaultPart(Part):
    """What variables share, to be taken up with `use`."""

    type: VariableType | None = None
    label: str | None = None
    better: Better | None = None
    range: Annotated[list[float], Field(min_length=2, max_length=2)] | None = Field(
        None, description="The lowest and the highest answer."
    )
    low: str | None = Field(None, description="What the lowest answer means.")
    high: str | None = Field(None, description="What the highest answer means.")
    labels: dict[Code, str] | None = Field(None, description="Code: the answer's text.")
    missing: dict[Code, str] | None = Field(
        None, description="Code: reason. Replaces the survey's `missing.codes` here."
    )
    out_of_range: Literal["error", "missing"] | None = None
    file_labels: Literal["use", "ignore"] | None = Field(
        None, description="`ignore`: the labels in the files are wrong; only the codes count."
    )
    success: list[Code] | None = Field(None, description="The codes that count as a yes.")
    counted: Code | None = Field(None, description="The code that marks a box as ticked.")
    coding: Literal["dichotomies", "categories"] | None = None
    separator: str | None = Field(
        None,
        min_length=1,
        description="What stands between the answers where a cell holds several.",
    )
    base: Literal["asked", "answered", "any"] | None = Field(
        None, description="Who is counted: all who were asked, who made an entry, who ticked a box."
    )

    @model_validator(mode="after")
    def _range_runs_upward(self) -> "DefaultPart":
        if self.range and self.range[0] >= self.range[1]:
            low, high = self.range
            message = f"range runs from {low:g} to {high:g}; write the lower end first"
            raise ValueError(message)
        return self


class VariablePart(DefaultPart):
    """One question."""

    use: str | None = Field(None, description="An entry of `defaults` to start from.")
    names: str | dict[Key, str | None] | None = Field(
        None,
        description="Its column: one name, or one per wave that differs; null where not asked.",
    )
    columns: list[str] | dict[str, str | dict[Key, str | None] | None] | None = Field(
        None,
        description="The columns of a multiple response; as a mapping, each with its name, or one "
        "per wave that differs, null where not offered.",
    )
    second_coder: str | None = Field(
        None,
        description="The multiple response that holds a second coder's coding of the same answers.",
    )
    comparable: bool = Field(True, description="`false` keeps it out of comparisons.")
    reason: str | None = Field(None, description="Why it is not comparable.")


class ScalePart(Part):
    """Several items with one score."""

    label: str | None = Field(None, description="The scale's name in tables.")
    items: list[str] = Field(min_length=1)
    reverse: list[str] = Field(
        default_factory=list, description="Items worded against the scale, to be turned round."
    )
    score: Literal["mean", "sum"] = "mean"
    min_items: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Answers needed for a score; half of the items, at least two, if unsaid."
    )
    better: Better = Field(description="The end of the scale that is the good one.")
    kind: Literal["reflective", "formative"] = Field(
        "reflective",
        description="`formative`: the items make up the score; reliability is not judged.",
    )
    rescale: Literal["0-100"] | None = Field(
        None, description="Put every item on 0-100 first; needed for items of unequal range."
    )


class FamilyPart(Part):
    """Tests that are adjusted together."""

    measures: list[str] | None = Field(None, description="Without it: all measures left over.")
    adjust: Adjustment = "holm"


class AnalysisPart(Part):
    """How comparisons are made."""

    families: dict[str, FamilyPart] = Field(default_factory=dict)
    interval: Annotated[float, Field(gt=0.5, lt=1)] = Field(
        0.95, description="The confidence of every interval."
    )
    smallest_change: dict[str, Annotated[float, Field(gt=0)]] = Field(
        default_factory=dict, description="Per measure, the change in points that would matter."
    )
    covariates: list[str] = Field(
        default_factory=list,
        description="Variables that say who a respondent is; changes are adjusted for them too.",
    )


class ReliabilityCheck(Part):
    """When a scale is reliable enough."""

    statistic: Literal["alpha", "omega"] = "alpha"
    at_least: Share
    judge: Literal["estimate", "lower", "upper"] = Field(
        "estimate", description="Which must reach it: the value or an end of its interval."
    )


class ChecksPart(Part):
    """What must hold for a run to pass."""

    reliability: ReliabilityCheck | None = None


class DisclosurePart(Part):
    """What is withheld, because few respondents stand behind it."""

    suppress_below: Annotated[int, Field(ge=0)] | None = Field(
        None,
        description="Numbers of fewer respondents are withheld in every format; 0: none is. "
        "Without it, of fewer than 10 in the formats that are published.",
    )
    flag_below: Annotated[int, Field(ge=0)] = Field(
        30, description="Percentages of fewer respondents are marked as weak."
    )


class Document(Part):
    """A data dictionary: the survey, its waves and sites, its variables and its scales."""

    format: Literal[1] = Field(description="The version of this file's shape.")
    survey: SurveyPart
    waves: WavesPart
    sites: SitesPart | None = None
    missing: MissingPart = Field(default_factory=MissingPart)
    defaults: dict[str, DefaultPart] = Field(default_factory=dict)
    variables: dict[str, VariablePart] = Field(min_length=1)
    scales: dict[str, ScalePart] = Field(default_factory=dict)
    analysis: AnalysisPart = Field(default_factory=AnalysisPart)
    checks: ChecksPart = Field(default_factory=ChecksPart)
    disclosure: DisclosurePart = Field(default_factory=DisclosurePart)
