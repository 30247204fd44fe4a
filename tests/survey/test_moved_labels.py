"""Two files that give one answer two codes are refused, whatever is done with them."""

import pytest

from lpsstats.errors import DataError
from lpsstats.survey.answer_labels import moved_labels

OLD = {1.0: "Excellent", 2.0: "Good", 3.0: "Fair"}
TURNED = {1.0: "Fair", 2.0: "Good", 3.0: "Excellent"}


@pytest.fixture
def waves(export):
    """One file per wave, each with its labels for q1."""

    def files(*labels):
        columns = {"site": [1, 2], "q1": [1, 2], "q2": [5, 4]}
        named = [(f"t{i}.sav", {"q1": own}) for i, own in enumerate(labels)]
        return [export(columns, name=name, value_labels=own) for name, own in named]

    return files


def plain(dictionary, said="range: [1, 5]"):
    """The same survey with a wave a file and nothing said of q1's answers."""
    return dictionary("  column: wave\n", "", "range: [1, 5], low: Agree, high: Disagree", said)


def test_answers_turned_round_in_one_file_are_refused(dictionary, waves, survey):
    with pytest.raises(DataError, match=r"moved to other codes from T1 .* to T2") as refusal:
        survey(plain(dictionary), *waves(OLD, TURNED))
    assert "'Fair' is 1, was 3; 'Excellent' is 3, was 1" in refusal.value.problems[0]


def test_the_same_labels_are_taken(dictionary, waves, survey):
    assert survey(plain(dictionary), *waves(OLD, dict(OLD))).n == 4


def test_wrong_labels_may_be_ignored_knowingly(dictionary, waves, survey):
    said = plain(dictionary, "range: [1, 5], file_labels: ignore")
    assert survey(said, *waves(OLD, TURNED)).n == 4


def test_a_label_that_stands_twice_tells_nothing():
    assert moved_labels({1.0: "other", 2.0: "other"}, {2.0: "other", 3.0: "other"}) == {}
    assert moved_labels({1.0: "a", 2.0: "b"}, {1.0: "b", 2.0: "a"}) == {1.0: 2.0, 2.0: 1.0}
    assert moved_labels({1.0: "Agree"}, {2.0: "AGREE "}) == {2.0: 1.0}
    assert moved_labels({1.0: "a"}, {1.0: "b"}) == {}
