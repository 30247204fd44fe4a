"""Reading what the program wrote and what R wrote, so that the two can be laid side by side."""

import csv
import json
import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.tables.document import Document

PAGE = Page(width=None, colour=False, unicode=True)
REFERENCE = Path(__file__).parents[1] / "reference"
Key = tuple[str, str, str, str, str]
Numbers = dict[Key, float]


def refuse(constant: str) -> None:
    """NaN and infinities are not JSON; json.loads would take them without this."""
    pytest.fail(f"{constant} in JSON")


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], dict]:
    """Parse JSON as strictly as other languages do."""
    return lambda text: json.loads(text, parse_constant=refuse)


@pytest.fixture(scope="session")
def rendered() -> Callable[[Document, str], str]:
    """Render a document in one of the formats, in this process."""
    return lambda document, output: render(document, output, PAGE)


@pytest.fixture(scope="session")
def reference() -> Callable[..., Numbers]:
    """Read the numbers of one question at one confidence from a file that R wrote."""

    def read(name: str, question: str, confidence: float = 0.95) -> Numbers:
        lines = (REFERENCE / name).read_text(encoding="utf-8").splitlines()
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {
            (row["measure"], row["site"], row["wave"], row["item"], row["quantity"]): (
                math.nan if row["value"] == "NA" else float(row["value"])
            )
            for row in rows
            if row["question"] == question and float(row["confidence"]) == confidence
        }

    return read


@pytest.fixture(scope="session")
def numbers() -> Callable[[Iterable[Mapping]], dict[Key, object]]:
    """Spread results into one number per key, as the reference files have them."""

    def spread(results: Iterable[Mapping]) -> dict[Key, object]:
        found: dict[Key, object] = {}
        for row in results:
            measure = row.get("measure") or row["scale"]
            place = (measure, row["site"] or "", row.get("wave") or "")
            for quantity, value in row.items():
                if not isinstance(value, list):
                    found[*place, "", quantity] = value
            for item in row.get("items", ()):
                found |= {(*place, item["item"], q): v for q, v in item.items()}
            for other in row.get("other_waves", ()):
                found |= {(*place, "", f"{q}_{other['wave']}"): v for q, v in other.items()}
        return found

    return spread


@pytest.fixture(scope="session")
def disagreements() -> Callable[..., list]:
    """List the numbers that are not the reference's to so many relative digits."""

    def compare(found: Mapping[Key, object], expected: Numbers, tolerance: float) -> list:
        return [
            (key, found.get(key), value)
            for key, value in expected.items()
            if not _same(found.get(key), value, tolerance)
        ]

    return compare


def _same(found: object, expected: float, tolerance: float) -> bool:
    if math.isnan(expected):
        return found is None
    return isinstance(found, int | float) and math.isclose(found, expected, rel_tol=tolerance)
