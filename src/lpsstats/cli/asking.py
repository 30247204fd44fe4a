"""From options to a survey; found dictionary and files, in the order that the help promises."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lpsstats.cli.prose import say
from lpsstats.errors import DictionaryError, UsageError

if TYPE_CHECKING:
    from lpsstats.dictionary.model import Dictionary
    from lpsstats.files.options import ReadOptions
    from lpsstats.survey.model import Survey


def input_paths(survey: "Survey", files: Sequence[Path] | None) -> list[Path | None]:
    """List the files that a result is made from."""
    dictionary = survey.dictionary
    return [dictionary.path, *(wave.file for wave in dictionary.waves), *(files or ())]


def open_dictionary(
    files: Sequence[Path] | None, dictionary: Path | None, *, quiet: bool
) -> "Dictionary":
    """Find the dictionary, say which it is, and read it."""
    from lpsstats.dictionary.finding import VARIABLE, find_dictionary
    from lpsstats.dictionary.reading import read_dictionary

    path = find_dictionary(dictionary, os.environ.get(VARIABLE), files or ())
    if not quiet:
        say(f"dictionary: {path}")
    return read_dictionary(path)


def open_dictionaries(
    files: Sequence[Path] | None, dictionary: Path | None, *, quiet: bool
) -> list["Dictionary"]:
    """Read the dictionaries that are to be looked at alone: all that are named, or the one found.

    Raises
    ------
    DictionaryError
        Says everything that is wrong with any of them.
    """
    if not files:
        return [open_dictionary(None, dictionary, quiet=quiet)]
    if dictionary is not None:
        message = "--dictionary: with --dictionary-only the FILEs are the dictionaries; name it so"
        raise UsageError(message)
    read: list[Dictionary] = []
    problems: list[str] = []
    for file in files:
        try:
            read.append(open_dictionary(None, file, quiet=quiet))
        except DictionaryError as refusal:
            problems += refusal.problems
    if problems:
        raise DictionaryError(*problems)
    return read


def open_survey(
    files: Sequence[Path] | None,
    dictionary: Path | None,
    options: "ReadOptions",
    *,
    tolerant: bool,
    quiet: bool,
    codes: bool = False,
) -> "Survey":
    """Find the dictionary, say which it is, and read the survey that it describes."""
    from lpsstats.files.survey import read_survey

    return read_survey(
        open_dictionary(files, dictionary, quiet=quiet),
        files or (),
        options,
        tolerant=tolerant,
        codes=codes,
    )
