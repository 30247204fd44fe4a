"""Items that run against their scale, everywhere or in some waves and sites only."""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.dictionary.model import Scale
from lpsstats.findings import Finding, Severity
from lpsstats.stats.item_groups import group_items
from lpsstats.stats.items import item_rest
from lpsstats.stats.multiplicity import adjust
from lpsstats.stats.two_items import fisher_interval, one_sided_p
from lpsstats.survey.scoring import item_matrix

REVERSED = 0.1  # a weaker r than minus this is no sign of an item worded the other way round
SHOWN = 4
CERTAIN = 0.05
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
    """Look at the sign of every item-rest correlation: over all, by wave, by site and wave.

    A group turns an item round if its correlation is below zero (Fisher's z, Holm over all items
    and groups, p < .05) while that of another group is above (95% interval).
    """
    survey, n_waves = context.survey, len(context.dictionary.waves)
    n_cells = n_waves * len(context.dictionary.sites)
    matrices = {s.key: item_matrix(survey, s) for s in context.scales if len(s.items) > 1}
    by_wave = _directions(matrices, survey.wave.astype(np.int64), n_waves)
    by_cell = _directions(matrices, survey.cell, n_cells) if n_cells > n_waves else {}
    for scale in context.scales:
        if scale.key not in matrices:
            continue
        overall = direction(matrices[scale.key], np.zeros(survey.n, np.int64), 1)
        turned = yield from _in_groups(context, scale, by_wave[scale.key], _waves(context))
        yield from _everywhere(context, scale, overall, turned)
        if by_cell:
            # What holds for a whole wave, or everywhere, need not be said again of the sites.
            by_cell[scale.key].against[:, turned | (overall.r[0] < 0)] = False
            yield from _in_groups(context, scale, by_cell[scale.key], _cells(context))


def _waves(context: Context) -> list[str]:
    return [wave.key for wave in context.dictionary.waves]


def _cells(context: Context) -> list[str]:
    return [f"{wave}, {s.key}" for s in context.dictionary.sites for wave in _waves(context)]


def _directions(
    matrices: Mapping[str, NDArray[np.float64]], group: NDArray[np.int64], n_groups: int
) -> dict[str, Direction]:
    """Look at all scales in all groups; what is against its scale must pass Holm over all of it."""
    found = {key: direction(items, group, n_groups) for key, items in matrices.items()}
    if not found:
        return {}
    p_values = [
        one_sided_p(one.r.ravel(), np.repeat(one.n, one.r.shape[1])) for one in found.values()
    ]
    adjusted = adjust(np.concatenate(p_values), "holm")
    ends = np.cumsum([len(p) for p in p_values])[:-1]
    for one, p in zip(found.values(), np.split(adjusted, ends), strict=True):
        one.against[:] = (p < CERTAIN).reshape(one.r.shape)
    return found


def direction(items: NDArray[np.float64], group: NDArray[np.int64], n_groups: int) -> Direction:
    """Correlate each item with the rest of its scale in every group, complete rows."""
    groups = group_items(items, group, n_groups)
    enough = groups.n >= FEWEST
    r = np.where(enough[:, None], item_rest(groups.covariance), np.nan)
    n = np.broadcast_to(groups.n[:, None], r.shape)
    interval = fisher_interval(r.ravel(), n.ravel(), confidence=0.95)
    against, along = interval.high.reshape(r.shape) < 0, interval.low.reshape(r.shape) > 0
    return Direction(r=r, against=against, along=along, n=groups.n)


def _everywhere(
    context: Context, scale: Scale, overall: Direction, turned: NDArray[np.bool_]
) -> Iterator[Finding]:
    """Find items against their scale overall, but for those turned round in some groups only."""
    for j in np.flatnonzero((overall.r[0] < 0) & ~turned).tolist():
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
    context: Context, scale: Scale, parts: Direction, names: list[str]
) -> Generator[Finding, None, NDArray[np.bool_]]:
    """Find the groups that turn an item round which goes with its scale elsewhere.

    Returns
    -------
    ndarray of bool, shape (k,)
        The items of which that is so.
    """
    turned = parts.against & parts.along.any(axis=0)
    for j in np.flatnonzero(turned.any(axis=0)).tolist():
        item, where = scale.items[j], np.flatnonzero(turned[:, j]).tolist()
        named = [f"{names[g]} (r = {parts.r[g, j]:.2f}, n = {parts.n[g]:,})" for g in where]
        more = f" and {len(named) - SHOWN:,} more" if len(named) > SHOWN else ""
        usual = float(np.median(parts.r[parts.along[:, j], j]))
        message = (
            f"{item} runs against the rest of {scale.label} in {'; '.join(named[:SHOWN])}{more}, "
            f"and with it elsewhere (r = {usual:.2f}): its codes look turned round there."
        )
        subject = f"{scale.key}: {item}, {names[where[0]]}"
        yield context.found("LPS206", subject, message, "variables", item)
    return np.asarray(turned.any(axis=0))
