"""Drawings are for the command that draws; every other says so before it computes."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from lpsstats.cli.boundary import run
from lpsstats.cli.emitting import Destination
from lpsstats.cli.options import DRAWINGS, GATES, PAGES, PageFormat
from lpsstats.errors import UsageError
from lpsstats.render import registry


def settled(format=None, output=None, **options):
    path = None if output is None else Path(output)
    return Destination.of(format, path, force=False, quiet=True, **options).format


@pytest.mark.parametrize("format", DRAWINGS)
def test_a_drawing_is_refused_by_name_and_the_command_that_draws_is_named(format):
    with pytest.raises(UsageError, match=rf"--format {format} is a drawing.*; relate does"):
        settled(format)
    assert settled(format, draws=True) == format


@pytest.mark.parametrize(
    ("name", "format"),
    [("x.svg", "svg"), ("x.SVG", "svg"), ("x.dot", "dot"), ("x.gv", "dot"), ("x.mmd", "mermaid")],
)
def test_a_drawing_is_refused_by_suffix_too(name, format):
    with pytest.raises(UsageError, match=rf"--output {name} \({format}\) is a drawing"):
        settled(output=name)
    assert settled(output=name, draws=True) == format


def test_a_named_format_goes_before_the_suffix():
    assert settled("csv", "x.svg") == "csv"


def test_suffixes_of_drawings_are_offered_to_commands_that_draw():
    with pytest.raises(UsageError, match=r"\.svg, \.dot, \.gv, \.mmd"):
        settled(output="x.png", draws=True)
    with pytest.raises(UsageError) as refusal:
        settled(output="x.png")
    assert ".svg" not in str(refusal.value)


def test_every_format_can_be_named_and_has_a_renderer():
    assert {format.value for format in PageFormat} == set(registry.RENDERERS)
    assert {format.value for format in DRAWINGS} == registry.DRAWINGS
    assert not set(PAGES) & {*GATES, *DRAWINGS}


def help_of(command, capsys):
    assert run([command, "--help"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    return text.partition("--format FORMAT ")[2].partition(". By default")[0].split(", ")


@pytest.mark.parametrize(
    ("command", "formats"),
    [
        ("describe", PAGES),
        ("contrast", PAGES),
        ("plan", PAGES),
        ("demo", PAGES),
        ("compare", PAGES + GATES),
        ("reliability", PAGES + GATES),
        ("check", PAGES + GATES),
        ("relate", PAGES + DRAWINGS),
    ],
)
def test_the_help_lists_the_formats_that_the_command_writes(command, formats, capsys):
    assert help_of(command, capsys) == list(formats)


@pytest.mark.parametrize("command", ["compare", "describe", "reliability", "contrast", "check"])
def test_commands_refuse_drawings_without_reading_anything(command, capsys, tmp_path):
    assert run([command, "-d", str(tmp_path / "absent.yaml"), "-f", "svg"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "--format svg is a drawing" in shown.err
    assert "Traceback" not in shown.err


def test_relate_draws_three_measures_into_a_file(root, capsys, tmp_path):
    dictionary, file = root / "data_dictionary.yaml", tmp_path / "paths.svg"
    measures = ["--mediation", "cohesion", "trust", "wellbeing", "--table", "mediation"]
    assert run(["relate", "-q", "-d", str(dictionary), *measures, "-o", str(file)]) == 0
    assert capsys.readouterr().out == ""
    words = ET.fromstring(file.read_text("utf-8")).findtext("{http://www.w3.org/2000/svg}desc")
    assert words.startswith("Community cohesion to Trust in police: +0.")
