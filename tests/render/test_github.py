import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lpsstats.findings import Finding, Severity
from lpsstats.render.github import render

# What the runner reads: a command, its properties, and a message up to the end of the line.
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text):
    for code, character in {"%0A": "\n", "%0D": "\r", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(code, character)
    return text


def test_an_annotation_says_where_what_and_how_bad(checked, full):
    lines = render(checked, full).splitlines()
    assert lines == [
        "::error file=data%2Cdictionary.yaml,line=82,title=reliability%3A cohesion%2C T1%3A barton"
        "::alpha is .61, under .70 (100%25 sure)%0AReword the item",
        "::warning title=ceiling%3A trust::9 in 10 said 7",
        "::notice title=weights%3A wt::mean is 1.02",
        "1 error, 1 warning, 1 note, 1 passed",
    ]


def test_without_findings_only_the_sum_is_written(document, full):
    assert render(document, full) == "0 errors, 0 warnings, 0 notes, 0 passed\n"


@given(
    subject=st.text(),
    message=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"])),
)
def test_the_runner_reads_back_one_command_with_the_very_message(document, full, subject, message):
    finding = Finding(severity=Severity.ERROR, code="c", subject=subject, message=message)
    lines = render(replace(document, findings=(finding,)), full).split("\n")
    assert len(lines) == 3
    _, properties, read = COMMAND.fullmatch(lines[0]).groups()
    assert unescaped(read) == message
    assert properties.count(",") == 0
    assert properties.startswith("title=c%3A ")
