"""Put a document where it belongs: results on stdout or in a file, notes on stderr."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lpsstats.cli.prose import say
from lpsstats.cli.summary import append_summary
from lpsstats.errors import ExitCode, OutputError, UsageError
from lpsstats.findings import Severity, failed

if TYPE_CHECKING:
    from lpsstats.render.page import Page
    from lpsstats.tables.document import Document

REPORTING = frozenset({"junit", "github"})  # formats that list every check


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where results go and in what form."""

    format: str
    path: Path | None
    force: bool
    quiet: bool
    plot: Path | None = None
    suppress_below: int | None = None
    reference: Path | None = None
    sentence: bool = False
    syntax: Path | None = None

    @classmethod
    def of(
        cls,
        format: str | None,
        output: Path | None,
        *,
        force: bool,
        quiet: bool,
        draws: bool = False,
        plot: Path | None = None,
        suppress_below: int | None = None,
        reference: Path | None = None,
        sentence: bool = False,
        syntax: Path | None = None,
    ) -> "Destination":
        """Settle the format: as named, else by the file's suffix, else a table.

        Drawings are for the commands that say they draw: others are told so before they compute.
        """
        from lpsstats.render.registry import BINARY, DRAWINGS, PICTURES

        chosen = format or (_by_suffix(output, draws=draws) if output else "terminal")
        if chosen in DRAWINGS and not draws:
            named = f"--format {chosen}" if format else f"--output {output} ({chosen})"
            message = (
                f"{named} is a drawing without a table, which this command does not make; relate "
                "does. Commands that have --plot FILE draw their answer beside it"
            )
            raise UsageError(message)
        if chosen in BINARY and output is None and sys.stdout.isatty():
            message = f"--format {chosen} is no text; name a file with --output"
            raise UsageError(message)
        if plot is not None and plot.suffix.lower() not in PICTURES:
            message = f"--plot {plot.name}: a picture is {' or '.join(PICTURES)}"
            raise UsageError(message)
        if syntax is not None and syntax.suffix.lower() != ".sps":
            message = f"--syntax {syntax.name}: SPSS syntax is .sps"
            raise UsageError(message)
        _refuse_twins({"--output": output, "--plot": plot, "--syntax": syntax})
        if reference is not None and chosen != "docx":
            message = "--reference-doc goes with a Word document; name one with --output FILE.docx"
            raise UsageError(message)
        if sentence:
            _refuse_unworded(chosen)
        return cls(
            format=chosen,
            path=output,
            force=force,
            quiet=quiet,
            plot=plot,
            suppress_below=suppress_below,
            reference=reference,
            sentence=sentence,
            syntax=syntax,
        )


def _refuse_twins(named: Mapping[str, Path | None]) -> None:
    """Refuse two results in one file, of which one would take the other's place."""
    given = [(option, path) for option, path in named.items() if path is not None]
    for (one, path), (other, twin) in combinations(given, 2):
        if os.path.realpath(path) == os.path.realpath(twin):
            message = f"{one} and {other} name the same file ({twin}); give each a name of its own"
            raise UsageError(message)


def _refuse_unworded(format: str) -> None:
    """Refuse sentences in a format that is not read as text."""
    from lpsstats.render.sentences import WORDED

    if format not in WORDED:
        message = (
            f"--sentence does not go with {format}: sentences are for {', '.join(sorted(WORDED))}; "
            "name one with --format"
        )
        raise UsageError(message)


def _by_suffix(output: Path, *, draws: bool) -> str:
    from lpsstats.render.registry import DRAWINGS, FORMATS

    if output.suffix.lower() not in FORMATS:
        if _is_folder(output):
            message = f"--output {output}: this is a folder; name a file in it, such as table.csv"
            raise OutputError(message)
        known = ", ".join(end for end, it in FORMATS.items() if draws or it not in DRAWINGS)
        why = (
            f"no format goes with the suffix '{output.suffix}'"
            if output.suffix
            else "the name has no suffix to tell the format by"
        )
        message = f"--output {output.name}: {why} (known: {known}); name one with --format"
        raise UsageError(message)
    return FORMATS[output.suffix.lower()]


def _is_folder(path: Path) -> bool:
    with suppress(OSError):  # a name too long for any file is said when it is to be written
        return path.is_dir()
    return False


def emit(
    document: "Document",
    destination: Destination,
    inputs: Iterable[Path | None] = (),
    syntax: str | None = None,
) -> None:
    """Write notes and results; then exit with 1 if a check failed. An input is never written to."""
    from lpsstats.files.writing import refuse_taken, write_whole
    from lpsstats.publishing import fit_for

    files = [path for path in (destination.path, destination.plot, destination.syntax) if path]
    for path in files:
        _refuse_input(path, inputs)
    asked, plot = destination.suppress_below, destination.plot
    shown = fit_for(document, destination.format, asked)
    made = _made(shown, destination)
    drawn = _drawn(document, plot, asked) if plot else None
    for line in _lines(shown, destination):
        say(line)
    for path in files:  # all or none: a name that is taken is known before the first is written
        refuse_taken(path, force=destination.force)
    if plot is not None and drawn is not None:
        write_whole(plot, drawn, force=destination.force)
    if destination.syntax is not None and syntax is not None:
        write_whole(destination.syntax, syntax, force=destination.force)
    if destination.path is not None:
        write_whole(destination.path, made, force=destination.force)
    elif isinstance(made, bytes):
        sys.stdout.buffer.write(made)
    else:
        sys.stdout.write(made)
    if destination.format == "github":
        append_summary(document, destination.suppress_below)
    if failed(document.findings):
        raise typer.Exit(ExitCode.CHECK_FAILED)


def _drawn(document: "Document", plot: Path, asked: int | None) -> str | bytes:
    """Draw the answer; where nothing in it can be drawn, say which option asked for that."""
    from lpsstats.publishing import picture

    try:
        return picture(document, plot.suffix.lower(), asked)
    except UsageError as error:
        message = f"--plot: {error}; leave --plot out"
        raise UsageError(message) from None


def _made(document: "Document", destination: Destination) -> str | bytes:
    """Give the results in their format; or, where that is asked for, in sentences."""
    from lpsstats.render import sentences
    from lpsstats.render.registry import render

    page = _page(destination)
    if destination.sentence:
        return sentences.render(document, destination.format, page)
    return render(document, destination.format, page)


def _refuse_input(output: Path, inputs: Iterable[Path | None]) -> None:
    """Refuse to replace what was read, whatever `--force` says."""
    for path in inputs:
        if path is not None and os.path.realpath(path) == os.path.realpath(output):
            message = f"--output {output}: that is a file this result was made from; name another"
            raise OutputError(message)


def _lines(document: "Document", destination: Destination) -> Iterator[str]:
    """Say what failed, even when quiet, unless the format itself says it; else the notes too."""
    if not destination.quiet:
        yield from document.notes
    if destination.format in REPORTING or document.tabled:
        return
    for finding in document.findings:
        loud = finding.severity is Severity.ERROR
        if loud or (finding.severity is not Severity.PASSED and not destination.quiet):
            yield f"{finding.severity}: {finding.message}"


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
        template=destination.reference,
    )
