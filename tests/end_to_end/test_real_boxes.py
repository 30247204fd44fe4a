"""Real check-all questions and coded themes, against counts made line by line."""

import csv
import shutil

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.description import description_document
from lpsstats.files.survey import read_survey

TOOLS = "Which tools do you use with your R applications? (please check all that apply)"


@pytest.fixture
def described(real_data, root, tmp_path):
    """Describe the questions of a dictionary of tests/real with the files of a folder."""

    def rows(name, folder):
        for file in (real_data / folder).iterdir():
            shutil.copy(file, tmp_path / file.name)
        path = shutil.copy(root / "tests" / "real" / name, tmp_path / "data_dictionary.yaml")
        survey = read_survey(read_dictionary(tmp_path / "data_dictionary.yaml"))
        assert path.exists()
        table = description_document(survey, table="items", by="wave").tables[0]
        return survey, {(r["measure"], r["wave"], r["category"]): r for r in table.records}

    return rows


def lines(path, **options):
    with path.open(newline="", **options) as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))


def test_tools_of_the_r_community(described, real_data):
    survey, rows = described("rcs_boxes.yaml", "r_community_survey")
    labels = dict(survey.boxes["tools"].categories)
    for wave, name in (("2018", "rcs_2018_en.tsv"), ("2019", "rcs_2019_en.tsv")):
        cells = [
            f", {line[TOOLS]}, ".casefold()
            for line in lines(real_data / "r_community_survey" / name, encoding="utf-8")
        ]
        assert rows["tools", wave, None]["n"] == len(cells)
        for code, label in labels.items():
            ticked = sum(f", {label}, ".casefold() in cell for cell in cells)
            assert rows["tools", wave, code]["n"] == ticked > 0
            assert rows["tools", wave, code]["pct"] == pytest.approx(100 * ticked / len(cells))
    assert rows["python_for", "2018", None]["n_not_asked"] == 3062
    assert rows["python_for", "2019", None]["n"] == 1000


def test_themes_of_santa_monica(described, real_data):
    survey, rows = described("santa_monica.yaml", "santa_monica")
    path = real_data / "santa_monica" / "open-ended-responses-2014.csv"
    named = [
        {" ".join(line[f"Category {i}"].split()).casefold() for i in range(1, 9)} - {""}
        for line in lines(path, encoding="cp1252")
    ]
    n = sum(one != {"not applicable"} for one in named)
    question = rows["themes", "2014", None]
    assert (question["n"], question["missing"]) == (n, len(named) - n) == (1823, 14)
    for code, label in survey.boxes["themes"].categories:
        assert rows["themes", "2014", code]["n"] == sum(label.casefold() in one for one in named)
    assert survey.boxes["themes"].ticked.shape == (1837, 15)
