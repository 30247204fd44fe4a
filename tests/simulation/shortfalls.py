"""The defaults that miss their bounds somewhere: what they reach, and why they are kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A default that misses the bounds in some places, and why it is kept.

    Attributes
    ----------
    statistic, quantity : str
        As in `Measured`.
    reached : dict of (str, str) to float
        The percentage by population and respondents.
    why : str
        Why it misses, and why it is the default all the same.
    """

    statistic: str
    quantity: str
    reached: dict[tuple[str, str], float]
    why: str


SHORT: tuple[Short, ...] = (
    Short(
        statistic="Permutation of Welch's t",
        quantity="false findings",
        reached={
            ("floor", "40/15"): 3.4,
            ("floor", "15/15"): 3.6,
        },
        why=(
            "it may re-form waves of few people in few ways only, and so errs on the careful "
            "side; it stands beside the test where a wave has fewer than 20"
        ),
    ),
    Short(
        statistic="Permutation of Brunner-Munzel",
        quantity="false findings",
        reached={
            ("floor", "40/15"): 2.8,
        },
        why="as for Welch's t",
    ),
    Short(
        statistic="Chi-square of categories",
        quantity="false findings",
        reached={
            ("4 categories, one rare", "60/60"): 3.5,
            ("4 categories, one rare", "40/40"): 3.0,
        },
        why=(
            "a tenth of the answers and fewer are so few people here that the exact test takes "
            "over; with all margins fixed it finds less than 5%. It never finds too much"
        ),
    ),
    Short(
        statistic="McNemar's mid-p",
        quantity="false findings",
        reached={
            ("10%", "60/60"): 2.8,
            ("10%", "40/40"): 1.3,
            ("30%", "40/40"): 3.9,
        },
        why=(
            "at 10% four to six people of 40 to 60 change their answer, and so few can go one way "
            "by chance more often than 5% allows; the exact test is more careful still"
        ),
    ),
    Short(
        statistic="Stuart-Maxwell",
        quantity="false findings",
        reached={
            ("4 categories, one rare", "60/60"): 3.7,
            ("4 categories, one rare", "40/40"): 2.6,
        },
        why="few people change among many categories; careful, never too bold",
    ),
    Short(
        statistic="Weighted superiority",
        quantity="false findings",
        reached={
            ("floor, informative weights", "60/60"): 6.5,
            ("skewed, informative weights", "60/60"): 6.2,
            ("skewed", "40/40"): 6.2,
            ("floor, informative weights", "40/40"): 6.1,
            ("symmetric, informative weights", "40/40"): 6.3,
        },
        why=(
            "linearised variances come out a few percent small where large weights meet few "
            "respondents; unweighted it holds. The unweighted verdict stands beside it"
        ),
    ),
    Short(
        statistic="Rao-Scott",
        quantity="false findings",
        reached={
            ("7 categories", "100/100"): 6.5,
            ("4 categories, one rare", "40/40"): 6.4,
            ("yes or no, informative weights", "40/40"): 6.1,
            ("7 categories, informative weights", "40/40"): 3.7,
        },
        why=(
            "the same as R's survey package. With rare categories under weights, single "
            "respondents decide; where nobody is in a category it turns careful. To be read with "
            "`n_effective`"
        ),
    ),
    Short(
        statistic="Chi-square of three waves",
        quantity="false findings",
        reached={
            ("10%", "40/40/40"): 3.1,
        },
        why="10% of 40 is so few that the exact test takes over; careful, never too bold",
    ),
    Short(
        statistic="Wald test of weighted waves",
        quantity="false findings",
        reached={
            ("symmetric", "60/60/60"): 6.1,
            ("floor", "40/40/40"): 6.3,
            ("skewed", "40/40/40"): 6.9,
            ("symmetric", "40/40/40"): 6.7,
        },
        why=(
            "as the weighted difference: linearised variances come out a few percent small where "
            "large weights meet 60 respondents or fewer, and the more so the more waves are "
            "tested together"
        ),
    ),
    Short(
        statistic="Wald test of weighted ranks",
        quantity="false findings",
        reached={
            ("skewed", "60/60/60"): 6.1,
            ("symmetric", "60/60/60"): 6.9,
            ("floor", "40/40/40"): 6.5,
            ("skewed", "40/40/40"): 6.4,
            ("symmetric", "40/40/40"): 6.4,
        },
        why="as for weighted waves",
    ),
    Short(
        statistic="Trend of weighted waves",
        quantity="false findings",
        reached={
            ("skewed", "40/40/40"): 6.3,
        },
        why="as for weighted waves",
    ),
    Short(
        statistic="Spearman-Brown",
        quantity="coverage",
        reached={
            ("floor, 2 items", "100"): 89.1,
            ("floor, 2 items", "60"): 88.9,
            ("floor, 2 items", "40"): 88.7,
            ("skewed, 2 items", "100"): 92.5,
            ("skewed, 2 items", "60"): 92.2,
            ("skewed, 2 items", "40"): 92.7,
        },
        why=(
            "Fisher's interval supposes normal answers; where they crowd at one end it is too "
            "narrow, as Feldt's of alpha is, whatever n"
        ),
    ),
    Short(
        statistic="Pearson within cells",
        quantity="coverage",
        reached={
            ("floor", "100"): 90.1,
            ("floor", "60"): 91.6,
            ("skewed", "60"): 92.8,
            ("floor", "40"): 92.1,
        },
        why=(
            "Fisher's interval supposes normal scores; where they crowd at one end, a related few "
            "at the other decide, and it is too narrow, whatever n. The test of no relation holds. "
            "A linearised error covers no better at 40 and finds too much where nothing is related"
        ),
    ),
    Short(
        statistic="Difference within cells",
        quantity="false findings",
        reached={
            ("floor, 10% exposed", "100"): 6.8,
            ("floor, 10% exposed", "60"): 6.3,
        },
        why=(
            "the spread of ten people with a yes, most of them at the end of the scale, is hardly "
            "known, even to Satterthwaite's degrees of freedom; fewer than ten are not tested. To "
            "be read with `n_exposed`"
        ),
    ),
    Short(
        statistic="Exact ratio of counts",
        quantity="false findings",
        reached={
            ("Poisson", "mean 5"): 2.2,
            ("Poisson", "mean 20"): 3.5,
        },
        why=(
            "an exact test of whole numbers never finds more than 5%, and of few of them less: p "
            "takes few values. It is never too bold, down to counts of 0"
        ),
    ),
    Short(
        statistic="Exact ratio of counts",
        quantity="coverage",
        reached={
            ("Poisson", "mean 5"): 97.8,
        },
        why="as its test: at least 95%, and more the fewer the counts",
    ),
    Short(
        statistic="Trend of counts",
        quantity="false findings",
        reached={
            ("mean 20, dispersion 1", "6 quarters"): 0.4,
            ("mean 20, dispersion 4", "6 quarters"): 3.9,
            ("mean 20, dispersion 1", "8 quarters"): 1.0,
            ("mean 20, dispersion 1", "13 quarters"): 1.5,
        },
        why=(
            "the scatter is taken as chance's at the least, and t has the few degrees of freedom "
            "of its estimate all the same: of counts that scatter by chance alone too few trends "
            "are found. So few periods cannot tell them from those that scatter more, of which "
            "it finds about 5%"
        ),
    ),
    Short(
        statistic="Change of counts, by their scatter",
        quantity="false findings",
        reached={
            ("mean 50, dispersion 1", "8 quarters"): 3.0,
            ("mean 50, dispersion 10", "8 quarters"): 1.1,
            ("mean 50, dispersion 1", "13 quarters"): 3.0,
            ("mean 50, dispersion 3", "13 quarters"): 2.6,
            ("mean 50, dispersion 10", "13 quarters"): 0.5,
        },
        why=(
            "the two counts are among the few that say how much the series scatters, so that a "
            "difference between them makes its own error larger: careful, and many a change of a "
            "series that scatters is not seen. The exact test of it would find what is not there, "
            "as the next line shows; where scatter is not clear, it is the exact test"
        ),
    ),
    Short(
        statistic="Exact ratio, scatter ignored",
        quantity="false findings",
        reached={
            ("mean 50, dispersion 3", "8 quarters"): 23.0,
            ("mean 50, dispersion 10", "8 quarters"): 51.4,
            ("mean 50, dispersion 3", "13 quarters"): 23.0,
            ("mean 50, dispersion 10", "13 quarters"): 50.5,
        },
        why=(
            "no default: it is what the exact test alone would find in series that scatter more "
            "than chance has them, and why the scatter decides there"
        ),
    ),
    Short(
        statistic="Cohen's kappa",
        quantity="coverage",
        reached={
            ("theme in 30%", "80 answers"): 92.6,
        },
        why=(
            "a large-sample interval, the same to both sides, while of 80 answers some seven are "
            "judged unlike. It is the usual one; with 350 answers it holds"
        ),
    ),
)
