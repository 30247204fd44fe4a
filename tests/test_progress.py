"""Work says how far it is to whoever listens, and to nobody otherwise."""

import pytest

from lpsstats.progress import hush, in_steps, is_heard, listening, working


class Heard:
    """Writes down what it hears."""

    def __init__(self):
        self.said = []

    def begin(self, what, total):
        self.said.append((what, total))

    def advance(self, n):
        self.said.append(n)

    def end(self):
        self.said.append("end")


def test_a_sequence_is_the_same_whether_anybody_listens_or_not():
    heard = Heard()
    alone = list(in_steps("counting", range(3)))
    with listening(heard):
        together = list(in_steps("counting", range(3)))
    assert alone == together == [0, 1, 2]
    assert heard.said == [("counting", 3), 1, 1, 1, "end"]


def test_nobody_listens_after_the_block():
    heard = Heard()
    with listening(heard):
        assert is_heard()
    with working("later") as advance:
        advance(5)
    assert not is_heard()
    assert heard.said == []


def test_whoever_is_hushed_hears_no_more_until_the_next_block():
    heard = Heard()
    with listening(heard):
        hush()
        list(in_steps("counting", range(3)))
    with listening(heard):
        assert is_heard()
    assert heard.said == []


def test_work_that_fails_ends():
    heard = Heard()

    def fail():
        with working("failing", 2):
            message = "broken"
            raise ValueError(message)

    with listening(heard), pytest.raises(ValueError, match="broken"):
        fail()
    assert heard.said == [("failing", 2), "end"]


def test_work_that_is_left_early_ends():
    heard = Heard()
    with listening(heard):
        for one in in_steps("counting", range(9)):
            if one == 1:
                break
    assert heard.said == [("counting", 9), 1, "end"]
