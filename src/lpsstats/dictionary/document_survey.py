"""The shape of `survey` in data_dictionary.yaml: what it is, whom it asked, how it is weighted."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from lpsstats.dictionary.part import Part
from lpsstats.dictionary.scalars import Code, Key

Population = Annotated[float, Field(ge=0)]
Targets = dict[str, dict[Code, Population]]


class RakingPart(Part):
    """Weights made by the program: the population's shares that respondents are brought to."""

    targets: Targets = Field(
        default_factory=dict,
        description="By variable, the share or the number of people of each answer.",
    )
    sites: dict[Key, Targets] = Field(
        default_factory=dict,
        description="By site, the variables whose targets are others there.",
    )
    start: str | None = Field(
        None, description="The column of the weights to start from; without it all count alike."
    )
    bounds: Annotated[list[float], Field(min_length=2, max_length=2)] | None = Field(
        None, description="The least and the largest weight, relative to the mean of 1."
    )
    within: list[Literal["site", "wave"]] = Field(
        ["site", "wave"],
        description="Whose respondents are brought to the targets by themselves.",
    )

    @field_validator("bounds")
    @classmethod
    def _bounds_lie_around_one(cls, bounds: list[float] | None) -> list[float] | None:
        if bounds and not 0 <= bounds[0] < 1 < bounds[1]:
            low, high = bounds
            message = (
                f"from {low:g} to {high:g} does not span 1, the mean of weights; write one from 0 "
                "to below 1, then one above 1"
            )
            raise ValueError(message)
        return bounds


class SurveyPart(Part):
    """What the survey is and which columns identify and weight a respondent."""

    title: str = Field(description="The survey's name, as reports print it.")
    design: Literal["repeated_cross_section", "panel"] = Field(
        "repeated_cross_section",
        description="Other people in every wave, or the same people (then `id` links them).",
    )
    weight: str | RakingPart | None = Field(
        None,
        description="The weight's column; or targets of the population, from which weights are "
        "made; `none` to leave a weight in the file unused.",
    )
    cluster: str | None = Field(
        None,
        description="The column of what respondents share, such as interviewer, street or day.",
    )
    id: str | None = Field(None, description="The column that identifies a respondent.")
    out_of_range: Literal["error", "missing"] = Field(
        "error", description="What an answer outside its declared range is."
    )
