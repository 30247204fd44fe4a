"""Nothing that is withheld can be worked out from the documents of a survey."""

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.description import description_document
from lpsstats.documents.themes import themes_document
from lpsstats.files.survey import read_survey
from lpsstats.render.page import Page
from lpsstats.render.registry import render
from lpsstats.tables.disclosure import protecting, suppress, suppress_together
from support.attacker import Attacker
from support.small_surveys import people, written

SITES, WAVES = ("a", "b", "c"), ("T1", "T2")
CODES = {"job": (1, 2, 3), "q1": (1, 2, 3, 4), "q2": (1, 2, 3, 4)}
PAGE = Page(width=None, colour=False, unicode=True)
FEW = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))


def survey_of(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), rows)
        return read_survey(read_dictionary(path), [Path(folder) / "data.csv"])


def shown(document):
    """Give the results as everybody gets them."""
    return json.loads(render(document, "json", PAGE))["results"]


def documents(survey):
    by = {"by": "wave,site"}
    return {
        "who": description_document(survey, table="who"),
        "each": description_document(survey, table="items", **by),
        "all": description_document(survey, table="items"),
        "wave": description_document(survey, table="items", by="wave"),
        "compare": comparison_document(survey, measures=["all"]),
        "themes": themes_document(survey, table="themes", measures=["job", "likes"]),
    }


def attack(results):
    """Tell an attacker everything that the results say."""
    attacker = Attacker()
    for site in SITES:
        for wave in WAVES:
            _structure(attacker, site, wave)
    for row in results["who"]:
        _take(attacker, row, "n", _cells("people", row["site"], row["wave"]))
    for key in ("each", "all", "wave"):
        for row in results[key]:
            _item(attacker, row)
    for row in results["compare"]:
        for end, wave in (("from", "T1"), ("to", "T2")):
            _change(attacker, row, end, wave)
    for row in results["themes"]:
        for end, wave in (("from", "T1"), ("to", "T2")):
            _theme(attacker, row, end, wave)
    return attacker


def _structure(attacker, site, wave):
    """Say that everybody answers a question in one way, or not."""
    attacker.cell("people", site, wave)
    for measure, codes in CODES.items():
        parts = [(f"{measure}={code}", site, wave) for code in codes]
        parts.append((f"{measure} missing", site, wave))
        for part in parts:
            attacker.cell(*part)
        attacker.learn({**dict.fromkeys(parts, 1), ("people", site, wave): -1}, 0)
    for box in ("b1", "b2"):
        ticked, rest = (f"likes={box}", site, wave), (f"likes not {box}", site, wave)
        attacker.cell(*ticked)
        attacker.cell(*rest)
        attacker.learn({ticked: 1, rest: 1, ("people", site, wave): -1}, 0)


def _cells(what, site, wave):
    return {
        (what, s, w): 1
        for s in (SITES if site is None else [site])
        for w in (WAVES if wave is None else [wave])
    }


def _answered(measure, site, wave):
    return {cell: 1 for code in CODES[measure] for cell in _cells(f"{measure}={code}", site, wave)}


def _take(attacker, row, key, amounts):
    withheld = key in row.get("suppressed", ())
    attacker.see((key, row.get("measure"), row.get("site")), row[key], amounts, withheld)


def _item(attacker, row):
    measure, site, wave = row["measure"], row["site"], row["wave"]
    category = row["category"]
    if measure == "likes":
        if category is not None:
            _take(attacker, row, "n", _cells(f"likes={category}", site, wave))
        return
    if category is not None:
        _take(attacker, row, "n", _cells(f"{measure}={_code(category)}", site, wave))
        _ratio(attacker, row, "pct", "n", "base")
        return
    _take(attacker, row, "n", _answered(measure, site, wave))
    _take(attacker, row, "missing", _cells(f"{measure} missing", site, wave))
    _mean(attacker, row, "mean", "n", (measure, site, wave))


def _code(category):
    return {"paid": 1, "not": 2, "other": 3}.get(category, category)


def _ratio(attacker, row, share, part, base):
    """A percentage tells its numerator and its base: both must be there, or it must not."""
    if row[share] is not None:
        assert row[part] is not None
        assert row[base] is not None


def _mean(attacker, row, mean, n, place):
    measure, site, wave = place
    if row[mean] is None:
        return
    assert row[n] is not None
    codes = {
        cell: code for code in CODES[measure] for cell in _cells(f"{measure}={code}", site, wave)
    }
    attacker.learn(codes, row[mean] * row[n])


def _change(attacker, row, end, wave):
    measure = row["measure"]
    if measure not in CODES:
        return
    sites = None if row["site"] in {None, ""} else row["site"]
    n, pct, mean = f"n_{end}", f"pct_{end}", f"mean_{end}"
    if sites is None:
        return  # of the sites with both waves only: the attacker takes it from the description
    _take(attacker, row, n, _answered(measure, sites, wave))
    if row["type"] == "likert":
        _mean(attacker, row, mean, n, (measure, sites, wave))
    if row["category"] is not None:
        cells = _cells(f"{measure}={_code(row['category'])}", sites, wave)
        if pct in row.get("suppressed", ()) and row[n] is not None:
            attacker.want((pct, measure, sites), cells)
        elif row[pct] is not None:
            attacker.learn(cells, round(row[pct] * row[n] / 100))
    if row["estimate"] is not None:
        assert row["n_from"] is not None
        assert row["n_to"] is not None
        assert row["type"] != "categorical" or None not in (row["pct_from"], row["pct_to"])


def _theme(attacker, row, end, wave):
    n, mentions, pct = f"n_{end}", f"mentions_{end}", f"pct_{end}"
    if row[mentions] is None and mentions not in row.get("suppressed", ()):
        return
    if row["group"] is None:
        return
    name = row["category"] if row["measure"] == "likes" else _code(row["category"])
    _take(attacker, row, mentions, _cells(f"{row['measure']}={name}", row["group"], wave))
    _ratio(attacker, row, pct, mentions, n)


@FEW
@given(people())
def test_no_number_that_is_withheld_can_be_worked_out_from_all_tables_together(rows):
    survey = survey_of(rows)
    made = documents(survey)
    together = suppress_together(list(made.values()), 10)
    attacker = attack(dict(zip(made, map(shown, together), strict=True)))
    assert attacker.wanted
    assert attacker.pinned() == []


def counts_of(results, threshold):
    """List the counts that are shown and small; that nobody is in a base is no secret."""
    return [
        (key, row[key])
        for row in results
        for key in row
        if (key in {"n", "base"} or key.startswith(("n_from", "n_to", "mentions")))
        and isinstance(row[key], int)
        and row[key] < threshold
        and (row[key] > 0 or _is_of_an_answer(row, key))
    ]


def _is_of_an_answer(row, key):
    return key.startswith("mentions") or (key == "n" and row.get("category") is not None)


@FEW
@given(people())
def test_no_small_count_of_respondents_is_shown_and_nothing_rests_on_one(rows):
    survey = survey_of(rows)
    for document in documents(survey).values():
        for row, before in zip(shown(suppress(document, 10)), shown(document), strict=True):
            assert counts_of([row], 10) == []
            for end in ("from", "to"):
                if before.get(f"n_{end}") is not None and 0 < before[f"n_{end}"] < 10:
                    assert row.get(f"mean_{end}") is None
                    assert row["estimate"] is None
                    assert row["verdict"] is None or "verdict" not in before


def example_rows():
    """Twelve in a site, three in the next: the total tells the one from the other."""
    rows = [(wave, 1, 1 + i % 2, 1 + i % 4, 2, 1, 0) for wave in (1, 2) for i in range(40)]
    rows += [(wave, 2, 1, 3, 2, 1, 1) for wave in (1, 2) for _ in range(30)]
    return rows + [(wave, 3, 1, 3, 2, 1, 1) for wave in (1, 2) for _ in range(3)]


def test_the_next_smallest_site_is_withheld_with_the_small_one_and_the_total_stays():
    made = suppress(documents(survey_of(example_rows()))["who"], 10)
    sites = {(r["site"], r["wave"]): r["n"] for r in shown(made)}
    assert sites["c", "T1"] is None
    assert sites["b", "T1"] is None
    assert sites["a", "T1"] == 40
    assert sites[None, "T1"] == 73


def test_without_the_second_step_a_small_site_could_be_worked_out(monkeypatch):
    monkeypatch.setattr(protecting._Protection, "settle", lambda self: None)
    made = documents(survey_of(example_rows()))
    together = suppress_together(list(made.values()), 10)
    attacker = attack(dict(zip(made, map(shown, together), strict=True)))
    assert attacker.pinned()
