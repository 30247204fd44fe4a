"""Time a survey of a million respondents: `lpsstats` against GNU PSPP, and against its own bounds.

Makes an invented .sav file (43 columns, packed as SPSS packs it, user-missing codes declared) and
its dictionary, then times in turns:

- `lpsstats compare` and the same 20 contrasts in PSPP: 5 scales scored from 23 items, t tests of
  the first wave against the third in each of 4 sites. PSPP is spared the rest of what `compare`
  does: the pooled rows, the means of the second wave, effect sizes, Holm, checks of every answer.
- `lpsstats reliability` and RELIABILITY of the 5 scales in PSPP. PSPP is spared the intervals of
  alpha and omega.

PSPP is given the quicker of the ways to go through the sites (a filter in front of each procedure;
sorting the file takes longer) and keeps only the columns it needs. Before the clock starts, the
numbers of both are held against each other.

Exit status 1 if a run takes 20 s or longer or 1.5 GB or more, or PSPP is quicker.
"""

import argparse
import csv
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
from numpy.typing import NDArray
from stopwatch import (
    LPSSTATS,
    Command,
    Timing,
    report,
    take_turns,
    verdict,
    warm_up,
)

SEED = 20180501
ROWS = 1_000_000
SECONDS, MEBIBYTES = 20.0, 1.5e9 / 2**20
DECIMALS = 8  # that PSPP is told to print
TOLERANCE = 1e-7

WAVES, SITES = 3, 4
SCALES = {"cohesion": 5, "wellbeing": 4, "satisfaction": 7, "legitimacy": 4, "trust": 3}
REVERSED = "cohesion_4"
HIGH = {"satisfaction": 10}  # the others end at 7
OTHERS = 17  # columns that no scale uses; five of them are declared
DECLARED = 5
MISSING_SHARE = 0.04

Answers = NDArray[np.float64]


def main() -> int:
    """Make the file where there is none and time everything."""
    options = _options()
    pspp = shutil.which("pspp")
    if pspp is None:
        sys.exit("pspp is not installed")
    folder = nullcontext(options.folder) if options.folder else tempfile.TemporaryDirectory()
    with folder as place:
        return _measure(Path(place), pspp, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=3, help="runs of each (default: 3)")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"default: {ROWS:,}")
    parser.add_argument("--folder", type=Path, help="keep the file here and use it again")
    return parser.parse_args()


def _measure(folder: Path, pspp: str, options: argparse.Namespace) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / f"survey_{options.rows}.sav"
    if not data.exists():
        print(f"making {data.name} ...", file=sys.stderr)
        _write_survey(data, options.rows)
    dictionary = folder / f"survey_{options.rows}.yaml"
    dictionary.write_text(_dictionary(data.name), encoding="utf-8")
    print(f"{options.rows:,} rows x 43 columns, {data.stat().st_size / 2**20:,.0f} MiB")
    compare = ("compare", _ours("compare", dictionary), _theirs(pspp, folder, "compare", data))
    reliable = (
        "reliability",
        _ours("reliability", dictionary),
        _theirs(pspp, folder, "reliability", data),
    )
    claims = [_pair(*each, options.times) for each in (compare, reliable)]
    return 0 if all(claims) else 1


def _pair(name: str, ours: Command, theirs: Command, times: int) -> bool:
    """Time one command and its counterpart."""
    printed = warm_up({"ours": ours, "theirs": theirs})
    check = {"compare": _same_contrasts, "reliability": _same_alphas}[name]
    print(f"\n{name}")
    same = verdict("the same numbers as PSPP's", holds=check(**printed))
    commands = {f"lpsstats {name}": ours, "pspp": theirs}
    mine, pspp = timings = take_turns(commands, times, sample_memory=True)
    report(timings, memory=True)
    print(f"ratio of medians {mine.median / pspp.median:.2f}")
    return all([same, *_bounds(mine, pspp)])


def _bounds(mine: Timing, pspp: Timing) -> Iterator[bool]:
    yield verdict(f"under {SECONDS:g} s", holds=max(r.seconds for r in mine.runs) < SECONDS)
    yield verdict("under 1.5 GB, all its processes together", holds=mine.together_mib < MEBIBYTES)
    yield verdict("quicker than PSPP", holds=mine.median < pspp.median)


def _ours(name: str, dictionary: Path) -> Command:
    return (*LPSSTATS, name, "--dictionary", str(dictionary), "--format", "json", "--quiet")


def _theirs(pspp: str, folder: Path, name: str, data: Path) -> Command:
    write = {"compare": _contrast_syntax, "reliability": _reliability_syntax}[name]
    syntax = folder / f"{name}.sps"
    syntax.write_text("\n".join(write(data)) + "\n", encoding="utf-8")
    return (pspp, "-O", "format=csv", str(syntax))


# The survey


def _items(scale: str) -> list[str]:
    return [f"{scale}_{number}" for number in range(1, SCALES[scale] + 1)]


def _write_survey(path: Path, rows: int) -> None:
    """Invent answers: a scale's items go together, sites and waves differ a little."""
    rng = np.random.default_rng(SEED)
    wave, site = rng.integers(1, WAVES + 1, rows), rng.integers(1, SITES + 1, rows)
    columns = {"respid": np.arange(1.0, rows + 1), "wave": wave * 1.0, "site": site * 1.0}
    for position, scale in enumerate(SCALES):
        standing = rng.standard_normal(rows) + 0.02 * (wave - 2) * (site - position)
        for item in _items(scale):
            sign = -1 if item == REVERSED else 1
            columns[item] = _answers(rng, sign * standing, HIGH.get(scale, 7))
    for number in range(1, OTHERS + 1):
        columns[f"other_{number}"] = _answers(rng, np.zeros(rows), 5)
    codes = {name: _codes(name) for name in columns if "_" in name}
    pyreadstat.write_sav(
        pd.DataFrame(columns),
        path,
        row_compress=True,
        missing_ranges={name: list(missing) for name, missing in codes.items()},
        variable_value_labels={name: _labels(missing) for name, missing in codes.items()},
        variable_format=dict.fromkeys(columns, "F8.0"),
    )


def _answers(rng: np.random.Generator, standing: Answers, high: int) -> Answers:
    """Cut a latent standing into whole answers; some are refused or unknown."""
    latent = (standing + rng.standard_normal(standing.size)) * high / 6 + (high + 1) / 2
    answers = np.clip(np.rint(latent), 1, high)
    codes = (98, 99) if high == 10 else (8, 9)
    missing = rng.random(standing.size) < MISSING_SHARE
    answers[missing] = rng.choice(codes, int(missing.sum()))
    return answers


def _codes(item: str) -> tuple[int, int]:
    return (98, 99) if item.partition("_")[0] in HIGH else (8, 9)


def _labels(codes: tuple[int, int]) -> dict[int, str]:
    return dict(zip(codes, ("Refused", "Don't know"), strict=True))


def _dictionary(data: str) -> str:
    """Write the dictionary of the survey."""
    lines = [
        "format: 1",
        "survey: {title: A million invented answers, design: repeated_cross_section, id: respid}",
        "waves:",
        "  column: wave",
        "  baseline: W1",
        f"  endline: W{WAVES}",
        "  values:",
        *(f"    W{n}: {{code: {n}, file: {data}}}" for n in range(1, WAVES + 1)),
        "sites:",
        "  column: site",
        "  values:",
        *(f"    site{n}: {{code: {n}}}" for n in range(1, SITES + 1)),
        "missing: {codes: {8: Refused, 9: Don't know}}",
        "defaults:",
        "  seven: {type: likert, range: [1, 7], better: high}",
        "  ten: {type: likert, range: [1, 10], better: high, missing: {98: Refused, 99: Unknown}}",
        "variables:",
        *(f"  {item}: {_variable(item)}" for scale in SCALES for item in _items(scale)),
        *(f"  other_{n}: {{type: likert, range: [1, 5]}}" for n in range(1, DECLARED + 1)),
        "scales:",
        *(f"  {scale}: {_scale(scale)}" for scale in SCALES),
        "analysis: {families: {primary: {adjust: holm}}}",
    ]
    return "\n".join(lines) + "\n"


def _variable(item: str) -> str:
    if item.partition("_")[0] in HIGH:
        return "{use: ten}"
    return "{use: seven, better: low}" if item == REVERSED else "{use: seven}"


def _scale(scale: str) -> str:
    turned = f", reverse: [{REVERSED}]" if REVERSED in _items(scale) else ""
    return f"{{items: [{', '.join(_items(scale))}]{turned}, better: high}}"


# PSPP


def _opening(data: Path) -> list[str]:
    kept = " ".join(item for scale in SCALES for item in _items(scale))
    return [
        f"SET DECIMAL=DOT /FORMAT=F20.{DECIMALS}.",
        f"GET FILE='{data}' /KEEP=wave site {kept}.",
        f"COMPUTE {REVERSED} = 8 - {REVERSED}.",
    ]


def _contrast_syntax(data: Path) -> list[str]:
    """Write the scores and the t tests, site by site."""
    scores = [
        f"COMPUTE {scale} = MEAN.{max(2, -(-k // 2))}({', '.join(_items(scale))})."
        for scale, k in SCALES.items()
    ]
    tests = [
        f"TEMPORARY.\nSELECT IF site = {site}.\n"
        f"T-TEST GROUPS=wave(1, {WAVES}) /VARIABLES={' '.join(SCALES)}."
        for site in range(1, SITES + 1)
    ]
    return [*_opening(data), *scores, *tests]


def _reliability_syntax(data: Path) -> list[str]:
    return [
        *_opening(data),
        *(
            f"RELIABILITY /VARIABLES={' '.join(_items(scale))} /MODEL=ALPHA /SUMMARY=TOTAL."
            for scale in SCALES
        ),
    ]


# What both say


def _same_contrasts(ours: str, theirs: str) -> bool:
    """Hold t and the difference of 20 contrasts against PSPP's, as far as it prints them."""
    rows = [row for row in json.loads(ours)["results"] if row["site"]]
    mine = np.array([(row["statistic"], row["estimate"]) for row in rows])
    found = [
        (-float(cells[4]), -float(cells[7]))  # PSPP takes the later wave from the earlier one
        for cells in csv.reader(StringIO(theirs))
        if len(cells) > 7 and cells[1].startswith("Equal variances not")
    ]
    return len(found) == len(rows) and np.allclose(mine, found, rtol=0, atol=TOLERANCE)


def _same_alphas(ours: str, theirs: str) -> bool:
    mine = [row["alpha"] for row in json.loads(ours)["results"]]
    lines = theirs.splitlines()
    found = [
        float(lines[at + 2].split(",")[0])
        for at, line in enumerate(lines)
        if line.startswith("Table: Reliability Statistics")
    ]
    return len(found) == len(mine) and np.allclose(mine, found, rtol=0, atol=TOLERANCE)


if __name__ == "__main__":
    sys.exit(main())
