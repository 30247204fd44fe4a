"""A file that exists, is a file, and may be read."""

import hashlib
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import DataError

HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A readable file and what can be said before its format is known.

    Attributes
    ----------
    path : Path
        Where it is.
    name : str
        The last part of the path, for messages; the path itself where that is empty.
    size : int
        Bytes; at least one.
    sha256 : str
        Checksum of all bytes.
    head : bytes
        The first bytes, at most 4096, that tell the format.
    """

    path: Path
    name: str
    size: int
    sha256: str
    head: bytes


def open_source(path: Path) -> Source:
    """Look at a file without understanding it.

    Parameters
    ----------
    path : Path
        The file.

    Raises
    ------
    DataError
        If there is no such file, or it is a folder, a pipe, empty or not readable.
    """
    name = path.name or str(path)
    try:
        _refuse_other_kinds(path, name)
        with path.open("rb") as file:
            return _look(path, name, file)
    except (FileNotFoundError, NotADirectoryError):
        raise DataError(_not_found(path, name)) from None
    except PermissionError:
        raise DataError(f"{name}: no permission to read this file. Ask its owner.") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "the name is not a file name"
        raise DataError(f"{name}: cannot be opened ({reason}).") from None


def _refuse_other_kinds(path: Path, name: str) -> None:
    if path.is_dir():
        raise DataError(f"{name}: this is a folder. Name a file in it.")
    # A pipe may never end and cannot be read twice.
    if path.exists() and not path.is_file():
        raise DataError(f"{name}: not a regular file. Save the data to a file and name that.")


def _look(path: Path, name: str, file: BufferedReader) -> Source:
    size = file.seek(0, 2)
    if not size:
        raise DataError(f"{name}: the file is empty (0 bytes). Export it again.")
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return Source(path=path, name=name, size=size, sha256=checksum, head=head)


def _not_found(path: Path, name: str) -> str:
    folder = path.parent
    if path.is_symlink():
        return f"{name}: a link to '{path.readlink()}', which does not exist. Name the file itself."
    if not folder.is_dir():
        return f"{name}: no such file, for there is no folder {str(folder)!r}."
    try:
        there = [entry.name for entry in folder.iterdir()]
    except OSError:
        there = []
    return f"{name}: no such file in '{folder}'{did_you_mean(path.name, there)}"
