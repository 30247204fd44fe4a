"""The commands in `--help`: in sections, as plain text."""

from typing import TYPE_CHECKING

from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

WHOLE = 1000  # characters of a summary: all of them, the formatter wraps


class SectionedGroup(TyperGroup):
    """List the commands under the sections that they name, without loading rich.

    Typer knows sections only in the help that rich draws, and importing what that takes costs more
    time than all the rest of the help.
    """

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write a section for each group of commands."""
        sections: dict[str, list[tuple[str, str]]] = {}
        width = max(map(len, self.commands))  # so that the sections line up
        for name, command in self.commands.items():
            heading = getattr(command, "rich_help_panel", None) or "Commands"
            row = (name.ljust(width), command.get_short_help_str(WHOLE))
            sections.setdefault(heading, []).append(row)
        for heading, rows in sections.items():
            with formatter.section(heading):
                formatter.write_dl(rows)
