"""Sites and waves with nobody, or hardly anybody, in them."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from lpsstats.checking.context import Context
from lpsstats.dictionary.folding import folded
from lpsstats.dictionary.model import Site
from lpsstats.findings import Finding
from lpsstats.survey.numbers import counted, short

ALIKE = 0.8  # of the letters of two names (difflib)
FEW = 20  # below, a t-test leans on the shape of the distribution
SHOWN = 8


def check(context: Context) -> Iterator[Finding]:
    """Find the empty and the small cells of each wave; of waves alone where there is one site."""
    dictionary = context.dictionary
    n_waves = len(dictionary.waves)
    counts = np.bincount(context.survey.cell, minlength=len(dictionary.sites) * n_waves)
    by_site = counts.reshape(len(dictionary.sites), n_waves)
    for wave, sizes in zip(dictionary.waves, by_site.T.tolist(), strict=True):
        sites = list(zip(dictionary.sites, sizes, strict=True))
        empty = [site for site, n in sites if n == 0]
        small = [(site, n) for site, n in sites if 0 < n < FEW]
        path = _path(dictionary.sites, wave.key)
        if empty:
            named = _named([site.label for site in empty])
            message = f"{wave.label}: nobody from {counted(len(empty), 'site')}: {named}."
            yield context.found("LPS122", wave.key, message, *path)
        if small:
            named = _named([f"{site.label} ({n})" for site, n in small])
            how_many = counted(len(small), "site")
            message = f"{wave.label}: fewer than {FEW} respondents from {how_many}: {named}."
            yield context.found("LPS123", wave.key, message, *path)
    yield from _spellings(context, by_site)


def _spellings(context: Context, counts: NDArray[np.int64]) -> Iterator[Finding]:
    """Find sites with nearly the same name of which never both have somebody in a wave."""
    sites = context.dictionary.sites
    names = [_plain(site.label) for site in sites]
    together = (counts > 0) @ (counts > 0).T
    for i, j in combinations(range(len(sites)), 2):
        if together[i, j] or not counts[i].any() or not counts[j].any():
            continue
        if get_close_matches(names[i], [names[j]], 1, ALIKE):
            first, second = (short(sites[k].label) for k in (i, j))
            message = (
                f"'{first}' and '{second}' look like two spellings of one site: no wave has both. "
                "As they stand, each is compared with nobody. Give one entry both, as in "
                f"code: [{first}, {second}]."
            )
            path = ("sites", "values", sites[j].key)
            yield context.found("LPS126", f"{first}, {second}", message, *path)


def _plain(label: str) -> str:
    """Spell a name without what people leave away: case, accents, signs, "and"."""
    words = re.findall(r"\w+", folded(label).replace("&", " and "))
    return " ".join(word for word in words if word not in {"and", "the", "of"})


def _path(sites: Sequence[Site], wave: str) -> tuple[str, ...]:
    return ("sites", "values") if sites[0].key else ("waves", "values", wave)


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
