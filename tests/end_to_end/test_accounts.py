"""Every row of a file is used or left out for a reason that is said."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lpsstats import comparison_document, read_dictionary, read_survey

DICTIONARY = """\
format: 1
survey: {title: Accounts, weight: none}
waves:
  column: wave
  baseline: T1
  endline: T2
  other: leave_out
  values: {T1: {code: 1, file: rows.csv}, T2: {code: 2, file: rows.csv}}
sites:
  column: site
  other: leave_out
  values: {north: {label: North}, south: {label: South}}
variables: {q1: {type: likert, range: [1, 7]}}
scales: {one: {label: One, items: [q1], min_items: 1, better: high}}
"""
CERTAIN = [("1", "North", 1), ("1", "South", 2), ("2", "North", 3), ("2", "South", 4)]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accounts")
    (folder / "data_dictionary.yaml").write_text(DICTIONARY, encoding="utf-8")
    return folder


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(n=st.integers(0, 40), seed=st.integers(0, 10**6))
def test_rows_read_are_rows_used_and_rows_left_out(place, parsed, rendered, n, seed):
    random = Random(seed)
    rows = CERTAIN + [
        (random.choice(["1", "2", "3", ""]), random.choice(["North", " south", "East", ""]), 5)
        for _ in range(n)
    ]
    lines = ["wave,site,q1", *(f"{wave},{site},{q1}" for wave, site, q1 in rows)]
    (place / "rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    document = comparison_document(read_survey(read_dictionary(place / "data_dictionary.yaml")))
    written = parsed(rendered(document, "json"))
    (account,) = written["provenance"]["inputs"]
    used = [r for r in rows if r[0] in {"1", "2"} and r[1].strip().lower() in {"north", "south"}]
    assert (account["n_rows"], account["n_used"]) == (len(rows), len(used))
    assert account["n_rows"] == account["n_used"] + sum(account["left_out"].values())
    # everyone answered, so that everyone used stands in a row of a site
    counted = sum(r["n_from"] + r["n_to"] for r in written["results"] if r["site"])
    assert counted == len(used)
    said = " ".join(written["notes"])
    for reason, count in account["left_out"].items():
        assert f"{count:,} row{'s' if count > 1 else ''} left out ({reason})" in said
