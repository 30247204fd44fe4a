"""How much respondents named in all, and how many of them named nothing."""

from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.outcome import Strings
from lpsstats.analysis.question import Question
from lpsstats.analysis.sample import sample_of
from lpsstats.analysis.themes.measuring import Asked
from lpsstats.analysis.themes.named import NOTHING
from lpsstats.analysis.themes.shares import wave_means
from lpsstats.survey.model import Floats, Integers

ALL = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """A question in one wave; every array has the shape (n_places,).

    Attributes
    ----------
    n : ndarray of int
        Respondents of the base.
    mentions, nothing : ndarray of float
        Themes per respondent, weighted in a weighted survey; the percentage who named none.
    """

    n: Integers
    mentions: Floats
    nothing: Floats


def amounts(asked: Asked, kinds: Strings, question: Question) -> tuple[Amounts, ...]:
    """Count what everybody named, wave by wave.

    Parameters
    ----------
    asked : Asked
        The question.
    kinds : ndarray of str, shape (k,)
        What is a theme: to tick that there is nothing to name is to name nothing.
    question : Question
        How panels are tested.
    """
    frame = asked.base.frame
    outside = np.isnan(asked.base.values)
    named = np.nansum(asked.boxes[:, kinds != NOTHING], axis=1)
    mentions = sample_of(np.where(outside, np.nan, named), frame)
    nothing = sample_of(np.where(outside, np.nan, ALL * (named == 0)), frame)
    counted = [wave_means(mentions, wave, question) for wave in range(frame.shape[1])]
    return tuple(
        Amounts(
            n=one.n.astype(np.int64),
            mentions=one.mean,
            nothing=wave_means(nothing, wave, question).mean,
        )
        for wave, one in enumerate(counted)
    )
