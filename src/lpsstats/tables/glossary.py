"""The closed vocabulary: every column of every result, and what it means.

Column names, JSON keys and the documentation come from here; a test keeps the results inside it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lpsstats.tables.words import (
    all_waves,
    check,
    comparison,
    composition,
    contrast,
    counts,
    description,
    drivers,
    measurement,
    mediation,
    plan,
    relate,
    reliability,
    retention,
    rows,
    themes,
)

GLOSSARY: Mapping[str, str] = MappingProxyType(
    rows.WORDS
    | comparison.WORDS
    | all_waves.WORDS
    | reliability.WORDS
    | measurement.WORDS
    | description.WORDS
    | composition.WORDS
    | contrast.WORDS
    | plan.WORDS
    | check.WORDS
    | relate.WORDS
    | mediation.WORDS
    | themes.WORDS
    | drivers.WORDS
    | counts.WORDS
    | retention.WORDS
)

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "wave_missing": "no answers in one of the waves",
        "n_lt_2": "fewer than two answers in a wave",
        "no_variance_both": "no variation in either wave",
        "all_tied": "no variation in the items, or they cancel out",
        "single_item": "fewer than two items vary",
        "two_items": "two items do not identify a factor",
        "heywood": "no proper one-factor solution (a uniqueness of zero or a negative loading)",
        "not_converged": "the one-factor model did not converge",
        "empty_category": "a pair of answers that nobody gave leaves no correlation but 1 or -1",
        "too_many_categories": "more than 20 different answers are no ordered categories",
        "just_identified": "one factor fits any three items",
        "no_variance_one": "no variation in one of the waves",
        "separation": "the waves have no answer in common",
        "no_earlier_map": "the first map: there is none before it",
        "no_connections": "no connection of which to take the percentage",
        "coded_once": "the answers were coded by one coder",
        "not_coded_twice": "no answer was coded by both coders",
        "coders_constant": "both coders judged every answer alike, as chance alone would have it",
        "few_respondents": "fewer than three respondents, in effect, more than sites by waves",
        "constant_within": "no variation within any site and wave",
        "identical": "each measure tells the other exactly",
        "few_units": "too few sampling units, or a stratum of one, to tell how sure r is",
        "dependent": "a measure is a sum or a copy of others",
        "unstable": "undefined in more than one resample in twenty",
        "no_period": "the file has no such period",
        "not_recorded": "not recorded, not even as a zero, in one of the periods",
        "nothing_recorded": "only zeros",
        "no_exposure": "a count has no exposure",
        "exposure_differs": "a unit has more than one exposure in one period",
        "few_periods": "fewer than six periods with records",
        "runs_away": "the zeros lie so that no finite trend fits best",
        "no_answers": "nobody answered both questions",
        "few_exposed": (
            "fewer than 10 people have it, or have it not, where both are in a site and wave"
        ),
        "few_exposed_units": "fewer than 5 sampling units have it, or have it not",
        "constant_predictor": "the predictor does not vary within any site and wave",
        "constant_outcome": "the outcome does not vary within any site and wave",
        "few_cases": "fewer than 10 complete cases per item in all waves but one",
    }
)
# The same codes, where they mean linked people or the items of one scale.
OF_PAIRS: Mapping[str, str] = MappingProxyType(
    {
        "n_lt_2": "fewer than two linked respondents",
        "no_variance_both": "all linked respondents changed by the same amount",
        "all_tied": "no linked respondent changed their answer",
    }
)
OF_WAVES: Mapping[str, str] = MappingProxyType(
    {
        "all_tied": "everybody gave the same answer in both waves",
        "empty_category": "nobody gave this answer in either wave",
    }
)
OF_DESIGN: Mapping[str, str] = MappingProxyType(
    {**OF_WAVES, "n_lt_2": "fewer than two answers or sampling units, in effect, in a wave"}
)
OF_ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "wave_missing": "nobody answered every item",
        "n_lt_2": (
            "only one respondent answered every item, or the weights leave fewer than three in "
            "effect"
        ),
    }
)

OF_DRIVERS: Mapping[str, str] = MappingProxyType(
    {
        "n_lt_2": "it rests on a single respondent or sampling unit",
        "no_variance_both": "the outcome follows from it exactly",
    }
)


def reason_text(reason: str, special: Mapping[str, str] = MappingProxyType({})) -> str:
    """Put a reason code into words, the special ones of a context first."""
    return special.get(reason) or REASONS[reason]
