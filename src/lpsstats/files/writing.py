"""Write a result whole or not at all."""

import contextlib
import os
import secrets
from pathlib import Path

from lpsstats.errors import OutputError


def write_whole(path: Path, data: str | bytes, *, force: bool) -> None:
    """Write a file so that nobody ever sees half of it.

    The data go to a temporary file in the same folder, which then takes the name. Devices and
    pipes, such as /dev/stdout, are written directly.

    Parameters
    ----------
    path : Path
        Where to; a symbolic link is followed.
    data : str or bytes
        Text is written as UTF-8, line ends as they are.
    force : bool
        Whether an existing file may be replaced.

    Raises
    ------
    OutputError
        If the file exists and `force` is false, or it cannot be written. Nothing is left behind.
    """
    payload = data.encode() if isinstance(data, str) else data
    try:
        target = Path(os.path.realpath(path))
        _refuse(path, target, force)
        if target.exists() and not target.is_file():
            target.write_bytes(payload)
        else:
            _replace(target, payload)
    except BrokenPipeError:
        # Whoever reads has seen enough: the caller knows what that means, we do not.
        raise
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "the name is not a file name"
        raise OutputError(f"{path}: cannot be written ({reason}). Nothing was written.") from None


def _refuse(path: Path, target: Path, force: bool) -> None:
    if target.is_dir():
        raise OutputError(f"{path}: this is a folder. Name a file in it.")
    if not target.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {str(path.parent)!r}. Create it first.")
    if target.is_file() and not force:
        raise OutputError(f"{path}: exists already. Use --force to replace it, or another name.")


def _replace(target: Path, payload: bytes) -> None:
    """Write beside the target, then take its name in one step."""
    temporary = target.with_name(f".lpsstats-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
