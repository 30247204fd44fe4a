"""How far two coders agree on what respondents named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lpsstats.analysis.numbers import number
from lpsstats.analysis.themes.rows import CoderAgreement, Theme
from lpsstats.dictionary.merging import DICHOTOMIES
from lpsstats.dictionary.model import Variable
from lpsstats.stats.coder_agreement import (
    CODED_ONCE,
    Agreement,
    CodedTwice,
    coder_agreement,
    count_codings,
)
from lpsstats.survey.model import Floats, Survey


def agreements(
    survey: Survey, keys: Sequence[str], confidence: float
) -> tuple[CoderAgreement, ...]:
    """Hold the codings of some questions against those of their second coders.

    Parameters
    ----------
    survey : Survey
        All waves; weights do not count.
    keys : sequence of str
        Questions. Of one without a second coder there is a single row that says so.
    confidence : float
        Coverage of the intervals of kappa.

    Returns
    -------
    tuple of CoderAgreement
        Theme by theme, then all decisions of the question together.
    """
    variables = survey.dictionary.variables
    return tuple(row for key in keys for row in _of_question(survey, variables[key], confidence))


def with_kappa(rows: Sequence[Theme], coders: Sequence[CoderAgreement]) -> tuple[Theme, ...]:
    """Give themes the kappa that two coders reached on them, where they were coded twice.

    Parameters
    ----------
    rows : sequence of Theme
        Of any questions and groups.
    coders : sequence of CoderAgreement
        The agreement on some of these questions.
    """
    kappas = {(one.measure, one.category): one.kappa for one in coders if one.category is not None}
    return tuple(replace(row, kappa=kappas.get((row.measure, row.category))) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Codings:
    """Two codings of a question; `alone` are the respondents whom one coder alone has coded."""

    variable: Variable
    counts: CodedTwice
    alone: tuple[int, int]
    confidence: float


def _of_question(survey: Survey, variable: Variable, confidence: float) -> Iterator[CoderAgreement]:
    if variable.second_coder is None:
        yield _coded_once(survey, variable, confidence)
        return
    first = survey.boxes[variable.key]
    second = _in_order_of(survey, variable, first.categories)
    again = survey.dictionary.variables[variable.second_coder]
    coded = [_coded(first.ticked, variable), _coded(second, again)]
    codings = _Codings(
        variable=variable,
        counts=count_codings(first.ticked, second),
        alone=(int((coded[0] & ~coded[1]).sum()), int((coded[1] & ~coded[0]).sum())),
        confidence=confidence,
    )
    found = coder_agreement(codings.counts, confidence=confidence)
    for j, theme in enumerate(first.categories):
        yield _row(codings, codings.counts, found, j, theme)
    yield _together(codings, found)


def _coded(ticked: Floats, variable: Variable) -> NDArray[np.bool_]:
    """Say of whom a coder has judged an answer.

    Where all who were asked are in the base, those without any entry are in it too, and nobody
    can tell whether there was an answer: there a coder has to have found something.
    """
    found = ticked == 1 if variable.base == "asked" else ~np.isnan(ticked)
    return np.asarray(found.any(axis=1))


def _in_order_of(
    survey: Survey, variable: Variable, categories: Sequence[tuple[str, str]]
) -> Floats:
    """Give the second coder's ticks in the order of the first one's themes.

    Columns stand in the same order; answers are paired by their codes.
    """
    second = survey.boxes[str(variable.second_coder)]
    if variable.coding == DICHOTOMIES:
        return second.ticked
    place = {code: j for j, (code, _) in enumerate(second.categories)}
    return second.ticked[:, [place[code] for code, _ in categories]]


def _row(
    codings: _Codings,
    counts: CodedTwice,
    found: Agreement,
    j: int,
    theme: tuple[str | None, str | None],
) -> CoderAgreement:
    reason = str(found.reason[j])
    return CoderAgreement(
        measure=codings.variable.key,
        measure_label=codings.variable.label,
        second_coder=codings.variable.second_coder,
        category=theme[0],
        category_label=theme[1],
        n_first_coder=codings.alone[0],
        n_second_coder=codings.alone[1],
        n_decisions=int(counts.n[j]),
        named_both=int(counts.both[j]),
        named_first=int(counts.first_only[j]),
        named_second=int(counts.second_only[j]),
        named_neither=int(counts.neither[j]),
        agreement=number(100 * found.agreement[j]),
        kappa=number(found.kappa[j]),
        kappa_low=number(found.kappa_low[j]),
        kappa_high=number(found.kappa_high[j]),
        kappa_mean=None,
        krippendorff=number(found.alpha[j]),
        confidence=codings.confidence,
        status="not_testable" if reason else "ok",
        reason=reason or None,
    )


def _together(codings: _Codings, found: Agreement) -> CoderAgreement:
    """Take all decisions at once; without an interval, for those on one answer hang together."""
    whole = codings.counts.together()
    pooled = coder_agreement(whole, confidence=codings.confidence)
    row = _row(codings, whole, pooled, 0, (None, None))
    known = found.kappa[~np.isnan(found.kappa)]
    mean = number(known.mean()) if known.size else None
    return replace(row, kappa_low=None, kappa_high=None, kappa_mean=mean)


def _coded_once(survey: Survey, variable: Variable, confidence: float) -> CoderAgreement:
    values = survey.boxes.get(variable.key)
    answers = survey.responses[variable.key][:, None] if values is None else values.ticked
    coded = ~np.isnan(answers).all(axis=1) if values is None else _coded(answers, variable)
    return CoderAgreement(
        measure=variable.key,
        measure_label=variable.label,
        second_coder=None,
        category=None,
        category_label=None,
        n_first_coder=int(coded.sum()),
        n_second_coder=0,
        n_decisions=0,
        named_both=0,
        named_first=0,
        named_second=0,
        named_neither=0,
        agreement=None,
        kappa=None,
        kappa_low=None,
        kappa_high=None,
        kappa_mean=None,
        krippendorff=None,
        confidence=confidence,
        status="not_testable",
        reason=CODED_ONCE,
    )
