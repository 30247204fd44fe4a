"""Where there is no test to do, the program says why and invents no number."""

import re

import pytest

from lpsstats import comparison_document, read_dictionary, read_survey, reliability_document

DICTIONARY = """\
format: 1
survey: {{title: Edges, design: {design}, weight: none, id: person}}
waves:
  column: wave
  baseline: T1
  endline: T2
  values: {{T1: {{code: 1, file: edges.csv}}, T2: {{code: 2, file: edges.csv}}}}
sites:
  column: site
  values: {{{sites}}}
defaults:
  agree7: {{type: likert, range: [1, 7]}}
variables: {{q1: {{use: agree7}}, q2: {{use: agree7}}, q3: {{use: agree7}}}}
scales:
  one: {{label: One, items: [q1], min_items: 1, better: high}}
{more}
analysis: {{families: {{all: {{adjust: holm}}}}}}
"""
# The test's own keys: null wherever there is no test. n, means and estimate stay.
TEST = (
    "std_error", "statistic", "df", "p_value", "p_adjusted", "conf_low", "conf_high", "effect",
    "effect_low", "effect_high",
)  # fmt: skip
# Per site: answers at T1 and T2 (None: asked, not answered), and what must come of it.
EDGES = {
    "fine": ([1, 2, 3], [3, 4, 6], None),
    "also_fine": ([2, 2, 4, 5], [2, 3, 3, 3], None),
    "one_constant": ([3, 3, 3], [3, 4, 5], None),
    "unanswered": ([None, None], [3, 4, 5], "wave_missing"),
    "not_there": ([], [3, 4, 5], "wave_missing"),
    "gone": ([3, 4, 5], [], "wave_missing"),
    "nobody": ([None], [None, None], "wave_missing"),
    "single": ([3], [3, 4, 5], "n_lt_2"),
    "single_later": ([3, 4, 5], [4], "n_lt_2"),
    "both_single": ([3], [4], "n_lt_2"),
    "constant_equal": ([3, 3], [3, 3, 3], "no_variance_both"),
    "constant_apart": ([3, 3], [5, 5, 5], "no_variance_both"),
}


@pytest.fixture
def put(tmp_path):
    """Write a survey of rows (wave, site, q1, q2, q3) and its dictionary; give the path."""

    def write(rows, *, design="repeated_cross_section", more="", people=None):
        sites = dict.fromkeys(row[1] for row in rows)
        declared = ", ".join(f"{key}: {{label: {key}}}" for key in sites)
        path = tmp_path / "data_dictionary.yaml"
        text = DICTIONARY.format(design=design, sites=declared, more=more)
        path.write_text(text, encoding="utf-8")
        lines = ["person,wave,site,q1,q2,q3"]
        for number, row in enumerate(rows):
            shown = ["" if cell is None else str(cell) for cell in row]
            lines.append(",".join([str(people[number] if people else number), *shown]))
        (tmp_path / "edges.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def rows_of(edges):
    return [
        (wave, site, answer, None, None)
        for site, (before, after, _) in edges.items()
        for wave, given in ((1, before), (2, after))
        for answer in given
    ]


@pytest.fixture
def results(parsed, rendered):
    """Give the JSON of a question, refusing NaN and infinities."""

    def ask(path, question=comparison_document, **options):
        document = question(read_survey(read_dictionary(path)), **options)
        return parsed(rendered(document, "json"))["results"]

    return ask


def mean(numbers):
    return sum(numbers) / len(numbers) if numbers else None


def check_row(row, before, after, reason):
    before, after = ([a for a in given if a is not None] for given in (before, after))
    assert (row["reason"], row["status"]) == (reason, "not_testable" if reason else "ok")
    assert [row["n_from"], row["n_to"]] == [len(before), len(after)]
    assert [row["mean_from"], row["mean_to"]] == pytest.approx([mean(before), mean(after)])
    assert [row["sd_from"] is None, row["sd_to"] is None] == [len(before) < 2, len(after) < 2]
    estimate = mean(after) - mean(before) if before and after else None
    assert row["estimate"] == pytest.approx(estimate)
    assert [key for key in TEST if (row[key] is None) != bool(reason)] == []
    assert (row["verdict"] == "not_testable") == bool(reason)


@pytest.mark.parametrize("effect", ["average", "pooled"])
def test_every_edge_keeps_its_means_and_says_why_there_is_no_test(put, results, effect):
    rows = {row["site"]: row for row in results(put(rows_of(EDGES)), effect=effect)}
    for site, (before, after, reason) in EDGES.items():
        check_row(rows[site], before, after, reason)


def test_holm_counts_the_tests_that_could_be_done(put, results):
    rows = [row for row in results(put(rows_of(EDGES))) if row["site"]]
    assert {row["n_tests"] for row in rows} == {3}
    tested = sorted((row for row in rows if row["status"] == "ok"), key=lambda r: r["p_value"])
    assert tested[0]["p_adjusted"] == pytest.approx(min(1, 3 * tested[0]["p_value"]), rel=1e-12)


def test_sites_without_a_wave_are_not_in_the_pooled_row(put, results):
    pooled = results(put(rows_of(EDGES)))[-1]
    both = {site: e for site, e in EDGES.items() if e[2] != "wave_missing"}
    before, after = ([a for edge in both.values() for a in edge[w]] for w in (0, 1))
    assert pooled["site"] is None
    assert pooled["n_sites"] == len(both) == 8
    check_pooled = [pooled["n_from"], pooled["mean_from"], pooled["n_to"], pooled["mean_to"]]
    assert check_pooled == pytest.approx([len(before), mean(before), len(after), mean(after)])


ITEMS_MISSING = """\
  pair: {label: Pair, items: [q1, q2], better: high}
  trio: {label: Trio, items: [q1, q2, q3], better: high}"""


def test_an_item_that_nobody_answered_takes_its_pair_and_prorates_its_trio(put, results):
    rows = [
        (wave, "fine", a, None, b)
        for wave in (1, 2)
        for a, b in ((wave, 1), (wave + 1, 2), (wave + 2, 4))
    ]
    found = {row["measure"]: row for row in results(put(rows, more=ITEMS_MISSING))}
    assert (found["pair"]["reason"], found["pair"]["n_dropped"]) == ("wave_missing", 6)
    assert (found["trio"]["status"], found["trio"]["n_prorated"]) == ("ok", 6)
    assert found["trio"]["estimate"] == pytest.approx(0.5)
    reliable = {
        row["scale"]: row
        for row in results(put(rows, more=ITEMS_MISSING), reliability_document, min_alpha=0.7)
    }
    assert {(row["n"], row["alpha"]) for row in reliable.values() if row["scale"] != "one"} == {
        (0, None)
    }
    assert [reliable[key]["check"] for key in ("one", "pair", "trio")] == [
        "not_judged", "fail", "fail"
    ]  # fmt: skip


def test_a_survey_without_a_single_answer_is_not_testable_throughout(put, results):
    rows = [(w, site, None, None, None) for w in (1, 2) for site in "ab" for _ in range(3)]
    found = results(put(rows, more=ITEMS_MISSING))
    assert len(found) == 9
    assert {(row["reason"], row["n_from"], row["n_to"], row["n_tests"]) for row in found} == {
        ("wave_missing", 0, 0, 0),
        ("wave_missing", 0, 0, None),  # all sites: outside the families
    }
    for by in (None, "wave", "site", "wave,site"):
        alphas = results(put(rows, more=ITEMS_MISSING), reliability_document, by=by)
        assert {(row["alpha"], row["omega"], row["reason"]) for row in alphas} == {
            (None, None, "wave_missing")
        }


PANEL = {
    "fine": ([(1, 2), (2, 2), (3, 5)], None),
    "no_pairs": ([(1, None), (None, 2), (3, None), (None, 5)], "n_lt_2"),
    "one_pair": ([(1, 3), (None, 2), (2, None)], "n_lt_2"),
    "all_alike": ([(1, 2), (3, 4), (5, 6)], "no_variance_both"),
    "gone": ([(1, None), (2, None)], "wave_missing"),
}


def test_every_edge_of_a_panel_says_why_there_is_no_test(put, results):
    rows, people = [], []
    for site, (pairs, _) in PANEL.items():
        for person, pair in enumerate(pairs):
            for wave, answer in enumerate(pair, start=1):
                if answer is not None:
                    rows.append((wave, site, answer, None, None))
                    people.append(f"{site}{person}")
    found = results(put(rows, design="panel", people=people), linked="pairs")
    for row in found[:-1]:
        pairs, reason = PANEL[row["site"]]
        complete = [pair for pair in pairs if None not in pair]
        assert row["n_pairs"] == len(complete)
        # nobody linked: the waves are shown as they are
        shown = complete or pairs
        check_row(row, [a for a, _ in shown], [b for _, b in shown], reason)
    pooled = found[-1]
    everyone = [pair for pairs, _ in PANEL.values() for pair in pairs if None not in pair]
    assert (pooled["n_pairs"], pooled["n_sites"]) == (len(everyone), 3)
    check_row(pooled | {"p_adjusted": 0.5}, *zip(*everyone, strict=True), None)


def test_the_terminal_says_why_and_the_run_succeeds(cli, put):
    edges = {site: EDGES[site] for site in ("fine", "gone", "single", "constant_apart")}
    path = put(rows_of(edges))
    done = cli("compare", "-d", path)
    assert done.returncode == 0, done.stderr
    for said in (
        "Not testable: gone, One: no answers in one of the waves (n = 3 and 0).",
        "Not testable: single, One: fewer than two answers in a wave",
        "Not testable: constant_apart, One: no variation",
        "1 no clear change, 3 not testable.",
    ):
        assert said in " ".join(done.stdout.split())
    assert not re.search(r"\b(nan|inf|None)\b", done.stdout, flags=re.IGNORECASE)


@pytest.mark.parametrize("output", ["csv", "tsv", "markdown", "latex", "json"])
def test_no_format_prints_a_number_that_is_none(put, rendered, output):
    document = comparison_document(read_survey(read_dictionary(put(rows_of(EDGES)))))
    text = rendered(document, output)
    assert not re.search(r"\b(nan|inf|infinity)\b", text, flags=re.IGNORECASE)
