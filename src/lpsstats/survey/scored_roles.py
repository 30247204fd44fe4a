"""The columns of a data file that say who and how much: id, cluster, weight."""

from collections.abc import Iterator, Mapping

from lpsstats.dictionary.model import Dictionary
from lpsstats.survey.assembling import STORED
from lpsstats.survey.export import NumberColumn
from lpsstats.survey.model import Floats, Survey
from lpsstats.survey.scored import ScoredColumn
from lpsstats.survey.scored_names import Names

RAKED = "weight_raked"
AS_ANSWERS = STORED | {"date"}


def front_columns(dictionary: Dictionary) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Name the columns that stand in front as they are in the files: the id and the cluster.

    A cluster that is a declared question stands among the answers.

    Yields
    ------
    (str, mapping of str to str)
        The name, and the column in each wave.
    """
    if dictionary.id:
        yield dictionary.id, dictionary.id_names
    cluster = dictionary.cluster
    if cluster and cluster != dictionary.id and not _is_answer(cluster, dictionary):
        yield cluster, dictionary.cluster_names


def start_column(dictionary: Dictionary) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Name the column that raked weights start from, unless it stands among the answers."""
    start = dictionary.raking.start if dictionary.raking else None
    if start and not _is_answer(start, dictionary):
        yield start, dictionary.weight_names


def _is_answer(key: str, dictionary: Dictionary) -> bool:
    return key in dictionary.variables and dictionary.variables[key].type in AS_ANSWERS


def weight_column(survey: Survey, weight: Floats, names: Names) -> ScoredColumn:
    """Describe the weight that results are weighted by.

    Parameters
    ----------
    survey : Survey
        Says where it comes from.
    weight : ndarray of float, shape (n,)
        NaN where a respondent has none.
    names : Names
        Gives it a name: that in the dictionary, or `weight_raked`.
    """
    dictionary = survey.dictionary
    raked = dictionary.raking is not None
    return ScoredColumn(
        name=names.claim(RAKED if raked else dictionary.weight or "weight"),
        label=f"Weight, {dictionary.weight}" if raked else "Weight",
        data=NumberColumn(values=weight),
        role="number",
        level="scale",
    )


def already_written(dictionary: Dictionary, name: str) -> str | None:
    """Give the name under which a column of the files is written in every wave, if it is."""
    written = {
        key: set(v.names.values())
        for key, v in dictionary.variables.items()
        if v.type in AS_ANSWERS
    }
    weight = dictionary.raking.start if dictionary.raking else dictionary.weight
    written |= {str(weight): set(dictionary.weight_names.values())}
    written |= {key: set(names.values()) for key, names in front_columns(dictionary)}
    boxes = {
        key: set(names.values())
        for v in dictionary.variables.values()
        for key, names in v.column_names.items()
    }
    return next((key for key, names in {**boxes, **written}.items() if names == {name}), None)
