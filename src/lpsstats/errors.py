"""The ways a run can fail, and the exit status that tells a script which."""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """The exit statuses of the program."""

    OK = 0
    CHECK_FAILED = 1
    USAGE = 2
    DATA = 3
    OUTPUT = 4
    FAULT = 70
    INTERRUPTED = 130


class LpsStatsError(Exception):
    """Stop the run with one or more problems, each a message that says what, where and what to do.

    Parameters
    ----------
    *problems : str
        The messages, worst first. Later lines of a message are details and are indented by two.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.FAULT

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UsageError(LpsStatsError):
    """Refuse a command line that asks for something impossible."""

    exit_code = ExitCode.USAGE


class DictionaryError(LpsStatsError):
    """Refuse a data dictionary."""

    exit_code = ExitCode.USAGE


class DataError(LpsStatsError):
    """Refuse data that cannot be read or do not fit the dictionary."""

    exit_code = ExitCode.DATA


class OutputError(LpsStatsError):
    """Say that a result could not be written."""

    exit_code = ExitCode.OUTPUT
