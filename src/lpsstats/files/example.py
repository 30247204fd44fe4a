"""The example that comes with the program: a synthetic survey and its dictionary."""

import shutil
from pathlib import Path

import lpsstats
from lpsstats.dictionary.finding import FILE_NAME
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.errors import OutputError

PACKAGE = Path(lpsstats.__file__).parent


def example_dictionary() -> Path:
    """Find the example's dictionary: in the installed package, or in the checkout around it."""
    installed = PACKAGE / "example" / FILE_NAME
    return installed if installed.exists() else PACKAGE.parents[1] / FILE_NAME


def unpack_example(folder: Path, *, force: bool) -> Path:
    """Copy the dictionary and its files, and give the copy's path.

    Raises
    ------
    OutputError
        If a file is there already and `force` is not given, or the folder cannot be written.
    """
    source = example_dictionary()
    declared = [w.file for w in read_dictionary(source).waves if w.file is not None]
    copies = {path: folder / path.relative_to(source.parent) for path in (source, *declared)}
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
    return copies[source]
