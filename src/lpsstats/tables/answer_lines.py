"""Write all answers to a question on one line, with what any of them rests on."""

from collections.abc import Sequence

from lpsstats.analysis.description_items import MULTIPLE, NOMINAL, ItemDescription
from lpsstats.tables.model import Record
from lpsstats.tables.rounding import fixed, shares

MOST_ANSWERS = 6  # answers that a line names

Answers = Sequence[ItemDescription]


def answer_counts(kind: str, answers: Answers) -> list[Record]:
    """Give what a line of answers is made of, so that any of it can be withheld."""
    shown = _shown(kind, answers)
    ordered = kind not in {NOMINAL, MULTIPLE}
    return [
        {
            "category": one.category,
            "n": one.n,
            "base": one.base,
            "pct": one.pct,
            "between": " " if ordered else ", ",
            "lead": "" if ordered else f"{one.category_label or one.category} ",
            "text": _with_share("" if ordered else f"{one.category_label or one.category} ", one),
            "listed": one in shown,
        }
        for one in answers
        if one.pct is not None
    ]


def _with_share(lead: str, one: ItemDescription) -> str:
    return f"{lead}{fixed(one.pct or 0.0, 0)}"


def _shown(kind: str, answers: Answers) -> Answers:
    """Choose the answers that a line names: all, or the most frequent ones of many."""
    shown = [one for one in answers if one.pct is not None]
    if kind in {NOMINAL, MULTIPLE} and len(shown) > MOST_ANSWERS:
        return sorted(shown, key=lambda one: -one.n)[:MOST_ANSWERS]
    return shown


def of_ordered(answers: Answers) -> str | None:
    """Write the shares of ordered answers side by side."""
    return shares([one.pct for one in answers if one.pct is not None]) or None


def _named(kind: str, answers: Answers) -> list[str]:
    """Name the answers with their shares."""
    return [
        _with_share(f"{one.category_label or one.category} ", one) for one in _shown(kind, answers)
    ]


def of_nominal(answers: Answers) -> str | None:
    """Name the answers with their shares; the most frequent ones where there are many."""
    parts, shown = _named(NOMINAL, answers), _shown(NOMINAL, answers)
    left = sum(one.pct or 0.0 for one in answers) - sum(one.pct or 0.0 for one in shown)
    if parts and len(answers) > len(shown):
        parts.append(f"{len(answers) - len(shown)} others {fixed(left, 0)}")
    return ", ".join(parts) or None


def of_several(boxes: Answers) -> str | None:
    """Name the boxes with their shares, which may overlap."""
    parts, shown = _named(MULTIPLE, boxes), _shown(MULTIPLE, boxes)
    if parts and len(boxes) > len(shown):
        parts.append(f"and {len(boxes) - len(shown)} others")
    return ", ".join(parts) or None
