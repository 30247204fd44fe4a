"""The options that commands share, spelled the same everywhere."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.models import OptionInfo

from lpsstats.progress import hush


class PageFormat(StrEnum):
    """How results are written."""

    TERMINAL = "terminal"
    PLAIN = "plain"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MARKDOWN = "markdown"
    LATEX = "latex"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    JUNIT = "junit"
    GITHUB = "github"
    SVG = "svg"
    DOT = "dot"
    MERMAID = "mermaid"


GATES = (PageFormat.JUNIT, PageFormat.GITHUB)
DRAWINGS = (PageFormat.SVG, PageFormat.DOT, PageFormat.MERMAID)
REPORTS = (PageFormat.HTML, PageFormat.DOCX, PageFormat.XLSX, PageFormat.MARKDOWN)
PAGES = tuple(format for format in PageFormat if format not in GATES + DRAWINGS)


class Adjust(StrEnum):
    """How p-values are adjusted for the number of tests."""

    HOLM = "holm"
    HOCHBERG = "hochberg"
    BONFERRONI = "bonferroni"
    FDR_BH = "fdr_bh"
    FDR_BY = "fdr_by"
    NONE = "none"


class EffectSize(StrEnum):
    """The standard deviation that an effect size rests on."""

    AVERAGE = "average"
    POOLED = "pooled"


class Linked(StrEnum):
    """How the respondents of a panel are compared."""

    PAIRS = "pairs"
    OVERLAPPING = "overlapping"
    INDEPENDENT = "independent"


class FailOn(StrEnum):
    """The verdict that lets a comparison fail."""

    DECLINED = "declined"


class Interval(StrEnum):
    """How the interval of alpha is computed."""

    JACKKNIFE = "jackknife"
    ADF = "adf"
    FELDT = "feldt"
    BOOTSTRAP = "bootstrap"


class OutOfRange(StrEnum):
    """What an answer outside its declared range is."""

    ERROR = "error"
    MISSING = "missing"


Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE",
        help="The export, or one per wave in order; by default those that the dictionary names.",
        show_default=False,
    ),
]
DictionaryPath = Annotated[
    Path | None,
    typer.Option(
        "--dictionary",
        "-d",
        metavar="FILE",
        help="The data dictionary; else LPSSTATS_DICTIONARY, beside the data, upward from here.",
    ),
]
Measures = Annotated[
    list[str] | None,
    typer.Option("--measure", metavar="KEY", help="Show only this scale; may be repeated."),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="KEY",
        help=(
            "A scale, a question, a family, or scales, items, all; may be repeated. By default the "
            "scales."
        ),
    ),
]
Seed = Annotated[int, typer.Option(min=0, metavar="NUMBER", help="Where random numbers start.")]
Sites = Annotated[
    list[str] | None,
    typer.Option("--site", metavar="KEY", help="Show only this site; may be repeated."),
]
Confidence = Annotated[
    float | None,
    typer.Option(
        metavar="SHARE", help="Coverage of intervals, such as 0.99; else the dictionary's."
    ),
]


def _format_option(formats: Iterable[str]) -> OptionInfo:
    """Make the option of commands that write these formats; others are refused with a reason."""
    known = ", ".join(formats)
    why = f"{known}. By default a table, or what the suffix of --output says."
    option: OptionInfo = typer.Option("--format", "-f", metavar="FORMAT", help=why)
    return option


def _be_quiet(wanted: bool) -> bool:
    """Let nothing be shown while work goes on, either."""
    if wanted:
        hush()
    return wanted


Format = Annotated[PageFormat | None, _format_option(PAGES)]
GateFormat = Annotated[PageFormat | None, _format_option(PAGES + GATES)]
DrawnFormat = Annotated[PageFormat | None, _format_option(PAGES + DRAWINGS)]
ReportFormat = Annotated[PageFormat | None, _format_option(REPORTS)]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead.")
]
Force = Annotated[bool, typer.Option("--force", metavar=" ", help="Overwrite the output file.")]


def _plot_option(what: str) -> OptionInfo:
    """Make the option of commands that draw; what they draw differs."""
    option: OptionInfo = typer.Option(
        "--plot", metavar="FILE", help=f"Draw {what} there too: .svg or .png."
    )
    return option


Plot = Annotated[Path | None, _plot_option("the answer")]
ChangePlot = Annotated[
    Path | None,
    _plot_option("the change with its interval, or with --waves all a line per site,"),
]
AnswersPlot = Annotated[Path | None, _plot_option("the answers (with --table items)")]
CountsPlot = Annotated[Path | None, _plot_option("counts over time (with --period all)")]
SuppressBelow = Annotated[
    int | None,
    typer.Option(
        min=0,
        metavar="N",
        help=(
            "Withhold what rests on fewer respondents, in every format; 0: nothing. Else the "
            "dictionary's, or 10 in the formats that are published."
        ),
    ),
]
ReferenceDoc = Annotated[
    Path | None,
    typer.Option("--reference-doc", metavar="FILE", help="A .docx whose styles a .docx takes."),
]
Sentence = Annotated[
    bool,
    typer.Option(
        "--sentence", metavar=" ", help="Sentences instead of the table, one for each row."
    ),
]
Syntax = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Write there SPSS syntax too that shows the same numbers: .sps."
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", metavar=" ", callback=_be_quiet, help="No notes on standard error."
    ),
]
OutOfRangeAnswers = Annotated[
    OutOfRange,
    typer.Option(
        metavar="WHAT",
        help="error: refuse answers outside their range; missing: take them as missing, counted.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Encoding of the files, where it is not UTF-8."),
]
Delimiter = Annotated[
    str | None,
    typer.Option(metavar="CHARACTER", help="What separates the fields of text files."),
]
Sheet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The sheet of Excel files, where it is not the first."),
]
