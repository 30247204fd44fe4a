"""The tests in plain words: what each compares, by the first words of its name that are found."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

# In the order in which they are looked up: a longer name before one that it holds.
TESTS: Mapping[str, str] = MappingProxyType(
    {
        "Welch-Satterthwaite": (
            "The changes of the two groups of sites are compared by a t-test that lets every site "
            "and wave spread in its own way (Welch-Satterthwaite)."
        ),
        "Design-based paired t-test": (
            "Linked people are compared with themselves by a t-test whose standard error allows "
            "for weights and sampling units."
        ),
        "Design-based t-test": (
            "Means and shares are compared by a t-test whose standard error allows for weights and "
            "sampling units (linearisation)."
        ),
        "design-based Brunner-Munzel": (
            "Ordered answers are compared by how often a later answer is the higher one "
            "(Brunner and Munzel), allowing for weights and sampling units."
        ),
        "Welch ANOVA of ranks": (
            "Ordered answers of all waves are compared at once by Welch's analysis of variance of "
            "their ranks."
        ),
        "Welch ANOVA": (
            "Means of all waves are compared at once by Welch's analysis of variance, which does "
            "not suppose that answers spread equally in every wave."
        ),
        "Welch t-test": (
            "Means are compared by Welch's t-test, which does not suppose that answers spread "
            "equally in both waves."
        ),
        "Paired t-test": (
            "Means of people who answered in both waves are compared by the paired t-test."
        ),
        "Partly overlapping t-test": (
            "Where only some people are linked, everybody is compared by a t-test that allows for "
            "what the linked people have in common."
        ),
        "Brunner-Munzel": (
            "Questions with ordered answers are judged by how often a later answer is the higher "
            "one (the Brunner-Munzel test), which does not take the steps between answers to be "
            "equal; the change of their mean is shown beside it."
        ),
        "exact permutation test of separated waves": (
            "Where two waves have no answer in common, ordered answers are compared by an exact "
            "permutation test."
        ),
        "Wilcoxon signed-rank": (
            "Ordered answers of people who answered in both waves are compared by the Wilcoxon "
            "signed-rank test, in which those who gave the same answer twice are ranked too "
            "(Pratt)."
        ),
        "N-1 chi-square": "Shares are compared by the N-1 chi-square test.",
        "Fisher's exact": (
            "Shares with very small expected counts are compared by Fisher's exact test (mid-p)."
        ),
        "sum of Pearson": (
            "A question with several answers to tick is judged as a whole by a chi-square that "
            "allows for people ticking several (Rao and Scott, second order)."
        ),
        "smallest of": (
            "Some questions with several answers are judged as a whole by the smallest p of their "
            "answers, multiplied by the number of answers (Bonferroni)."
        ),
        "Pearson chi-square": (
            "Questions with categories are judged as a whole by Pearson's chi-square test."
        ),
        "Freeman-Halton": (
            "Questions with categories and small expected counts are judged by the exact test of "
            "Freeman and Halton."
        ),
        "Rao-Scott F": (
            "Questions with categories are judged as a whole by Rao and Scott's F test, which "
            "allows for weights, sampling units and linked people."
        ),
        "McNemar": (
            "Shares of people who answered in both waves are compared by McNemar's test (mid-p)."
        ),
        "Stuart-Maxwell": (
            "Categories of people who answered in both waves are compared by the Stuart-Maxwell "
            "test."
        ),
    }
)


def tests_in_words(methods: Iterable[str]) -> Iterator[str]:
    """Put the names of tests into sentences, each once; one without words is named.

    Parameters
    ----------
    methods : iterable of str
        Full names, as the rows of a result give them.
    """
    told: dict[str, None] = {}
    for method in methods:
        found = next((words for name, words in TESTS.items() if name in method), None)
        told[found or f"Some rows are tested by: {method}."] = None
    yield from told
