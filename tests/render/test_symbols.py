"""Symbols are told from words and labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.render.symbols import spans


def marked(text):
    """Put asterisks about what is set in italics."""
    return "".join(f"*{part}*" if italic else part for part, italic in spans(text))


@pytest.mark.parametrize(
    "heading",
    [
        "*p*", "*p* adj", "*p* trend", "*n*", "*n* eff.", "*n* items", "*SD*", "*df*", "*df* error",
        "*t*", "*F*", "*g*", "*g* 95% CI", "*r*", "*r* partial", "*V*", "*N*", "*M*", "Mean *r*",
        "Item-rest *r*", "Weakest item (*r*)", "Effective *n*", "Weighted *SD*", "Δ*p*", "*R*²",
        "of *R*²", "Barton (*n* = 99, 101)", "Barton (*n* = [c], 101)",
        "Scale", "T1", "95% CI", "Alpha", "Omega", "Chi²", "ΔCFI", "P(higher)", "a", "Item", "",
    ],
)  # fmt: skip
def test_a_heading_has_its_symbol_in_italics(heading):
    assert marked(heading.replace("*", "")) == heading


@pytest.mark.parametrize(
    "sentence",
    [
        "Welch's *t*(389.2) = 2.31, *p* = .012, *g* = −0.23 [−0.41, −0.05].",
        "*M* = 3.21, *SD* = 1.04, *n* = 99; χ²(2, *N* = 300) = 4.2, *p* < .001",
        "*F*(2, 300) = 4.10, *r* = −.12, Cramér's *V* = .10, *z* = 1.96",
        "*n*\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}24",
        "*p* adj: Holm over the 20 tests of family primary.",
        "Test: Welch *t*-test, two-sided. Effect size: Hedges *g*, average *SD*. Unweighted.",
        "its verdict rests on its own *p*, not adjusted, which stands under *p* adj.",
        "Item-rest *r* and alpha if deleted; *n*, mean, *SD*, reversed items turned round (r).",
        "*r*: correlation; interval by Fisher's *z*; *p* by *t* with *df* = *n* less 1.",
        "*n*: respondents with a score; without --n, the survey's own median.",
        "*p*-values are adjusted. Wald *F* with HC3 standard errors.",
    ],
)
def test_a_sentence_has_its_symbols_in_italics(sentence):
    assert marked(sentence.replace("*", "")) == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "A change that is clear in one place and not in another is no sign.",
        "Vitamin D, plan B, part k and block V of J. R. N. Smith's t-shirts",
        "Answers such as none or don't know; Holm's; the site's own; n_pairs; mid-p",
        "reversed items turned round (r); Option G; gran's p's and q's; SDs; dfs; T3 minus T1",
        "step = 5, 10p = 6 and mid-p = .04; n_r = 2; USSD = 4; prob.df = 3; a.p adj",
        "Cohen, d. and Hedges, G. (1985); M25 = a road; k in 10; p. 12",
    ],
)
def test_other_letters_stay_upright(sentence):
    assert marked(sentence) == sentence


@given(st.text(st.sampled_from("pngMSDtdfFr =<.:05()'s adj")) | st.text())
def test_the_parts_joined_are_the_text_and_none_is_empty(text):
    assert "".join(part for part, _ in spans(text)) == text
    assert all(part for part, _ in spans(text))
