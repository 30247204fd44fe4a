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
        f"no {FILE_NAME} beside the data, in {Path.cwd()} or above it; "
        f"name one with --dictionary FILE or {VARIABLE}"
    )
    raise DictionaryError(message)


def _existing(path: Path, source: str) -> Path:
    path = path / FILE_NAME if path.is_dir() else path
    if not path.exists():
        message = f"{source} names {path}, which does not exist"
        raise DictionaryError(message)
    return path


def _places(data: Sequence[Path]) -> Iterator[Path]:
    for file in data:
        yield file.parent / FILE_NAME
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield folder / FILE_NAME
