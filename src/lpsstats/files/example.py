"""The examples that come with the program: synthetic data and their dictionaries."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import lpsstats
from lpsstats.dictionary.finding import FILE_NAME
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import OutputError, UsageError

PACKAGE = Path(lpsstats.__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What is shipped of an example.

    Attributes
    ----------
    folder : str
        Where it lies in the project, and in the installed package alike.
    files : tuple of str
        What `--unpack` copies, relative to `folder`.
    command : str, optional
        What to try on them, where there is no survey whose waves can be compared.
    further : tuple of str
        What else to try in the folder of a survey.
    """

    folder: str
    files: tuple[str, ...]
    command: str | None = None
    further: tuple[str, ...] = ()


EXAMPLES: Mapping[str, Example] = {
    "lps": Example(
        folder="",
        files=(FILE_NAME, *(f"examples/lps/lps_t{number}.sav" for number in (1, 2, 3))),
        further=(
            "lpsstats contrast",
            "lpsstats relate -o relations.svg",
            "lpsstats drivers --outcome trust --predictor q27_seen",
        ),
    ),
    "workshop": Example(
        folder="examples/workshop",
        files=(
            FILE_NAME,
            "knowledge.yaml",
            "workshop_start.csv",
            "workshop_end.sav",
            "workshop_later.csv",
            "workshop_knowledge.csv",
        ),
        further=("lpsstats contrast", "lpsstats themes", "lpsstats compare -d knowledge.yaml"),
    ),
    "counts": Example(
        folder="examples/counts",
        files=("activities.csv", "maps.csv"),
        command="lpsstats counts activities.csv",
    ),
}


def find_example(name: str) -> Example:
    """Find an example by its name.

    Raises
    ------
    UsageError
        If there is none of that name; the message gives the nearest.
    """
    if name not in EXAMPLES:
        there = ", ".join(EXAMPLES)
        message = f"there is no example '{name}'{did_you_mean(name, EXAMPLES)}; there are: {there}"
        raise UsageError(message)
    return EXAMPLES[name]


def example_folder(example: Example) -> Path:
    """Find where its files lie: in the installed package, or in the checkout around it."""
    installed = PACKAGE / "example"
    return (installed if installed.exists() else PACKAGE.parents[1]) / example.folder


def unpack_example(example: Example, folder: Path, *, force: bool) -> None:
    """Copy an example's dictionaries and data.

    Raises
    ------
    OutputError
        If a file is there already and `force` is not given, or the folder cannot be written.
    """
    copies = {example_folder(example) / file: folder / file for file in example.files}
    existing = next((copy for copy in copies.values() if copy.exists()), None)
    if existing is not None and not force:
        message = f"{existing} exists already; name another folder, or add --force"
        raise OutputError(message)
    try:
        for path, copy in copies.items():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    except OSError as error:
        message = f"{folder}: the example could not be copied there ({error.strerror})"
        raise OutputError(message) from error
