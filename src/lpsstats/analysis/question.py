"""What is asked of two waves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be compared, and how.

    Attributes
    ----------
    wave_from, wave_to : int
        Positions of the two waves; the second is the later one.
    adjust : str, optional
        An adjustment for all families instead of the declared ones.
    confidence : float
        Coverage of every interval; a verdict needs an adjusted p below 1 - confidence.
    effect : str
        `average` or `pooled`: the standard deviation that the effect size rests on.
    linked : str, optional
        Panels: `pairs`, `overlapping` or `independent` for every row, instead of what the share of
        linked respondents in it suggests.
    seed : int
        Where random numbers start.
    """

    wave_from: int
    wave_to: int
    adjust: str | None
    confidence: float
    effect: str
    linked: str | None = None
    seed: int = 20180501

    @property
    def two_one_sided(self) -> float:
        """The interval that two one-sided tests at 1 - confidence amount to: 90% for 95%."""
        return 2 * self.confidence - 1
