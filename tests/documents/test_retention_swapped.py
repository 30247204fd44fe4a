"""Columns of connections named the wrong way round: refused, and nobody's name is printed."""

import itertools
from dataclasses import replace

import pytest

from lpsstats.documents.counts_retention import retention_document
from lpsstats.errors import DataError, UsageError
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export

ROLES = ("period", "category", "connection", "unit")


@pytest.fixture
def exported(tmp_path):
    """Write maps of 12 people, each in one of two categories and known to one of two teams."""

    def make(n_people=12, n_maps=2):
        lines = ["period,category,connection,unit"] + [
            f"Map {m + 1},{('residents', 'places')[i % 2]},Zebedee {chr(97 + i)},{'NS'[i // 2 % 2]}"
            for m in range(n_maps)
            for i in range(n_people)
        ]
        path = tmp_path / "maps.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_export(path, None, ReadOptions())

    return make


@pytest.mark.parametrize("n_maps", [1, 2, 9])
@pytest.mark.parametrize("swapped", list(itertools.permutations(ROLES)))
def test_no_order_of_the_columns_prints_a_name(exported, swapped, n_maps):
    roles = dict(zip(ROLES, swapped, strict=True))
    if roles["connection"] == "connection":
        return
    with pytest.raises(DataError) as refusal:
        retention_document(exported(n_maps=n_maps), roles=roles)
    assert "Zebedee" not in str(refusal.value)
    assert "swapped" in str(refusal.value) or "cannot be read as a period: see line" in str(
        refusal.value
    )


def test_categories_as_many_as_half_of_the_rows_are_refused(exported):
    with pytest.raises(DataError, match="12 categories of 12 connections in 20 rows"):
        retention_document(with_own_categories(exported(n_people=20, n_maps=1), 12))
    assert retention_document(with_own_categories(exported(n_people=20, n_maps=1), 10))


def with_own_categories(export, n):
    """Give the first so many people a category each, and the others that of the last."""
    names = export.columns["connection"]
    codes = names.codes.clip(max=n - 1)
    column = replace(names, codes=codes)
    return replace(export, columns={**export.columns, "category": column, "connection": column})


def test_titles_name_the_file(exported):
    titles = [table.title for table in retention_document(exported()).tables]
    assert titles == [
        "maps.csv: connections from map to map",
        "maps.csv: on how many maps connections stand",
    ]


def test_an_unknown_name_lists_the_few_that_there_are_and_never_many(exported):
    with pytest.raises(UsageError, match=r"swims: .*there are: residents, places"):
        retention_document(exported(), categories=["swims"])
    many = with_own_categories(exported(n_people=30), 13)
    with pytest.raises(UsageError) as refusal:
        retention_document(many, categories=["Zebedee 1"])
    assert str(refusal.value).endswith("has none of that name; it has 13")
