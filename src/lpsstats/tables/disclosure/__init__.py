"""Disclosure control: small numbers of respondents withheld, and what would betray them."""

from lpsstats.tables.disclosure.warning import DEFAULT_BELOW, small_numbers, with_warning
from lpsstats.tables.disclosure.withholding import FLAG_BELOW, suppress, suppress_together

__all__ = [
    "DEFAULT_BELOW",
    "FLAG_BELOW",
    "small_numbers",
    "suppress",
    "suppress_together",
    "with_warning",
]
