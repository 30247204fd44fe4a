"""What checks and notes say holds no number that the tables withhold."""

from dataclasses import replace

import pytest

from lpsstats.findings import Finding, Severity, failed
from lpsstats.publishing import fit_for
from lpsstats.tables.disclosure import suppress
from lpsstats.tables.disclosure.checks import told_of_checks, without_outcomes
from lpsstats.tables.disclosure.notes import veiled, withheld_note, without_sizes
from lpsstats.tables.document import Document
from lpsstats.tables.findings import findings_table
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.model import Column


def found(message, code="LPS123", severity=Severity.WARNING, subject="T1"):
    return Finding(severity=severity, code=code, subject=subject, message=message)


def checked(*messages):
    findings = tuple(map(found, messages))
    table = findings_table("Small", findings)
    return Document(command="check", tables=(table,), findings=findings, tabled=True)


SMALL = "T1: fewer than 20 respondents from 2 sites: Site a (8), Site (b) (15) and 3 more."


@pytest.mark.parametrize(
    ("message", "left"),
    [
        (SMALL, "T1: fewer than 20 respondents from 2 sites: Site a, Site (b) and 3 more."),
        ("q1 runs against QQ (item-rest r = -0.10, n = 5).", "q1 runs against QQ."),
        ("q1 jumps (R2 +.02, n = 412/8).", "q1 jumps."),
        ("q1 jumps (R2 +.02, n = 1,412/380).", "q1 jumps (R2 +.02, n = 1,412/380)."),
        ("T1 4 of 1,020 (0.4%).", "T1 fewer than 10 of 1,020."),
        ("T1: 4 of 1,020, T2: 400 of 1,020.", "T1: fewer than 10 of 1,020, T2: 400 of 1,020."),
        ("T1: of 300 respondents, 4 have no weight and 0 the weight 0.",
         "T1: of 300 respondents, fewer than 10 have no weight and 0 the weight 0."),
        ("code 9, found once in T1.", "code 9, found fewer than 10 times in T1."),
        ("code 9, found 7 times in T1.", "code 9, found fewer than 10 times in T1."),
        ("x.csv: q1: 3 rows hold 7 (first: row 12).",
         "x.csv: q1: fewer than 10 rows hold 7 (first: row 12)."),
    ],
)  # fmt: skip
def test_messages_of_checks_tell_no_small_number(message, left):
    made = suppress(checked(message), 10)
    assert made.tables[0].records[0]["message"] == left
    assert made.findings[0].message == left


def test_codes_places_and_cures_of_checks_stay():
    given = checked(SMALL)
    old, new = given.tables[0].records[0], told_of_checks(given, 10).tables[0].records[0]
    assert {key for key in old if old[key] != new[key]} == {"message"}


def test_a_number_that_is_called_small_is_not_called_so_twice():
    (left,) = veiled(["1 row rests on fewer than 10 answers."], frozenset(), 20, told=False)
    assert left == "1 row rests on fewer than 10 answers."
    message = suppress(checked(SMALL), 30).findings[0].message
    assert "fewer than 20 respondents" in message


def test_check_tells_analysts_everything_and_readers_no_small_number():
    given = checked(SMALL)
    assert "(8)" in fit_for(given, "terminal", None).findings[0].message
    assert "(8)" in fit_for(given, "github", None).findings[0].message
    assert "(8)" not in fit_for(given, "terminal", 10).findings[0].message
    for format in ("html", "docx", "xlsx", "markdown", "latex"):
        assert "(8)" not in str(fit_for(given, format, None).tables[0].records)
    assert "(8)" in str(fit_for(given, "html", 0).tables[0].records)


ROW = {"scale": "qq", "scale_label": "QQ", "wave": "T2", "site": "a", "site_label": "Site a"}


def test_a_scale_that_is_withheld_fails_the_run_and_tells_no_number():
    against = [
        found(f"q{i} runs against QQ, Site a, T2 (r = -0.10, n = 5)", "reversed_item",
              Severity.ERROR, "qq, T2, a")
        for i in (1, 2)
    ]  # fmt: skip
    other = found("QQ, Site b, T2: alpha is 0.812 (n = 55)", subject="qq, T2, b")
    hidden, kept = without_outcomes([*against, other], [{**ROW, "alpha": HIDDEN}])
    assert kept == other
    assert failed((hidden,))
    assert hidden.message == "QQ, Site a, T2: [c], checked with numbers that are withheld"


def test_a_verdict_that_is_withheld_is_no_finding():
    record = {"measure": "qq", "site": None, "verdict": HIDDEN}
    assert not list(without_outcomes([found("x", subject="qq, all respondents")], [record]))


@pytest.mark.parametrize(
    ("note", "left"),
    [
        ("No clear difference 2.", ()),
        ("Favours intervention 1, not testable 1.", ()),
        ("Unweighted, 1 of 10 verdicts would differ: Site d, QQ: improved.", ()),
        ("1 row has a wave of fewer than 20: a permutation test (seeded) agrees.", ()),
        ("Site d, QQ: no clear change in 4 of 6; improved only ranked.", ()),
        ("Adjusted: alike (robust). Before any it falls on the other side of .05 in 1 of 10 rows: "
         "St. Mary, QQ.", ("Adjusted: alike (robust).",)),
        ("Practically equal: the 90% CI lies within .5.",
         ("Practically equal: the 90% CI lies within .5.",)),
    ],
)  # fmt: skip
def test_notes_do_not_name_rows_by_verdicts_that_are_withheld(note, left):
    assert veiled([note], frozenset(), 10, told=True) == left
    assert veiled([note], frozenset(), 1, told=False) == (note,)


def test_numbers_without_a_leading_nought_are_withheld_and_thresholds_stay():
    notes = ["Above .10: Sex in Site a (.82).", "A p adj below .05."]
    texts = frozenset({".82", ".10", ".05"})
    assert veiled(notes, texts, 10, told=False)[0] == "Above .10: Sex in Site a ([c])."
    assert veiled(notes, texts, 10, told=False)[1] == notes[1]


def test_rows_of_a_table_are_no_people():
    note = "3 rows have a wave of fewer than 20: a permutation test (9,999 resamples) agrees."
    assert veiled([note], frozenset(), 10, told=False) == (note,)


PEOPLE = (
    "The people differ between T1 and T2 (standardised difference above .10): "
    "Sex (.45 in Site b and in 2 more, by chance up to {chance}); Age (1.20 over all sites)."
)


def test_how_far_people_differ_goes_where_it_tells_how_many_they_are():
    said, veil = PEOPLE.format(chance=".31"), "Sex ([c] in Site b and in 2 more); Age ([c] over all"
    assert without_sizes([said], frozenset(), 10) == (said,)
    assert without_sizes([said], frozenset({"Site c"}), 10) == (said,)
    for places in ({"Site b"}, {""}):
        (left,) = without_sizes([said], frozenset(places), 10)
        assert veil in left
        assert "above .10" in left
    assert veil in without_sizes([PEOPLE.format(chance=".82")], frozenset(), 10)[0]


def test_a_note_on_what_no_page_shows_says_where_it_is():
    old = {
        "measure": "qq", "verdict": "improved", "n_from": 50, "n_to": 60, "n_pairs": None,
        "n_prorated": 0, "n_dropped": 3, "n_adjusted": None, "mean_from": 1.0, "mean_to": 2.0,
        "other_waves": [], "pct_change": None,
    }  # fmt: skip
    new = {**old, "n_dropped": HIDDEN, "suppressed": ["n_dropped"]}
    (seen,) = withheld_note([new], [old], 10)
    (unseen,) = withheld_note([new], [old], 10, seen=False)
    assert seen.startswith("[c]: withheld, ")
    assert unseen.startswith("[c] in the data formats: withheld, ")


def test_a_mean_is_shown_where_only_the_share_behind_it_is_withheld():
    column = Column(heading="T1", keys=("mean", "pct"), format="level")
    assert column.cell({"mean": 3.18, "pct": HIDDEN}).text == "3.18"
    assert column.cell({"mean": None, "pct": HIDDEN}).text == "[c]"
    assert column.cell({"mean": HIDDEN, "pct": 40.0}).text == "[c]"


def test_findings_that_passed_stay_as_they_are():
    given = checked(SMALL)
    passed = found("nothing: small cell (8)", severity=Severity.PASSED)
    made = told_of_checks(replace(given, findings=(passed,)), 10)
    assert made.findings == (passed,)
