"""What stands at the top of syntax: what it is, from what, and what no syntax says."""

from collections.abc import Iterator, Mapping, Sequence

from lpsstats.dictionary.model import Dictionary
from lpsstats.documents.syntax.writing import comment
from lpsstats.tables.document import Document


def heading(document: Document, dictionary: Dictionary) -> Iterator[str]:
    """Write the comments that begin the syntax of a result."""
    program = document.provenance.get("program", "lpsstats")
    lines = (
        f"{dictionary.title}: {document.command}, as SPSS or PSPP shows it",
        f"Written by {program} from the dictionary {dictionary.path.name}, sha256 "
        f"{dictionary.sha256}",
        "It holds no answers: it reads the files below, by their full paths; where they have "
        "moved, change the paths",
        "This file is UTF-8. In SPSS, choose Unicode under Edit, Options, Language before it runs",
        "Every answer that is out of range or declared missing becomes system-missing, so that the "
        "waves can be put below each other",
    )
    for line in lines:
        yield from comment(line)


def refusal(obstacles: Mapping[str, str]) -> Iterator[str]:
    """Write why there is no syntax."""
    for name, why in obstacles.items():
        yield from comment(f"{name} cannot be read by syntax: {why}")
    yield from comment(
        "No commands follow. Save the data as .sav or .csv and name that file in the dictionary"
    )


def weighting(dictionary: Dictionary, weight: str, *, weighted: bool) -> Iterator[str]:
    """Turn the weights on, where they count and stand in the files, and say what SPSS makes of it.

    Parameters
    ----------
    dictionary : Dictionary
        What the weights are.
    weight : str
        What their column is called.
    weighted : bool
        Whether they count in the result.
    """
    if not weighted or not dictionary.weighted:
        return
    yield ""
    if dictionary.raking is not None:
        yield from comment(
            "The weights were raked and are in no file; lpsstats score writes them. What follows "
            "is not weighted as the result is"
        )
    if dictionary.weight_names:
        yield from comment(
            "SPSS takes weights for numbers of people: means, percentages and alpha are the same, "
            "but standard deviations, standard errors and p are not to be used, nor is n"
        )
        yield f"WEIGHT BY {weight}."


def joined(lines: Sequence[str]) -> str:
    """Put lines into a text that ends with a line break."""
    return "\n".join(lines) + "\n"
