"""Rewrite the reference values that the tests compare with, by R and PSPP.

Run as `python tests/reference/make.py` where Rscript and pspp are installed, and read the diff
before committing it. Every `TOPIC.R` here writes its own csv files; what `TOPIC.sps` prints goes
to `TOPIC_pspp.csv`. The data both read, under `inputs/`, are committed: the seeded scripts beside
them are run by hand, and only to change them.
"""

import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(*command: str) -> str:
    """Run a program in this folder, stop if it fails, and return what it printed."""
    done = subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def run_r(script: Path) -> None:
    """Let an R script write its csv files."""
    run("Rscript", "--vanilla", script.name)


def run_pspp(script: Path) -> None:
    """Keep the tables of a PSPP script as csv, under the program's version."""
    version = run("pspp", "--version").splitlines()[0]
    tables = run("pspp", "-o", "-", "-O", "format=csv", script.name)
    text = f"# {version}\n{tables}"
    script.with_name(f"{script.stem}_pspp.csv").write_text(text, encoding="utf-8")


def main() -> None:
    """Run every script, in the order of their names."""
    for script in sorted(HERE.glob("*.R")):
        print(script.name, flush=True)
        run_r(script)
    for script in sorted(HERE.glob("*.sps")):
        print(script.name, flush=True)
        run_pspp(script)


if __name__ == "__main__":
    main()
