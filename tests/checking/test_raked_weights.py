"""Raked weights are looked at in each site: those of a small one drown among all of a wave."""

import numpy as np
import pytest

from lpsstats.checking.context import Context
from lpsstats.checking.weights import check
from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.survey import read_portions
from lpsstats.survey.assembling import assemble

TEXT = """\
format: 1
survey:
  title: Two sites
  weight: {targets: {sex: {1: 50, 2: 50}}WITHIN}
  cluster: street
waves: {column: wave, baseline: T1, endline: T1, values: {T1: {code: 1, file: people.csv}}}
sites: {column: site, values: {big: {code: 1, label: Big}, small: {code: 2, label: Small}}}
variables:
  sex: {type: categorical, labels: {1: Man, 2: Woman}}
  q: {type: likert, range: [1, 5]}
"""


@pytest.fixture
def found(tmp_path):
    """Check 200 people of a balanced site, and 40 of one with few women."""

    def checking(within=""):
        path = tmp_path / "data_dictionary.yaml"
        path.write_text(TEXT.replace("WITHIN", within), "utf-8")
        sex = [1, 2] * 100 + [1] * 37 + [2] * 3
        rows = [f"1,{1 + (i >= 200)},{value},3,{i}" for i, value in enumerate(sex)]
        lines = ["wave,site,sex,q,street", *rows]
        (tmp_path / "people.csv").write_text("\n".join(lines) + "\n", "utf-8")
        dictionary = read_dictionary(path)
        portions = tuple(read_portions(dictionary))
        survey = assemble(dictionary, portions)
        context = Context(survey=survey, portions=portions, faulty=frozenset(), scores={})
        return [*check(context)], survey

    return checking


def test_extreme_weights_of_one_site_are_found_though_the_wave_has_none(found):
    findings, survey = found()
    share = survey.weight / survey.weight.sum()
    assert 1 / (share**2).sum() > survey.n / 1.5
    assert [(one.code, one.subject) for one in findings] == [("LPS121", "T1, Small")]
    small = survey.weight[survey.site == 1]
    effect = small.size * (small**2).sum() / small.sum() ** 2
    assert f"design effect {effect:.2f}" in findings[0].message
    assert np.isclose(effect, 0.25 / 0.925 + 0.25 / 0.075)


def test_weights_raked_over_all_sites_are_looked_at_by_wave(found):
    findings, survey = found(", within: [wave]")
    assert findings == []
    assert survey.cluster.tolist() == [*range(240)]
