"""The settings of an analysis, and one variant of a row: the same question under other settings."""

from collections.abc import Mapping
from dataclasses import dataclass

WEIGHTED, UNWEIGHTED = "weighted", "unweighted"
PRORATED, COMPLETE = "prorated", "complete"
RAW, ADJUSTED = "raw", "adjusted"
# The test of a row where its measure or its linked people decide, and the others that will do.
SHOWN, MEANS, RANKS, PERMUTATION = "shown", "means", "ranks", "permutation"
SHARE, MID_P = "share", "mid_p"
PAIRS, OVERLAPPING, SIGNED_RANKS = "pairs", "overlapping", "signed_ranks"

FACTORS = ("weights", "completeness", "left_out", "covariates", "test")
# How a sentence says each level; an item left out goes by its key.
WORDS: Mapping[str, Mapping[str, str]] = {
    "weights": {WEIGHTED: "weighted", UNWEIGHTED: "unweighted"},
    "completeness": {PRORATED: "with prorated scores", COMPLETE: "with complete cases"},
    "covariates": {RAW: "without covariates", ADJUSTED: "adjusted for covariates"},
    "test": {
        SHOWN: "by the test shown",
        MEANS: "by t test",
        RANKS: "by rank test",
        PERMUTATION: "by permutation test",
        SHARE: "by chi-square test",
        MID_P: "by Fisher's mid-p",
        PAIRS: "by pairs",
        OVERLAPPING: "by overlapping waves",
        SIGNED_RANKS: "by signed ranks",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One choice of each thing on which defensible analyses differ.

    Attributes
    ----------
    test : str
        `means` (a t test), `ranks`, `permutation` of the row's own test; `share` (a chi-square),
        `mid_p`; in panels `shown` (as linked people decide), `pairs`, `overlapping`,
        `signed_ranks`.
    weights : str
        `weighted` or `unweighted`.
    completeness : str
        `prorated`, scores that rest on enough of the items; `complete`, on all.
    covariates : str
        `raw` or `adjusted`.
    left_out : str, optional
        The item of the scale that is left out.
    """

    test: str
    weights: str
    completeness: str
    covariates: str = RAW
    left_out: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What a row would have been under another setting; see `Setting` for the first five fields.

    Every field is a column of the results; the glossary of the tables says what each means.
    """

    test: str
    weights: str
    completeness: str
    left_out: str | None
    covariates: str
    method: str
    estimate: float | None
    p_superior: float | None
    p_value: float | None
    p_adjusted: float | None
    verdict: str

    def levels(self) -> tuple[str | None, ...]:
        """Give the level of each of `FACTORS`."""
        return self.weights, self.completeness, self.left_out, self.covariates, self.test
