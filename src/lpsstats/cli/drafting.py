"""Write a drafted dictionary, whole or not at all, and say what to do with it."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lpsstats.cli.prose import say
from lpsstats.errors import OutputError, UsageError

if TYPE_CHECKING:
    from lpsstats.files.options import ReadOptions

DEFAULT = Path("data_dictionary.yaml")
SCHEMA = "data_dictionary.schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line says about the draft."""

    title: str | None
    wave: str | None
    site: str | None
    force: bool
    quiet: bool


def write_draft(
    files: Sequence[Path], output: Path | None, request: Request, options: "ReadOptions"
) -> None:
    """Read the exports, draft their dictionary and write it with the schema beside it."""
    from lpsstats.drafting.draft import DraftOptions, draft_dictionary
    from lpsstats.files.reading import read_export
    from lpsstats.files.writing import write_whole

    target = output or DEFAULT
    target = target / DEFAULT if target.is_dir() else target
    schema = target.with_name(SCHEMA)
    _refuse(target, files, force=request.force)
    exports = [read_export(path, None, options) for path in files]
    modeline = _may_write_schema(schema, target, files)
    draft = draft_dictionary(
        exports,
        [_relative(path, target) for path in files],
        DraftOptions(title=request.title, wave=request.wave, site=request.site, modeline=modeline),
    )
    _prove(draft.text)
    write_whole(target, draft.text, force=request.force)
    if modeline:
        write_whole(schema, _schema_text(), force=True)
    if not request.quiet:
        marks = f"{draft.n_marks:,} guesses are" if draft.n_marks != 1 else "1 guess is"
        _say(note for export in exports for note in export.notes)
        _say(
            [
                f"recognised: {draft.summary}",
                f"wrote {target}: {marks} marked # CHECK.",
                "Look at each, correct it, delete the mark; uncomment the scales you want. "
                "`lpsstats check` lists what is left.",
            ]
        )


def _refuse(target: Path, files: Sequence[Path], *, force: bool) -> None:
    """Refuse to write over anything, before minutes are spent on reading."""
    for written in (target, target.with_name(SCHEMA)):
        if any(written.resolve() == path.resolve() for path in files):
            message = f"{written}: that is one of the exports; name another file with --output"
            raise OutputError(message)
    if len({path.resolve() for path in files}) < len(files):
        message = "an export stands twice on the command line; name each file once"
        raise UsageError(message)
    if target.is_file() and not force:
        message = (
            f"{target}: exists already. Use --force to replace it, --output for another name, or "
            "--add FILE to add a wave to it."
        )
        raise OutputError(message)


def _may_write_schema(schema: Path, target: Path, files: Sequence[Path]) -> bool:
    """Say whether the JSON Schema can stand beside the dictionary: nothing else is replaced."""
    if target.exists() and not target.is_file():
        return False
    if not schema.exists():
        return True
    try:
        text = schema.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return '"title": "lpsstats data dictionary"' in text and schema not in files


def _schema_text() -> str:
    from importlib.resources import files

    shipped = files("lpsstats.dictionary") / SCHEMA
    return shipped.read_text(encoding="utf-8")


def _relative(path: Path, target: Path) -> str:
    """Name a file as seen from the dictionary's folder, with slashes; a link keeps its name."""
    file = path.parent.resolve() / path.name
    folder = target.parent.resolve()
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # on another drive
        return file.as_posix()


def _prove(text: str) -> None:
    """Read the draft as any dictionary is read; if that fails, the fault is ours."""
    from lpsstats.dictionary.reading import read_dictionary
    from lpsstats.errors import DictionaryError

    with tempfile.TemporaryDirectory(prefix="lpsstats-") as folder:
        path = Path(folder) / DEFAULT
        path.write_text(text, encoding="utf-8", newline="\n")
        try:
            read_dictionary(path)
        except DictionaryError as error:
            raise AssertionError(*error.problems) from error


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def add_wave(file: Path, dictionary: Path | None, options: "ReadOptions", *, quiet: bool) -> None:
    """Add the wave that a file holds to a dictionary, keeping every byte of what is there."""
    from lpsstats.dictionary.finding import VARIABLE, find_dictionary
    from lpsstats.dictionary.reading import read_dictionary
    from lpsstats.dictionary.source import read_text
    from lpsstats.drafting.adding import extend
    from lpsstats.files.reading import read_export
    from lpsstats.files.writing import write_whole

    path = find_dictionary(dictionary, os.environ.get(VARIABLE), (file,))
    before = read_dictionary(path)
    addition = read_export(file, None, options)
    last = before.waves[-1].file
    reference = read_export(last, None, options) if last and last.is_file() else None
    text, data = read_text(path)
    extension = extend(text, before, reference, addition, file=_relative(file, path))
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    write_whole(path, mark + extension.text.encode(), force=True)
    if not quiet:
        _say([*addition.notes, *extension.notes, f"added the wave of {file} to {path}."])
