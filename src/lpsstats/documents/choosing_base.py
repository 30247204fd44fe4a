"""Which waves and sites are put together, as the options name them."""

from collections.abc import Sequence

from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.documents.choosing import choose_sites
from lpsstats.errors import UsageError


def choose_pooled(
    dictionary: Dictionary, waves: Sequence[str], sites: Sequence[str]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Choose the waves and sites whose respondents are put together.

    Parameters
    ----------
    dictionary : Dictionary
        Its waves and sites.
    waves, sites : sequence of str
        Keys; without any, all of them.

    Returns
    -------
    waves, sites : tuple of int
        Positions in the dictionary, in its order. A survey without sites has one, at 0.

    Raises
    ------
    UsageError
        If a key is no wave or no site.
    """
    known = [wave.key for wave in dictionary.waves]
    for key in waves:
        if key not in known:
            meant = did_you_mean(key, known) or f" (there are: {', '.join(known)})"
            message = f"--wave {key}: no wave of that name{meant}"
            raise UsageError(message)
    kept = choose_sites(dictionary, sites)
    return (
        tuple(i for i, key in enumerate(known) if not waves or key in waves),
        tuple(i for i, site in enumerate(dictionary.sites) if not sites or site.key in kept),
    )
