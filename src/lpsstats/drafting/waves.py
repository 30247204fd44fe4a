"""The waves of a draft: one per value of a column, or one per file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lpsstats.dictionary.folding import fold
from lpsstats.drafting.keys import KeyRing
from lpsstats.drafting.observing import Observed, observe
from lpsstats.drafting.quoting import Code, one_line
from lpsstats.drafting.roles import Role
from lpsstats.drafting.wide_names import side_by_side
from lpsstats.survey.export import Export
from lpsstats.survey.numbers import as_text

YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")
SHORT_KEY = re.compile(r"([A-Za-z]{1,6})[ _-]?(\d{1,4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveDraft:
    """A wave.

    Attributes
    ----------
    key : str
        Its key.
    label, date : str, optional
        Where the files say them.
    code : number or str, optional
        Its code in the wave column.
    source : int
        The position of its file.
    mark : str
        What to look at.
    """

    key: str
    label: str | None
    date: str | None
    code: Code | None
    source: int
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WavesDraft:
    """All waves, in order.

    Attributes
    ----------
    column : Role, optional
        The column that tells them apart.
    waves : tuple of WaveDraft
        In order of time as far as it is known.
    mark : str
        What to look at.
    """

    column: Role | None
    waves: tuple[WaveDraft, ...]
    mark: str


def draft_waves(exports: Sequence[Export], role: Role | None) -> WavesDraft:
    """Draft the waves.

    Parameters
    ----------
    exports : sequence of Export
        The files in order of time.
    role : Role, optional
        The wave column.
    """
    if role is None:
        return _by_file(exports)
    seen = [observe(e, c) for e, c in zip(exports, role.columns, strict=True)]
    found = [
        (code, one.labels.get(code), source)
        for source, one in enumerate(seen)
        for code in _in_order(one)
    ]
    ring, texts = KeyRing(), {}
    for position, (code, label, _) in enumerate(found, start=1):
        texts[code] = (ring.give(_key(code, position)), label)
    waves = tuple(_wave(code, *texts[code], source, texts) for code, label, source in found)
    column = f"the waves by '{one_line(role.name)}'"
    order = "" if all(w.date for w in waves) else ", in order of time"
    return WavesDraft(column=role, waves=waves, mark=f"{column}: right{order}?")


def _in_order(seen: Observed) -> list[Code]:
    """Put codes in order; texts by the number in them, then by the alphabet."""

    def place(code: Code) -> tuple[float, str]:
        if not isinstance(code, str):
            return code, ""
        number = re.search(r"\d+", code)
        return (float(number[0]) if number else 0.0), code

    return sorted(seen.counts, key=place)


def _key(code: Code, position: int) -> str:
    """Call a wave by its year or code, else by its position: 2016, T3, T1."""
    if isinstance(code, str):
        short = SHORT_KEY.fullmatch(code.strip())
        year = YEAR.fullmatch(code.strip())
        return year[0] if year else f"{short[1]}{short[2]}" if short else f"T{position}"
    text = as_text(code)
    if YEAR.fullmatch(text):
        return text
    return f"T{text}" if code == int(code) and 0 <= code < 100 else f"T{position}"


def _wave(
    code: Code,
    key: str,
    label: str | None,
    source: int,
    texts: dict[Code, tuple[str, str | None]],
) -> WaveDraft:
    """Leave out a label that another wave has as its key or label."""
    shown = label or (one_line(code) if isinstance(code, str) else None)
    others = [one for other, one in texts.items() if other != code]
    taken = {fold(text or "") for pair in others for text in pair}
    return WaveDraft(
        key=key,
        label=shown if shown and fold(shown) and fold(shown) not in taken else None,
        date=key if YEAR.fullmatch(key) else None,
        code=code,
        source=source,
    )


def _by_file(exports: Sequence[Export]) -> WavesDraft:
    """Take every file for a wave, called by the year in its name where each has its own."""
    names = [export.path.stem for export in exports]
    years = [found[-1] if (found := YEAR.findall(name)) else "" for name in names]
    dated = all(years) and all(a < b for a, b in pairwise(years))
    apart = len({fold(name) for name in names}) == len(names)
    waves = tuple(
        WaveDraft(
            key=years[i] if dated else f"T{i + 1}",
            label=one_line(names[i]) if not dated and apart and len(names) > 1 else None,
            date=years[i] if dated else None,
            code=None,
            source=i,
            mark=_copied(exports, i),
        )
        for i in range(len(exports))
    )
    if len(exports) == 1:
        beside = side_by_side(exports[0].column_names)
        mark = beside or "no wave column found (--wave COLUMN names one): a single wave"
        return WavesDraft(column=None, waves=waves, mark=mark)
    order = "" if dated else ", the earliest first"
    return WavesDraft(column=None, waves=waves, mark=f"one wave per file{order}: right?")


def _copied(exports: Sequence[Export], place: int) -> str:
    """Point to an earlier file with the same bytes."""
    own = exports[place]
    copies = [one for one in exports[:place] if one.sha256 and one.sha256 == own.sha256]
    return f"the same bytes as {one_line(copies[0].name)}: a copy?" if copies else ""
