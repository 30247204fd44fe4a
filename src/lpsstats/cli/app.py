"""The commands, and what they have in common."""

from typing import Annotated

import typer

from lpsstats import __version__
from lpsstats.cli.check import check
from lpsstats.cli.compare import compare
from lpsstats.cli.contrast import contrast
from lpsstats.cli.counts import counts
from lpsstats.cli.demo import demo
from lpsstats.cli.describe import describe
from lpsstats.cli.drivers import drivers
from lpsstats.cli.init import init
from lpsstats.cli.plan import plan
from lpsstats.cli.relate import relate
from lpsstats.cli.reliability import reliability
from lpsstats.cli.report import report
from lpsstats.cli.schema import schema
from lpsstats.cli.score import score
from lpsstats.cli.sections import SectionedGroup
from lpsstats.cli.themes import themes

EPILOG = (
    "Exit status: 0 fine, 1 a check failed, 2 wrong command line or dictionary, "
    "3 data that cannot be read or do not fit, 4 output not written, 70 a fault of ours, "
    "130 interrupted."
)

app = typer.Typer(
    cls=SectionedGroup,
    rich_markup_mode=None,
    help="Survey scales, their reliability, and what changed between waves, site by site.",
    epilog=EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lpsstats {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", metavar=" ", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Survey scales, their reliability, and what changed between waves, site by site."""


def _examples(*lines: str) -> str:
    return "\n\n".join(["Examples:", *(f"  lpsstats {line}" for line in lines)])


app.command(
    rich_help_panel="Start",
    epilog=_examples("demo", "demo workshop", "demo --unpack trial workshop"),
)(demo)
app.command(
    rich_help_panel="Start",
    epilog=_examples("init wave1.sav wave2.sav", "init --add wave3.sav"),
)(init)
app.command(rich_help_panel="Start", epilog=_examples("schema", "schema compare"))(schema)
app.command(
    rich_help_panel="Prepare",
    epilog=_examples("check", "check wave4.sav", "check --severity error -f github"),
)(check)
app.command(
    rich_help_panel="Prepare",
    epilog=_examples("score -o scored.sav", "score -o scored.xlsx --labels --keep postcode"),
)(score)
app.command(
    rich_help_panel="Analyse",
    epilog=_examples("describe", "describe --table items --by wave -o items.csv"),
)(describe)
app.command(
    rich_help_panel="Analyse",
    epilog=_examples("compare", "compare --from T2 --to T3 --site whaddon -o whaddon.md"),
)(compare)
app.command(
    rich_help_panel="Analyse",
    epilog=_examples("contrast", "contrast --measure trust --pairs -o contrast.csv"),
)(contrast)
app.command(
    rich_help_panel="Analyse",
    epilog=_examples(
        "counts activities.csv",
        "counts activities.csv --column exposure=builder_weeks --per 13",
        "counts maps.csv --retention",
    ),
)(counts)
app.command(
    rich_help_panel="Analyse",
    epilog=_examples("relate", "relate --method spearman -o pairs.csv", "relate -o network.svg"),
)(relate)
app.command(
    rich_help_panel="Analyse",
    epilog=_examples(
        "drivers --outcome trust --predictor q27_seen",
        "drivers --outcome trust --predictor q27_seen.q27_1 --predictor q24_job --wave T3",
    ),
)(drivers)
app.command(
    rich_help_panel="Analyse",
    epilog=_examples("reliability --by wave", "reliability --min-alpha 0.7 -f junit"),
)(reliability)
app.command(
    rich_help_panel="Analyse",
    epilog=_examples("themes", "themes --by sex -o themes.csv", "themes --table agreement"),
)(themes)
app.command(
    rich_help_panel="Plan",
    epilog=_examples(
        "plan",
        "plan --n 200 --change 0.3",
        "plan --sd 1.3 --n 100 --change 0.3",
        "plan --percentage 20 --change 10 --tests 20",
    ),
)(plan)
app.command(
    rich_help_panel="Share",
    epilog=_examples(
        "report -o report.html",
        "report -o report.docx --reference-doc council.docx --leave-out relations",
    ),
)(report)
