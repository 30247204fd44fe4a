"""A run that is told to end leaves nothing behind."""

import os
import signal
import subprocess
import time

import pytest


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_while_writing_takes_the_half_written_file_away(
    command_line, root, tmp_path, name
):
    number = getattr(signal, name)
    arguments = ("score", "-q", "-d", root / "data_dictionary.yaml", "-o", "x.xlsx")
    with subprocess.Popen(
        command_line(*arguments), cwd=tmp_path, stderr=subprocess.PIPE, env={**os.environ}
    ) as running:
        while not list(tmp_path.iterdir()) and running.poll() is None:
            time.sleep(0.001)
        running.send_signal(number)
        running.communicate(timeout=60)
    assert running.returncode == 128 + number
    assert not list(tmp_path.iterdir())
