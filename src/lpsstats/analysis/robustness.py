"""Every row of a comparison under every defensible setting of its analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lpsstats.analysis.comparison_rows import Comparison, Comparisons
from lpsstats.analysis.dissent import agreement
from lpsstats.analysis.families import adjust_families
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.numbers import number
from lpsstats.analysis.question import Question
from lpsstats.analysis.variant_findings import Findings, closest, findings_of
from lpsstats.analysis.variant_tests import Tested
from lpsstats.analysis.variants import Setting, Variant
from lpsstats.analysis.verdicts import verdict
from lpsstats.dictionary.model import Dictionary
from lpsstats.survey.model import Floats, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class _Study:
    """What is asked, and what was found for each of the measures."""

    dictionary: Dictionary
    question: Question
    measures: Sequence[Measure]
    findings: Sequence[Findings]


def with_robustness(
    survey: Survey,
    measures: Sequence[Measure],
    question: Question,
    found: Comparisons,
    shown: Sequence[str],
) -> Comparisons:
    """Say of every row how many defensible variants of its analysis give its verdict.

    Parameters
    ----------
    survey : Survey
        All waves.
    measures : sequence of Measure
        With all measures of the families of those shown.
    question : Question
        Which waves and how.
    found : Comparisons
        The rows.
    shown : sequence of str
        The measures whose rows are wanted.

    Returns
    -------
    Comparisons
        Rows of categories, of boxes, and those that cannot be tested have no variants.
    """
    wanted = {m.key for m in measures if m.key in shown and m.has_mean}
    study = _Study(
        dictionary=survey.dictionary,
        question=question,
        measures=measures,
        findings=findings_of(survey, measures, frozenset(wanted), question),
    )
    variants = {
        measure.key: _variants(study, m)
        for m, measure in enumerate(measures)
        if measure.key in wanted
    }
    places = {site.key: s for s, site in enumerate(survey.dictionary.sites)}
    rows = tuple(
        row
        if row.category is not None or row.reason or row.measure not in variants
        else _with_variants(row, variants[row.measure][_place(row, places)])
        for row in found.rows
    )
    return replace(found, rows=rows)


def _with_variants(row: Comparison, variants: tuple[Variant, ...]) -> Comparison:
    agreed = agreement(variants, str(row.verdict))
    return replace(
        row,
        n_variants=agreed.n_variants,
        n_same=agreed.n_same,
        robustness=agreed.sentence,
        variants=variants,
    )


def _place(row: Comparison, places: Mapping[str, int]) -> int:
    return len(places) if row.n_sites is not None else places[row.site or ""]


def _variants(study: _Study, m: int) -> list[tuple[Variant, ...]]:
    """Give the variants of a measure in every place, the row's own first, none twice."""
    places: list[dict[tuple[object, ...], Variant]] = []
    for setting, tested in study.findings[m].items():
        adjusted = _family_p(study, m, setting)
        places = places or [{} for _ in tested.p_value]
        for place, variants in enumerate(places):
            one = _variant(study, m, (setting, tested), place, adjusted)
            variants.setdefault(_answer_of(one), one)
    return [tuple(variants.values()) for variants in places]


def _answer_of(one: Variant) -> tuple[object, ...]:
    """Tell variants apart by what they tell: the same test of the same answers is one variant."""
    return *one.levels()[:-1], one.method, one.p_value, one.p_adjusted


def _family_p(study: _Study, m: int, setting: Setting) -> Floats:
    """Adjust the p of every site over its family under the same setting, shape (n_sites,)."""
    families = study.dictionary.families
    members = next(f.measures for f in families if study.measures[m].key in f.measures)
    family = [j for j, measure in enumerate(study.measures) if measure.key in members]
    tested = [
        study.findings[j][setting] if j == m else closest(study.findings[j], setting)
        for j in family
    ]
    adjusted = adjust_families(
        study.dictionary,
        [study.measures[j].key for j in family],
        np.array([one.p_value[:-1] for one in tested]),
        study.question.adjust,
    )
    return np.asarray(adjusted.p_values[family.index(m)])


def _variant(
    study: _Study, m: int, found: tuple[Setting, Tested], place: int, adjusted: Floats
) -> Variant:
    """Judge one variant in one place; all sites together, the last, by the p as it is."""
    setting, tested = found
    pooled = place == len(adjusted)
    p_value = tested.p_value[place] if pooled else adjusted[place]
    return Variant(
        test=setting.test,
        weights=setting.weights,
        completeness=setting.completeness,
        left_out=setting.left_out,
        covariates=setting.covariates,
        method=str(tested.method[place]),
        estimate=number(tested.estimate[place]),
        p_superior=number(tested.p_superior[place]),
        p_value=number(tested.p_value[place]),
        p_adjusted=None if pooled else number(p_value),
        verdict=_verdict(study, study.measures[m], tested, place, float(p_value)),
    )


def _verdict(study: _Study, measure: Measure, tested: Tested, place: int, p_value: float) -> str:
    """Give the verdict by the rule of the rows; a rank test says itself which way it went."""
    superior = tested.p_superior[place]
    side = tested.estimate[place] if np.isnan(superior) else superior - 0.5
    return verdict(
        estimate=float(side),
        p_value=p_value,
        direction=measure.direction,
        level=1 - study.question.confidence,
        equivalence=(float(tested.unchanged_low[place]), float(tested.unchanged_high[place])),
        smallest_change=study.dictionary.smallest_change.get(measure.key),
    )
