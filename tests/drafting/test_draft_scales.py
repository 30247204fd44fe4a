"""What the search for scales is given: answers only, and items that the same waves asked."""

import numpy as np
import pytest

from lpsstats.drafting import scales
from lpsstats.drafting.meaning import AnswerFormat, Meaning
from lpsstats.drafting.variables import Question

ANSWERS = AnswerFormat(
    type="likert", range=(1.0, 10.0), missing=((7.0, "Refused"),), better="low", more="high"
)


@pytest.fixture
def given(monkeypatch):
    """Catch what the search for scales is given."""
    caught = {}

    def search(items, responses):
        caught.update(items=items, responses=responses)
        return ()

    monkeypatch.setattr(scales, "propose_scales", search)
    return caught


def question(key, *columns):
    return Question(key=key, columns=columns, label="", marks=())


def test_missing_codes_and_values_out_of_range_are_no_answers(given, export):
    ranges = {"q": ((8.0, 9.0),)}
    one = export({"q": [1, 7, 8, 9, 10, 11, None, 5]}, missing_ranges=ranges)
    scales.draft_scales([one], [question("q", "q")], {"q": Meaning(answers=ANSWERS)})
    nan = np.nan
    np.testing.assert_array_equal(given["responses"]["q"], [1, nan, nan, nan, 10, nan, nan, 5])
    assert (given["items"][0].better, given["items"][0].high) == ("low", 10)


def test_texts_are_read_as_codes_or_words_and_a_file_without_the_item_as_missing(given, export):
    words = AnswerFormat(type="ordinal", labels=((1.0, "Never"), (2.0, "Often")))
    files = [export({"q": ["never", "Often ", "2", "what"]}), export({"other": [1, 2]})]
    scales.draft_scales(files, [question("q", "q", None)], {"q": Meaning(answers=words)})
    np.testing.assert_array_equal(given["responses"]["q"], [1, 2, 2, np.nan, np.nan, np.nan])


def test_items_of_different_waves_never_share_a_format(given, export):
    files = [export({"a": [1, 2], "b": [1, 2]}), export({"a": [1, 2]})]
    meaning = Meaning(answers=ANSWERS)
    both = [question("a", "a", "a"), question("b", "b", None)]
    scales.draft_scales(files, both, {"a": meaning, "b": meaning})
    assert len({item.format for item in given["items"]}) == 2
