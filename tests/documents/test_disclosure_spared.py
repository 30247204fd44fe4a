"""No more is withheld than protects: bases stay where a few answers do."""

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.description import description_document
from lpsstats.files.survey import read_survey
from lpsstats.tables.disclosure import protecting, suppress
from lpsstats.tables.hidden import HIDDEN

DICTIONARY = """\
format: 1
survey: {title: Small}
waves: {column: wave, baseline: T1, endline: T2, values: {T1: {code: 1}, T2: {code: 2}}}
sites: {column: site, values: {a: {code: 1}, b: {code: 2}, c: {code: 3}}}
variables:
  yes: {type: categorical, labels: {0: 'No', 1: 'Yes'}, success: [1], better: high}
"""
# Who answered, and how many of them with yes, by site and wave.
SIZES = {
    (1, 1): (40, 10),
    (1, 2): (40, 9),
    (2, 1): (50, 25),
    (2, 2): (50, 25),
    (3, 1): (30, 15),
    (3, 2): (30, 30),
}


def described(folder):
    lines = [
        f"{wave},{site},{int(i < yes)}"
        for (site, wave), (n, yes) in SIZES.items()
        for i in range(n)
    ]
    (folder / "data.csv").write_text("\n".join(["wave,site,yes", *lines]) + "\n", encoding="utf-8")
    path = folder / "data_dictionary.yaml"
    path.write_text(DICTIONARY, encoding="utf-8")
    survey = read_survey(read_dictionary(path), [folder / "data.csv"])
    return suppress(description_document(survey, table="items", by="wave,site"), 10)


def test_bases_stay_where_two_rare_answers_are_withheld(tmp_path):
    records = described(tmp_path).tables[0].records
    heads = [record for record in records if record["category"] is None]
    assert all(record["n"] is not HIDDEN and record["base"] is not HIDDEN for record in heads)
    answers = [record for record in records if record["category"] is not None]
    assert sum(record["n"] is HIDDEN for record in answers) <= 8


def test_what_is_withheld_for_nothing_is_shown_again(tmp_path, monkeypatch):
    settle = protecting._Protection.settle

    def too_much(self):
        settle(self)
        self.hidden |= {
            i
            for i, name in enumerate(self.names)
            if name.what in {"answered", "base"}
            and name.category is None
            and name.place in {("site", "a"), ("site", "c")}
        }

    monkeypatch.setattr(protecting._Protection, "settle", too_much)
    records = described(tmp_path).tables[0].records
    heads = [record for record in records if record["category"] is None]
    # Two of a sum stay: either alone could be worked out.
    assert len(heads) == 7
    assert sum(record["base"] is HIDDEN for record in heads) <= 2
