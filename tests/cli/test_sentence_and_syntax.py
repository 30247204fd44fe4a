"""`--sentence` and `--syntax` on the command line."""

import pytest

from lpsstats.cli.boundary import run


@pytest.fixture
def ours(root, monkeypatch):
    monkeypatch.chdir(root / "examples/workshop")

    def call(*arguments):
        try:
            return run([*map(str, arguments), "-q"])
        except SystemExit as ended:
            return ended.code

    return call


def test_sentences_take_the_place_of_the_table(ours, capsys):
    assert not ours("compare", "--sentence")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert lines[0].startswith("Using strengths improved in Gloucester (24 linked respondents): ")
    assert all(line.endswith(".") for line in lines)


def test_sentences_are_a_list_in_markdown(ours, capsys):
    ours("compare", "--sentence", "--format", "markdown", "--site", "gloucester")
    lines = capsys.readouterr().out.splitlines()
    assert [line[:2] for line in lines] == ["- ", "- "]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--sentence", "-f", "csv"), "--sentence does not go with csv"),
        (("--sentence", "--waves", "all"), "--sentence does not go with --waves all"),
        (("--syntax", "q.md"), "--syntax q.md: SPSS syntax is .sps"),
        (
            ("--format", "csv", "--output", "folder/../q.sps", "--syntax", "q.sps"),
            "--output and --syntax name the same file (q.sps); give each a name of its own",
        ),
        (
            ("--format", "csv", "--output", "q.svg", "--plot", "q.svg"),
            "--output and --plot name the same file (q.svg)",
        ),
        (("--syntax", "x.sps", "--waves", "all"), "--syntax does not go with --waves all"),
    ],
)
def test_what_they_do_not_go_with_is_said(ours, capsys, arguments, why):
    assert ours("compare", *arguments) == 2
    shown = capsys.readouterr()
    assert why in " ".join(shown.err.split())
    assert not shown.out


def test_what_cannot_be_drawn_names_the_option_that_asked_for_it(ours, capsys, tmp_path):
    assert ours("compare", "--plot", tmp_path / "x.svg", "--suppress-below", "1000") == 2
    shown = capsys.readouterr()
    assert "--plot: no row of this answer has values" in shown.err
    assert not shown.out
    assert not list(tmp_path.iterdir())


def test_syntax_is_written_beside_the_result(ours, capsys, tmp_path):
    path = tmp_path / "out.sps"
    assert not ours("compare", "--syntax", path)
    assert "Using strengths" in capsys.readouterr().out
    text = path.read_text(encoding="utf-8")
    assert "T-TEST PAIRS=" in text
    assert ours("reliability", "--syntax", path) == 4
    assert "exists already" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == text
    ours("reliability", "--syntax", path, "--force")
    assert "RELIABILITY /VARIABLES=" in path.read_text(encoding="utf-8")


def test_syntax_never_takes_the_place_of_data(ours, capsys, root, tmp_path):
    data = root / "examples/workshop/workshop_start.csv"
    before = data.read_bytes()
    link = tmp_path / "data.sps"
    link.symlink_to(data)
    assert ours("compare", "--syntax", link, "--force") == 4
    assert "made from" in capsys.readouterr().err
    assert data.read_bytes() == before


def test_syntax_goes_with_reliability_itself_alone(ours, capsys, tmp_path):
    assert ours("reliability", "--dimensions", "--syntax", tmp_path / "x.sps") == 2
    assert "--syntax does not go with --dimensions" in capsys.readouterr().err
