import subprocess
import sys

import pytest

from lpsstats.render.page import Page
from lpsstats.render.registry import BINARY, FORMATS, RENDERERS, render


@pytest.mark.parametrize("format", sorted(RENDERERS.keys() - BINARY))
def test_every_format_gives_text_that_ends_with_one_line_break(format, checked, full):
    text = render(checked, format, full)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("format", sorted(BINARY))
def test_a_format_that_is_no_text_is_a_file_that_office_programs_know(format, checked, full):
    assert render(checked, format, full)[:4] == b"PK\x03\x04"


@pytest.mark.parametrize("format", RENDERERS)
def test_two_runs_are_identical(format, checked, full):
    assert render(checked, format, full) == render(checked, format, full)


def test_every_suffix_means_a_format_that_exists():
    assert set(FORMATS.values()) <= set(RENDERERS)


def test_an_unknown_format_is_a_key_error(document, full):
    with pytest.raises(KeyError):
        render(document, "pdf", full)


@pytest.mark.parametrize("format", sorted(set(RENDERERS) - {"terminal"}))
def test_only_a_terminal_has_a_width_and_colours(format, checked, full):
    assert render(checked, format, Page(20, True, True)) == render(checked, format, full)


def test_an_engine_is_imported_only_when_it_is_asked_for():
    code = (
        "import sys; from lpsstats.render import registry;"
        "from lpsstats.render.page import Page; from lpsstats.tables.document import Document;"
        "registry.render(Document(command='check', tables=()), 'json', Page(None, False, True));"
        "print(sorted({'rich', 'tabulate', 'pandas'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
