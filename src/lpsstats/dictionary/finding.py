"""Where the data dictionary is."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lpsstats.errors import DictionaryError

FILE_NAME = "data_dictionary.yaml"
VARIABLE = "LPSSTATS_DICTIONARY"


def find_dictionary(named: Path | None, environment: str | None, data: Sequence[Path]) -> Path:
    """Find the dictionary: as named, as the environment says, beside the data, upward from here.

    Parameters
    ----------
    named : Path, optional
        What `--dictionary` says; a folder stands for the file in it.
    environment : str, optional
        The value of LPSSTATS_DICTIONARY.
    data : sequence of Path
        The data files of the command line.

    Raises
    ------
    DictionaryError
        If there is none; the message lists where it was looked for.
    """
    if named is not None:
        return _existing(named, "--dictionary")
    if environment:
        return _existing(Path(environment), VARIABLE)
    places = list(dict.fromkeys(_places(data)))
    for place in places:
        if place.is_file():
            return place
    message = (
        f"no {FILE_NAME} beside the data, in {_here()} or above it; "
        f"name one with --dictionary FILE or {VARIABLE}"
    )
    raise DictionaryError(message)


def _existing(path: Path, source: str) -> Path:
    try:
        there, within = path.exists(), path / FILE_NAME if path.is_dir() else path
        found = within.exists()
    except OSError as error:  # a name too long for any file
        message = f"{source} {path}: cannot be read ({error.strerror})"
        raise DictionaryError(message) from None
    if found:
        return within
    what = f"names {path}, which does not exist"
    if there:
        what = f"{path}: this folder holds no {FILE_NAME}; name the file itself"
    message = f"{source} {what}"
    raise DictionaryError(message)


def _here() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        message = (
            "the folder you are in no longer exists; name the dictionary with --dictionary FILE"
        )
        raise DictionaryError(message) from None


def _places(data: Sequence[Path]) -> Iterator[Path]:
    for file in data:
        yield file.parent / FILE_NAME
    here = _here()
    for folder in (here, *here.parents):
        yield folder / FILE_NAME
