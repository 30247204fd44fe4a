"""What goes with one measure in another by way of a third: the part of `relate` that draws it."""

from collections.abc import Sequence

from lpsstats.analysis.measures import Measure
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.mediation import mediation_paths
from lpsstats.analysis.pooled_base import pooled_base
from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey
from lpsstats.tables.diagram import Diagram
from lpsstats.tables.model import Table
from lpsstats.tables.relate_mediation import mediation_diagram, mediation_table


def mediation_tables(
    survey: Survey,
    keys: tuple[str, str, str],
    waves: Sequence[int],
    sites: Sequence[int],
    *,
    confidence: float,
    seed: int,
) -> tuple[Table, Diagram]:
    """Split what goes with a first measure in a last one by way of one between.

    Parameters
    ----------
    survey : Survey
        All waves.
    keys : (str, str, str)
        Keys of the measures in the order that is assumed.
    waves, sites : sequence of int
        Positions in its dictionary of those that are put together.
    confidence : float
        Coverage of the intervals.
    seed : int
        Where the random numbers start.

    Returns
    -------
    table : Table
        A row per path.
    diagram : Diagram
        The paths, standardised.

    Raises
    ------
    UsageError
        If a key is no measure, or one without a mean; one stands twice; two share an item.
    """
    measures = _measures(survey, keys)
    base = pooled_base(survey, waves, sites)
    found = mediation_paths(measures, base, confidence=confidence, seed=seed)
    title = survey.dictionary.title
    return (
        mediation_table(found, measures, title, seed),
        mediation_diagram(found, measures, title),
    )


def _measures(survey: Survey, keys: tuple[str, str, str]) -> list[Measure]:
    """Build the measures, once they are known to be three different things with a mean."""
    dictionary = survey.dictionary
    for key in keys:
        if key.startswith("-"):
            message = f"--mediation {' '.join(keys)}: takes three measures, X M Y"
            raise UsageError(message)
        if key not in dictionary.measures:
            raise UsageError(_unknown(dictionary, key))
        if keys.count(key) > 1:
            message = f"--mediation {' '.join(keys)}: {key} stands twice; name three measures"
            raise UsageError(message)
    _refuse_shared(dictionary, keys)
    measures = [measure_of(survey, key) for key in keys]
    for measure in measures:
        if not measure.has_mean:
            raise UsageError(_no_mean(dictionary, measure))
    return measures


def _unknown(dictionary: Dictionary, key: str) -> str:
    if key in dictionary.variables:
        return f"--mediation {key}: is declared, but is nothing that can be compared"
    meant = did_you_mean(key, dictionary.measures)
    known = meant or f" (there are: {', '.join(dictionary.scales)}, and single questions)"
    return f"--mediation {key}: nothing of that name{known}"


def _refuse_shared(dictionary: Dictionary, keys: Sequence[str]) -> None:
    """Refuse measures that go together because the same answers are in both."""
    items = {
        key: set(dictionary.scales[key].items) if key in dictionary.scales else {key}
        for key in keys
    }
    for number, one in enumerate(keys):
        for other in keys[number + 1 :]:
            shared = sorted(items[one] & items[other])
            if shared:
                message = (
                    f"--mediation {' '.join(keys)}: {one} and {other} hold the same answers "
                    f"({', '.join(shared)}) and go together for that alone; name others"
                )
                raise UsageError(message)


def _no_mean(dictionary: Dictionary, measure: Measure) -> str:
    if measure.type == "multiple":
        return f"--mediation {measure.key}: ticked boxes have no mean"
    return (
        f"{dictionary.where('variables', measure.key)}: --mediation {measure.key}: answers without "
        "order have no mean; declare which of them are a `success` to take their share"
    )
