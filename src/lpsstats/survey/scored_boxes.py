"""Multiple responses in a data file: their columns as they are, or ticks where those hold words."""

from collections.abc import Iterator, Sequence

from lpsstats.dictionary.model import Variable
from lpsstats.survey.export import NumberColumn, TextColumn
from lpsstats.survey.model import Survey
from lpsstats.survey.placing import Placement
from lpsstats.survey.scored import ScoredColumn
from lpsstats.survey.scored_columns import carry
from lpsstats.survey.scored_names import Names
from lpsstats.survey.scored_raw import raw_column
from lpsstats.survey.scored_remarks import Remarks


def box_columns(
    variable: Variable,
    survey: Survey,
    placements: Sequence[Placement],
    names: Names,
    remarks: Remarks,
) -> Iterator[ScoredColumn]:
    """Write a multiple response.

    Columns of codes are carried along as they are. Texts may be people's own words; then every box
    becomes a column of 1 (ticked) and 0, empty outside the base.

    Parameters
    ----------
    variable : Variable
        The question.
    survey : Survey
        All respondents.
    placements : sequence of Placement
        The rows used, in the survey's order.
    names : Names
        The names given so far.
    remarks : Remarks
        Collects what the files contradict each other in.
    """
    dictionary = survey.dictionary
    carried = [(key, carry(n, placements, dictionary)) for key, n in variable.column_names.items()]
    if any(one is not None and isinstance(one.data, TextColumn) for _, one in carried):
        yield from _ticks(variable, survey, names)
        return
    for key, one in carried:
        if one is not None:
            column = raw_column(one, names.claim(key), variable)
            remarks.add(column.name, one.remarks)
            yield column


def _ticks(variable: Variable, survey: Survey, names: Names) -> Iterator[ScoredColumn]:
    boxes = survey.boxes[variable.key]
    for (code, label), ticked in zip(boxes.categories, boxes.ticked.T, strict=True):
        yield ScoredColumn(
            name=names.claim(f"{variable.key}_{code}"),
            label=f"{variable.label}: {label}",
            data=NumberColumn(values=ticked),
            role="code",
            level="nominal",
            labels={0.0: "not ticked", 1.0: "ticked"},
        )
