"""How many respondents named each theme, wave by wave and group by group, and what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.frame import Frame, frame_of
from lpsstats.analysis.question import Question
from lpsstats.analysis.themes.amounts import amounts
from lpsstats.analysis.themes.building import Laid, question_row, theme_row
from lpsstats.analysis.themes.grouping import Grouped
from lpsstats.analysis.themes.measuring import Asked, ask, themes_of
from lpsstats.analysis.themes.named import THEME, kinds_of, ranks
from lpsstats.analysis.themes.rows import Theme, ThemeQuestion
from lpsstats.analysis.themes.shares import wave_shares
from lpsstats.stats.multiplicity import adjust

BH = "fdr_bh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """What was found of all questions.

    Attributes
    ----------
    rows : tuple of Theme
        Question by question and group by group, all groups together last; by rank.
    questions : tuple of ThemeQuestion
        A row per question and group, in the same order.
    unlinked : tuple of (wave key, count)
        Panels: respondents of each compared wave who could not be linked within their group.
    """

    rows: tuple[Theme, ...]
    questions: tuple[ThemeQuestion, ...]
    unlinked: tuple[tuple[str, int], ...] = ()


def themes(grouped: Grouped, keys: Sequence[str], question: Question) -> Themes:
    """Count the themes of some questions and compare two waves.

    Parameters
    ----------
    grouped : Grouped
        The survey with the groups for its sites.
    keys : sequence of str
        Multiple responses, and categorical questions.
    question : Question
        Which waves, and how; the same wave twice where there is nothing to compare. `adjust` is
        Benjamini and Hochberg's within each question unless it says otherwise.

    Returns
    -------
    Themes
    """
    survey = grouped.survey
    frame = frame_of(survey, question.wave_from, question.wave_to)
    laid = [_laid(ask(themes_of(survey, key), frame, question), grouped, question) for key in keys]
    places = range(frame.n_sites + (frame.n_sites > 1))
    return Themes(
        rows=tuple(row for one in laid for place in places for row in _of_place(one, place)),
        questions=tuple(question_row(one, place) for one in laid for place in places),
        unlinked=_unlinked(grouped, frame),
    )


def _laid(asked: Asked, grouped: Grouped, question: Question) -> Laid:
    """Adjust a question's p-values, over its themes in all groups, and take every wave's shares."""
    frame = asked.base.frame
    raw = np.array([part.p_value for part in asked.parts])[:, : frame.n_sites]
    method = question.adjust or BH
    kinds = kinds_of(asked.measure.categories)
    return Laid(
        asked=asked,
        grouped=grouped,
        question=question,
        adjust=method,
        adjusted=adjust(raw, method),
        shares=tuple(
            tuple(wave_shares(sample, wave, question) for wave in range(frame.shape[1]))
            for sample in asked.samples
        ),
        amounts=amounts(asked, kinds, question),
    )


def _of_place(laid: Laid, place: int) -> Iterator[Theme]:
    """Give the themes of a place by rank; what is no theme of its own comes last."""
    later, earlier = laid.question.wave_to, laid.question.wave_from
    shares = np.array(
        [[waves[later].pct[place], waves[earlier].pct[place]] for waves in laid.shares]
    ).reshape(-1, 2)
    asked_later = not np.isnan(shares[:, 0]).all()
    kinds = kinds_of(laid.asked.measure.categories)
    found = ranks(shares[:, 0 if asked_later else 1], kinds)
    order = sorted(
        range(len(found)),
        key=lambda j: (kinds[j] != THEME, found[j] or len(found) + 1, j),
    )
    for part in order:
        yield theme_row(laid, part, place, found[part])


def _unlinked(grouped: Grouped, frame: Frame) -> tuple[tuple[str, int], ...]:
    survey = grouped.survey
    if frame.person is None or frame.wave_from == frame.wave_to:
        return ()
    return tuple(
        (survey.dictionary.waves[w].key, int((survey.wave == w).sum()) - len(frame.first))
        for w in (frame.wave_from, frame.wave_to)
    )
