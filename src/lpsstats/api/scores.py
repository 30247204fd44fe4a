"""Scale scores for every respondent."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lpsstats.analysis.provenance import completeness
from lpsstats.api.arguments import Names, names
from lpsstats.documents.choosing import choose_scales
from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import Scores
from lpsstats.survey.scoring import score as scale_scores


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ScaleScores:
    """The scores of all respondents, in the order of the files.

    Attributes
    ----------
    survey : Survey
        Whose they are.
    scores : mapping of str to Scores
        By scale: values of shape (n,) in the scale's own units and direction, NaN where too few
        items are answered, and how many items were.
    """

    survey: Survey
    scores: Mapping[str, Scores]

    @property
    def notes(self) -> tuple[str, ...]:
        """How many scores rest on some of the items, and how many there are not."""
        return tuple(completeness(list(self.scores.values())))

    def to_frame(self) -> pd.DataFrame:
        """Give a row per respondent.

        Returns
        -------
        pandas.DataFrame
            `wave` and `site`, their keys (no `site` where there is one without a name), `weight`
            where there are weights, and a column per scale, NaN without a score.
        """
        dictionary = self.survey.dictionary
        waves = np.array([wave.key for wave in dictionary.waves], dtype=object)
        sites = np.array([site.key for site in dictionary.sites], dtype=object)
        columns: dict[str, object] = {"wave": waves[self.survey.wave]}
        if any(sites):
            columns["site"] = sites[self.survey.site]
        if self.survey.weight is not None:
            columns["weight"] = self.survey.weight
        scored = {key: one.values for key, one in self.scores.items()}
        return pd.DataFrame(columns | scored)

    def __repr__(self) -> str:
        return f"<lpsstats score: {self.survey.n:,} respondents, {', '.join(self.scores)}>"


def score(survey: Survey, *, measures: Names = ()) -> ScaleScores:
    """Score the scales of a survey for every respondent.

    `read_scored` and `write_scored` make a data file of them, for SPSS, Excel or R.

    Parameters
    ----------
    survey : Survey
        From `read`.
    measures : str or sequence of str
        Keys of scales; all by default.

    Returns
    -------
    ScaleScores
        A score is the mean of the items answered, turned by their declared ranges (times the
        number of items, for a sum), if at least the scale's `min_items` are.

    Raises
    ------
    UsageError
        If a name is no scale.

    Examples
    --------
    >>> import lpsstats
    >>> scores = lpsstats.score(lpsstats.read(), measures=["cohesion", "trust"])
    >>> list(scores.to_frame().columns)
    ['wave', 'site', 'cohesion', 'trust']
    """
    scales = choose_scales(survey.dictionary, names(measures))
    return ScaleScores(
        survey=survey, scores={scale.key: scale_scores(survey, scale) for scale in scales}
    )
