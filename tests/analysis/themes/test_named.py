"""Which labels are themes, and how themes are ranked."""

import numpy as np
import pytest

from lpsstats.analysis.themes.named import NOTHING, OTHER, THEME, kind_of, ranks


@pytest.mark.parametrize(
    "label",
    ["Other", "OTHERS", "Other answers", "Other (please specify)", "Other, please specify",
     "Other - specify", "Any other comments", "Something else", "Other / don't know"],
)  # fmt: skip
def test_other_answers_are_no_theme_of_their_own(label):
    assert kind_of(label) == OTHER


@pytest.mark.parametrize(
    "label",
    ["None", "None of these", "none of the above", "Nothing", "Don't know", "Don\u2019t know",
     "No answer", "None / Don't know", "Nothing or not sure", "No comment"],
)  # fmt: skip
def test_there_being_nothing_to_name_is_no_theme(label):
    assert kind_of(label) == NOTHING


@pytest.mark.parametrize(
    "label",
    ["Other people's dogs", "No lights in the park", "Nothing for children", "Parks",
     "Noise/litter", "None of the buses run", "Shops or nothing else to do", "",
     "Don't know the neighbours"],
)  # fmt: skip
def test_what_only_begins_like_that_is_a_theme(label):
    assert kind_of(label) == THEME


def test_equal_shares_share_the_better_rank_and_other_answers_have_none():
    kinds = np.array([THEME, OTHER, THEME, THEME, THEME, NOTHING])
    shares = np.array([20.0, 90.0, 30.0, 20.0, np.nan, 5.0])
    assert ranks(shares, kinds) == [2, None, 1, 2, None, None]
