"""Small tables of changes, waves and answers to draw."""

import pytest

from lpsstats.tables.model import Column, Table

WAVES = {"T1": "Time One", "T2": "Time Two", "T3": "Time Three"}


def column(keys, format):
    return Column(heading=keys, keys=tuple(keys.split()), format=format)


COLUMNS = (
    column("mean_from pct_from", "level"),
    column("mean_to pct_to", "level"),
    column("estimate unit", "change"),
    column("conf_low conf_high unit", "change_interval"),
    column("verdict", "verdict"),
)
ANSWER_COLUMNS = (column("n", "count"), column("pct", "tenth"), column("pct_weighted", "if_tenth"))


@pytest.fixture(scope="session")
def changed():
    """Make a row of a comparison."""

    def make(before, estimate, half=None, **other):
        unit = other.get("unit", "points")
        mean, pct = ("mean", "pct") if unit == "points" else ("pct", "mean")
        row = {
            **dict.fromkeys(("site", "category", "category_label", "conf_low", "conf_high")),
            "site_label": "",
            "measure": "trust",
            "measure_label": "Trust in police",
            "better": "low",
            "unit": unit,
            "wave_from": "T1",
            "wave_to": "T3",
            f"{mean}_from": before,
            f"{mean}_to": before + estimate,
            f"{pct}_from": None,
            f"{pct}_to": None,
            "estimate": estimate,
            "confidence": 0.95,
            "verdict": "no_clear_change",
            "other_waves": [{"wave": "T2", mean: before + estimate / 4, pct: None}],
        }
        if half is not None:
            row |= {"conf_low": estimate - half, "conf_high": estimate + half}
        return row | other

    return make


@pytest.fixture(scope="session")
def table_of():
    """Make a table of changes."""

    def make(*rows, **more):
        known = {"waves": WAVES, "ranges": {"trust": (1.0, 7.0), "life": (1.0, 10.0)}} | more
        return Table(key="compare", title="Changes", records=rows, columns=COLUMNS, **known)

    return make


@pytest.fixture(scope="session")
def answers_of():
    """Make a table of answers: for each question its counts, from the lowest code."""

    def make(*questions, better="low", type="likert", labels=(), **more):
        rows = []
        for key, counts in enumerate(questions):
            name = {"measure": f"q{key}", "measure_label": f"Question {key}", "type": type}
            name |= {"site": None, "site_label": None, "wave": None, "pct_weighted": None} | more
            total = sum(count for count in counts if isinstance(count, int))
            rows.append(name | {"category": None, "category_label": None, "n": total, "pct": 98.0})
            for code, count in enumerate(counts, start=1):
                share = 100 * count / total if isinstance(count, int) and total else count
                label = labels[code - 1] if labels else None
                answer = {"category": str(code), "category_label": label, "n": count, "pct": share}
                rows.append(name | answer)
        ends = {f"q{key}": better for key in range(len(questions))}
        return Table(
            key="items", title="A", records=tuple(rows), columns=ANSWER_COLUMNS, better=ends
        )

    return make
