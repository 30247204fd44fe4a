"""Surveys with nobody, one person, one answer or absurd weights give findings and no faults."""

import re

import numpy as np
import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.checking import check_document
from lpsstats.documents.description import description_document
from lpsstats.errors import DataError
from lpsstats.survey.assembling import Portion, assemble
from support.drift_surveys import export_of

TEXT = """\
format: 1
survey: {{title: Degenerate, design: {design}, id: id{weight}}}
waves:
  column: wave
  baseline: T1
  endline: T3
  values: {{T1: {{code: 1}}, T2: {{code: 2}}, T3: {{code: 3}}}}
sites: {{column: site, values: {{a: {{code: 1, label: Aston}}, b: {{code: 2, label: Bury}}}}}}
missing: {{codes: {{9: none}}}}
defaults: {{l: {{type: likert, range: [1, 7]}}}}
variables:
  q1: {{use: l}}
  q2: {{use: l}}
  q3: {{use: l}}
  sex: {{type: categorical, labels: {{1: m, 2: f}}}}
  years: {{type: number}}
scales:
  s: {{items: [q1, q2, q3], better: high}}
  f: {{items: [q1, q2], better: high, kind: formative}}
  o: {{items: [q3], better: high}}
"""


def drawn(rng, n):
    """Draw a column: constant, empty, two-valued or ordinary, with holes."""
    kinds = (np.full(n, 4.0), np.full(n, np.nan), rng.choice([1.0, 7.0], n))
    kind = rng.integers(0, 5)
    values = kinds[kind] if kind < 3 else rng.integers(1, 8, n).astype(float)
    return np.where(rng.random(n) < rng.choice([0, 0.1, 0.9]), np.nan, values)


def one_file(rng, weighted):
    n = int(rng.choice([1, 2, 3, 5, 30, 120]))
    waves, sites = rng.choice([1, 2, 3], rng.integers(1, 4)), rng.choice([1, 2], rng.integers(1, 3))
    weights = rng.choice([0, np.nan, 1e300, 1e-300, 1e-300], n) if weighted else np.ones(n)
    return export_of(
        {
            "id": np.arange(n) + 1,
            "wave": rng.choice(waves, n),
            "site": rng.choice(sites, n),
            **{key: drawn(rng, n) for key in ("q1", "q2", "q3")},
            "sex": rng.integers(1, 3, n),
            "years": rng.integers(0, 12, n),
            "wt": weights,
        },
        "odd.sav",
    )


@pytest.mark.parametrize("weight", ["", ", weight: wt"])
@pytest.mark.parametrize("design", ["repeated_cross_section", "panel"])
def test_no_survey_is_too_poor_to_be_checked_and_described(tmp_path, design, weight):
    path = tmp_path / "d.yaml"
    path.write_text(TEXT.format(design=design, weight=weight), "utf-8")
    dictionary = read_dictionary(path)
    for seed in range(60):
        portions = [
            Portion(export=one_file(np.random.default_rng(seed), bool(weight)), waves=(0, 1, 2))
        ]
        for record in check_document(dictionary, portions).tables[0].records:
            assert not re.search(r"\b(nan|inf)\b", str(record["message"])), (seed, record)
        try:
            survey = assemble(dictionary, portions)
        except DataError:
            continue
        for table in ("who", "scales", "items", "missing", *(["weights"] if weight else [])):
            for record in (
                description_document(survey, table=table, by="wave,site").tables[0].flat()
            ):
                numbers = [v for v in record.values() if isinstance(v, float)]
                assert np.isfinite(numbers).all(), (seed, table, record)
