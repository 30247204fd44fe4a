"""Put a document where it belongs: results on stdout or in a file, notes on stderr."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lpsstats.errors import ExitCode, UsageError
from lpsstats.findings import failed

if TYPE_CHECKING:
    from lpsstats.render.page import Page
    from lpsstats.tables.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where results go and in what form."""

    format: str
    path: Path | None
    force: bool
    quiet: bool

    @classmethod
    def of(
        cls, format: str | None, output: Path | None, *, force: bool, quiet: bool
    ) -> "Destination":
        """Settle the format: as named, else by the file's suffix, else a table."""
        return cls(
            format=format or (_by_suffix(output) if output else "terminal"),
            path=output,
            force=force,
            quiet=quiet,
        )


def _by_suffix(output: Path) -> str:
    from lpsstats.render.registry import FORMATS

    if output.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        message = (
            f"--output {output.name}: no format goes with the suffix '{output.suffix}' "
            f"(known: {known}); name one with --format"
        )
        raise UsageError(message)
    return FORMATS[output.suffix.lower()]


def emit(document: "Document", destination: Destination) -> None:
    """Write notes and results; then exit with 1 if a check failed."""
    from lpsstats.files.writing import write_whole
    from lpsstats.render.registry import render
    from lpsstats.render.safe_text import safe_text

    text = render(document, destination.format, _page(destination))
    if not destination.quiet:
        for note in document.notes:
            print(safe_text(note, "terminal"), file=sys.stderr)
    if destination.path is None:
        sys.stdout.write(text)
    else:
        write_whole(destination.path, text, force=destination.force)
    if failed(document.findings):
        raise typer.Exit(ExitCode.CHECK_FAILED)


def _page(destination: Destination) -> "Page":
    """Describe the room: a terminal's width and colours; no limit and no colour elsewhere."""
    from lpsstats.render.page import Page

    terminal = destination.path is None and sys.stdout.isatty()
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return Page(
        width=shutil.get_terminal_size().columns if terminal else None,
        colour=terminal and not plain,
        unicode=destination.path is not None or encoding.startswith("utf"),
    )
