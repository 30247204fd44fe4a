"""The made-up sites behind the reference contrasts, as changes."""

import numpy as np

from lpsstats.stats.design_means import DesignMeans, design_means
from lpsstats.stats.designed_changes import designed_changes
from lpsstats.stats.moments import cell_moments
from lpsstats.stats.paired import pair_moments
from lpsstats.stats.site_changes import independent_changes, paired_changes
from support.reference import table


def columns(rows, *names):
    return [np.array([float(row[name]) for row in rows]) for name in names]


def taken(found, places, kind):
    return kind(**{name: getattr(found, name)[places] for name in kind.__dataclass_fields__})


def read(design, name):
    """Give the changes of a set of the reference and who is in the first arm."""
    if design == "pairs":
        rows = [row for row in table("inputs/contrast_pairs.csv") if row["set"] == name]
        site, arm, before, after = columns(rows, "site", "arm", "before", "after")
        site = site.astype(int)
        pairs = pair_moments(before, after, site, site.max() + 1)
        return paired_changes(pairs.take(np.arange(site.max() + 1)[None])), first_arm(site, arm)
    rows = [row for row in table("inputs/contrast_sites.csv") if row["set"] == name]
    site, arm, wave, answers, weight, street = columns(
        rows, "site", "arm", "wave", "value", "weight", "street"
    )
    site, n_sites = site.astype(int), int(site.max()) + 1
    cells = (2 * site + wave).astype(int)
    places = [np.arange(n_sites)[None] * 2 + wave for wave in (0, 1)]
    if design == "plain":
        moments = cell_moments(answers, cells, 2 * n_sites)
        changes = independent_changes(*(moments.take(at) for at in places))
    else:
        cluster = street.astype(int) if design == "streets" else None
        means = design_means(answers, weight, cells, 2 * n_sites, cluster=cluster)
        changes = designed_changes(*(taken(means, at, DesignMeans) for at in places))
    return changes, first_arm(site, arm)


def first_arm(site, arm):
    return np.array([arm[site == k][0] == 1 for k in range(site.max() + 1)])
