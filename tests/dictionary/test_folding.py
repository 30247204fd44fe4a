"""One name in two spellings is one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.dictionary.folding import fold


@pytest.mark.parametrize(
    "text",
    ["Café Street", "CAFE STREET", "  cafe \t street ", "Cafe\u0301 Street", "Café\u200b Street"],
)
def test_case_accents_blanks_and_invisible_characters_do_not_matter(text):
    assert fold(text) == "cafe street"


def test_letters_matter():
    assert len({fold(text) for text in ("Barton", "Burton", "Barton 1", "Barton & Tredworth")}) == 4


@given(st.text())
def test_folding_twice_changes_nothing_for_plain_text(text):
    plain = text.encode("ascii", "ignore").decode()
    assert fold(fold(plain)) == fold(plain)
