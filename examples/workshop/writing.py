"""How the waves are saved: as the online form's text, as SPSS file, as a typed-in sheet."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
from questionnaire import (
    FIRST_CODER,
    SECOND_CODER,
    SITES,
    USED,
    answer_labels,
    missing_codes,
    question_labels,
)

ENDED = "30 Nov 17"


def write_text(path: Path, people: pd.DataFrame, *, delimiter: str) -> None:
    """Write answers in words, as an online form gives them; the coders' columns hold numbers."""
    labels = answer_labels()
    shown = people.assign(place=people["place"].map(SITES))
    for name in people.columns.drop(["participant", "place"]):
        coded = name in (*FIRST_CODER, *SECOND_CODER)
        shown[name] = [worded(code, {} if coded else labels[name]) for code in people[name]]
    write_lines(path, shown, delimiter)


def worded(code: float, labels: dict[int, str]) -> str:
    """Give the text of an answer, its number where it has none, nothing where there is none."""
    return "" if np.isnan(code) else labels.get(int(code), str(int(code)))


def write_sheet(path: Path, people: pd.DataFrame) -> None:
    """Write ratings as numbers."""
    shown = people.copy()
    for name in people.columns.drop("participant"):
        shown[name] = [worded(rating, {}) for rating in people[name]]
    write_lines(path, shown, ",")


def write_lines(path: Path, shown: pd.DataFrame, delimiter: str) -> None:
    """Write a header and a line per person, the same on every system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        lines.writerow(shown.columns)
        lines.writerows(shown.itertuples(index=False))


def write_spss(path: Path, people: pd.DataFrame) -> None:
    """Write codes with their labels and the codes of no answer, as paper sheets are typed in."""
    labels = {name: known for name, known in answer_labels().items() if name in people}
    places = dict(enumerate(SITES.values(), start=1))
    numbers = {place: float(number) for number, place in enumerate(SITES, start=1)}
    pyreadstat.write_sav(
        people.assign(place=people["place"].map(numbers)),
        path,
        file_label="SYNTHETIC workshop survey, end: no real answers",
        note="SYNTHETIC data made by examples/workshop/make_workshop.py. Nobody answered.",
        column_labels={name: question_labels()[name] for name in people},
        variable_value_labels=labels | {"place": places},
        missing_ranges=missing_codes(),
        variable_measure={name: measure(name) for name in people},
        variable_format=dict.fromkeys(people.columns.drop("participant"), "F8.0"),
        row_compress=True,
    )
    fix_date(path)


def measure(name: str) -> str:
    """Say what kind of numbers a column holds, as SPSS names it."""
    nominal = {"participant", "place", "post", *USED, *FIRST_CODER, *SECOND_CODER}
    return "nominal" if name in nominal else "ordinal"


def fix_date(path: Path) -> None:
    """Overwrite the date and time of writing, so that the same data are the same bytes.

    They stand at bytes 92-100 and 101-108 of the header of a system file (PSPP developers'
    guide, "System File Format").
    """
    content = bytearray(path.read_bytes())
    content[92:109] = f"{ENDED}12:00:00".encode("ascii")
    path.write_bytes(content)
