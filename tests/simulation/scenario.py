"""One simulated question, what came of it, and how many samples it takes."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lpsstats.stats.moments import Moments

SEED = 20180501
LEVEL = 0.05
CONFIDENCE = 0.95
# With 5% the standard error of a percentage is then 0.31, 0.22 and 0.18 points.
FEW, SOME, MANY = 5000, 10000, 15000
# Samples drawn at a time, so that they stay in the processor's memory.
BLOCK = 500

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FALSE_FINDINGS = "false findings"
COVERAGE = "coverage"
POWER = "power"
UNCHANGED = "wrongly unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How often something happened, in percent of the samples in which there was an answer.

    Attributes
    ----------
    statistic, quantity : str
        What was judged: its false findings at 5%; the coverage of its 95% interval; the power
        of a change that should be found four times in five; how often a change as large as the
        smallest that matters is called unchanged.
    population : str
        Who was asked.
    respondents : str
        Per wave.
    percent : float
        0 to 100.
    samples : int
        How many surveys were drawn; 0 where all possible ones were added up.
    untestable : float
        In how many of them, in percent, there was no answer.
    """

    statistic: str
    quantity: str
    population: str
    respondents: str
    percent: float
    samples: int
    untestable: float

    @property
    def monte_carlo_error(self) -> float:
        """Give the standard error of `percent` that comes from drawing so few samples."""
        share = self.percent / 100
        return 100 * float(np.sqrt(share * (1 - share) / self.samples)) if self.samples else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A set of samples to be drawn, and what is to be counted in them.

    Attributes
    ----------
    key : str
        Its own; it decides the random numbers, so that no scenario depends on another.
    run : callable
        Takes a generator and the number of samples, gives what was measured.
    samples : int
        How many.
    """

    key: str
    run: Callable[[Generator, int], list[Measured]]
    samples: int

    def measure(self, samples: int | None = None) -> list[Measured]:
        """Draw the samples, or another number of them, in blocks, and count."""
        rng = np.random.default_rng([SEED, zlib.crc32(self.key.encode())])
        wanted = samples or self.samples
        blocks = [self.run(rng, min(BLOCK, wanted - start)) for start in range(0, wanted, BLOCK)]
        return [pool(parts) for parts in zip(*blocks, strict=True)]


def pool(parts: Sequence[Measured]) -> Measured:
    """Put what was measured in several blocks together."""
    samples = sum(part.samples for part in parts)
    if not samples:
        return parts[0]
    known = np.array([part.samples * (1 - part.untestable / 100) for part in parts])
    return replace(
        parts[0],
        percent=float(np.array([part.percent for part in parts]) @ known / known.sum()),
        samples=samples,
        untestable=100 * (1 - float(known.sum()) / samples),
    )


def sizes_text(sizes: Sequence[int]) -> str:
    """Name the numbers of respondents of the waves."""
    return "/".join(str(n) for n in sizes)


def tally(
    statistic: str, quantity: str, place: tuple[str, Sequence[int]], hit: Flags, known: Flags
) -> Measured:
    """Count hits among the samples that had an answer.

    Parameters
    ----------
    statistic, quantity : str
        As in `Measured`.
    place : (str, sequence of int)
        The population and the sizes of the waves.
    hit, known : ndarray of bool, shape (samples,)
        Whether it happened, and whether there was an answer at all.
    """
    return Measured(
        statistic=statistic,
        quantity=quantity,
        population=place[0],
        respondents=sizes_text(place[1]),
        percent=100 * float(hit[known].mean()),
        samples=int(known.size),
        untestable=100 * float(1 - known.mean()),
    )


def found(statistic: str, place: tuple[str, Sequence[int]], p_value: Floats) -> Measured:
    """Count the p-values below the level where nothing had changed."""
    return tally(statistic, FALSE_FINDINGS, place, p_value < LEVEL, ~np.isnan(p_value))


def covered(
    statistic: str, place: tuple[str, Sequence[int]], low: Floats, high: Floats, truth: float
) -> Measured:
    """Count the intervals that hold what is true."""
    inside = (low <= truth) & (truth <= high)
    return tally(statistic, COVERAGE, place, inside, ~np.isnan(low))


def moments_of(values: Floats) -> Moments:
    """Take the moments of samples, shape (samples, n)."""
    n = np.full(values.shape[0], values.shape[1])
    return Moments(n=n, mean=values.mean(axis=1), sd=values.std(axis=1, ddof=1))


def counts_of(answers: Floats) -> NDArray[np.int64]:
    """Count the answers 1 to 7 of samples, shape (samples, n)."""
    steps = np.arange(1, 8)
    return np.stack([(answers == step).sum(axis=1) for step in steps], axis=1)
