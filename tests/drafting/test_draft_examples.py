"""Drafts of real and bundled surveys: with the proposed scales taken up they can be compared."""

from itertools import combinations
from pathlib import Path

import pytest

from lpsstats.analysis.comparison import compare
from lpsstats.analysis.measuring import measure_of
from lpsstats.analysis.question import Question
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.drafting.draft import DraftOptions, draft_dictionary
from lpsstats.files.options import ReadOptions
from lpsstats.files.reading import read_export
from lpsstats.files.survey import read_survey


@pytest.fixture(scope="module")
def drafted(tmp_path_factory, uncommented):
    """Draft the dictionary of files, take up its scales, and read the survey with it."""

    def survey(*files: Path):
        exports = [read_export(path, None, ReadOptions()) for path in files]
        draft = draft_dictionary(exports, [str(path) for path in files], DraftOptions())
        path = tmp_path_factory.mktemp("drafted") / "data_dictionary.yaml"
        path.write_text(uncommented(draft.text), "utf-8", newline="\n")
        return read_survey(read_dictionary(path))

    return survey


@pytest.fixture(scope="module")
def lps(drafted, root):
    return drafted(*sorted((root / "examples" / "lps").glob("*.sav")))


def test_the_draft_of_the_example_has_the_scales_of_its_dictionary(lps, root):
    bundled = read_dictionary(root / "data_dictionary.yaml")
    expected = {(s.items, s.reverse, s.better) for s in bundled.scales.values()}
    assert {(s.items, s.reverse, s.better) for s in lps.dictionary.scales.values()} == expected


def test_the_draft_of_the_example_gives_the_numbers_of_its_dictionary(lps, root):
    bundled = read_survey(read_dictionary(root / "data_dictionary.yaml"))
    ours, theirs = rows(lps), rows(bundled)
    assert len(ours) == 20
    assert sorted(ours) == sorted(theirs)


def compare_waves(survey):
    """Compare the first wave with the last."""
    measures = [measure_of(survey, key) for key in survey.dictionary.scales]
    last = len(survey.dictionary.waves) - 1
    question = Question(wave_from=0, wave_to=last, adjust=None, confidence=0.95, effect="average")
    return compare(survey, measures, question).rows


def rows(survey):
    """Give the numbers of a comparison by site and items, whatever the keys are called."""
    dictionary = survey.dictionary
    labels = {site.key: site.label for site in dictionary.sites}
    return [
        (labels[row.site], dictionary.scales[row.measure].items, row.n_from, row.n_to,
         row.estimate, row.p_value, row.effect)
        for row in compare_waves(survey)
        if row.site is not None
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["mood.sav", "mood.csv"])
def test_the_draft_of_the_mood_example_is_a_panel_of_four_waves(name, drafted, root):
    survey = drafted(root / "examples" / "mood" / name)
    assert (survey.n, survey.dictionary.design) == (4183, "panel")
    assert len(survey.dictionary.waves) == 4
    sizes = [len(scale.items) for scale in survey.dictionary.scales.values()]
    assert sizes == [10, 5, 5, 20]
    assert any(row.p_value is not None for row in compare_waves(survey))


REAL = {
    "gss": ("gss/*.sav", 7038, 2),
    "rcs": ("r_community_survey/*_en.tsv", 4900, 0),
    "rcs with Spanish": ("r_community_survey/*.tsv", 5238, 0),
    "somerville": ("somerville/*.csv", 143, 1),
    "santa monica": ("santa_monica/open*.csv", 1837, 0),
}


@pytest.mark.parametrize("survey", REAL)
def test_the_draft_of_a_real_survey_reads_every_respondent(survey, drafted, real_data):
    pattern, n, n_scales = REAL[survey]
    found = drafted(*sorted(real_data.glob(pattern)))
    assert (found.n, len(found.dictionary.scales)) == (n, n_scales)
    assert sum(file.n_used for file in found.inputs) == n
    if n_scales and len(found.dictionary.waves) > 1:
        assert any(row.p_value is not None for row in compare_waves(found))


def test_the_draft_of_the_gss_finds_its_scales_waves_and_regions(drafted, real_data):
    dictionary = drafted(*sorted(real_data.glob("gss/*.sav"))).dictionary
    assert [wave.key for wave in dictionary.waves] == ["2016", "2018", "2020"]
    assert len(dictionary.sites) == 9
    confidence, evenings = dictionary.scales.values()
    assert len(confidence.items) == 13
    assert evenings.items == ("socommun", "socfrend", "socrel", "socbar")
    assert dictionary.variables["region"].names["2020"] == "region_2"


def test_no_two_proposed_scales_share_an_item(lps):
    for first, second in combinations(lps.dictionary.scales.values(), 2):
        assert not set(first.items) & set(second.items)
