"""Which sites are contrasted with which."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

INTERVENTION, COMPARISON, PARTIAL = "intervention", "comparison", "partial"
ALL, WITHOUT_PARTIAL, PAIR = "all", "without_partial", "pair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arms:
    """Two groups of sites, as positions in the dictionary's sites.

    Attributes
    ----------
    kind : str
        `all` that have a role; `without_partial` ones; a `pair` of one site each.
    intervention, comparison : tuple of int
        No site is in both.
    """

    kind: str
    intervention: tuple[int, ...]
    comparison: tuple[int, ...]

    @property
    def sites(self) -> tuple[int, ...]:
        """Both groups, the intervention sites first."""
        return (*self.intervention, *self.comparison)

    def arm_of(self, site: int) -> str:
        """Say on which side a site stands."""
        return INTERVENTION if site in self.intervention else COMPARISON


def contrasts_of(arms: Arms, partial: frozenset[int], *, pairs: bool) -> Iterator[Arms]:
    """List the contrasts that are made with two groups of sites.

    Parameters
    ----------
    arms : Arms
        The headline.
    partial : frozenset of int
        The sites that are neither one thing nor the other.
    pairs : bool
        Whether each intervention site is also set against each comparison site.

    Yields
    ------
    Arms
        The headline; the same without partial sites, where there are any and a site is left on
        both sides; the pairs, where they are more than the headline itself.
    """
    yield arms
    first, second = (tuple(s for s in arm if s not in partial) for arm in _both(arms))
    if first and second and len(first) + len(second) < len(arms.sites):
        yield Arms(kind=WITHOUT_PARTIAL, intervention=first, comparison=second)
    if pairs and len(arms.sites) > 2:
        for one, other in product(*_both(arms)):
            yield Arms(kind=PAIR, intervention=(one,), comparison=(other,))


def _both(arms: Arms) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return arms.intervention, arms.comparison
