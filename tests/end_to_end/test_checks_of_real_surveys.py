"""What check says of real surveys: what is wrong with them, and no more."""

from pathlib import Path

import pytest

from lpsstats.checking.running import check_survey
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.survey import read_portions

FOLDERS = {"gss": "gss", "rcs": "r_community_survey"}


@pytest.fixture
def findings(root, real_data, tmp_path):
    """Put a dictionary beside links to its data and check them."""

    def run(name):
        text = (root / f"tests/real/{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / "data_dictionary.yaml").write_text(text, encoding="utf-8")
        for source in Path(real_data, FOLDERS[name]).iterdir():
            (tmp_path / source.name).symlink_to(source.resolve())
        dictionary = read_dictionary(tmp_path / "data_dictionary.yaml")
        return check_survey(dictionary, read_portions(dictionary))[1]

    return run


def test_gss_has_one_item_against_its_scale_and_a_filter_that_changed(findings):
    found = findings("gss")
    serious = [
        (one.code, one.severity.value, one.subject) for one in found if one.severity != "note"
    ]
    assert serious == [
        # As in R: the item-rest correlation of this yes/no question is -.05.
        ("LPS207", "error", "force: polmurdr"),
        # Three of the five questions went to a third of the sample in 2020.
        ("LPS216", "warning", "3 of 27 variables, 2018-2020"),
    ]


def test_the_r_community_survey_has_only_columns_that_nobody_declared(findings):
    assert {one.code for one in findings("rcs")} == {"LPS104"}


def test_the_bundled_panel_has_two_people_with_the_same_answers_and_sites_without_waves(root):
    dictionary = read_dictionary(root / "examples/mood/data_dictionary.yaml")
    found = check_survey(dictionary, read_portions(dictionary))[1]
    assert not [one for one in found if one.severity == "error"]
    assert {one.code for one in found} == {"LPS122", "LPS210", "LPS212", "LPS216"}
