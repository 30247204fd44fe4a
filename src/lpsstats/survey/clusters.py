"""What respondents share, such as an interviewer, a street or a day."""

from collections.abc import Iterator, Sequence

import numpy as np

from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding, failed
from lpsstats.survey.fitting import misfit
from lpsstats.survey.linking import NOBODY, numbered_ids
from lpsstats.survey.model import Integers
from lpsstats.survey.numbers import counted
from lpsstats.survey.place_problems import absent_place
from lpsstats.survey.placing import Placement, holders

UNKNOWN = NOBODY
PATH = ("survey", "cluster")


def read_clusters(
    dictionary: Dictionary, placements: Sequence[Placement]
) -> tuple[Integers | None, list[Finding]]:
    """Give each cluster a number.

    Parameters
    ----------
    dictionary : Dictionary
        Names the cluster's column in each wave.
    placements : sequence of Placement
        The rows used.

    Returns
    -------
    (ndarray of int, shape (n,), or None, list of Finding)
        The same number for the same value in every wave, site and file; -1 where it is blank or
        declared missing, which means a cluster of one's own. `None` where none is declared. And
        what was found: a column missing, respondents without a cluster.
    """
    if not dictionary.cluster_names:
        return None, []
    numbers: dict[str, int] = {}
    clusters: list[Integers] = []
    problems: list[Finding] = []
    for placement in placements:
        cluster = np.full(placement.n, UNKNOWN, dtype=np.int64)
        for holder in holders(dictionary.cluster_names, placement, dictionary):
            if holder.name not in placement.export.columns:
                problems.append(absent_place(placement.export, holder.name, dictionary, *PATH))
                continue
            rows = placement.source_rows(holder.rows)
            target = slice(None) if holder.rows is None else holder.rows
            cluster[target] = numbered_ids(holder.name, placement.export, rows, numbers)
        clusters.append(cluster)
    joined = np.concatenate(clusters)
    alone = () if failed(tuple(problems)) else _alone(joined, dictionary)
    return joined, [*problems, *alone]


def _alone(cluster: Integers, dictionary: Dictionary) -> Iterator[Finding]:
    """Say how many respondents have no cluster."""
    n = int((cluster == UNKNOWN).sum())
    if n:
        have = "has" if n == 1 else "have"
        message = (
            f"{n:,} of {counted(len(cluster), 'respondent')} {have} no cluster "
            f"('{dictionary.cluster}', survey.cluster); each counts as a cluster of its own."
        )
        yield misfit(dictionary, "LPS146", str(dictionary.cluster), message, *PATH)
