"""How a file builds the names of its columns: a wave's letters before or after every name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from lpsstats.dictionary.folding import fold

PLAIN = "{name}"
LONGEST_AFFIX = 12
LONGEST_UNMARKED = 4  # where no _ or . sets it off from the name
SEPARATORS = "_.-"
CANDIDATES = 6  # affixes of one file that are tried
LEAST_FREQUENT = 0.25  # of the names that no other file has

# What it takes to believe in a pattern. Letters that nothing sets off from the name need more:
# q10 q20 q30 are not q1 q2 q3 with a 0 behind them.
FEWEST, FEWEST_UNMARKED = 3, 5
MOST, MOST_UNMARKED = 0.5, 0.8

LETTER = re.compile(r"[^\W\d_]")


def name_patterns(headers: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Find how each file builds its names, so that most of what is left coincides.

    Parameters
    ----------
    headers : sequence of sequences of str
        The column names of each file.

    Returns
    -------
    tuple of str
        Per file `{name}_t3`, `t3_{name}` or, where nothing speaks for a pattern, `{name}`. A
        pattern is believed if with it at least three columns, and more than half of those that
        the smaller file does not share by plain name, find their like in another file (five
        columns and four in five where no `_`, `.` or `-` sets the addition off).
    """
    files = [frozenset(map(fold, header)) for header in headers]
    options = [_affixes(file, _unshared(position, files)) for position, file in enumerate(files)]
    chosen = _agreed(files, options)
    return tuple(affix.pattern(header) for affix, header in zip(chosen, headers, strict=True))


def stem(name: str, pattern: str) -> str | None:
    """Take away what a pattern adds to a name; `None` where the name does not follow it."""
    before, after = _ends(pattern)
    fits = len(name) > len(before) + len(after)
    if fits and name.startswith(before) and name.endswith(after):
        return name[len(before) : len(name) - len(after)]
    return None


@cache
def _ends(pattern: str) -> tuple[str, str]:
    before, _, after = pattern.partition(PLAIN)
    return before, after


@dataclass(frozen=True, slots=True, kw_only=True)
class _Affix:
    """Letters before or after every name, folded."""

    before: str = ""
    after: str = ""

    @property
    def marked(self) -> bool:
        """Whether something sets them off from the name."""
        return self.before[-1:] in SEPARATORS and self.after[:1] in SEPARATORS

    @property
    def length(self) -> int:
        return len(self.before) + len(self.after)

    def stems(self, names: Set[str]) -> frozenset[str]:
        """Take them off where they are; a name keeps itself elsewhere, or if only digits remain."""
        return frozenset(self._stem(name) for name in names)

    def _stem(self, name: str) -> str:
        found = stem(name, self.before + PLAIN + self.after)
        whole = found and LETTER.search(found) and not self._cuts_number(found)
        return found if found and whole else name

    def _cuts_number(self, found: str) -> bool:
        """Say whether the last digits of a number would be taken for the affix, or the first."""
        behind = found[-1:].isdigit() and self.after[:1].isdigit()
        return behind or (found[:1].isdigit() and self.before[-1:].isdigit())

    def pattern(self, header: Iterable[str]) -> str:
        """Spell the pattern as most names of the file do."""
        spelt: Counter[str] = Counter()
        for name in header:
            if len(name) > self.length and fold(name) == name.casefold():
                before, after = name[: len(self.before)], name[len(name) - len(self.after) :]
                if before.casefold() == self.before and after.casefold() == self.after:
                    spelt[before + PLAIN + after] += 1
        return spelt.most_common(1)[0][0] if self.length and spelt else PLAIN


NOTHING = _Affix()


def _unshared(position: int, files: Sequence[frozenset[str]]) -> frozenset[str]:
    """Give the names of a file that no other file has."""
    others = frozenset().union(*(f for other, f in enumerate(files) if other != position))
    return files[position] - others


def _affixes(names: frozenset[str], unshared: frozenset[str]) -> list[_Affix]:
    """List the beginnings and ends that most names known to this file alone have in common.

    The plain name comes first; then, of equally frequent ones, those set off, longest first.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for name in unshared:
        for size in range(1, min(len(name), LONGEST_AFFIX + 1)):
            counts[name[:size], ""] += 1
            counts["", name[-size:]] += 1
    enough = max(FEWEST, LEAST_FREQUENT * len(unshared))
    found = [
        _Affix(before=before, after=after) for (before, after), n in counts.items() if n >= enough
    ]
    usable = [affix for affix in found if affix.marked or affix.length <= LONGEST_UNMARKED]
    usable.sort(key=lambda a: (not a.marked, -counts[a.before, a.after], -a.length, a.after))
    return [NOTHING, *usable[:CANDIDATES]]


def _agreed(files: Sequence[frozenset[str]], options: Sequence[list[_Affix]]) -> list[_Affix]:
    """Choose the affixes under which most stems coincide with those of the first file."""
    if len(files) < 2:
        return [NOTHING] * len(files)
    stems = [
        {affix: affix.stems(names) for affix in tried}
        for names, tried in zip(files, options, strict=True)
    ]
    choices = [[_best_match(anchor, stems[0], own) for own in stems[1:]] for anchor in stems[0]]
    chosen = max(choices, key=_worth)
    anchor = next((match.anchor for match in chosen if match.anchor.length), NOTHING)
    return [anchor, *(match.own for match in chosen)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """Affixes of the first file and of another, and how many stems they make coincide."""

    anchor: _Affix
    own: _Affix
    coinciding: int

    @property
    def marked(self) -> bool:
        return self.anchor.marked and self.own.marked


def _worth(found: Iterable[_Match]) -> tuple[int, int]:
    """Rank choices: more coinciding stems, then affixes that are set off from the name."""
    matches = list(found)
    return sum(m.coinciding for m in matches), sum(m.marked for m in matches)


def _best_match(
    anchor: _Affix,
    first: Mapping[_Affix, frozenset[str]],
    own: Mapping[_Affix, frozenset[str]],
) -> _Match:
    """Choose another file's affix given the first one's; none where the evidence is thin."""
    plain = len(first[NOTHING] & own[NOTHING])
    unshared = min(len(first[NOTHING]), len(own[NOTHING])) - plain
    best = _Match(anchor=NOTHING, own=NOTHING, coinciding=plain)
    for affix, stems in own.items():
        match = _Match(anchor=anchor, own=affix, coinciding=len(first[anchor] & stems))
        gain = match.coinciding - plain
        fewest, share = (FEWEST, MOST) if match.marked else (FEWEST_UNMARKED, MOST_UNMARKED)
        if gain >= fewest and gain > share * unshared and _worth([match]) > _worth([best]):
            best = match
    return best
