from dataclasses import replace

import numpy as np
import pytest

from lpsstats.analysis.pooled_base import pooled_base


@pytest.fixture
def survey(cross_section, surveyed):
    rows = [(w, s, 100 * w + 10 * s + i, [1, 2, 3, 4, 5]) for w in range(3) for s in range(3)
            for i in range(4)]  # fmt: skip
    return surveyed(cross_section, rows)


def test_respondents_of_the_named_waves_and_sites_are_taken(survey):
    base = pooled_base(survey, [0, 2], [1])
    assert base.rows.tolist() == np.flatnonzero((survey.site == 1) & (survey.wave != 1)).tolist()
    assert base.cell.tolist() == survey.cell[base.rows].tolist()
    assert not base.designed


def test_who_has_no_weight_is_counted_and_left_out(survey):
    weight = np.ones(survey.n)
    weight[:2], weight[2] = np.nan, 0.0
    base = pooled_base(replace(survey, weight=weight), [0, 1, 2], [0, 1, 2])
    assert base.n_without_weight == 3
    assert base.rows.size == survey.n - 3
    assert (base.weight == 1).all()
    assert base.designed


def test_streets_that_are_in_several_waves_are_drawn_within_their_site(survey):
    base = pooled_base(replace(survey, cluster=survey.site.astype(np.int64) * 4), [0, 1, 2], [0, 2])
    assert len(set(zip(base.unit.tolist(), base.stratum.tolist(), strict=True))) == 2
    alone = pooled_base(survey, [0, 1, 2], [0, 2])
    assert alone.unit is None
    assert (alone.stratum == alone.cell).all()


def test_only_those_who_have_every_value_stay(survey):
    base = pooled_base(survey, [0], [0])
    values = np.array([[1.0, np.nan], [1, 2], [np.nan, 2], [3, 4]])
    kept = base.having(values)
    assert kept.rows.tolist() == base.rows[[1, 3]].tolist()
    assert kept.stratum.tolist() == base.stratum[[1, 3]].tolist()
