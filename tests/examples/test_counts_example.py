"""The synthetic counts: the script makes the committed bytes, and they are what the page says."""

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

COUNTS = Path(__file__).parents[2] / "examples" / "counts"


def rows_of(name):
    with (COUNTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_script_makes_the_same_bytes(tmp_path):
    script = COUNTS / "make_counts.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=60)
    for name in ("activities.csv", "maps.csv"):
        assert (tmp_path / name).read_bytes() == (COUNTS / name).read_bytes()


def test_the_data_are_said_to_be_synthetic():
    assert "SYNTHETIC" in (COUNTS / "README.md").read_text(encoding="utf-8")


def test_activities_have_thirteen_quarters_of_three_units_and_one_hole():
    rows = rows_of("activities.csv")
    cells = Counter((row["period"], row["unit"], row["category"]) for row in rows)
    assert max(cells.values()) == 1
    parts = [sorted({cell[i] for cell in cells}) for i in range(3)]
    assert [len(part) for part in parts] == [13, 3, 3]
    assert (parts[0][0], parts[0][-1]) == ("2021-Q2", "2024-Q2")
    every = {(p, u, c) for p in parts[0] for u in parts[1] for c in parts[2]}
    assert every - set(cells) == {("2022-Q4", "Centre", "connections")}


def test_builders_work_the_same_weeks_in_all_categories_of_a_quarter():
    weeks = {}
    for row in rows_of("activities.csv"):
        weeks.setdefault((row["period"], row["unit"]), set()).add(row["builder_weeks"])
        assert int(row["count"]) >= 0
    assert all(len(each) == 1 and int(min(each)) > 0 for each in weeks.values())


def test_six_of_the_seven_organisations_stay():
    on = {}
    for row in rows_of("maps.csv"):
        on.setdefault((row["category"], row["map"]), []).append(row["connection"])
    assert len({category for category, _ in on}) == 6
    first, second = (set(on["organisations", m]) for m in ("2023-H1", "2023-H2"))
    assert (len(first), len(first & second)) == (7, 6)


@pytest.mark.parametrize("name", ["activities.csv", "maps.csv"])
def test_the_page_names_every_file(name):
    assert f"`{name}`" in (COUNTS / "README.md").read_text(encoding="utf-8")
