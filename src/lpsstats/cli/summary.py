"""The same answer for the page of a job, where the job is one of GitHub's."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from lpsstats.cli.prose import say

if TYPE_CHECKING:
    from lpsstats.tables.document import Document

VARIABLE = "GITHUB_STEP_SUMMARY"
MOST_BYTES = 2**20  # what a step may write; more, and GitHub shows nothing of it


def append_summary(document: "Document", suppress_below: int | None) -> None:
    """Add an answer as Markdown to the summary of the step that runs us, if there is one.

    The summary is read by everybody who sees the job, so what is withheld from a published format
    is withheld here. It is an extra: a file that cannot be written is a warning, no failure.

    Parameters
    ----------
    document : Document
        What the annotations are made of.
    suppress_below : int, optional
        What the command line says.
    """
    from lpsstats.publishing import fit_for
    from lpsstats.render.page import Page
    from lpsstats.render.registry import render

    named = os.environ.get(VARIABLE)
    if not named:
        return
    page = Page(width=None, colour=False, unicode=True)
    made = str(render(fit_for(document, "markdown", suppress_below), "markdown", page))
    try:
        _append(Path(named), made.encode() + b"\n")
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        say(f"warning: the job summary ({VARIABLE}) was not written: {why}")


def _append(path: Path, made: bytes) -> None:
    there = path.stat().st_size if path.exists() else 0
    if there + len(made) > MOST_BYTES:
        message = f"it would be longer than the {MOST_BYTES:,} bytes that a step may write"
        raise ValueError(message)
    with path.open("ab") as file:
        file.write(made)
