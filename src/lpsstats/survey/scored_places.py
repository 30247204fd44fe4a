"""Wave and site as columns: a code with its label, and the dictionary's key beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lpsstats.dictionary.model import Dictionary, Site, Wave
from lpsstats.survey.export import NumberColumn, TextColumn
from lpsstats.survey.scored import ScoredColumn
from lpsstats.survey.scored_names import Names

Places = Sequence[Wave | Site]
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceColumns:
    """The code, the key, and what to say of them."""

    columns: tuple[ScoredColumn, ...]
    notes: tuple[str, ...]


def wave_columns(dictionary: Dictionary, wave: NDArray[np.int16], names: Names) -> PlaceColumns:
    """Write the wave as the code that the files have, or as its number in order of time."""
    codes = [one.codes for one in dictionary.waves]
    return _columns(("wave", "ordinal"), dictionary.waves, codes, wave, names)


def site_columns(dictionary: Dictionary, site: NDArray[np.int16], names: Names) -> PlaceColumns:
    """Write the site as the code that the files have in every wave, or as its number.

    Without declared sites there is nothing to write.
    """
    if dictionary.site_names is None:
        return PlaceColumns(columns=(), notes=())
    codes = [
        tuple(dict.fromkeys(code for own in site.codes.values() for code in own))
        for site in dictionary.sites
    ]
    return _columns(("site", "nominal"), dictionary.sites, codes, site, names)


def _columns(
    what: tuple[str, str],
    places: Places,
    codes: Sequence[tuple[object, ...]],
    position: NDArray[np.int16],
    names: Names,
) -> PlaceColumns:
    (word, level), own = what, _own_codes(codes)
    numbers = own or [float(number) for number in range(1, len(places) + 1)]
    code = ScoredColumn(
        name=names.claim(word, f"survey_{word}"),
        label=word.capitalize(),
        data=NumberColumn(values=np.array(numbers)[position]),
        role="code",
        level=level,
        labels={n: place.label for n, place in zip(numbers, places, strict=True)},
    )
    key = ScoredColumn(
        name=names.claim(f"{word}_key"),
        label=f"{word.capitalize()}, its key in the dictionary",
        data=TextColumn(
            levels=tuple(place.key for place in places), codes=position.astype(np.int32)
        ),
        role="key",
        level=level,
    )
    return PlaceColumns(columns=(code, key), notes=() if own else (_numbering(code),))


def _own_codes(codes: Sequence[tuple[object, ...]]) -> list[float]:
    """Give the one whole number that the files have for each, or nothing if that is not so."""
    only = [own[0] for own in codes if len(own) == 1]
    numbers = [float(c) for c in only if isinstance(c, int | float) and float(c).is_integer()]
    return numbers if len(set(numbers)) == len(codes) else []


def _numbering(column: ScoredColumn) -> str:
    labels = list(column.labels.items())
    shown = [f"{code:g} {text}" for code, text in labels[:MOST_SHOWN]]
    more = [f"and {len(labels) - MOST_SHOWN:,} more"] if len(labels) > MOST_SHOWN else []
    return (
        f"{column.name}: numbered in the dictionary's order ({', '.join(shown + more)}), for the "
        "files have no code that is one number throughout."
    )
