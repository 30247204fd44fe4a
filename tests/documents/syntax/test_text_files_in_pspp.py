"""PSPP shows the same from text files, of linked people, and whatever labels say."""

import pytest

from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.reliability import reliability_document
from lpsstats.documents.syntax.comparison import comparison_syntax
from lpsstats.documents.syntax.reliability import reliability_syntax

DICTIONARY = r"""
format: 1
survey: {title: "A title.\nEXECUTE.\n* '"}
waves:
  column: when
  baseline: first
  endline: second
  values:
    first: {code: 1, label: "The '1st'. /* ", file: "it's here.csv"}
    second: {code: 2, label: "Second.\nERASE FILE='x'.", file: "it's here.csv"}
sites:
  column: a place
  values:
    here: {code: "O'Neill \"A\"", label: "here's. */"}
    there: {code: there, label: "there"}
missing: {codes: {9: "don't know."}}
variables:
  all:
    type: likert
    label: "all's well.\nDELETE VARIABLES lps_wave."
    better: high
    labels: {1: "don't", 2: "perhaps.", 3: "yes /* "}
  by: {type: likert, range: [1, 5], better: high, label: "by"}
  lps_wave: {type: likert, range: [1, 5], better: low, label: "third", names: {second: again}}
  kind: {type: categorical, label: "which's", labels: {1: "a'b", 2: "c", 3: "d"}}
scales:
  with: {label: "sum's", items: [by, lps_wave], reverse: [lps_wave], score: sum, better: high}
analysis: {families: {one: {measures: [with, all, kind], adjust: holm}}}
"""
ANSWERS = ("don't", "perhaps.", "yes /* ", "1", "9")


def nasty_rows():
    """Make rows whose answers differ between waves and sites, from arithmetic alone."""
    for i in range(80):
        wave, site = 1 + i % 2, ('"O\'Neill ""A"""', "there")[i // 2 % 2]
        first, second, third = 1 + i * 7 % 5, 1 + (i * i + wave) % 5, 1 + i * 3 % 4
        kind = 1 + (i * 5 + i // 7 + wave) % 3
        yield f"{wave},{site},{ANSWERS[i * 11 % 5]},{first},{second},{third},{kind}"


@pytest.fixture(scope="module")
def shown(root, sourced, pspp, tmp_path_factory):
    """Run the syntax of four results in one start of PSPP."""
    folder = tmp_path_factory.mktemp("it's nasty")
    lines = ["when,a place,all,by,lps_wave,again,kind", *nasty_rows()]
    (folder / "it's here.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "data_dictionary.yaml").write_text(DICTIONARY, encoding="utf-8")
    nasty, nasty_sources = sourced(folder / "data_dictionary.yaml")
    mood, mood_sources = sourced(
        root / "examples/mood/data_dictionary.yaml", [root / "examples/mood/mood.csv"]
    )
    workshop, workshop_sources = sourced(root / "examples/workshop/data_dictionary.yaml")
    compared = [
        (comparison_document(nasty, measures=("with", "all", "kind")), nasty_sources),
        (comparison_document(mood), mood_sources),
        (comparison_document(workshop), workshop_sources),
    ]
    relied = reliability_document(workshop, by="wave", interval="feldt")
    texts = [comparison_syntax(*each) for each in compared]
    texts.append(reliability_syntax(relied, workshop_sources))
    marked = [f"ECHO 'part {i}'.\n{text}" for i, text in enumerate(texts)]
    documents = [*(document for document, _ in compared), relied]
    return documents, pspp("\n".join(marked)), texts


def tables_of(shown, place, title):
    return [rows for at, name, rows in shown[1] if (at, name) == (place, title)]


def test_words_and_codes_and_quotation_marks_of_a_text_file_are_read_alike(shown):
    records = [r for r in shown[0][0].tables[0].records if r["type"] in {"scale", "likert"}]
    assert {r["measure"] for r in records} >= {"with", "all"}
    for record in records:
        (rows,) = tables_of(shown, record["site_label"].replace("\n", " "), "Group Statistics")
        label = record["measure_label"].replace("\n", " ")
        at = next(i for i, row in enumerate(rows) if row[0] == label)
        for row, end in ((rows[at], "to"), (rows[at + 1], "from")):
            assert int(row[2]) == record[f"n_{end}"]
            assert float(row[3]) == pytest.approx(record[f"mean_{end}"], rel=1e-12)
            assert float(row[4]) == pytest.approx(record[f"sd_{end}"], rel=1e-11)


def test_categories_have_the_chi_square_of_pspp(shown):
    records = [
        r for r in shown[0][0].tables[0].records if r["measure"] == "kind" and r["category"] is None
    ]
    assert len(records) == 3
    for record in records:
        assert record["method"] == "Pearson chi-square test"
        rows = tables_of(shown, record["site_label"], "Chi-Square Tests")[0]
        pearson = next(row for row in rows if row[0].startswith("Pearson"))
        assert float(pearson[1]) == pytest.approx(record["statistic"], rel=1e-11)


@pytest.mark.parametrize("part", [1, 2])
def test_linked_people_have_the_paired_test_of_pspp(shown, part):
    records = [
        r for r in shown[0][part].tables[0].records if r["method"] == "Paired t-test" and r["site"]
    ]
    assert len(records) > 5
    for record in records:
        (rows,) = tables_of(shown, record["site_label"], "Paired Samples Test")
        row = next(r for r in rows if r[1].endswith(f": {record['measure_label']}"))
        means, _, _, low, high, t, df, _ = map(float, row[2:])
        expected = [record[key] for key in ("estimate", "conf_low", "conf_high", "statistic", "df")]
        assert [means, low, high, t, df] == pytest.approx(expected, rel=1e-10)


def test_people_are_linked_within_a_site(shown):
    assert all("/BY lps_site lps_id" in text for text in shown[2][1:3])


def test_reliability_takes_files_of_three_kinds_together(shown):
    values = [float(rows[1][0]) for _, title, rows in shown[1] if title == "Reliability Statistics"]
    alphas = [record["alpha"] for record in shown[0][3].tables[0].records]
    assert len(alphas) == 8
    assert values == pytest.approx(alphas, rel=1e-11)


def test_no_line_is_longer_than_spss_takes(shown):
    assert all(len(line.encode()) < 250 for text in shown[2] for line in text.splitlines())


def test_syntax_is_the_same_at_every_run(shown, root, sourced):
    workshop, sources = sourced(root / "examples/workshop/data_dictionary.yaml")
    assert comparison_syntax(comparison_document(workshop), sources) == shown[2][2]
