"""A report holds everything that the survey has an answer to, and says what it does not hold."""

import re
from dataclasses import replace

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.checking import check_document
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.report import report_document
from lpsstats.documents.report_parts import PARTS, ReportQuestion, lacking
from lpsstats.errors import UsageError
from lpsstats.files.survey import read_portions, read_survey
from lpsstats.findings import Finding, Severity
from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.tables.findings import findings_table

PAGE = Page(width=None, colour=False, unicode=True)


@pytest.fixture(scope="module")
def lps(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


@pytest.fixture(scope="module")
def warnings(lps):
    return check_document(lps.dictionary, read_portions(lps.dictionary), least="warning")


@pytest.fixture(scope="module")
def report(lps, warnings):
    return report_document(lps, warnings, question=ReportQuestion(), suppress_below=10)


def headings(document):
    return [section.heading for section in document.sections if section.level == 1]


def test_a_report_has_its_sections_in_the_order_in_which_people_read_it(report):
    assert headings(report) == [
        "Summary",
        "Change at a glance",
        "Change site by site",
        "Intervention and comparison sites",
        "Reliability of the scales",
        "Single questions",
        "What people named",
        "What goes together",
        "Who answered",
        "Method",
        "Warnings",
        "The changes in sentences",
    ]


def test_every_site_has_a_headline_and_a_table_of_its_own(report, lps):
    labels = [site.label for site in lps.dictionary.sites]
    inside = [section.heading for section in report.sections if section.level == 2]
    for label in labels:
        assert inside.count(label) == 3  # in words, its scales, its single questions


def test_the_tables_of_the_sites_together_are_the_table_that_compare_prints(report, lps):
    whole = comparison_document(lps).tables[0]
    parts = [
        table
        for table in report.tables
        if table.key.startswith("compare") and table.records[0]["type"] == "scale"
    ]
    rows = [record for table in parts for record in table.records]
    assert [row["estimate"] for row in rows] == [row["estimate"] for row in whole.records]
    assert len(parts) == 5  # four sites, and all of them together


def test_no_caption_repeats_the_title_of_the_survey(report, lps):
    assert all(lps.dictionary.title not in table.title for table in report.tables)
    assert report.title == lps.dictionary.title


def test_tables_have_keys_of_their_own(report):
    keys = [table.key for table in report.tables]
    assert len(set(keys)) == len(keys)


def test_what_is_left_out_is_said(lps, warnings):
    short = report_document(
        lps,
        warnings,
        question=ReportQuestion(),
        suppress_below=10,
        leave_out=[part for part in PARTS if part != "reliability"],
    )
    assert headings(short) == ["Reliability of the scales", "Method", "Warnings"]
    assert "Left out on request: themes." in short.sections[-1].points


def test_a_part_that_there_is_not_is_refused_by_name(lps, warnings):
    with pytest.raises(UsageError, match=r"no part of that name \(there are: changes, contrast"):
        report_document(
            lps, warnings, question=ReportQuestion(), suppress_below=10, leave_out=["drivers"]
        )


def test_a_survey_of_one_wave_and_no_scales_still_has_a_report(lps, warnings):
    dictionary = lps.dictionary
    bare = replace(dictionary, waves=dictionary.waves[:1], scales={})
    said = dict(lacking(bare))
    assert said["changes"] == "the survey has one wave"
    assert said["reliability"] == "no scales are declared"
    assert set(PARTS) - set(said) == {"respondents"}


def test_the_markdown_of_a_report_has_headings_and_says_what_its_figures_show(report):
    text = render(report, "markdown", PAGE)
    assert text.startswith("# SYNTHETIC Local Policing Survey")
    assert "\n## Change at a glance\n" in text
    assert "\n### Barton \\& Tredworth" in text
    (figure, *_) = next(s for s in report.sections if s.heading == "Change at a glance").figures
    assert figure.alternative.split()[0] in text


def test_no_sentence_of_a_report_says_why(report):
    said = [
        text
        for section in report.sections
        for text in (*section.paragraphs, *section.points, section.heading)
    ]
    causal = re.compile(r"\b(cause[sd]?|impact|because of|led to|leads to|due to)\b", re.I)
    assert not [text for text in said if causal.search(text)]


def test_the_warnings_of_a_report_tell_no_small_number_and_no_mark_of_ours(lps, warnings):
    small = Finding(
        severity=Severity.WARNING,
        code="LPS123",
        subject="T1",
        message="T1: fewer than 20 respondents from 1 site: Westgate (8).",
    )
    found = replace(warnings, tables=(findings_table("Survey", [small]),), findings=(small,))
    made = report_document(
        lps, found, suppress_below=1000, leave_out=[part for part in PARTS if part != "contrast"]
    )
    text = render(made, "markdown", PAGE)
    assert "Westgate." in text
    assert "(8)" not in text
    contrast = next(s for s in made.sections if s.heading.startswith("Intervention"))
    assert contrast.points
    assert all(point.endswith(": [c], withheld.") for point in contrast.points)


def test_captions_name_both_waves_whatever_their_labels_hold(lps):
    waves = tuple(replace(w, label=f"{w.key}: {w.label}") for w in lps.dictionary.waves)
    survey = replace(lps, dictionary=replace(lps.dictionary, waves=waves))
    made = report_document(survey, question=ReportQuestion(), suppress_below=0)
    titles = [table.title for table in made.tables if table.key.startswith("compare-")]
    ends = "T1: Time One (2016-12) to T3: Time Three (2018-05)"
    assert titles
    assert all(title.endswith(f": {ends}") for title in titles)


def test_a_panel_is_not_said_to_be_the_same_people_throughout(root):
    dictionary = read_dictionary(root / "examples" / "workshop" / "data_dictionary.yaml")
    made = report_document(read_survey(dictionary), question=ReportQuestion())
    assert made.sections[0].paragraphs[0].endswith("the same people, as far as they are linked.")
