"""The method section says what was done to the rows at hand, in plain words."""

import re

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.reliability import reliability_document
from lpsstats.documents.themes import themes_document
from lpsstats.files.survey import read_survey
from lpsstats.tables.document import Document
from lpsstats.tables.method_tests import TESTS
from lpsstats.tables.method_words import method_words

CAUSAL = re.compile(
    r"cause|impact|effect of|influence|leads? to|drives? |because of", re.IGNORECASE
)


@pytest.fixture(scope="module")
def workshop(root):
    return read_survey(read_dictionary(root / "examples/workshop/data_dictionary.yaml"))


def said(*documents):
    return " ".join(method_words(*documents))


def test_linked_people_are_told_of_by_the_tests_that_they_had(workshop):
    text = said(comparison_document(workshop))
    assert TESTS["Paired t-test"] in text
    assert "Holm" in text
    assert "asked the same people again" in text
    assert "Welch" not in text
    assert "Nothing is weighted." in text


def test_a_test_is_told_of_only_where_a_row_has_it(workshop):
    scales = said(comparison_document(workshop))
    questions = said(comparison_document(workshop, measures=("s_describe", "used")))
    assert TESTS["Wilcoxon signed-rank"] not in scales
    assert TESTS["Wilcoxon signed-rank"] in questions
    assert TESTS["McNemar"] in questions


def test_what_was_asked_for_on_the_command_line_is_what_is_told(workshop):
    document = comparison_document(workshop, adjust="none", confidence=0.9)
    assert "coverage of 90%" in said(document)
    assert "is below .10." in said(document)
    assert "not adjusted for the number of tests." in said(document)


def test_every_part_has_its_paragraph_and_no_reason_why(workshop):
    documents = [
        comparison_document(workshop, measures=("all",)),
        reliability_document(workshop, interval="feldt"),
        themes_document(workshop),
    ]
    paragraphs = method_words(*documents)
    assert any(text.startswith("The reliability of a scale") for text in paragraphs)
    assert any(text.startswith("Themes are shares") for text in paragraphs)
    assert not [text for text in paragraphs if CAUSAL.search(text)]
    assert all(text.endswith(".") for text in paragraphs)
    assert "Some rows are tested by" not in " ".join(paragraphs)


def test_other_documents_have_no_words_here():
    assert method_words(Document(command="relate", tables=())) == method_words() == ()
