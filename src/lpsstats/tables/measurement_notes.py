"""Notes that several tables about measurement share."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from lpsstats.tables.glossary import reason_text
from lpsstats.tables.reliability_notes import listed

OF_FITS: Mapping[str, str] = MappingProxyType(
    {
        "wave_missing": "nobody answered every item",
        "n_lt_2": "only one respondent answered every item",
        "two_items": "two items do not identify a factor",
    }
)


def reasons(named: Iterable[tuple[str, str | None, str]]) -> Iterator[str]:
    """Say what is missing and why, each reason once.

    Parameters
    ----------
    named : iterable of (what is missing, reason or None, name of the row)
        Rows without a reason are passed over.
    """
    found: dict[str, list[str]] = {}
    for what, reason, name in named:
        if reason:
            found.setdefault(f"{what}, {reason_text(reason, OF_FITS)}", []).append(name)
    for why, names in found.items():
        yield f"{why}: {listed(list(dict.fromkeys(names)))}."


def name_of(*parts: str | None) -> str:
    """Name a row for a reader."""
    return ", ".join(part for part in parts if part)
