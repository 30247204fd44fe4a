from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from lpsstats.findings import Finding, Severity
from lpsstats.render.junit import render


def suite(document, page):
    return ET.fromstring(render(document, page).encode("utf-8"))


def test_every_finding_is_a_case_and_errors_are_failures(checked, full):
    read = suite(checked, full)
    assert (read.tag, read.get("name")) == ("testsuite", "lpsstats.check")
    assert (read.get("tests"), read.get("failures"), read.get("errors")) == ("4", "1", "0")
    cases = [(case.get("classname"), case.get("name")) for case in read]
    assert cases[0] == ("reliability", "cohesion, T1: barton")
    assert [[part.tag for part in case] for case in read] == [
        ["failure"],
        ["system-out"],
        ["system-out"],
        [],
    ]


def test_a_failure_says_what_and_where(checked, full):
    case = suite(checked, full)[0]
    assert (case.get("file"), case.get("line")) == ("data,dictionary.yaml", "82")
    assert case[0].get("message") == case[0].text == checked.findings[0].message


def test_a_warning_keeps_its_message_and_its_rank(checked, full):
    assert suite(checked, full)[1][0].text == "warning: 9 in 10 said 7"


def test_without_findings_the_suite_is_empty(document, full):
    read = suite(document, full)
    assert (read.get("tests"), len(read)) == ("0", 0)


@given(text=st.text(st.characters()))
def test_any_text_gives_xml_that_can_be_read(document, full, text):
    finding = Finding(severity=Severity.ERROR, code="c", subject=text, message=text, file=text)
    read = suite(replace(document, findings=(finding,)), full)
    assert len(read) == 1
    assert read[0].get("name") == read[0].get("file") == read[0][0].get("message")
