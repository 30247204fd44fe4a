"""Unweighted results are not given of a survey that was read with its weights."""

import pytest

import lpsstats
from lpsstats.errors import UsageError


@pytest.fixture(scope="module")
def weighted(root, tmp_path_factory):
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    text = text.replace("weight: none", "weight: respid", 1).replace("  id: respid\n", "", 1)
    path = tmp_path_factory.mktemp("weighted") / "data_dictionary.yaml"
    path.write_text(text.replace("examples/lps/", f"{root / 'examples' / 'lps'}/"), "utf-8")
    return lpsstats.read_survey(lpsstats.read_dictionary(path), weighted=True)


@pytest.mark.parametrize("document", ["comparison_document", "reliability_document"])
def test_a_document_refuses_weights(weighted, document):
    with pytest.raises(UsageError, match="weight: none"):
        getattr(lpsstats, document)(weighted)


def test_a_description_takes_them(weighted):
    assert lpsstats.description_document(weighted).tables
