"""Which items look like one scale: same answers, correlated, asked together, named alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.drafting.proposals_evidence import Evidence, evidence_of
from lpsstats.drafting.proposals_naming import Named, common_stems, name_scales
from lpsstats.stats.alpha import cronbach_alpha
from lpsstats.stats.item_groups import group_items

Floats = NDArray[np.float64]

# Each pair of items of a format costs; no questionnaire has so many, but exports of others do.
MOST_TOGETHER = 600
LARGEST_SAMPLE = 20_000  # respondents; more would change no proposal and cost seconds
UNCLEAR = 0.1  # an item whose r with the rest is nearer to zero points nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """What is known of an item.

    Attributes
    ----------
    key, label : str
        Its name and question.
    format : str
        An id of its answer format; the items of one scale share it.
    low, high : float
        The ends of its range.
    better : str, optional
        Which end of the format is the favourable one, where that was recognised.
    """

    key: str
    label: str
    format: str
    low: float
    high: float
    better: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleProposal:
    """Items that may make a scale.

    Attributes
    ----------
    key, label : str
        A short name that no item has, and a readable one.
    items : tuple of str
        In questionnaire order.
    reverse : tuple of (str, float)
        Items that run against the others, each with its correlation with the rest, below -.1.
    alpha : float, optional
        Cronbach's alpha with those turned round, over respondents who answered every item.
    why : str
        What speaks for it, in one line.
    """

    key: str
    label: str
    items: tuple[str, ...]
    reverse: tuple[tuple[str, float], ...]
    alpha: float | None
    why: str


def propose_scales(
    items: Sequence[ItemFacts], responses: Mapping[str, Floats]
) -> tuple[ScaleProposal, ...]:
    """Propose scales: clusters of items whose answers go together.

    Items with the same answer format are joined by average linkage on the size of their
    correlations (see `proposals_evidence`). The direction that most items share is kept; an item
    whose correlation with the rest is negative is proposed for reversal.

    Parameters
    ----------
    items : sequence of ItemFacts
        In the order of the questionnaire.
    responses : mapping of str to ndarray, shape (n,)
        The answers by key; NaN where missing. Of more than 20,000 respondents every second, third
        ... is looked at.

    Returns
    -------
    tuple of ScaleProposal
        In the order of their first items; empty where nothing goes together.
    """
    n = max((len(responses[item.key]) for item in items), default=0)
    step = -(-n // LARGEST_SAMPLE) or 1
    place = {item.key: position for position, item in enumerate(items)}
    stems = common_stems(list(place))
    found: list[tuple[list[ItemFacts], Evidence, Floats]] = []
    for alike in _by_format(items):
        answers = np.column_stack([responses[item.key][::step] for item in alike])
        places, named = [place[i.key] for i in alike], [stems[i.key] for i in alike]
        for evidence in evidence_of(places, named, answers):
            members = [alike[index] for index in evidence.members]
            found.append((members, evidence, answers[:, evidence.members]))
    found.sort(key=lambda each: place[each[0][0].key])
    names = name_scales(
        [[(item.key, item.label) for item in members] for members, _, _ in found],
        [(item.key, item.label) for item in items],
        stems,
    )
    return tuple(
        _proposal(*each, name, (stems, step)) for each, name in zip(found, names, strict=True)
    )


def _by_format(items: Sequence[ItemFacts]) -> list[list[ItemFacts]]:
    alike: dict[tuple[str, float, float], list[ItemFacts]] = {}
    for item in items:
        alike.setdefault((item.format, item.low, item.high), []).append(item)
    parts = (
        group[start : start + MOST_TOGETHER]
        for group in alike.values()
        for start in range(0, len(group), MOST_TOGETHER)
    )
    return [part for part in parts if len(part) > 1]


def _proposal(
    members: Sequence[ItemFacts],
    evidence: Evidence,
    answers: Floats,
    name: Named,
    looked_at: tuple[Mapping[str, str], int],
) -> ScaleProposal:
    """Put a cluster into words."""
    stems, step = looked_at
    keys = [item.key for item in members]
    shared = {stems[key] for key in keys}
    stem = shared.pop() if len(shared) == 1 else ""
    turned = evidence.rest < -UNCLEAR
    ends = members[0].low + members[0].high
    n, alpha = _alpha(np.where(turned, ends - answers, answers))
    reasons = [
        f"names start with '{stem}'" if stem else "answers go together",
        f"mean r {_short(evidence.mean_r)}",
        f"n = {n:,}" + (f" (one respondent in {step} looked at)" if step > 1 else ""),
    ]
    unclear = [
        f"{key} (r {_short(r)})"
        for key, r in zip(keys, evidence.rest.tolist(), strict=True)
        if abs(r) <= UNCLEAR
    ]
    said = ", ".join(reasons) + (f"; no clear direction: {', '.join(unclear)}" if unclear else "")
    rest = evidence.rest.tolist()
    return ScaleProposal(
        key=name.key,
        label=name.label,
        items=tuple(keys),
        reverse=tuple((key, r) for key, r, t in zip(keys, rest, turned, strict=True) if t),
        alpha=alpha,
        why=said,
    )


def _short(r: float) -> str:
    return f"{r:.2f}".replace("0.", ".", 1)


def _alpha(answers: Floats) -> tuple[int, float | None]:
    """Give the number of complete rows and alpha over them."""
    groups = group_items(answers, np.zeros(len(answers), np.int64), 1)
    alpha = float(cronbach_alpha(groups).alpha[0])
    return int(groups.n[0]), None if np.isnan(alpha) else alpha
