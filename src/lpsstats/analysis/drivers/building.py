"""From tests and model to rows."""

from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.drivers.model import Model
from lpsstats.analysis.drivers.predictors import ORDERED, YES_NO, Predictor
from lpsstats.analysis.drivers.rows import Costly, Driver
from lpsstats.analysis.drivers.settling import RARE, Settled
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.numbers import number
from lpsstats.stats.estimate import Estimate
from lpsstats.stats.multiplicity import adjust
from lpsstats.survey.model import Floats

HOLM = "holm"
OF_ESTIMATE = ("estimate", "conf_low", "conf_high", "std_error", "statistic", "df", "p_value")
# The part of those with the outcome that may be lost before it is said by which predictor.
MUCH = 1 / 3
# A coefficient of this size is rounding of 0.
ROUNDED = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that the rows are made of."""

    outcome: Measure
    predictors: tuple[Predictor, ...]
    settled: Settled
    slopes: Estimate
    model: Model | None
    confidence: float

    @property
    def p_adjusted(self) -> Floats:
        """Adjust the p-values of the differences for their number."""
        return adjust(self.slopes.p_value, HOLM)


def rows_of(answer: Answer) -> tuple[Driver, ...]:
    """Make a row of every predictor: ranked ones by rank, then the others in the order given."""
    rows = [_row(answer, j) for j in range(len(answer.predictors))]
    return tuple(
        sorted(rows, key=lambda row: len(rows) + 1 if row.weight_rank is None else row.weight_rank)
    )


def costly(answer: Answer) -> Costly | None:
    """Name the predictor with the fewest answers, where the base loses more than a third."""
    settled = answer.settled
    having = ~np.isnan(settled.outcome)
    if not settled.ranked or len(settled.complete) >= (1 - MUCH) * having.sum():
        return None
    lacking = np.isnan(settled.values[having][:, settled.ranked]).sum(axis=0)
    most = int(np.argmax(lacking))
    return Costly(label=answer.predictors[settled.ranked[most]].label, n=int(lacking[most]))


def _row(answer: Answer, j: int) -> Driver:
    predictor, outcome, settled = answer.predictors[j], answer.outcome, answer.settled
    reason = str(answer.slopes.reason[j])
    p_adjusted = number(answer.p_adjusted[j])
    left = settled.left.get(j)
    return Driver(
        outcome=outcome.key,
        outcome_label=outcome.label,
        better=outcome.better,
        unit=outcome.unit,
        predictor=predictor.key,
        predictor_label=predictor.label,
        predictor_kind=predictor.kind,
        turned=predictor.turned,
        confidence=answer.confidence,
        p_adjusted=p_adjusted,
        adjust=HOLM,
        n_tests=int((answer.slopes.reason == "").sum()),
        method=answer.slopes.method,
        direction=_direction(answer.slopes.estimate[j], predictor, outcome),
        difference_clear=None if p_adjusted is None else p_adjusted < 1 - answer.confidence,
        rare=left == RARE,
        rank_reason=left,
        n_ranked=len(settled.ranked),
        n_base=len(settled.complete) if settled.ranked else 0,
        n_outcome=int((~np.isnan(settled.outcome)).sum()),
        n_respondents=len(settled.outcome),
        status="not_testable" if reason else "ok",
        reason=reason or None,
        **_tested(answer.slopes, j),  # type: ignore[arg-type]
        **_exposed(answer, j),  # type: ignore[arg-type]
        **_together(answer.model),  # type: ignore[arg-type]
        **_ranked(answer, j),  # type: ignore[arg-type]
    )


def _tested(slopes: Estimate, j: int) -> dict[str, float | None]:
    return {name: number(getattr(slopes, name)[j]) for name in OF_ESTIMATE}


def _direction(estimate: float, predictor: Predictor, outcome: Measure) -> str | None:
    """Say which end of the outcome a yes goes with, or which ends of the two go together."""
    if np.isnan(estimate):
        return None
    sign, ends = int(np.sign(estimate)), outcome.direction
    if predictor.kind == ORDERED and not (predictor.better != "neither" and ends):
        return {1: "more_with_more", -1: "more_with_less"}.get(sign, "neither")
    word = {1: "better", -1: "worse"}.get(sign * ends, "neither")
    return word if predictor.kind == YES_NO or word == "neither" else f"better_with_{word}"


def _exposed(answer: Answer, j: int) -> dict[str, float | int | None]:
    """Count who answered, and of a yes or no who said yes."""
    settled = answer.settled
    values = settled.values[:, j]
    here = np.flatnonzero(~np.isnan(values) & ~np.isnan(settled.outcome))
    if answer.predictors[j].kind != YES_NO:
        return {"n": len(here), "n_exposed": None, "pct_exposed": None}
    yes, weight = values[here], settled.sampled.take(here).counts()
    share = 100 * float(weight @ yes) / float(weight.sum()) if here.size else np.nan
    return {"n": len(here), "n_exposed": int(yes.sum()), "pct_exposed": number(share)}


def _together(model: Model | None) -> dict[str, float | None]:
    """Give what holds for all ranked predictors together."""
    if model is None:
        return dict.fromkeys(("r_squared", "r_squared_adjusted", "r_squared_p_value"))
    return {
        "r_squared": number(model.r_squared),
        "r_squared_adjusted": number(model.r_squared_adjusted),
        "r_squared_p_value": number(model.p_value),
    }


def _sign_differs(beta: float, slopes: Estimate, j: int) -> bool:
    """Say whether beta points the other way than a difference that is clear."""
    clear = bool(slopes.conf_low[j] > 0 or slopes.conf_high[j] < 0)
    return clear and abs(beta) > ROUNDED and bool(beta * slopes.estimate[j] < 0)


OF_RANK = (
    "beta",
    "sign_differs",
    "weight_r2",
    "share_r2",
    "lmg",
    "weight_rank",
    "rank_low",
    "rank_high",
    "p_first",
    "letters",
)


def _ranked(answer: Answer, j: int) -> dict[str, object]:
    """Give a predictor's part in the model, and how sure its rank is."""
    model = answer.model
    if model is None or j not in answer.settled.ranked:
        return dict.fromkeys(OF_RANK)
    at = answer.settled.ranked.index(j)
    weight, order = float(model.weight[at]), model.ranking
    return {
        "beta": number(model.beta[at]),
        "sign_differs": _sign_differs(float(model.beta[at]), answer.slopes, j),
        "weight_r2": number(weight),
        "share_r2": number(100 * weight / model.r_squared) if model.r_squared > 0 else None,
        "lmg": number(model.lmg[at]),
        "weight_rank": int(model.rank[at]),
        "rank_low": int(order.rank_low[at]) if order else None,
        "rank_high": int(order.rank_high[at]) if order else None,
        "p_first": float(order.p_first[at]) if order else None,
        "letters": model.letters[at] or None,
    }
