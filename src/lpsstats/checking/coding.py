"""Items that run against their scale, everywhere or in some waves and sites only."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.dictionary.model import Scale
from lpsstats.findings import Finding, Severity
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.items import item_rest
from lpsstats.stats.two_items import fisher_interval
from lpsstats.survey.scoring import item_matrix

REVERSED = 0.1  # a weaker r than minus this is no sign of an item worded the other way round
SHOWN = 4
FEWEST = 10  # complete rows; of fewer, a correlation says next to nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """How the items of a scale go with the rest of it in G groups, arrays of shape (G, k).

    Attributes
    ----------
    r : ndarray
        Item-rest correlation; NaN where it does not exist.
    against, along : ndarray of bool
        Whether its 95% interval is below or above zero.
    n : ndarray of int, shape (G,)
        Complete rows.
    """

    r: NDArray[np.float64]
    against: NDArray[np.bool_]
    along: NDArray[np.bool_]
    n: NDArray[np.int64]


def check(context: Context) -> Iterator[Finding]:
    """Look at the sign of every item-rest correlation: over all, by wave, by site and wave."""
    survey, sites = context.survey, context.dictionary.sites
    waves = [wave.key for wave in context.dictionary.waves]
    cells = [f"{wave}, {site.key}" for site in sites for wave in waves]
    for scale in context.scales:
        if len(scale.items) < 2:
            continue
        items = item_matrix(survey, scale)
        overall = direction(items, np.zeros(survey.n, np.int64), 1)
        yield from _everywhere(context, scale, overall)
        by_wave = direction(items, survey.wave.astype(np.int64), len(waves))
        turned = yield from _in_groups(context, scale, overall, by_wave, waves)
        if len(sites) > 1:
            by_cell = direction(items, survey.cell, len(cells))
            # What holds for a whole wave need not be said again of its sites.
            by_cell.against[:, turned.any(axis=0)] = False
            yield from _in_groups(context, scale, overall, by_cell, cells)


def direction(items: NDArray[np.float64], group: NDArray[np.int64], n_groups: int) -> Direction:
    """Correlate each item with the rest of its scale in every group, complete rows."""
    groups = group_items(items, group, n_groups)
    enough = groups.n >= FEWEST
    r = np.where(enough[:, None], item_rest(groups.covariance), np.nan)
    n = np.broadcast_to(groups.n[:, None], r.shape)
    interval = fisher_interval(r.ravel(), n.ravel(), confidence=0.95)
    against, along = interval.high.reshape(r.shape) < 0, interval.low.reshape(r.shape) > 0
    return Direction(r=r, against=against, along=along, n=groups.n)


def _everywhere(context: Context, scale: Scale, overall: Direction) -> Iterator[Finding]:
    for j in np.flatnonzero(overall.r[0] < 0).tolist():
        item, r, clear = scale.items[j], float(overall.r[0, j]), bool(overall.against[0, j])
        message = (
            f"{item} runs against the rest of {scale.label} (item-rest r = "
            f"{r:.2f}, n = {overall.n[0]:,}). {_advice(context, scale, item, r)}"
        )
        mild = not clear or scale.kind == "formative"
        severity = Severity.WARNING if mild else Severity.ERROR
        path = ("scales", scale.key)
        yield context.found("LPS207", f"{scale.key}: {item}", message, *path, severity=severity)


def _advice(context: Context, scale: Scale, item: str, r: float) -> str:
    place = context.dictionary.where("scales", scale.key, "reverse")
    if r > -REVERSED:
        return "It does not go with them; look at its wording and coding."
    if item in scale.reverse:
        return f"Was it turned round in the export already? Take it out of `reverse` ({place})."
    return f"If its wording runs the other way, add it to `reverse` ({place})."


def _in_groups(
    context: Context, scale: Scale, overall: Direction, parts: Direction, names: list[str]
) -> Generator[Finding, None, NDArray[np.bool_]]:
    """Find the groups that turn an item round which goes with its scale elsewhere.

    Returns
    -------
    ndarray of bool, shape (G, k)
        Where that is so.
    """
    elsewhere = (parts.along.any(axis=0) | overall.along[0]) & (overall.r[0] > 0)
    turned = parts.against & elsewhere
    for j in np.flatnonzero(turned.any(axis=0)).tolist():
        item, where = scale.items[j], np.flatnonzero(turned[:, j]).tolist()
        named = [f"{names[g]} (r = {parts.r[g, j]:.2f}, n = {parts.n[g]:,})" for g in where]
        more = f" and {len(named) - SHOWN:,} more" if len(named) > SHOWN else ""
        others = parts.r[parts.along[:, j], j]
        usual = float(np.median(others)) if len(others) else float(overall.r[0, j])
        message = (
            f"{item} runs against the rest of {scale.label} in {'; '.join(named[:SHOWN])}{more}, "
            f"and with it elsewhere (r = {usual:.2f}): its codes look turned round there."
        )
        subject = f"{scale.key}: {item}, {names[where[0]]}"
        yield context.found("LPS206", subject, message, "variables", item)
    return np.asarray(turned)
