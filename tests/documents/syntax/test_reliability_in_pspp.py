"""PSPP shows what `reliability` shows, from the syntax that it wrote."""

import pytest

from lpsstats.documents.reliability import reliability_document
from lpsstats.documents.syntax.reliability import reliability_syntax


@pytest.fixture(scope="module")
def relied(root, sourced, pspp):
    survey, sources = sourced(root / "data_dictionary.yaml")
    document = reliability_document(survey, by="wave,site", interval="feldt")
    return document.tables[0].records, pspp(reliability_syntax(document, sources))


def test_every_alpha_and_every_item_is_that_of_pspp(relied):
    records, tables = relied
    assert len(records) == 5 * 13
    runs = [tables[i : i + 3] for i in range(0, len(tables), 3)]
    for record, (cases, statistics, items) in zip(records, runs, strict=True):
        n = next(row for row in cases[2] if row[0] == "Valid")
        assert int(n[1]) == record["n"]
        assert float(statistics[2][1][0]) == pytest.approx(record["alpha"], rel=1e-11)
        shown = items[2][1:]
        for row, item in zip(shown, record["items"], strict=True):
            assert row[0].startswith(item["item_label"])
            assert float(row[3]) == pytest.approx(item["item_rest"], rel=1e-10)
            assert float(row[4]) == pytest.approx(item["alpha_if_deleted"], rel=1e-10)
