"""Sites and waves with nobody, or hardly anybody, in them."""

from collections.abc import Iterator, Sequence

import numpy as np

from lpsstats.checking.context import Context
from lpsstats.dictionary.model import Site
from lpsstats.findings import Finding
from lpsstats.survey.numbers import counted

FEW = 20  # below, a t-test leans on the shape of the distribution
SHOWN = 8


def check(context: Context) -> Iterator[Finding]:
    """Find the empty and the small cells of each wave; of waves alone where there is one site."""
    dictionary = context.dictionary
    n_waves = len(dictionary.waves)
    counts = np.bincount(context.survey.cell, minlength=len(dictionary.sites) * n_waves)
    by_wave = counts.reshape(len(dictionary.sites), n_waves).T.tolist()
    for wave, sizes in zip(dictionary.waves, by_wave, strict=True):
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


def _path(sites: Sequence[Site], wave: str) -> tuple[str, ...]:
    return ("sites", "values") if sites[0].key else ("waves", "values", wave)


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
