"""Sessions: `nox -s tests` is all that most people need."""

from pathlib import Path

import nox

nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["tests", "lint", "types"]
nox.options.reuse_existing_virtualenvs = True

PROJECT = nox.project.load_toml("pyproject.toml")
CODE = ["src", "tests", "examples", "benchmarks", "noxfile.py"]


def groups(*names: str) -> list[str]:
    """Give the packages of some dependency groups."""
    return list(nox.project.dependency_groups(PROJECT, *names))


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on the installed package, on all processors."""
    session.install(".", *groups("test"))
    session.run("pytest", "--numprocesses", "auto", *session.posargs)


@nox.session(venv_backend="uv")
def minimums(session: nox.Session) -> None:
    """Run the tests with the lowest versions that the package allows."""
    session.install("--resolution", "lowest-direct", ".", *groups("test"))
    session.run("pytest", "--numprocesses", "auto", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    session.install(*groups("lint"))
    session.run("ruff", "check", *CODE)
    session.run("ruff", "format", "--check", *CODE)


@nox.session
def types(session: nox.Session) -> None:
    """Check types strictly."""
    session.install(".", *groups("types"))
    session.run("mypy")


@nox.session
def coverage(session: nox.Session) -> None:
    """Report which lines the tests reach."""
    session.install("-e", ".", *groups("test"))
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    session.run("coverage", "report", "--skip-covered", "--show-missing")


@nox.session
def golden(session: nox.Session) -> None:
    """Rewrite the expected outputs and the schema; read the difference before committing it."""
    session.install("-e", ".", *groups("test"))
    session.run("pytest", "-q", env={"UPDATE_GOLDEN": "1"})


@nox.session
def fuzz(session: nox.Session) -> None:
    """Read exports changed at random for a minute: `nox -s fuzz -- --seconds 600 --seed 7`."""
    session.install(".", *groups("test"))
    session.run("python", "tests/fuzz/mutate_exports.py", *session.posargs)


@nox.session(venv_backend="none")
def reference(session: nox.Session) -> None:
    """Rewrite the reference values with R and PSPP, which must be installed."""
    session.run("python", "tests/reference/make.py", external=True)


@nox.session
def simulations(session: nox.Session) -> None:
    """Draw surveys in which the truth is known and count what the defaults find: some minutes."""
    session.install("-e", ".", *groups("test"))
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    session.run(
        "python",
        "-m",
        "simulation.make",
        *session.posargs,
        env=one_thread | {"PYTHONPATH": "tests"},
    )
    session.run("pytest", "tests/simulation", env={"UPDATE_GOLDEN": "1"})


@nox.session
def bench(session: nox.Session) -> None:
    """Time the program against what would be used instead."""
    session.install(".", *groups("bench"))
    for script in ("start_up.py", "compare_lps.py"):
        session.run("python", str(Path("benchmarks") / script), *session.posargs)
