"""Which question `reliability` is asked, and which options go with it."""

from collections.abc import Mapping

from lpsstats.cli.emitting import REPORTING
from lpsstats.errors import UsageError

# Options that a question takes; all others ask for something that it does not give.
TAKEN: Mapping[str, frozenset[str]] = {
    "--dimensions": frozenset({"--by", "--seed"}),
    "--invariance": frozenset({"--by", "--items", "--from", "--to"}),
    "--influence": frozenset({"--confidence", "--from", "--to"}),
}
ONLY_OTHERS = frozenset({"--from", "--to"})


def asked(questions: Mapping[str, bool], options: Mapping[str, bool]) -> str | None:
    """Tell which question is asked; `None` for reliability itself.

    Parameters
    ----------
    questions : mapping of str to bool
        The options that ask one, and whether they stand on the command line.
    options : mapping of str to bool
        Likewise the options that go with some questions only.

    Raises
    ------
    UsageError
        If two are asked at once, or an option stands there that would have no effect.
    """
    wanted = [name for name, given in questions.items() if given]
    if len(wanted) > 1:
        message = f"{wanted[0]} and {wanted[1]} are two questions: ask one at a time"
        raise UsageError(message)
    question = wanted[0] if wanted else None
    for name, given in options.items():
        if given and question is not None and name not in TAKEN[question]:
            message = f"{name} does not go with {question}"
            raise UsageError(message)
        if given and question is None and name in ONLY_OTHERS:
            message = f"{name}: goes with --influence or --invariance, which compare waves"
            raise UsageError(message)
    return question


def refuse_checks(question: str | None, format: str) -> None:
    """Refuse a format that lists checks for a question that makes none.

    Raises
    ------
    UsageError
        If it is one.
    """
    if question is not None and format in REPORTING:
        message = f"--format {format} lists checks, and {question} makes none"
        raise UsageError(message)
