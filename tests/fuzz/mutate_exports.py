"""Change bytes of exports at random and read them: nothing but a clean read or a refusal may come.

    python tests/fuzz/mutate_exports.py --seconds 600 --seed 7

Prints how often each format ended how, saves what ended otherwise, and exits with 1 then. A saved
file is the whole reproducer: read it with `lpsstats.files.reading.read_export`.
"""

import argparse
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from lpsstats.errors import LpsStatsError
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.survey.export import Export, NumberColumn
from support.hostile import spss, text, workbook

LIMIT = 30  # seconds for one file
INTERESTING = (0, 1, -1, 2, 8, 127, 128, 255, 256, 999, 32_767, 65_535, 2**31 - 1, -(2**31), 2**24)
Mutation = Callable[[random.Random, bytearray], None]


def seeds() -> dict[str, bytes]:
    """Make one sound file of each format."""
    labels = {"q1": {1.0: "agree", 5.0: "disagree"}, "site": {"north": "North Side"}}
    rich = {
        "variable_value_labels": labels,
        "missing_ranges": {"q2": [{"lo": -9, "hi": -1}, 9], "site": ["REF"]},
        "column_labels": {"q1": "Belonging – é"},
    }
    return {
        ".sav": spss(**rich),
        ".zsav": spss(".zsav", **rich),
        ".por": spss(".por"),
        ".csv": text().encode(),
        ".tsv": text(delimiter="\t").encode("utf-16"),
        ".xlsx": workbook(),
    }


def flip(rng: random.Random, content: bytearray) -> None:
    """Turn a bit round."""
    content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)


def overwrite(rng: random.Random, content: bytearray) -> None:
    """Write an interesting number somewhere."""
    size = rng.choice((1, 2, 4, 8))
    number = rng.choice(INTERESTING) % 256**size
    at = rng.randrange(len(content))
    content[at : at + size] = number.to_bytes(size, rng.choice(("little", "big")))


def insert(rng: random.Random, content: bytearray) -> None:
    """Put bytes in between."""
    at = rng.randrange(len(content))
    content[at:at] = rng.choice((rng.randbytes(rng.randint(1, 9)), bytes(8), b" " * 8, b'"', b","))


def delete(rng: random.Random, content: bytearray) -> None:
    """Take bytes out."""
    at = rng.randrange(len(content))
    del content[at : at + rng.choice((1, 2, 4, 8, rng.randint(1, 60)))]


def splice(rng: random.Random, content: bytearray) -> None:
    """Copy a part to another place."""
    start, to = rng.randrange(len(content)), rng.randrange(len(content))
    part = content[start : start + rng.randint(1, 64)]
    content[to : to + len(part)] = part


def truncate(rng: random.Random, content: bytearray) -> None:
    """Cut the end off."""
    del content[rng.randint(1, len(content)) :]


MUTATIONS: tuple[Mutation, ...] = (
    flip,
    flip,
    overwrite,
    overwrite,
    insert,
    delete,
    splice,
    truncate,
)


def mutated(rng: random.Random, content: bytes) -> bytes:
    """Change a file in one to four ways."""
    copy = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        if copy:
            rng.choice(MUTATIONS)(rng, copy)
    return bytes(copy) or b"\0"


def contradictions(export: Export) -> Iterator[str]:
    """Hold what was read against itself."""
    for name, column in export.columns.items():
        if name not in export.column_names:
            yield f"{name} is no column"
        codes = column.values if isinstance(column, NumberColumn) else column.codes
        if codes.shape != (export.n_rows,):
            yield f"{name} has {codes.shape}, not {export.n_rows} rows"
        if not isinstance(column, NumberColumn) and len(codes):
            if not (codes.min() >= 0 and codes.max() < len(column.levels)):
                yield f"{name} has codes outside its levels"
            if len(set(column.levels)) != len(column.levels):
                yield f"{name} has a level twice"


def _give_up(*_: object) -> None:
    raise TimeoutError(f"more than {LIMIT} seconds")


def outcome(path: Path) -> str:
    """Read a file: `read`, `refused`, or what must not happen."""
    signal.alarm(LIMIT)
    try:
        faults = [*contradictions(read_export(path, None, ReadOptions()))]
        return f"contradicts itself: {faults[0]}" if faults else "read"
    except LpsStatsError as refusal:
        silent = not all(problem.startswith(path.name) for problem in refusal.problems)
        return f"does not name the file: {refusal}" if silent else "refused"
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"
    finally:
        signal.alarm(0)


def fuzz(seconds: float, seed: int, folder: Path) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Mutate and read until the time is over; count outcomes, save what must not happen."""
    signal.signal(signal.SIGALRM, _give_up)
    counts: Counter[tuple[str, str]] = Counter()
    found: list[str] = []
    rng, sound, number = random.Random(seed), seeds(), 0
    end = time.monotonic() + seconds
    with TemporaryDirectory() as scratch:
        while time.monotonic() < end:
            suffix = list(sound)[number % len(sound)]
            path = Path(scratch) / f"mutated{suffix}"
            path.write_bytes(mutated(rng, sound[suffix]))
            said = outcome(path)
            counts[suffix, said if said in {"read", "refused"} else "FAULT"] += 1
            if said not in {"read", "refused"}:
                kept = folder / f"fuzz-{seed}-{number}{suffix}"
                kept.write_bytes(path.read_bytes())
                found.append(f"{kept}: {said}")
            number += 1
    return counts, found


def main(arguments: list[str] | None = None) -> int:
    """Fuzz for a while and print what came of it."""
    parser = argparse.ArgumentParser(description="Read exports changed at random.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=20180501)
    parser.add_argument("--keep", type=Path, default=Path(), help="folder for reproducers")
    options = parser.parse_args(arguments)
    counts, found = fuzz(options.seconds, options.seed, options.keep)
    for (suffix, said), count in sorted(counts.items()):
        print(f"{suffix:6} {said:8} {count:9,}")
    print(*found, f"{counts.total():,} files, seed {options.seed}, {len(found)} faults", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
