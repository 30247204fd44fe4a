"""From Python: the same answers as the command line, with frames, files and clear refusals."""

import doctest
import importlib
import inspect
import json
import re
from dataclasses import replace
from typing import get_args

import pandas as pd
import pytest

import lpsstats
from lpsstats.api import arguments
from lpsstats.cli import check, compare, counts, describe, options, relate, themes
from lpsstats.errors import OutputError, UsageError

MODULES = ("changes", "counts", "describing", "measuring", "planning", "reading", "relations")
MODULES += ("result", "scores", "themes")
ASKING = ("describe", "compare", "compare_all_waves", "contrast", "dimensions", "drivers")
ASKING += ("influence", "invariance", "plan", "relate", "reliability", "themes", "counts")
ASKING += ("retention", "check", "read", "score")


@pytest.fixture(autouse=True)
def _at_home(monkeypatch, root):
    monkeypatch.chdir(root)
    monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)


@pytest.fixture(scope="module")
def survey(root):
    return lpsstats.read(root)


@pytest.fixture(scope="module")
def changes(survey):
    return lpsstats.compare(survey, measures=["trust", "cohesion"])


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_docstrings_are_true(name, survey, monkeypatch):
    if name != "reading":  # reading the same file again proves nothing
        monkeypatch.setattr(lpsstats, "read", lambda: survey)
    module = importlib.import_module(f"lpsstats.api.{name}")
    found = doctest.testmod(module)
    assert found.attempted > 1
    assert found.failed == 0


@pytest.mark.parametrize("name", ASKING)
def test_every_argument_is_documented_and_named_by_keyword(name):
    function = getattr(lpsstats, name)
    text = inspect.getdoc(function)
    for parameter in inspect.signature(function).parameters.values():
        assert parameter.kind is not inspect.Parameter.VAR_KEYWORD
        assert re.search(rf"^([\w, ]+, )?{parameter.name}\b[\w, ]*( :|$)", text, re.MULTILINE)
    assert all(part in text for part in ("Returns\n", "Raises\n", "Examples\n"))


@pytest.mark.parametrize(
    ("literal", "words"),
    [
        (arguments.Adjust, options.Adjust),
        (arguments.EffectSize, options.EffectSize),
        (arguments.Linked, options.Linked),
        (arguments.IntervalOf, options.Interval),
        (arguments.OutOfRange, options.OutOfRange),
        (arguments.Verdict, options.FailOn),
        (arguments.Level, check.Level),
        (arguments.Described, describe.Described),
        (arguments.Correlation, relate.Correlation),
        (arguments.Related, relate.Related),
        (arguments.Tabled, themes.Tabled),
        (arguments.Counted, counts.Counted),
        (arguments.Absent, counts.Absent),
    ],
)
def test_the_words_are_those_of_the_command_line(literal, words):
    assert compare.FailOn is options.FailOn
    assert list(get_args(literal)) == [str(word) for word in words]


def test_the_frame_is_the_csv_of_the_command(changes, tmp_path):
    changes.save(tmp_path / "rows.csv", suppress_below=0)
    written = pd.read_csv(tmp_path / "rows.csv")
    frame = changes.to_frame()
    assert list(frame.columns) == list(written.columns)
    assert frame.estimate.tolist() == pytest.approx(written.estimate.tolist(), abs=1e-12)


def test_every_table_is_had_by_its_name(survey):
    described = lpsstats.describe(survey)
    assert list(described.tables) == list(described.table_names)
    assert len(described.to_frame("scales")) == len(described.tables["scales"]) > 0
    with pytest.raises(UsageError, match=r"no table of the name 'scale'.*did you mean 'scales'"):
        described.to_frame("scale")


def test_a_table_without_rows_keeps_its_columns():
    found = lpsstats.check()
    assert found.to_frame().empty
    assert "severity" in found.to_frame().columns


def test_one_name_may_stand_for_a_list_of_one(survey):
    one = lpsstats.compare(survey, sites="whaddon", measures="trust")
    assert one.document == lpsstats.compare(survey, sites=["whaddon"], measures=["trust"]).document


def test_text_fits_the_width_that_is_asked_for(changes):
    assert max(map(len, changes.text(70).splitlines())) <= 70
    assert "Trust in police" in str(changes)
    assert max(map(len, changes.text().splitlines())) > 100


def test_it_is_shown_by_what_it_is(changes):
    assert re.fullmatch(r"<lpsstats compare: 10 rows(, \d+ [a-z ]+)+>", repr(changes))


def test_a_notebook_shows_labels_as_text(changes):
    table = changes.document.tables[0]
    label = "<script>alert(1)</script> & \x1b[31m"
    rows = tuple({**record, "measure_label": label} for record in table.records)
    document = replace(changes.document, tables=(replace(table, records=rows, title=label),))
    shown = lpsstats.Result(document=document)._repr_html_()
    assert "<script" not in shown
    assert "\x1b" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in shown
    assert shown.count("<tr>") > 10


def test_what_is_saved_is_what_the_command_line_writes(changes, root, tmp_path):
    from lpsstats.cli.boundary import run

    path = tmp_path / "asked.md"
    arguments = ["compare", "-q", "--measure", "trust", "--measure", "cohesion", "-o", str(path)]
    assert run(arguments) == 0
    changes.save(tmp_path / "saved.md")
    assert (tmp_path / "saved.md").read_text("utf-8") == path.read_text("utf-8")


def test_small_numbers_are_withheld_where_that_is_asked_for(survey, tmp_path):
    who = lpsstats.describe(survey, table="who")
    who.save(tmp_path / "all.json")
    who.save(tmp_path / "some.json", suppress_below=150)
    rows = [json.loads((tmp_path / f"{name}.json").read_text()) for name in ("all", "some")]
    assert not any("suppressed" in row for row in rows[0]["results"])
    assert any(row.get("suppressed") for row in rows[1]["results"])
    assert not who.to_frame().isna().all(axis=None)


def test_a_file_is_not_replaced_unless_that_is_said(changes, tmp_path):
    path = tmp_path / "rows.csv"
    changes.save(path)
    with pytest.raises(OutputError, match="exists already"):
        changes.save(path)
    changes.save(path, force=True)


def test_a_file_that_was_read_is_never_replaced(changes, root, tmp_path):
    path = tmp_path / "copy.csv"
    path.write_bytes((root / "examples" / "lps" / "lps_t1.sav").read_bytes())
    with pytest.raises(OutputError, match="made from"):
        changes.save(path, force=True)
    assert path.read_bytes().startswith(b"$FL2")


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda r, p: r.save(p / "x.foo"), "the suffix tells the format"),
        (lambda r, p: r.save(p / "x.svg"), "the suffix tells the format"),
        (lambda r, p: r.save(p / "x.html", reference_doc="y.docx"), "goes with a .docx"),
        (lambda r, p: r.save(p / "x.md", suppress_below=-1), "suppress_below=-1: at least 0"),
        (lambda r, p: r.plot(p / "x.gif"), "a picture is .svg or .png"),
        (lambda r, p: r.text(0), "width=0"),
    ],
)
def test_what_cannot_be_written_is_one_sentence(changes, tmp_path, ask, words):
    with pytest.raises(UsageError, match=re.escape(words)):
        ask(changes, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda s: lpsstats.compare(s, adjust="holms"), "did you mean 'holm'"),
        (lambda s: lpsstats.compare(s, effect="best"), "effect='best': there is average, pooled"),
        (lambda s: lpsstats.compare(s, linked="pair"), "linked='pair'"),
        (lambda s: lpsstats.compare(s, seed=-1), "seed=-1"),
        (lambda s: lpsstats.compare(s, measures="trsut"), "trust"),
        (lambda s: lpsstats.reliability(s, ci="magic"), "ci='magic'"),
        (lambda s: lpsstats.relate(s, mediation="abc"), "names three measures"),
        (lambda s: lpsstats.relate(s, method="kendall"), "method='kendall'"),
        (lambda s: lpsstats.describe(s, table="whom"), "did you mean 'who'"),
        (lambda s: lpsstats.themes(s, table="x"), "table='x'"),
        (lambda s: lpsstats.plan(s, sd=1.0), "sd is for a plan without a survey"),
        (lambda s: lpsstats.plan(sd=1.0, n=1), "n=1: at least 2"),
        (lambda s: lpsstats.plan(sd=1.0, n=9, measures="trust"), "measures needs a survey"),
        (lambda s: lpsstats.plan(), "give a survey"),
        (lambda s: lpsstats.read(out_of_range="keep"), "out_of_range='keep'"),
        (lambda s: lpsstats.read("examples/lps/lps_t1.sav"), "no data dictionary"),
        (lambda s: lpsstats.check(severity="worst"), "severity='worst'"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(survey, ask, words):
    with pytest.raises(UsageError, match=re.escape(words)):
        ask(survey)


def test_scores_are_a_row_per_respondent(survey):
    scores = lpsstats.score(survey, measures="trust")
    frame = scores.to_frame()
    assert list(frame.columns) == ["wave", "site", "trust"]
    assert len(frame) == survey.n
    kept = frame[(frame.wave == "T1") & (frame.site == "whaddon")]
    row = lpsstats.compare(survey, sites="whaddon", measures="trust").to_frame().iloc[0]
    assert kept.trust.mean() == pytest.approx(row.mean_from, abs=1e-12)
    assert kept.trust.notna().sum() == row.n_from
    assert scores.notes
