"""Panels: the same people, some of the same people, other people; each place by its own test.

The survey is made up (tests/reference/inputs/make_compare_inputs.py): everybody of the first site
is in both waves, two in five of the second, nobody of the third. R read the same file.
"""

import math

import pytest
import scipy.stats
from hypothesis import given

from lpsstats import comparison_document, read_dictionary, read_survey
from support.random_surveys import checked, members, naive_scores, rows_of, with_both
from support.reference import REFERENCE, table

DICTIONARY = """\
format: 1
survey: {{title: Made up and linked, design: panel, id: person, weight: {weight}}}
waves:
  column: wave
  baseline: T1
  endline: T2
  values: {{T1: {{code: 1, file: {file}}}, T2: {{code: 2, file: {file}}}}}
sites: {{column: site, values: {{"1": {{code: 1}}, "2": {{code: 2}}, "3": {{code: 3}}}}}}
defaults: {{agree7: {{type: likert, range: [1, 7]}}}}
variables:
  q1: {{use: agree7}}
  q2: {{use: agree7}}
  q3: {{use: agree7}}
  q4: {{use: agree7}}
  job: {{type: likert, range: [1, 5], better: low}}
  rating: {{type: ordinal, better: low, labels: {{1: Good, 2: Fair, 3: Poor, 4: Bad}}}}
  access: {{type: categorical, better: high, labels: {{1: Yes, 2: No}}, success: [1]}}
  transport: {{type: categorical, labels: {{1: Bus, 2: Bicycle, 3: Car}}}}
scales:
  trust: {{items: [q1, q2, q3, q4], reverse: [q3], better: low}}
"""
MEASURES = ("trust", "job", "rating", "access", "transport")
RUNS = [
    f"{weights} {asked}"
    for weights in ("plain", "weighted")
    for asked in ("auto", "pairs", "overlapping", "independent")
]
MODES = {1: "independent", 2: "overlapping", 3: "pairs"}
RANKS = {
    "independent": "Brunner-Munzel test",
    "overlapping": "Partly overlapping t-test",
    "pairs": "Wilcoxon signed-rank test, Pratt",
}
DESIGNED_RANKS = {
    "independent": "design-based Brunner-Munzel test",
    "overlapping": "design-based Brunner-Munzel test",
    "pairs": "Design-based paired t-test",
}
DESIGNED_MEANS = {
    "independent": "Design-based t-test",
    "overlapping": "Design-based t-test",
    "pairs": "Design-based paired t-test",
}
# What the test is called, by whether weights count, by measure and by how people are linked.
METHODS = {
    "plain": {
        "trust": {
            "independent": "Welch t-test",
            "overlapping": "Partly overlapping t-test",
            "pairs": "Paired t-test",
        },
        "job": RANKS,
        "rating": RANKS,
        "access": {
            "independent": "N-1 chi-square test",
            "overlapping": "Partly overlapping t-test",
            "pairs": "McNemar test, mid-p",
        },
        "transport": {
            "independent": "Pearson chi-square test",
            "overlapping": "Rao-Scott F test",
            "pairs": "Stuart-Maxwell test",
        },
    },
    "weighted": {
        "trust": DESIGNED_MEANS,
        "job": DESIGNED_RANKS,
        "rating": DESIGNED_RANKS,
        "access": DESIGNED_MEANS,
        "transport": dict.fromkeys(MODES.values(), "Rao-Scott F test"),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """Compare once by each run."""
    surveys, made = {}, {}

    def read(weights):
        if weights not in surveys:
            text = DICTIONARY.format(
                weight="none" if weights == "plain" else "weight",
                file=(REFERENCE / "inputs/linked_survey.csv").as_posix(),
            )
            path = tmp_path_factory.mktemp(weights) / "data_dictionary.yaml"
            path.write_text(text, encoding="utf-8")
            surveys[weights] = read_survey(read_dictionary(path))
        return surveys[weights]

    def ask(run):
        if run not in made:
            weights, asked = run.split()
            linked = None if asked == "auto" else asked
            made[run] = comparison_document(read(weights), measures=MEASURES, linked=linked)
        return made[run]

    return ask


@pytest.fixture(scope="module")
def found(documents):
    """Give the rows of a run by measure, category and site."""

    def rows(run):
        return {
            (row["measure"], row["category"] or "", row["site"] or ""): dict(row)
            for row in documents(run).tables[0].records
        }

    return rows


def expected(run):
    """Group what R found by row, and give the mode that it chose for each whole measure."""
    rows = {}
    for line in table("linked_compare.csv"):
        if line["run"] == run:
            key = line["measure"], line["category"], line["site"]
            rows.setdefault(key, {})[line["quantity"]] = float(line["value"])
    modes = {key: MODES[row.pop("mode")] for key, row in rows.items() if "mode" in row}
    return rows, modes


@pytest.mark.parametrize("run", RUNS)
def test_every_number_of_every_row_is_that_of_r(found, run):
    rows, (numbers, _) = found(run), expected(run)
    forced = run.split()[1] in {"pairs", "overlapping"}
    assert {key for key in rows if not (forced and key[2] == "3")} == numbers.keys()
    far = [
        (key, quantity, rows[key][quantity], value)
        for key, row in numbers.items()
        for quantity, value in row.items()
        if not close(rows[key][quantity], value)
    ]
    assert far == []


def close(ours, theirs):
    return isinstance(ours, int | float) and math.isclose(ours, theirs, rel_tol=1e-8, abs_tol=1e-9)


@pytest.mark.parametrize("run", RUNS)
def test_every_place_is_tested_as_its_respondents_are_linked(found, run):
    rows, (_, modes) = found(run), expected(run)
    methods = METHODS[run.split()[0]]
    assert {key: rows[key]["method"] for key in modes} == {
        key: methods[key[0]][mode] for key, mode in modes.items()
    }
    if run.endswith("auto"):
        assert [modes["trust", "", site] for site in ("1", "2", "3", "")] == [
            "pairs", "overlapping", "independent", "overlapping",
        ]  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
def test_all_sites_are_counted_whose_respondents_are_in_the_row_of_all(found, run):
    """Pairs leave out the site in which nobody is linked; the other tests do not."""
    for (measure, category, site), row in found(run).items():
        paired = row["n_from"] == row["n_to"] == row["n_pairs"]
        sites = (2 if paired else 3) if site == "" else None
        assert row["n_sites"] == sites, (measure, category)


@pytest.mark.parametrize("run", RUNS)
def test_every_row_of_a_panel_says_how_many_are_linked(found, run):
    for key, row in found(run).items():
        assert row["n_pairs"] is not None, key
        assert row["n_pairs"] <= min(row["n_from"], row["n_to"])
        if key[2] == "3" or run.endswith("independent"):
            assert row["n_pairs"] == 0


@pytest.mark.parametrize("weights", ["plain", "weighted"])
def test_forced_pairs_leave_a_site_without_any_untested_and_shown(found, weights):
    forced, apart = found(f"{weights} pairs"), found(f"{weights} independent")
    for measure in ("trust", "job", "rating", "access"):
        row, other = forced[measure, "", "3"], apart[measure, "", "3"]
        assert (row["status"], row["reason"]) == ("not_testable", "n_lt_2")
        assert {row[key] for key in ("p_value", "conf_low", "std_error", "p_adjusted")} == {None}
        for key in ("n_from", "n_to", "mean_from", "mean_to", "pct_from", "pct_to", "estimate"):
            shown = other[key] if other[key] is None else pytest.approx(other[key], rel=1e-12)
            assert row[key] == shown, (measure, key)


def test_a_weighted_row_shows_the_change_without_weights(found):
    for asked in ("auto", "pairs", "overlapping", "independent"):
        weighted, plain = found(f"weighted {asked}"), found(f"plain {asked}")
        for key, row in weighted.items():
            other = plain[key]
            assert row["estimate_unweighted"] == (
                other["estimate"] and pytest.approx(other["estimate"], rel=1e-12)
            )


# How many of the 20 rows are tested by pairs, on everybody, as of different people; weighted
# categories take linked people for sampling units, however many they are.
@pytest.mark.parametrize(
    ("run", "counts", "few"),
    [
        ("plain auto", (5, 10, 5), " (fewer than three in five of the smaller wave)"),
        ("weighted auto", (4, 11, 5), ""),
    ],
)
def test_the_notes_say_who_is_linked_and_by_which_rule(documents, run, counts, few):
    notes = " ".join([*documents(run).notes, *documents(run).tables[0].notes])
    pairs, everybody, apart = counts
    # 155 and 158 respondents, of whom 50 and 24 are linked within their site.
    assert "T1: 81 respondents are not linked within their site" in notes
    assert "T2: 84 respondents are not linked within their site" in notes
    assert f"{pairs} rows on respondents linked between the waves within a site" in notes
    assert f"{everybody} rows on everybody, allowing for those who are linked{few}; " in notes
    assert f"{apart} rows as of different people (nobody is linked, or is to count as" in notes


def test_a_forced_test_gives_no_reason_that_is_not_its_own(documents):
    [said] = [n for n in documents("plain overlapping").tables[0].notes if "allowing for" in n]
    assert "three in five" not in said


def sizes(rows, measure, sites):
    """Count in plain Python who has a score in the first and last wave, and in both."""
    early, late = (
        {(person, site) for person, site, _ in naive_scores(rows, measure, wave, sites)}
        for wave in (0, 2)
    )
    return len(early), len(late), len(early & late)


@checked
@given(people=members)
def test_pairs_are_tested_where_three_in_five_of_the_smaller_wave_are_linked(
    panel, surveyed, changes, people
):
    rows = rows_of(people)
    for found in changes(surveyed(panel, rows)):
        measure = found["measure"]
        sites = ["abc".index(found["site"])] if found["site"] else with_both(rows, measure)
        n_from, n_to, n_pairs = sizes(rows, measure, sites)
        expected = (
            "Welch t-test"
            if n_pairs == 0
            else "Paired t-test"
            if 10 * n_pairs >= 6 * min(n_from, n_to)
            else "Partly overlapping t-test"
        )
        assert (found["method"], found["n_pairs"]) == (expected, n_pairs)
        shown = (n_pairs, n_pairs) if expected == "Paired t-test" else (n_from, n_to)
        assert (found["n_from"], found["n_to"]) == shown


@pytest.mark.filterwarnings("ignore:Precision loss")
@checked
@given(people=members)
def test_forced_apart_a_panel_is_tested_by_welch(panel, surveyed, changes, people):
    rows = rows_of(people)
    for found in changes(surveyed(panel, rows), linked="independent"):
        measure = found["measure"]
        sites = ["abc".index(found["site"])] if found["site"] else with_both(rows, measure)
        before, after = ([s[2] for s in naive_scores(rows, measure, w, sites)] for w in (0, 2))
        assert (found["n_from"], found["n_to"], found["n_pairs"]) == (len(before), len(after), 0)
        if found["status"] == "ok":
            test = scipy.stats.ttest_ind(after, before, equal_var=False)
            assert found["p_value"] == pytest.approx(test.pvalue, rel=1e-7, abs=1e-12)
            assert found["df"] == pytest.approx(test.df, rel=1e-7)


@pytest.mark.filterwarnings("ignore:Precision loss")
@checked
@given(people=members)
def test_forced_pairs_are_tested_by_the_paired_t(panel, surveyed, changes, people):
    rows = rows_of(people)
    for found in changes(surveyed(panel, rows), linked="pairs"):
        sites = ["abc".index(found["site"])] if found["site"] else [0, 1, 2]
        early, late = (
            {(p, s): x for p, s, x in naive_scores(rows, found["measure"], w, sites)}
            for w in (0, 2)
        )
        both = sorted(early.keys() & late.keys())
        assert found["n_pairs"] == len(both)
        if found["status"] == "ok":
            test = scipy.stats.ttest_rel([late[k] for k in both], [early[k] for k in both])
            assert found["p_value"] == pytest.approx(test.pvalue, rel=1e-7, abs=1e-12)
