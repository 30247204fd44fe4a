"""What `describe` counts of ticked boxes, against counts made another way."""

import json

import numpy as np
import pytest

from lpsstats.analysis.description import who_answered
from lpsstats.analysis.description_groups import make_groups, only_sites
from lpsstats.analysis.description_items import describe_items
from lpsstats.analysis.description_missing import describe_missing
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.description import description_document
from lpsstats.errors import UsageError
from lpsstats.files.survey import read_survey

TEXT = """\
format: 1
survey: {title: Boxes, weight: w}
waves: {column: wave, baseline: T1, endline: T2, values: {T1: {code: 1}, T2: {code: 2}}}
sites: {column: site, values: {n: {code: 1}, s: {code: 2}}}
missing: {codes: {9: Refused}}
variables:
  w: {type: number, missing: {}}
  news:
    type: multiple
    label: Where the news come from
    columns: {a: , b: , c: {T1: null}}
    counted: 1
    labels: {a: Paper, b: Radio, c: Web}
  later: {type: multiple, columns: [d, e], labels: {1: x, 2: y}, names: {T1: null}}
  joy: {type: likert, range: [1, 5]}
"""
N = 300


@pytest.fixture(scope="module")
def cells():
    rng = np.random.default_rng(11)
    return {
        "wave": rng.integers(1, 3, N),
        "site": rng.integers(1, 3, N),
        "w": np.round(rng.uniform(0.2, 3, N), 2),
        "joy": rng.integers(1, 6, N),
        **{name: rng.choice([0, 1, 9], N, p=[0.45, 0.45, 0.1]) for name in "abc"},
        **{name: rng.choice([1, 2, 9], N) for name in "de"},
    }


@pytest.fixture(scope="module")
def survey(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("boxes")
    lines = [
        ",".join(cells),
        *(",".join(map(str, row)) for row in zip(*cells.values(), strict=True)),
    ]
    (folder / "x.csv").write_text("\n".join(lines), encoding="utf-8")
    path = folder / "data_dictionary.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return read_survey(read_dictionary(path), [folder / "x.csv"])


def rows_of(survey, key, by=("wave", "site")):
    groups = make_groups(survey.dictionary, by)
    return describe_items(survey, [survey.dictionary.variables[key]], groups)


def group(cells, row):
    here = np.ones(N, dtype=bool)
    if row.wave:
        here &= cells["wave"] == int(row.wave[1])
    if row.site:
        here &= cells["site"] == (1 if row.site == "n" else 2)
    return here


@pytest.mark.parametrize("by", [(), ("wave",), ("site",), ("wave", "site")])
def test_boxes_are_counted_over_who_was_asked_and_did_not_refuse(survey, cells, by):
    late = cells["wave"] == 2
    answers = np.stack([cells["a"], cells["b"], np.where(late, cells["c"], 9)], axis=1)
    inside = (answers != 9).any(axis=1)
    for row in rows_of(survey, "news", by):
        here = group(cells, row)
        base = here & inside
        if row.category is None:
            assert (row.n, row.base, row.n_weighted) == (base.sum(), here.sum(), base.sum())
            assert row.pct == pytest.approx(100 * base.sum() / here.sum())
            continue
        base &= late if row.category == "c" else True
        ticked = base & (answers[:, "abc".index(row.category)] == 1)
        assert (row.n, row.base) == (ticked.sum(), base.sum())
        if base.any():
            assert row.pct == pytest.approx(100 * ticked.sum() / base.sum())
            share = cells["w"][ticked].sum() / cells["w"][base].sum()
            assert row.pct_weighted == pytest.approx(100 * share)
        else:
            assert row.pct is row.pct_weighted is None


def test_every_respondent_is_counted_once(survey, cells):
    for key in ("news", "later"):
        for row in rows_of(survey, key):
            if row.category is None:
                assert row.n + row.missing + row.n_not_asked == group(cells, row).sum()
                assert row.n_not_asked == (
                    (group(cells, row) & (cells["wave"] == 1)).sum() if key == "later" else 0
                )


def test_a_wave_that_did_not_ask_has_no_percentages(survey):
    first = [row for row in rows_of(survey, "later", ("wave",)) if row.wave == "T1"]
    assert [(row.n, row.base, row.pct) for row in first] == [(0, 0, None)] * 3
    assert first[0].reason == "wave_missing"


def test_who_counts_for_nothing_is_told_with_the_reason(survey, cells):
    groups = make_groups(survey.dictionary, ("wave",))
    rows = describe_missing(survey, [survey.dictionary.variables["news"]], groups)
    reasons = {(row.wave, row.missing_reason): row.n for row in rows}
    refused = (cells["a"] == 9) & (cells["b"] == 9)
    assert reasons["T1", "Refused"] == (refused & (cells["wave"] == 1)).sum()
    refused &= cells["c"] == 9
    assert reasons["T2", "Refused"] == (refused & (cells["wave"] == 2)).sum()


def test_who_only_ticked_boxes_has_answered_something(survey):
    ticked = (survey.boxes["news"].ticked == 1).any(axis=1)
    ticked |= (survey.boxes["later"].ticked == 1).any(axis=1)
    silent = {key: np.full(N, np.nan) for key in survey.responses}
    fields = {name: getattr(survey, name) for name in survey.__slots__}
    alone = type(survey)(**{**fields, "responses": silent})
    assert who_answered(alone)[-1].n_unanswered == N - ticked.sum()


def test_a_choice_of_sites_takes_their_boxes(survey, cells):
    north = only_sites(survey, ["n"])
    assert len(north.boxes["news"].ticked) == (cells["site"] == 1).sum()
    (question, *_), whole = rows_of(north, "news", ()), rows_of(survey, "news", ("site",))
    assert question.n == next(row.n for row in whole if row.site == "n" and not row.category)


def test_the_page_says_once_that_boxes_overlap(survey):
    full = description_document(survey, table="items", measures=["news", "later"])
    notes = full.tables[0].notes
    assert sum("may add up to more than 100%" in note for note in notes) == 1
    overview = description_document(survey)
    (boxes,) = [table for table in overview.tables if table.key == "boxes"]
    assert [record["measure"] for record in boxes.records] == ["news", "later"]
    assert boxes.records[0]["answers"].startswith("Paper ")
    assert not any("not described" in note for note in overview.notes)
    assert json.dumps(boxes.records)


def test_a_text_is_still_refused_by_name(survey):
    with pytest.raises(UsageError, match="no scale or item of that name"):
        description_document(survey, measures=["nws"])


def test_boxes_of_a_single_answer_are_the_shares_of_a_categorical_question(tmp_path):
    """One answer each, as a categorical item and as columns of categories: the same percents."""
    rng = np.random.default_rng(3)
    codes = rng.choice(["1", "2", "3", "9"], 120)
    (tmp_path / "x.csv").write_text("q\n" + "\n".join(codes), encoding="utf-8")
    (tmp_path / "d.yaml").write_text(
        "format: 1\nsurvey: {title: t}\n"
        "waves: {baseline: T1, endline: T1, values: {T1: {file: x.csv}}}\n"
        "missing: {codes: {9: Refused}}\nvariables:\n"
        "  one: {type: categorical, labels: {1: x, 2: y, 3: z}, names: q}\n"
        "  many: {type: multiple, columns: [q], labels: {1: x, 2: y, 3: z}}\n",
        encoding="utf-8",
    )
    made = read_survey(read_dictionary(tmp_path / "d.yaml"))
    one, many = (
        [(r.category, r.n, r.base, r.pct, r.missing) for r in rows_of(made, key, ())]
        for key in ("one", "many")
    )
    assert one == many
