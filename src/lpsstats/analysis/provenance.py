"""Where results come from: program, dictionary, files, options. No time stamp: equal runs agree."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.survey.model import Survey
from lpsstats.survey.scoring import Scores


def provenance(survey: Survey, version: str, options: Mapping[str, object]) -> dict[str, object]:
    """Describe what a result was made from.

    Parameters
    ----------
    survey : Survey
        The survey read.
    version : str
        The program's version.
    options : mapping
        The options in force, seed included.
    """
    dictionary = survey.dictionary
    return {
        "program": f"lpsstats {version}",
        "dictionary": {"name": dictionary.path.name, "sha256": dictionary.sha256},
        "inputs": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "n_rows": one.n_rows,
                "n_used": one.n_used,
                "left_out": dict(one.left_out),
            }
            for one in survey.inputs
        ],
        "options": dict(options),
    }


def account(survey: Survey) -> Iterator[str]:
    """Say in a line each what is analysed and how many respondents stand behind the results."""
    dictionary = survey.dictionary
    sites = [site for site in dictionary.sites if site.key]
    parts = [(dictionary.scales, "scale"), (sites, "site"), (dictionary.waves, "wave")]
    shown = ", ".join(_count(len(part), word) for part, word in parts if part)
    yield f"survey: {dictionary.title}: {shown}"
    if dictionary.marks:
        guesses = _count(len(dictionary.marks), "guess", "guesses")
        yield f"{dictionary.path.name}: {guesses} marked # CHECK still to be looked at"
    for one in survey.inputs:
        used = "all used" if one.n_used == one.n_rows else f"{one.n_used:,} used"
        rows = _count(one.n_rows // one.n_waves, "row")
        side = f" with {one.n_waves} waves side by side" if one.n_waves > 1 else ""
        yield f"data: {one.name}: {rows}{side}, {used}"


def completeness(scores: Sequence[Scores]) -> Iterator[str]:
    """Say how many scores rest on some of the items only, and how many there are not."""
    for one in scores:
        n, prorated = len(one.values), int(one.prorated.sum())
        dropped, none = int(one.dropped.sum()), int(one.unanswered.sum())
        if prorated or dropped or none:
            yield (
                f"{one.scale.label}: of {n:,} respondents, {prorated:,} have a score from some of "
                f"the {len(one.scale.items)} items (at least {one.scale.min_items}), {dropped:,} "
                f"answered too few for a score, {none:,} answered none"
            )


def _count(n: int, word: str, words: str | None = None) -> str:
    return f"{n:,} {word}" if n == 1 else f"{n:,} {words or word + 's'}"
