"""Bases of nobody are no secret, the same people are one number, much at once is settled."""

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.contrast import contrast_document
from lpsstats.documents.description import description_document
from lpsstats.files.survey import read_survey
from lpsstats.tables.disclosure import protecting, suppress
from lpsstats.tables.disclosure.gathering import gather
from lpsstats.tables.hidden import HIDDEN


@pytest.fixture(scope="module")
def mood(root):
    return read_survey(read_dictionary(root / "examples" / "mood" / "data_dictionary.yaml"))


@pytest.fixture(scope="module")
def lps(root):
    return read_survey(read_dictionary(root / "data_dictionary.yaml"))


def records(document):
    return [record for table in document.tables for record in table.records]


def test_a_wave_in_which_nobody_of_a_site_answered_is_no_secret(mood):
    whole = comparison_document(mood)
    shown = records(suppress(whole, 10))
    nobody = [i for i, row in enumerate(records(whole)) if row["n_to"] == 0]
    assert nobody
    assert all(shown[i]["n_to"] == 0 for i in nobody)


def test_numbers_of_the_same_linked_people_are_withheld_together(mood):
    whole = comparison_document(mood, waves=("T1", "T2"))
    pairs = [
        (new, old)
        for new, old in zip(records(suppress(whole, 60)), records(whole), strict=True)
        if old["n_pairs"] and old["n_from"] == old["n_to"] == old["n_pairs"]
    ]
    withheld = [[new[key] is HIDDEN for key in ("n_from", "n_to", "n_pairs")] for new, _ in pairs]
    assert any(map(any, withheld))
    assert all(all(row) or not any(row) for row in withheld)


def test_a_test_of_hundreds_is_not_withheld_for_one_who_skipped_questions(lps):
    shown = records(suppress(contrast_document(lps), 10))
    tests = [row["interaction_f"] for row in shown if "interaction_f" in row]
    assert tests
    assert HIDDEN not in tests


def test_what_hangs_together_in_large_numbers_is_settled_too(lps, monkeypatch):
    tables = description_document(lps, table="items", by="wave,site", measures=["trust"]).tables
    gathered = gather(table.records for table in tables)
    monkeypatch.setattr(protecting, "MOST_TOGETHER", 0)
    generous = protecting._Protection(gathered, 10)
    generous.settle()
    assert not any(generous._immovable(names) for names in generous._components())
    assert generous.hidden
