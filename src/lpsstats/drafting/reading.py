"""What all questions mean, each read with an eye to the others of its block."""

from collections.abc import Iterator, Mapping, Sequence, Set

from lpsstats.drafting.describing import describe
from lpsstats.drafting.edge_codes import (
    Edge,
    edge_of,
    elsewhere,
    has_points,
    narrow,
    questioned,
    taken_apart,
)
from lpsstats.drafting.harmony import FEWEST, block_of, harmonised
from lpsstats.drafting.meaning import Meaning
from lpsstats.drafting.observing import Observed
from lpsstats.drafting.recurring import with_order_asked

LARGEST_BLOCK = 100


def read_questions(seen: Mapping[str, Observed], shifted: Set[str]) -> dict[str, Meaning]:
    """Read questions.

    Parameters
    ----------
    seen : mapping of str to Observed
        What the files hold, by key, in the order of the questionnaire.
    shifted : set of str
        Those whose answers are other ones in each file: their outermost codes say nothing.
    """
    edges = {key: None if key in shifted else edge_of(one) for key, one in seen.items()}
    blocks: dict[str, list[str]] = {}
    for key in seen:
        blocks.setdefault(block_of(key) or key, []).append(key)
    meanings = {}
    for key, one in seen.items():
        block = _others(key, blocks[block_of(key) or key]) if edges[key] else ()
        others = {other: (seen[other], edges[other]) for other in block}
        meanings[key] = _read(one, edges[key], others)
    return harmonised(with_order_asked(meanings, seen))


def _others(key: str, block: Sequence[str]) -> Iterator[str]:
    """Give the other questions of a block, the first of a large one: each is compared with each."""
    return (other for other in block[:LARGEST_BLOCK] if other != key)


def read_alone(seen: Observed) -> Meaning:
    """Read one question for itself."""
    return _read(seen, edge_of(seen), {})


def _read(
    seen: Observed, edge: Edge | None, block: Mapping[str, tuple[Observed, Edge | None]]
) -> Meaning:
    """Take rare codes beyond the answers for what they seem to be."""
    wide = describe(seen)
    if edge is None or not has_points(wide.answers):
        return wide
    view = elsewhere(edge, block.values()) if len(block) + 1 >= FEWEST else ""
    if view == "answers":
        return wide
    if edge.sure or view == "none":
        apart = describe(taken_apart(seen, edge))
        if apart.answers.ends == edge.within:
            return narrow(apart, edge)
        return questioned(wide, edge)
    return questioned(wide, edge) if edge.clear else wide
