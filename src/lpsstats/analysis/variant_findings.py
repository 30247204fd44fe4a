"""Every measure put to every defensible test, with weights or without, of all scores or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from lpsstats.analysis.adjusting import adjusted_changes
from lpsstats.analysis.frame import Frame, frame_of
from lpsstats.analysis.left_out import without_each_item
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.question import Question
from lpsstats.analysis.variant_tests import Tested, run_test, tests_of
from lpsstats.analysis.variants import (
    ADJUSTED,
    COMPLETE,
    MEANS,
    PERMUTATION,
    PRORATED,
    RAW,
    UNWEIGHTED,
    WEIGHTED,
    Setting,
)
from lpsstats.progress import in_steps
from lpsstats.survey.model import Survey

# What was found for one measure, under each setting in which it can be; the row's own comes first.
Findings = dict[Setting, Tested]


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    """The respondents with their weights, or without."""

    weights: str
    survey: Survey
    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A measure to be tested: number `m`, whole or without an item, of some or all scores."""

    m: int
    left_out: str | None
    completeness: str
    measure: Measure

    def setting(self, test: str, weights: str, covariates: str = RAW) -> Setting:
        return Setting(
            test=test,
            weights=weights,
            completeness=self.completeness,
            covariates=covariates,
            left_out=self.left_out,
        )


def findings_of(
    survey: Survey, measures: Sequence[Measure], wanted: frozenset[str], question: Question
) -> list[Findings]:
    """Test every measure under every setting.

    Parameters
    ----------
    survey : Survey
        All waves.
    measures : sequence of Measure
        Those to test.
    wanted : frozenset of str
        The measures from which items are left out; the others are there for their families.
    question : Question
        Which waves and how.

    Returns
    -------
    list of Findings
        By measure; under the setting of its row first.
    """
    found: list[Findings] = [{} for _ in measures]
    for world in _worlds(survey, question):
        cases = list(_cases(survey, measures, wanted, world.frame))
        for case in in_steps("other analyses", cases):
            for test in tests_of(case.measure, world.frame):
                if case.left_out is None or test != PERMUTATION:
                    tested = run_test(case.measure, world.frame, question, test)
                    found[case.m][case.setting(test, world.weights)] = tested
        for case, tested in _adjusted(world, cases, question):
            found[case.m][case.setting(MEANS, world.weights, ADJUSTED)] = tested
    return found


def _worlds(survey: Survey, question: Question) -> Iterator[_World]:
    """Take the survey as it is and, where it has weights, without them; clusters remain."""
    frame = frame_of(survey, question.wave_from, question.wave_to)
    if frame.weight is not None:
        yield _World(weights=WEIGHTED, survey=survey, frame=frame)
        survey, frame = replace(survey, weight=None), replace(frame, weight=None)
    yield _World(weights=UNWEIGHTED, survey=survey, frame=frame)


def _cases(
    survey: Survey, measures: Sequence[Measure], wanted: frozenset[str], frame: Frame
) -> Iterator[_Case]:
    for m, measure in enumerate(measures):
        parts: dict[str | None, Measure] = {None: measure}
        if measure.key in wanted:
            parts.update(without_each_item(survey, measure).items())
        for left_out, part in parts.items():
            yield _Case(m=m, left_out=left_out, completeness=PRORATED, measure=part)
            if part.prorated[frame.rows].any():
                whole = part.complete()
                yield _Case(m=m, left_out=left_out, completeness=COMPLETE, measure=whole)


def _adjusted(
    world: _World, cases: Sequence[_Case], question: Question
) -> Iterator[tuple[_Case, Tested]]:
    """Test every case at the same covariates, where there are any and other people each wave."""
    dictionary = world.survey.dictionary
    cases = [case for case in cases if case.measure.has_mean]
    if not dictionary.covariates or dictionary.design == "panel" or not cases:
        return
    found = adjusted_changes(
        world.survey,
        [case.measure for case in cases],
        question.wave_from,
        question.wave_to,
        confidence=question.two_one_sided,
    )
    nothing = np.full(found.estimate.shape[1], np.nan)
    for c, case in enumerate(cases):
        yield (
            case,
            Tested(
                method=np.full(len(nothing), found.method),
                estimate=found.estimate[c],
                p_superior=nothing,
                p_value=found.p_value[c],
                unchanged_low=found.conf_low[c],
                unchanged_high=found.conf_high[c],
            ),
        )


def closest(found: Findings, wanted: Setting) -> Tested:
    """Find a whole measure's result under a setting or, where it has none, under the nearest.

    Parameters
    ----------
    found : mapping of Setting to Tested
        Of one measure.
    wanted : Setting
        That of another measure; the item that it leaves out plays no part.
    """
    own = next(iter(found)).test
    levels = product((wanted.test, own), (wanted.covariates, RAW), (wanted.completeness, PRORATED))
    settings = (
        Setting(test=t, weights=wanted.weights, covariates=c, completeness=k) for t, c, k in levels
    )
    return next(found[setting] for setting in settings if setting in found)
