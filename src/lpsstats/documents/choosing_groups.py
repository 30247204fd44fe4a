"""Which groups of respondents the rows are of, and what is said of those left aside."""

from collections.abc import Iterator

import numpy as np

from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey

GROUPINGS = {
    "wave": ("wave",),
    "site": ("site",),
    "wave,site": ("wave", "site"),
    "site,wave": ("wave", "site"),
}


def choose_groups(by: str | None) -> tuple[str, ...]:
    """Read `--by`.

    Raises
    ------
    UsageError
        If it is none of the groupings.
    """
    if by is None:
        return ()
    groups = GROUPINGS.get(by.replace(" ", ""))
    if groups is None:
        message = f"--by {by}: must be wave, site or wave,site"
        raise UsageError(message)
    return groups


def restricted(survey: Survey, here: Survey) -> Iterator[str]:
    """Say who is left aside by the choice of sites."""
    if here.n < survey.n:
        sites = ", ".join(site.label for site in here.dictionary.sites)
        yield f"only {sites}: {here.n:,} of {survey.n:,} respondents"


def unweighted(survey: Survey) -> Iterator[str]:
    """Say that the weights of a survey are not used, where it has any."""
    if survey.weight is not None:
        yield "the survey's weights are not used here"


def without_weight(survey: Survey) -> Iterator[str]:
    """Say how many respondents are left out of weighted results for want of a weight."""
    if survey.weight is None:
        return
    lost = int(np.count_nonzero(~(survey.weight > 0)))
    if lost:
        yield f"{lost:,} of {survey.n:,} respondents without a weight above zero are left out"
