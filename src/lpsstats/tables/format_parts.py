"""What the numbers of a composite cell are called, for pages that give each a column of its own."""

from types import MappingProxyType

_ENDS = ("low", "high")

PARTS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("interval", "change_interval", "bounded_interval"), _ENDS),
        **dict.fromkeys(("signed_bounded_interval", "ratio_interval", "ratio3_interval"), _ENDS),
        **dict.fromkeys(("deciding_interval", "compared_limits", "rank_range"), _ENDS),
        **dict.fromkeys(("whole_interval", "whole_percents"), _ENDS),
        **dict.fromkeys(("bounded_with_interval", "pct_with_interval"), ("", *_ENDS)),
        **dict.fromkeys(("rank", "out_of"), ("", "of")),
        "from_to": ("from", "to"),
    }
)
"""By format, in the order of `Cell.numbers`; the part with no name is the value itself."""
