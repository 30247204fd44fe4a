"""Write a result whole or not at all."""

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from lpsstats.errors import OutputError


def write_whole(path: Path, data: str | bytes, *, force: bool) -> None:
    """Write a file so that nobody ever sees half of it.

    Parameters
    ----------
    path, force
        As in `write_beside`.
    data : str or bytes
        Text is written as UTF-8, line ends as they are.

    Raises
    ------
    OutputError
        As `write_beside`.
    """
    payload = data.encode() if isinstance(data, str) else data
    write_beside(path, lambda temporary: _put(temporary, payload), force=force)


def refuse_taken(path: Path, *, force: bool) -> None:
    """Refuse what `write_whole` would refuse, before anything is written.

    Parameters
    ----------
    path, force
        As in `write_beside`.

    Raises
    ------
    OutputError
        As `write_beside`, for a name that is taken or cannot be.
    """
    _target(path, force=force)


def _put(path: Path, payload: bytes) -> None:
    path.write_bytes(payload)


def write_beside(path: Path, write: Callable[[Path], None], *, force: bool) -> None:
    """Write a file through a function that takes a path, so that nobody ever sees half of it.

    The function writes a temporary file of the same suffix in the same folder, which then takes
    the name. Devices and pipes, such as /dev/stdout, get the finished bytes.

    Parameters
    ----------
    path : Path
        Where to; a symbolic link is followed.
    write : callable
        Writes the file at the path it is given.
    force : bool
        Whether an existing file may be replaced.

    Raises
    ------
    OutputError
        If the file exists and `force` is false, or it cannot be written. Nothing is left behind.
    """
    target = _target(path, force=force)
    try:
        if target.exists() and not target.is_file():
            _through(target, path.suffix, write)
        else:
            _replace(target, path, write, force=force)
    except BrokenPipeError:
        # Whoever reads has seen enough: the caller knows what that means, we do not.
        raise
    except OSError as problem:
        raise _unwritten(path, str(problem.strerror or problem)) from None


def _target(path: Path, *, force: bool) -> Path:
    try:
        # A pipe behind /dev/stdout has no path of its own.
        special = path.exists() and not path.is_file() and not path.is_dir()
        target = path if special else Path(os.path.realpath(path))
        if not special:
            _refuse(path, target, force)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "the name is not a file name"
        raise _unwritten(path, reason) from None
    return target


def _refuse(path: Path, target: Path, force: bool) -> None:
    if target.is_dir():
        raise OutputError(f"{path}: this is a folder. Name a file in it.")
    if target.is_symlink():  # what is left when links lead round in a circle
        raise OutputError(f"{path}: cannot be written, for this link leads back to itself.")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {str(path.parent)!r}. Create it first.")
    if target.is_file() and not force:
        raise OutputError(_taken(path))


def _unwritten(path: Path, reason: str) -> OutputError:
    return OutputError(f"{path}: cannot be written ({reason}). Nothing was written.")


def _replace(target: Path, path: Path, write: Callable[[Path], None], *, force: bool) -> None:
    temporary = target.with_name(f".lpsstats-{secrets.token_hex(8)}{path.suffix}")
    try:
        # The library may say little of why it cannot write; the attempt to create the file does.
        temporary.open("xb").close()
        write(temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _take_name(temporary, target, path, force=force)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _take_name(temporary: Path, target: Path, path: Path, *, force: bool) -> None:
    """Give the file its name in one step; another run may have taken it in the meantime."""
    if not force:
        try:
            os.link(temporary, target)
        except FileExistsError:
            raise OutputError(_taken(path)) from None
        except OSError:
            pass  # a file system without links: the name was free a moment ago
        else:
            temporary.unlink()
            return
    temporary.replace(target)


def _taken(path: Path) -> str:
    return f"{path}: exists already. Use --force to replace it, or another name."


def _through(device: Path, suffix: str, write: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="lpsstats-") as folder:
        temporary = Path(folder) / f"scored{suffix}"
        write(temporary)
        with temporary.open("rb") as source, device.open("wb") as sink:
            shutil.copyfileobj(source, sink)
