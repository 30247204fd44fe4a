"""What must hold of the targets that weights are made from: variables, answers and sites exist."""

from collections.abc import Collection, Iterator, Mapping

from lpsstats.dictionary.document import Document, VariablePart
from lpsstats.dictionary.document_survey import RakingPart, SurveyPart, Targets
from lpsstats.dictionary.merging import CODED, is_answer
from lpsstats.dictionary.raking import targets_of
from lpsstats.dictionary.source import KeyPath, Problem
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.dictionary.variable_references import answers_shown

PATH: KeyPath = ("survey", "weight")


def raking_problems(
    document: Document, variables: Mapping[str, VariablePart], declared: Collection[str]
) -> Iterator[Problem]:
    """Find what is wrong with the targets of a dictionary.

    Parameters
    ----------
    document : Document
        The dictionary.
    variables : mapping of str to VariablePart
        Its sound variables, with their defaults.
    declared : collection of str
        All variables, those whose entry is at fault included.

    Yields
    ------
    (path, message)
    """
    raking = document.survey.weight
    if not isinstance(raking, RakingPart):
        return
    yield from _site_problems(raking, document)
    for path, targets in _targets_by_place(raking):
        for key, shares in targets.items():
            if key not in declared:
                meant = did_you_mean(key, declared)
                yield (*path, key), f"'{key}' is not under variables{meant}"
            elif key in variables:
                yield from _target_problems((*path, key), shares, key, variables[key])


def targeted_variables(survey: SurveyPart) -> Iterator[tuple[KeyPath, str]]:
    """Give every place in the file at which a variable has targets, and the variable."""
    if isinstance(survey.weight, RakingPart):
        for path, targets in _targets_by_place(survey.weight):
            yield from (((*path, key), key) for key in targets)


def _targets_by_place(raking: RakingPart) -> Iterator[tuple[KeyPath, Targets]]:
    """Give the targets of all sites and of single ones, each with its place in the file."""
    yield (*PATH, "targets"), raking.targets
    for site, targets in raking.sites.items():
        yield (*PATH, "sites", site), targets


def _site_problems(raking: RakingPart, document: Document) -> Iterator[Problem]:
    """Find targets of sites that are not there, and sites without any."""
    known = document.sites.values if document.sites else {}
    for site in raking.sites:
        if site not in known:
            meant = did_you_mean(site, known)
            yield (*PATH, "sites", site), f"'{site}' is not under sites.values{meant}"
    if raking.sites and "site" not in raking.within:
        message = "sites with targets of their own need `within` with site in it"
        yield (*PATH, "sites"), message
    if not raking.sites and not raking.targets:
        yield PATH, "names no targets; write `targets: {variable: {answer: share}}`"
        return
    for site in known if raking.sites else ():
        if not targets_of(raking, site):
            message = f"site '{site}' has no targets; write them here, or `targets` for all sites"
            yield (*PATH, "sites"), message


def _target_problems(
    path: KeyPath, shares: Mapping[int | float | str, float], key: str, variable: VariablePart
) -> Iterator[Problem]:
    """Find targets of a variable that has no answers to weight to, or of what is none of them."""
    if variable.type not in CODED:
        kinds = ", ".join(sorted(CODED))
        yield path, f"'{key}' is of type {variable.type}; weights are raked to {kinds} variables"
        return
    for code in shares:
        if not is_answer(variable, code):
            meant = did_you_mean(str(code), map(str, variable.labels or ()))
            hint = meant or f" ({answers_shown(variable)})"
            yield (*path, str(code)), f"{code} is not an answer of '{key}'{hint}"
    if not sum(shares.values()) > 0:
        yield path, f"the targets of '{key}' are all 0; write the share of each answer"
