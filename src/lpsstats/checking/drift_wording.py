"""How an item that jumps is described to a reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from lpsstats.dictionary.model import Dictionary, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """An item that moved between two waves while the rest of its scale did not.

    Attributes
    ----------
    item : int
        Its position in the scale.
    pair : (int, int)
        The waves, by position.
    n : (int, int)
        Respondents with complete answers in each.
    difference : float
        Later minus earlier at equal rest score, in points of the answers as given.
    r2_change, p_adjusted : float
        How much better the answers are told knowing the wave; Holm over all items and pairs.
    slopes : (float, float)
        Log odds of a higher answer per standard deviation of the rest score, in each wave.
    twisted : bool
        Whether it is the tie to the rest that changed rather than the level.
    """

    item: int
    pair: tuple[int, int]
    n: tuple[int, int]
    difference: float
    r2_change: float
    p_adjusted: float
    slopes: tuple[float, float]
    twisted: bool


def jump_message(dictionary: Dictionary, scale: Scale, jumps: Sequence[Jump]) -> str:
    """Describe the jumps of one item, the first in full and the others in a line each.

    Parameters
    ----------
    dictionary : Dictionary
        Gives the names of waves.
    scale : Scale
        The scale that the item belongs to.
    jumps : sequence of Jump
        At least one, all of the same item.
    """
    first, item = jumps[0], scale.items[jumps[0].item]
    lines = [
        f"{item} jumps between {_waves(dictionary, first)} against the rest of {scale.label}: "
        f"{_size(first)} ({_evidence(first)}).{_consequence(dictionary, scale, first)}",
        *(f"Between {_waves(dictionary, j)}: {_size(j)} ({_evidence(j)})." for j in jumps[1:]),
        "Compare wording, answer labels and the order of questions in these waves; if the question "
        "changed, leave it out of the scale.",
    ]
    if len(scale.items) == 2:
        lines.append("With two items it cannot be told which of them changed.")
    return "\n".join(lines)


def _waves(dictionary: Dictionary, jump: Jump) -> str:
    before, after = (dictionary.waves[wave].key for wave in jump.pair)
    return f"{before} and {after}"


def _size(jump: Jump) -> str:
    """Say what happened: the level moved, or the tie to the rest changed."""
    if jump.twisted:
        before, after = jump.slopes
        return (
            "its tie to the rest changed (log odds of a higher answer per standard deviation of "
            f"the rest score {before:.2f}, then {after:.2f})"
        )
    way = "higher" if jump.difference > 0 else "lower"
    return f"at the same rest score its answers are {abs(jump.difference):.2f} points {way}"


def _evidence(jump: Jump) -> str:
    p = "< .001" if jump.p_adjusted < 0.001 else f"= {jump.p_adjusted:.3f}".replace("0.", ".", 1)
    r2 = f"{jump.r2_change:.3f}".replace("0.", ".", 1)
    return f"McFadden R2 +{r2}, Holm p {p}, n = {jump.n[0]:,}/{jump.n[1]:,}"


def _consequence(dictionary: Dictionary, scale: Scale, jump: Jump) -> str:
    """Say what the jump alone does to the mean score of the scale."""
    if jump.twisted:
        return ""
    key = scale.items[jump.item]
    variable = dictionary.variables[key]
    share = jump.difference * (-1 if key in scale.reverse else 1)
    if scale.rescale:
        share *= 100 / ((variable.high or 0.0) - (variable.low or 0.0))
    if scale.score == "mean":
        share /= len(scale.items)
    return f" That alone moves the mean score by {share:+.2f}."
