import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.ascii import to_ascii
from lpsstats.tables.formats import CHECKS, VERDICTS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("−0.08 – ▲▼◆≈·†─", "-0.08 - +-*~.+-"),
        ("Café Llanfairpwll ŵ", "Cafe Llanfairpwll w"),
        ("“ω” ≥ .70…", '"omega" >= .70...'),
        ("中文", "??"),
    ],
)
def test_signs_have_stand_ins_and_letters_lose_their_accents(text, shown):
    assert to_ascii(text) == shown


@given(st.text())
def test_the_result_is_ascii_whatever_comes(text):
    assert to_ascii(text).isascii()


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_stays_as_it_is(text):
    assert to_ascii(text) == text


def test_our_own_words_need_no_question_mark():
    for cell in [*VERDICTS.values(), *CHECKS.values()]:
        assert "?" not in to_ascii(cell.text)
