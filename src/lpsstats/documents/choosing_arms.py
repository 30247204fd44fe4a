"""Which sites are set against which: by their roles, or as the options name them."""

from collections.abc import Iterable, Sequence

from lpsstats.analysis.contrast_arms import ALL, COMPARISON, INTERVENTION, PARTIAL, Arms
from lpsstats.dictionary.model import Dictionary
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError

# A partial site had something of the kind: it is no clean comparison, but it is none of ours.
ROLES = {INTERVENTION: frozenset({INTERVENTION}), COMPARISON: frozenset({COMPARISON, PARTIAL})}


def choose_arms(
    dictionary: Dictionary, intervention: Sequence[str], comparison: Sequence[str]
) -> Arms:
    """Choose the two groups of sites.

    Parameters
    ----------
    dictionary : Dictionary
        Its sites and their roles: partial sites stand on the comparison side.
    intervention, comparison : sequence of str
        Keys that take the place of the roles of that side.

    Raises
    ------
    UsageError
        If a key is no site or is named on both sides, or a side has no site.
    """
    named = {INTERVENTION: intervention, COMPARISON: comparison}
    _check_keys(dictionary, named)
    taken = {*intervention, *comparison}
    sides = {
        role: _positions(dictionary, keys) if keys else _by_role(dictionary, role, taken)
        for role, keys in named.items()
    }
    missing = [role for role, sites in sides.items() if not sites]
    if missing:
        raise UsageError(_nobody(dictionary, missing))
    return Arms(kind=ALL, intervention=sides[INTERVENTION], comparison=sides[COMPARISON])


def _check_keys(dictionary: Dictionary, named: dict[str, Sequence[str]]) -> None:
    known = [site.key for site in dictionary.sites if site.key]
    for role, keys in named.items():
        for key in keys:
            if key not in known:
                meant = did_you_mean(key, known) or f" (there are: {', '.join(known) or 'none'})"
                message = f"--{role} {key}: no site of that name{meant}"
                raise UsageError(message)
    twice = [key for key in named[INTERVENTION] if key in named[COMPARISON]]
    if twice:
        message = f"--intervention {twice[0]} --comparison {twice[0]}: a site has one side only"
        raise UsageError(message)


def _positions(dictionary: Dictionary, keys: Iterable[str]) -> tuple[int, ...]:
    wanted = set(keys)
    return tuple(i for i, site in enumerate(dictionary.sites) if site.key in wanted)


def _by_role(dictionary: Dictionary, role: str, taken: set[str]) -> tuple[int, ...]:
    """Take the sites of a role that no option puts on a side."""
    return tuple(
        i
        for i, site in enumerate(dictionary.sites)
        if site.role in ROLES[role] and site.key not in taken
    )


def _nobody(dictionary: Dictionary, missing: Sequence[str]) -> str:
    """Say where roles are written."""
    if not any(site.key for site in dictionary.sites):
        return (
            f"{dictionary.path.name} declares no sites, and a contrast sets some sites against "
            "others; declare them under `sites`, with their roles"
        )
    where = dictionary.where("sites", "values")
    roles = " or ".join(missing)
    write = ", ".join(f"`role: {role}`" for role in missing)
    options = " and ".join(f"--{role} KEY" for role in missing)
    return (
        f"{where}: no site has the role {roles}; write {write} beside the sites concerned, or name "
        f"them with {options}"
    )
