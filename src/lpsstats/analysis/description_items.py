"""How the answers to questions are distributed, as they were given: nothing is turned round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lpsstats.analysis.description import NOBODY, percent, usable_weight, why_undefined
from lpsstats.analysis.description_answers import CountedAnswers, count_answers
from lpsstats.analysis.description_boxes import CountedBoxes, count_boxes
from lpsstats.analysis.description_groups import Groups
from lpsstats.analysis.numbers import number
from lpsstats.dictionary.model import Variable
from lpsstats.survey.model import Integers, Survey
from lpsstats.survey.numbers import as_text

NOMINAL, MULTIPLE = "categorical", "multiple"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDescription:
    """The answers to a question in a group, or (with a `category`) those of one kind.

    Every field is a column of the results; the glossary of the tables says what each means. In a
    row of the question, n, `missing` and `n_not_asked` add up to the group's respondents, and n
    and `missing` to the base; a row of a category has n as its base and no statistics. Of a
    multiple response, n is who counts; the base of a box is who of them was offered it.
    """

    measure: str
    measure_label: str
    type: str
    site: str | None
    site_label: str | None
    wave: str | None
    category: str | None = None
    category_label: str | None = None
    n: int
    base: int
    pct: float | None
    n_weighted: int | None = None
    pct_weighted: float | None = None
    missing: int | None = None
    n_not_asked: int | None = None
    mean: float | None = None
    sd: float | None = None
    minimum: float | None = None
    median: float | None = None
    maximum: float | None = None
    pct_floor: float | None = None
    pct_ceiling: float | None = None
    mean_weighted: float | None = None
    sd_weighted: float | None = None
    reason: str | None = None


def describe_items(
    survey: Survey, variables: Sequence[Variable], groups: Groups
) -> tuple[ItemDescription, ...]:
    """Describe the answers to questions in every group.

    Parameters
    ----------
    survey : Survey
        All waves.
    variables : sequence of Variable
        Those that hold codes or numbers, or boxes.
    groups : Groups
        The groups.

    Returns
    -------
    tuple of ItemDescription
        Question by question, group by group: the row of the question, then one for each answer
        there is, given or not. Categorical questions have no mean, spread, median, floor or
        ceiling.
    """
    weight = usable_weight(survey)
    rows: list[ItemDescription] = []
    for variable in variables:
        if variable.type == MULTIPLE:
            boxes = count_boxes(survey, variable, groups, weight)
            for g in range(len(groups.places)):
                rows += _box_rows(variable, groups, g, boxes)
            continue
        answers = count_answers(survey, variable, groups, weight)
        for g in range(len(groups.places)):
            rows.append(_item_row(variable, groups, g, answers))
            rows += _category_rows(variable, groups, g, answers)
    return tuple(rows)


def _item_row(
    variable: Variable, groups: Groups, g: int, answers: CountedAnswers
) -> ItemDescription:
    place, found = groups.places[g], answers.found
    n, missing, weighted = int(found.moments.n[g]), int(answers.missing[g]), found.weighted
    ordered = variable.type != NOMINAL
    least, median, greatest = (number(x) if ordered else None for x in found.quantiles[g])
    return ItemDescription(
        measure=variable.key,
        measure_label=variable.label,
        type=variable.type,
        site=place.site,
        site_label=place.site_label,
        wave=place.wave,
        n=n,
        base=n + missing,
        pct=percent(n, n + missing),
        n_weighted=None if weighted is None else int(weighted.n[g]),
        missing=missing,
        n_not_asked=int(answers.not_asked[g]),
        mean=number(found.moments.mean[g]) if ordered else None,
        sd=number(found.moments.sd[g]) if ordered else None,
        minimum=least,
        median=median,
        maximum=greatest,
        pct_floor=_at_end(answers.floor, g, n) if ordered else None,
        pct_ceiling=_at_end(answers.ceiling, g, n) if ordered else None,
        mean_weighted=number(weighted.mean[g]) if ordered and weighted is not None else None,
        sd_weighted=number(weighted.sd[g]) if ordered and weighted is not None else None,
        reason=why_undefined(n),
    )


def _at_end(counts: Integers | None, g: int, n: int) -> float | None:
    return None if counts is None else percent(counts[g], n)


def _category_rows(
    variable: Variable, groups: Groups, g: int, answers: CountedAnswers
) -> Iterator[ItemDescription]:
    place, n = groups.places[g], int(answers.counts[g].sum())
    texts = {float(code): text for text, code in variable.text_codes.items()}
    weights = None if answers.weights is None else answers.weights[g]
    for k, code in enumerate(answers.codes.tolist()):
        yield ItemDescription(
            measure=variable.key,
            measure_label=variable.label,
            type=variable.type,
            site=place.site,
            site_label=place.site_label,
            wave=place.wave,
            category=texts.get(code) or as_text(code),
            category_label=_label(variable, code),
            n=int(answers.counts[g, k]),
            base=n,
            pct=percent(answers.counts[g, k], n),
            pct_weighted=None if weights is None else percent(weights[k], weights.sum()),
        )


def _label(variable: Variable, code: float) -> str | None:
    """Name an answer: by its own label, else by what the ends of the range mean."""
    words = dict(zip((variable.low, variable.high), variable.anchors, strict=True))
    return variable.labels.get(code) or words.get(code)


def _box_rows(
    variable: Variable, groups: Groups, g: int, boxes: CountedBoxes
) -> Iterator[ItemDescription]:
    """Give the row of a multiple response, and one for each box."""
    place, n, missing = groups.places[g], int(boxes.n[g]), int(boxes.missing[g])
    question = ItemDescription(
        measure=variable.key,
        measure_label=variable.label,
        type=variable.type,
        site=place.site,
        site_label=place.site_label,
        wave=place.wave,
        n=n,
        base=n + missing,
        pct=percent(n, n + missing),
        n_weighted=None if boxes.n_weighted is None else int(boxes.n_weighted[g]),
        missing=missing,
        n_not_asked=int(boxes.not_asked[g]),
        reason=None if n else NOBODY,
    )
    yield question
    for j, (code, label) in enumerate(boxes.categories):
        ticked, base, weighted = int(boxes.ticked[g, j]), int(boxes.offered[g, j]), None
        if boxes.weights_ticked is not None and boxes.weights_offered is not None:
            weighted = percent(boxes.weights_ticked[g, j], boxes.weights_offered[g, j])
        yield replace(
            question,
            category=code,
            category_label=label,
            n=ticked,
            base=base,
            pct=percent(ticked, base),
            n_weighted=None,
            pct_weighted=weighted,
            missing=None,
            n_not_asked=None,
            reason=None,
        )
