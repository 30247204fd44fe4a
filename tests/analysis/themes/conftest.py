"""Small surveys of themes: the one that R read, and panels."""

import numpy as np
import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.files.survey import read_survey
from support.reference import table

DICTIONARY = """\
format: 1
survey: {{title: Made-up themes, design: {design}{more}}}
waves:
  column: wave
  baseline: one
  endline: two
  values: {{one: {{code: 1, file: people.csv}}, two: {{code: 2, file: people.csv}}}}
sites:
  column: place
  values: {{"1": {{code: 1}}, "2": {{code: 2}}, "3": {{code: 3}}}}
variables:
  named: {{type: multiple, columns: [parks, people, shops, rare], counted: 1}}
  half: {{type: categorical, labels: {{0: Left, 1: Right}}}}
"""


@pytest.fixture(scope="session")
def survey_of(tmp_path_factory):
    """Read rows of text as a survey with four themes."""

    def read(rows, more="", design="repeated_cross_section"):
        folder = tmp_path_factory.mktemp("themes")
        text = DICTIONARY.format(more=more, design=design)
        (folder / "data_dictionary.yaml").write_text(text, encoding="utf-8")
        lines = [",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]
        (folder / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_survey(read_dictionary(folder / "data_dictionary.yaml"))

    return read


@pytest.fixture(scope="session")
def people():
    """The rows that R read, with a column of halves."""
    rows = table("inputs/themes_people.csv")
    return [row | {"half": k % 2} for k, row in enumerate(rows)]


@pytest.fixture(scope="session")
def panel_rows():
    """Sixty people in two places and two waves; some changed place, some came once."""
    random = np.random.default_rng(7)
    rows = []
    for wave in (1, 2):
        for k in range(60):
            if wave == 2 and k % 10 == 0:
                continue
            named = [int(random.random() < share) for share in (0.4 + 0.2 * wave, 0.3, 0.5, 0.1)]
            rows.append(
                {
                    "wave": wave,
                    "place": 1 + (k + (wave == 2 and k % 15 == 1)) % 2,
                    "id": k,
                    "weight": 0.5 + (k % 4) * wave / 2,
                    "half": int(k % 7 < 3),
                    **dict(zip(("parks", "people", "shops", "rare"), named, strict=True)),
                }
            )
    return rows
