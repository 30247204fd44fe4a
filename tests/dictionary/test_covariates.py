"""Covariates: what may be one, and what being one means."""

import pytest

WHY = "holding an outcome the same would hide part of the change"
AGE = "  apart: {use: agree5, better: low}\n"
MORE = AGE + (
    "  age: {type: ordinal, labels: {1: Young, 2: Old}}\n"
    "  years: {type: number}\n"
    "  words: {type: text}\n"
    "  asked: {type: likert, range: [1, 5], comparable: false, reason: reworded}\n"
    "  access: {type: categorical, labels: {1: yes, 2: no}, success: [1]}\n"
    "  wave: {type: number}\n"
)


def with_covariates(covariates, analysis=""):
    return (
        AGE,
        MORE,
        "format: 1",
        f"format: 1\nanalysis: {{covariates: [{covariates}]{analysis}}}",
    )


def test_covariates_are_kept_in_order_and_are_no_outcomes(read):
    dictionary = read(*with_covariates("years, age"))
    assert dictionary.covariates == ("years", "age")
    assert dictionary.measures == ("belonging", "welcome", "known", "apart", "access")
    assert read(AGE, MORE).covariates == ()
    assert {"age", "years"} <= set(read(AGE, MORE).measures)


@pytest.mark.parametrize(
    ("covariates", "message"),
    [
        ("aeg", "no variable called 'aeg' (did you mean 'age'?)"),
        ("belonging", f"'belonging' is a scale, which is an outcome: {WHY}"),
        ("known", f"'known' is an item of the scale 'belonging', which is an outcome: {WHY}"),
        ("words", "'words' is text; a covariate is categorical, ordinal, likert or number"),
        (
            "asked",
            "'asked' is declared not comparable (reworded); the waves cannot be held the same in "
            "it",
        ),
        ("wave", "'wave' is the column of waves; a covariate says who a respondent is"),
    ],
)
def test_what_describes_nobody_is_refused_where_it_stands(problems, covariates, message):
    (problem,) = problems(*with_covariates(f"age, {covariates}"))
    assert problem == f"survey.yaml:2: analysis.covariates.1: {message}"


@pytest.mark.parametrize(
    ("analysis", "message"),
    [
        (", families: {main: {measures: [access]}}", "stands in the family 'main' as an outcome"),
        (", smallest_change: {access: 5}", "has a smallest_change, as outcomes have"),
    ],
)
def test_a_declared_outcome_is_no_covariate(problems, read, analysis, message):
    (problem,) = problems(*with_covariates("access", analysis))
    assert problem == (
        f"survey.yaml:2: analysis.covariates.0: 'access' {message}: {WHY}; take it out of one"
    )
    assert read(*with_covariates("access")).covariates == ("access",)


def test_a_covariate_named_twice_is_refused(problems):
    (problem,) = problems(*with_covariates("age, years, age"))
    assert problem == "survey.yaml:2: analysis.covariates: 'age' stands 2 times"


def test_the_weight_the_cluster_and_the_id_are_no_covariates(problems):
    found = problems(
        *with_covariates("years, age, access"),
        "survey: {title: A small survey}",
        "survey: {title: A small survey, weight: years, id: age, cluster: access}",
    )
    assert [text.split(": ")[2].split(";")[0] for text in found] == [
        "'years' is the column of weights",
        "'age' is the column of respondents",
        "'access' is the column of clusters",
    ]
