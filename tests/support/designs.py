"""The made-up surveys with weights, strata and clusters, and a random one for properties."""

import numpy as np
from hypothesis import strategies as st

from support.reference import table

SETS = ("waves", "streets", "other_streets", "quarters", "linked")
SITES = 3


def number(text):
    return float(text or "nan")


def survey(name, site="each"):
    """Read a set: the arrays that the statistics take. `all` makes the sites one contrast."""
    rows = table(f"inputs/design_{name}.csv")
    columns = {key: np.array([number(row[key]) for row in rows]) for key in rows[0]}
    whole = {key: columns[key].astype(int) for key in ("site", "wave", "stratum", "cluster")}
    category = np.where(np.isnan(columns["category"]), -1, columns["category"]).astype(int)
    return whole | {
        "contrast": whole["site"] * (site != "all"),
        "later": whole["wave"] == 1,
        "weight": columns["weight"],
        "value": columns["value"],
        "category": category,
    }


def position(site):
    """Say which contrast a row of the reference values is about."""
    return 0 if site == "all" else int(site)


def yes_of(values):
    """Make an answer of 4 or more a yes."""
    return np.where(np.isnan(values), np.nan, (values >= 4) * 1.0)


# Answers, weights, contrasts, waves and streets.
answers = st.lists(
    st.tuples(
        st.integers(1, 7), st.floats(0.1, 10), st.integers(0, 1), st.booleans(), st.integers(0, 5)
    ),
    min_size=4,
    max_size=60,
)


def arrays(rows):
    """Turn drawn rows into value, weight, contrast, later and cluster."""
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    return columns[0].astype(float), *columns[1:]
