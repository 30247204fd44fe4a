"""Answers to single items, made up for the reference values, as counts per wave."""

from dataclasses import fields

import numpy as np

from support.reference import table


def counts_of(name):
    """Count the answers of a set, shape (waves, answers); the answers are those that occur."""
    rows = [row for row in table("inputs/items_waves.csv") if row["set"] == name]
    wave = np.array([int(row["wave"]) for row in rows])
    value = np.array([int(row["value"]) for row in rows])
    answers = np.unique(value)
    counts = (wave[:, None, None] == np.arange(1, wave.max() + 1)[:, None]) & (
        value[:, None, None] == answers
    )
    return counts.sum(axis=0), answers.astype(np.float64)


def answers_as_counts(before, after):
    """Count the answers of two waves on their common values: (before, after, values)."""
    values = np.unique(np.array([*before, *after], dtype=np.float64))
    tables = [(np.array(wave)[:, None] == values).sum(axis=0) for wave in (before, after)]
    return tables[0], tables[1], values


def floats(found):
    """Give the arrays of numbers of a result, by name."""
    arrays = {field.name: np.asarray(getattr(found, field.name)) for field in fields(found)}
    return {name: array for name, array in arrays.items() if array.dtype.kind == "f"}
