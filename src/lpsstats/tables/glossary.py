"""The closed vocabulary: every column of every result, and what it means.

Column names, JSON keys and the documentation come from here; a test keeps the results inside it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lpsstats.tables.words import check, comparison, description, reliability, rows

GLOSSARY: Mapping[str, str] = MappingProxyType(
    rows.WORDS | comparison.WORDS | reliability.WORDS | description.WORDS | check.WORDS
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
    }
)
# The same codes, where they mean linked people or the items of one scale.
OF_PAIRS: Mapping[str, str] = MappingProxyType(
    {
        "n_lt_2": "fewer than two linked respondents",
        "no_variance_both": "all linked respondents changed by the same amount",
    }
)
OF_ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "wave_missing": "nobody answered every item",
        "n_lt_2": "only one respondent answered every item",
    }
)


def reason_text(reason: str, special: Mapping[str, str] = MappingProxyType({})) -> str:
    """Put a reason code into words, the special ones of a context first."""
    return special.get(reason) or REASONS[reason]
