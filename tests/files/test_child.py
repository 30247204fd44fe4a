import ctypes
import os
import time
import warnings

import numpy as np
import pytest

from lpsstats.errors import DataError
from lpsstats.files.child import Task, run_apart

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

MEGABYTE = 2**20


def task(**changes):
    return Task(
        **({"name": "x.sav", "remedy": "Save it anew.", "memory": 256 * MEGABYTE} | changes)
    )


def no_child_is_left():
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_result_comes_back_whole():
    sent = {"numbers": np.arange(300_000.0), "text": "é"}
    got = run_apart(lambda: sent, task())
    assert np.array_equal(got["numbers"], sent["numbers"])
    assert got["text"] == "é"
    no_child_is_left()


def test_a_crash_is_a_data_error():
    with pytest.raises(DataError, match=r"^x\.sav: damaged.*SIGSEGV.*Save it anew\.$"):
        run_apart(lambda: ctypes.string_at(8), task())
    no_child_is_left()


def test_too_much_memory_is_a_data_error():
    with pytest.raises(DataError, match="more than 256 MiB"):
        run_apart(lambda: bytearray(600 * MEGABYTE), task())


def test_too_much_time_is_a_data_error():
    began = time.monotonic()
    with pytest.raises(DataError, match="gave up after 1 seconds"):
        run_apart(lambda: time.sleep(30), task(seconds=1))
    assert time.monotonic() - began < 10
    no_child_is_left()


def test_a_refusal_keeps_its_words():
    def refuse():
        raise DataError("first", "second")

    with pytest.raises(DataError) as caught:
        run_apart(refuse, task())
    assert caught.value.problems == ("first", "second")


def test_a_foreign_exception_does_not_repeat_its_text():
    def fail():
        raise ValueError("what a resident wrote")

    with pytest.raises(DataError, match="ValueError") as caught:
        run_apart(fail, task())
    assert "resident" not in str(caught.value)


def test_ctrl_c_leaves_no_child(monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("lpsstats.files.child.pickle.load", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_apart(lambda: time.sleep(30), task())
    no_child_is_left()


def test_forking_beside_threads_does_not_warn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run_apart(lambda: 1, task()) == 1


def test_where_no_fork_exists_the_work_is_done_here(monkeypatch):
    monkeypatch.delattr(os, "fork")
    assert run_apart(os.getpid, task()) == os.getpid()
