"""What contrasts amount to, in a word each, after adjustment for their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from lpsstats.analysis.contrast_arms import Arms
from lpsstats.analysis.contrast_tests import ContrastTests
from lpsstats.analysis.families import Adjusted, adjust_families
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.question import Question
from lpsstats.analysis.verdicts import verdict
from lpsstats.dictionary.model import Dictionary
from lpsstats.survey.model import Floats, Integers

# What a change of one wave against another would be called, said of two groups of sites.
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "improved": "favours_intervention",
        "declined": "favours_comparison",
        "changed": "changes_differ",
        "no_clear_change": "no_clear_difference",
        "practically_unchanged": "practically_equal",
        "not_testable": "not_testable",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Tests with what their number makes of them.

    Attributes
    ----------
    tests : ContrastTests
        Of n_measures and n_contrasts.
    p_adjusted : ndarray of float, shape (n_measures, n_contrasts)
        Adjusted within the family over contrasts of the same kind; NaN where there is no test.
    n_tests : ndarray of int, shape (n_measures, n_contrasts)
        How many those are.
    own : Adjusted
        The sites' own changes, adjusted over all sites, as where waves are compared.
    """

    tests: ContrastTests
    p_adjusted: Floats
    n_tests: Integers
    own: Adjusted


def judge(
    dictionary: Dictionary,
    measures: Sequence[Measure],
    contrasts: Sequence[Arms],
    tests: ContrastTests,
    method: str | None,
) -> Judgement:
    """Adjust the p-values of contrasts.

    Parameters
    ----------
    dictionary : Dictionary
        Its families.
    measures : sequence of Measure
        Those of the tests: whole families, or their adjustment does not hold.
    contrasts : sequence of Arms
        Those of the tests. The headlines are one set of tests, what is left without the partial
        sites another, the pairs a third: each says something else of the same answers.
    tests : ContrastTests
        The tests.
    method : str, optional
        Use this adjustment for every family instead of the declared ones.
    """
    keys, raw = [measure.key for measure in measures], tests.estimate.p_value
    p_adjusted = np.full_like(raw, np.nan)
    n_tests = np.zeros(raw.shape, dtype=np.int64)
    for kind in dict.fromkeys(one.kind for one in contrasts):
        columns = [k for k, one in enumerate(contrasts) if one.kind == kind]
        found = adjust_families(dictionary, keys, raw[:, columns], method)
        p_adjusted[:, columns] = found.p_values
        n_tests[:, columns] = np.array(found.n_tests)[:, None]
    return Judgement(
        tests=tests,
        p_adjusted=p_adjusted,
        n_tests=n_tests,
        own=adjust_families(dictionary, keys, tests.own.p_value, method),
    )


def contrast_verdict(
    judgement: Judgement,
    measure: Measure,
    question: Question,
    smallest_change: float | None,
    at: tuple[int, int],
) -> str:
    """Put a contrast into a word.

    Returns
    -------
    str
        `favours_intervention` where its sites moved more towards the better end, or less away from
        it; `favours_comparison`; `changes_differ` without a better end; `no_clear_difference`;
        `practically_equal` where the interval lies within the declared smallest change;
        `not_testable`.
    """
    tests = judgement.tests
    word = verdict(
        estimate=float(tests.estimate.estimate[at]),
        p_value=float(judgement.p_adjusted[at]),
        direction=measure.direction,
        level=1 - question.confidence,
        equivalence=(float(tests.unchanged.conf_low[at]), float(tests.unchanged.conf_high[at])),
        smallest_change=smallest_change,
    )
    return WORDS[word]
